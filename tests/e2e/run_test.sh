#!/bin/sh
# Runs one test module of this folder: run_test.sh NAME [INSTANCE], from the tree's root. Says
# loudly why it cannot where there is no FUSE or no root.
set -eu
if [ "$(id -u)" -ne 0 ] || [ ! -c /dev/fuse ]; then
  echo "SKIPPED: needs root and /dev/fuse to mount a simulated host" >&2
  exit 0
fi
NEURON_INSTANCE=${2:-} PYTHONPATH=tests:tests/fakes exec /usr/bin/python3 -B -m unittest -v "e2e.$1"
