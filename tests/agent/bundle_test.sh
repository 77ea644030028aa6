#!/bin/sh
# Runs bundle_test.py with the programs that are given: bundle_test.sh AGENT NEURONCTL, from the
# tree's root.
set -eu
NEURON_AGENT=$1 NEURONCTL=$2 exec /usr/bin/python3 -B tests/agent/bundle_test.py
