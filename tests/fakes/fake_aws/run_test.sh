#!/bin/sh
# Runs one test module of the fake_aws package: run_test.sh NAME, from the tree's root.
set -eu
PYTHONPATH=tests/fakes exec /usr/bin/python3 -B -W error::ResourceWarning -m unittest "fake_aws.$1"
