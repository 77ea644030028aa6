#!/bin/sh
# Runs one test module of the bench package: run_test.sh NAME, from the tree's root.
set -eu
PYTHONPATH=tests exec /usr/bin/python3 -B -W error::ResourceWarning -m unittest -v "bench.$1"
