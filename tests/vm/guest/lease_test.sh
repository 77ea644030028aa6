#!/bin/sh
# neuronctl run gives a command chips of its own for as long as it runs, agent or no agent.
. /lib/stand_in.sh

# A lessee of four chips, in the background: takes the chip of the first line in /run/words, and ends
# with the second.
start_lessee() {
  # shellcheck disable=SC2016
  neuronctl run --chips=4 -- sh -c '
    echo "$NEURON_RT_VISIBLE_CORES"
    exec 4<>/run/words
    read -r chip <&4
    exec 3<>"/dev/neuron$chip"
    read -r _ <&4' >/run/cores 2>&1 &
  holders="$holders $!"
}
has_cores() { [ -s /run/cores ]; }

mkfifo /run/words
load 2.24.7.0
await 5 is_ready
start_agent
await 20 has_asked 16

status=0
neuronctl run --chips=2 -- true 2>/run/why || status=$?
cat /run/why
expect "exit status where no two chips make a group" 78 $status

start_lessee
await 10 has_cores
echo "NEURON_RT_VISIBLE_CORES=$(cat /run/cores)"
expect "the cores of four chips" 0-7 "$(cat /run/cores)"
for chip in 0 3; do
  await 5 has_field $chip free no
done
expect "free beside them" yes "$(field 4 free)"

stop_agent
start_agent
await 20 has_asked 16
expect "free after the agent was started anew" no "$(field 0 free)"
neuronctl holders
neuronctl holders | grep -q '^0-3  *leased ' || fail "the lease is not told of"

# The lessee takes one of its chips, and is a holder as well.
echo 2 >/run/words
is_held() { neuronctl holders | grep -q '^2  *held '; }
await 5 is_held
echo end >/run/words
for chip in 0 2 3; do
  await 10 has_field $chip free yes
done
expect "harm" "" "$(harm)"
stop_agent
