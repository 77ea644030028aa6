#!/bin/sh
# Runs the fake_aws package, beside this script in the tree or in Bazel's runfiles.
set -eu
for folder in "$0.runfiles/neuron_ecs_agent/tests/fakes" "$(dirname "$0")" "$(dirname "$0")/.."; do
  if [ -f "$folder/fake_aws/__main__.py" ]; then
    PYTHONPATH=$folder exec /usr/bin/python3 -B -m fake_aws "$@"
  fi
done
echo "fake-aws: the fake_aws package is not beside $0; build //tests/fakes:fake-aws" >&2
exit 1
