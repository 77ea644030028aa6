#!/bin/sh
# The wall clock is set forward and back under the agent: what it says of rates, of how long something
# has been and will be so, and of who has which chip goes by a clock that cannot be set.
. /lib/stand_in.sh

readonly STEP=600
# How long a chip is held for bad: less than a step.
readonly HOLD=300
# What the end of a test removes.
readonly FOLDER=/run/neuron-agent
readonly STREAM=/run/words

# step SECONDS: sets the clock by so much.
step() {
  date -s "@$(($(date +%s) + $1))" >/dev/null
}

reset_chip_2() { echo 1 >$CHIPS/neuron2/reset; }

# Chip 1 does.
readonly EXECUTIONS=20
execute() {
  for _ in $(seq $EXECUTIONS); do
    echo 1 >$PARAMETERS/execute
  done
}

snapshots() { wc -l <$STREAM; }
has_snapshots() { [ "$(snapshots)" -ge "$1" ]; }
# Until there is what was read wholly after this call.
next_snapshots() { await 20 has_snapshots $(($(snapshots) + 2)); }

# What does not change: verdicts, who has a chip, and since when.
lasting() {
  neuronctl health --format=csv | cut -d , -f 1-4
  neuronctl holders --format=csv
}

verdict_changes() { grep -c 'event=chip_health' /run/agent.log; }

# is_rate LINE: whether chip 1 executed something in each second, by a snapshot from that line on.
is_rate() {
  tail -n +"$1" $STREAM |
    grep -qE '"executions_succeeded_per_second":[0-9]*[1-9][0-9]*(\.[0-9]+)?[,}]'
}

mkdir $FOLDER
echo "rule { ailment: \"reset_failed\" hold_seconds: $HOLD }" >$FOLDER/rules
load 2.24.7.0
await 5 is_ready
start_agent --health_rules=$FOLDER/rules
await 20 has_asked 16
neuronctl watch >$STREAM &
holders="$holders $!"
hold 0
await 10 has_field 0 holder_pids "$holder"
neuronctl run --chips=4 -- sleep 1000 &
lessee=$!
holders="$holders $lessee"
await 10 has_field 4 free no

# A chip that is well again, and held for bad.
echo 1 >$PARAMETERS/fail_resets
reset_chip_2
await 10 has_field 2 verdict bad
echo 0 >$PARAMETERS/fail_resets
reset_chip_2
await 5 is_ready
next_snapshots
lasting >$FOLDER/before
changes=$(verdict_changes)
cat $FOLDER/before

for seconds in $STEP -$((2 * STEP)) $STEP; do
  began=$(snapshots)
  step $seconds
  execute
  next_snapshots
  lasting >$FOLDER/after
  diff $FOLDER/before $FOLDER/after || fail "the clock was set by $seconds s, and that changed"
  is_rate $((began + 1)) || fail "the clock was set by $seconds s, and so was a rate"
done
expect "changes of verdicts by the clock" "$changes" "$(verdict_changes)"
expect "negative rates" 0 "$(grep -cE '"[a-z_]*_per_second":-' $STREAM)"

kill $lessee
await 10 has_field 4 free yes
expect "harm" "" "$(harm)"
stop_agent
