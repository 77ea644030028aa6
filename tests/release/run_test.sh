#!/bin/sh
# Runs one test module of the release package: run_test.sh NAME, from the tree's root.
set -eu
PYTHONPATH=tests:tests/fakes exec /usr/bin/python3 -B -W error::ResourceWarning -m unittest -v "release.$1"
