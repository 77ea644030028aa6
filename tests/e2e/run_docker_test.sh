#!/bin/sh
# Runs one test module that starts a Docker engine: run_docker_test.sh MODULE, from the tree's root.
# The module says loudly why it cannot.
set -eu
PYTHONPATH=tests:tests/fakes exec /usr/bin/python3 -B -m unittest -v "$1"
