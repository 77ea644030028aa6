#!/bin/sh
# Runs daemon_test.py against the agent that is given: daemon_test.sh AGENT, from the tree's root.
set -eu
NEURON_AGENT=$1 exec /usr/bin/python3 -B tests/agent/daemon_test.py
