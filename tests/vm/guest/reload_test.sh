#!/bin/sh
# The driver can be unloaded, loaded and upgraded under the agent, at any time.
. /lib/stand_in.sh

has_no_chips() {
  neuronctl ls --format=csv | wc -l | grep -qx 1
}

# upgrade VERSION: as a package does it, with no regard for the agent.
upgrade() {
  rmmod neuron || fail "the agent holds up rmmod"
  await 10 has_no_chips
  load "$1"
  await 20 has_field 15 driver "$1"
  await 20 has_asked 16
}

load 2.24.7.0
await 5 is_ready
start_agent
await 20 has_asked 16

upgrade 2.25.4.0
neuronctl ls --format=json | grep -q '"feature_flags": *"511"' || fail "not asked again"
upgrade 2.24.7.0

# Too fast for the agent to settle between.
for i in $(seq 5); do
  rmmod neuron || fail "the agent holds up rmmod"
  load 2.24.7.0
done
await 20 has_asked 16
expect "harm" "" "$(harm)"
stop_agent
