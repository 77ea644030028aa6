#!/bin/sh
# Runs the soak, or with "test" as its first word the tests of its parts, from the tree's root. Says
# loudly why it cannot where there is no FUSE or no root.
set -eu
export PYTHONPATH=tests:tests/fakes
if [ "${1:-}" = test ]; then
  exec /usr/bin/python3 -B -m unittest -v soak.growth_test soak.mischief_test
fi
if [ "$(id -u)" -ne 0 ] || [ ! -c /dev/fuse ]; then
  echo "SKIPPED: needs root and /dev/fuse to mount a simulated host" >&2
  exit 0
fi
exec /usr/bin/python3 -B -m soak "$@"
