#!/bin/sh
# Runs publishing_test.py against the agent that is given: publishing_test.sh AGENT, from the tree's
# root.
set -eu
NEURON_AGENT=$1 exec /usr/bin/python3 -B tests/agent/publishing_test.py
