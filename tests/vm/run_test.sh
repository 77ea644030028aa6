#!/bin/sh
# Runs one test module of this folder: run_test.sh NAME, from the tree's root.
set -eu
PYTHONPATH=tests exec /usr/bin/python3 -B -W error::ResourceWarning -m unittest -v "vm.$1"
