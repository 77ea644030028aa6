#!/bin/sh
# Probes on the driver's own functions alone bring into the stream who has a chip: the agent's next
# regular look is ten minutes away. Measured from before the holder does it, by a mark of his own.
. /lib/stand_in.sh
. /lib/stream.sh

# In milliseconds.
readonly BOUND=100
readonly TRIES=5
readonly NOW=': now$'
# shellcheck disable=SC2016
readonly FIRST_CHIP='
  state = /"held_chips":\[0\]/ ? "held" : "not held"
  state = "chip 0 is " state (/"free_chips":\[0,/ ? " and free" : "")'
readonly HELD='chip 0 is held'
readonly FREE='chip 0 is not held and free'
readonly PROBES='ncdev_open npid_attach ncdev_flush npid_detach ncdev_release nr_start_ncs'

# A process that takes and leaves chip 0 when it is told to.
start_holder() {
  (
    exec 4<>/run/words
    while read -r word <&4; do
      mark now
      case $word in
      take) exec 3<>/dev/neuron0 ;;
      leave) exec 3>&- ;;
      esac
    done
  ) &
  holder=$!
  holders="$holders $holder"
}
tell() { echo "$1" >/run/words; }

kill_holder() {
  mark now
  kill -9 "$holder"
}

# How often a holder took chip 0.
takes=0
take_and_leave() {
  start_holder
  change "an open" "$NOW" "$HELD" tell take
  change "a close" "$NOW" "$FREE" tell leave
  change "an open" "$NOW" "$HELD" tell take
  change "a kill -9" "$NOW" "$FREE" kill_holder
  takes=$((takes + 2))
}

# The kernel says again that a chip is there, for a whole pass: the agent reports of its probes in each.
pass() { echo add >$CHIPS/neuron0/uevent; }

await_attached() {
  for name in $PROBES; do
    is_reported() { pass && is_attached "kprobe:$name"; }
    await 10 is_reported
  done
}

echo 1 >/proc/sys/kernel/bpf_stats_enabled
mkfifo /run/words
load 2.24.7.0
await 5 is_ready
start_agent --sample_period=10m
await_attached
neuronctl watch --count=1 >/run/snapshot
for name in $PROBES; do
  grep -q "\"name\":\"kprobe:$name\",\"state\":\"PROBE_STATE_ATTACHED\"" /run/snapshot ||
    fail "not in the snapshot: $name"
done
grep -q '"name":"edges","up":true' /run/snapshot || fail "no edges are heard"

follow_stream "$FIRST_CHIP" &
followed() { grep -q "$FREE" $TRACING/trace; }
await 10 followed
in_time $BOUND $TRIES take_and_leave

# Who only watches takes nothing. The probes pass him over; the look for another's sake finds him.
hold 0 '>'
watcher=$holder
is_watched() { readlink "/proc/$watcher/fd/3" | grep -qx /dev/neuron0; }
await 5 is_watched
hold 1
await 10 has_field 1 free no
neuronctl watch --count=1 | grep -q '"observed_chips":\[0\]' || fail "a watcher is not seen"
expect "free while it is watched" yes "$(field 0 free)"
kill "$watcher" "$holder"
await 10 has_field 1 free yes

# An upgrade of the driver: its probes go with it, and come with the next.
has_heard() {
  pass
  [ "$(runs kprobe:npid_attach)" -ge "$1" ]
}
await 5 has_heard $((takes + 1))
rmmod neuron || fail "the probes hold up rmmod"
load 2.25.4.0
await_attached
in_time $BOUND 2 take_and_leave
await 5 has_heard $((takes + 1))
for name in $PROBES; do
  echo "$name: $(probe_state "kprobe:$name")"
done
expect "harm" "" "$(harm)"
stop_agent
