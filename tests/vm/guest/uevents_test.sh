#!/bin/sh
# The kernel's uevents alone bring what changed into the stream: the agent's next regular look is ten
# minutes away. Measured from where the kernel turns to what it will send the event about, to where a
# client has the snapshot.
. /lib/stand_in.sh

# In milliseconds, for the quickest of some tries: this processor is emulated, and shared.
readonly BOUND=400
readonly TRIES=4
readonly ADDED='device_add: .* name="neuron15"'
readonly REMOVED='device_del: .* name="neuron15"'
readonly UNLOADED='mod_sysfs_teardown: '

# Leaves a mark in the kernel's trace when the driver or chip 15, the last that it makes, is another in
# the stream: "no driver", "driver 2.24.7.0", "driver 2.24.7.0 with chip 15".
follow() {
  neuronctl watch | awk -v mark=$TRACING/trace_marker '
    {
      state = /"driver_loaded":true/ ? "driver " : "no driver"
      if (match($0, /"driver_version":"[0-9.]+"/))
        state = state substr($0, RSTART + 18, RLENGTH - 19)
      if (/"index":15,/) state = state " with chip 15"
      if (state != last) { print state >mark; close(mark) }
      last = state
    }'
}

# took EVENT STATE: milliseconds from the event to the mark in the trace; fails while it has no mark.
took() {
  awk -v event="$1" -v mark=": $2\$" '
    { for (i = 1; i <= NF; i++) if ($i ~ /^[0-9]+\.[0-9]+:$/) { now = $i + 0; break } }
    $0 ~ event { sent = now }
    sent && !seen && $0 ~ mark { seen = now }
    END { if (!seen) exit 1; printf "%d\n", (seen - sent) * 1000 }' $TRACING/trace
}

# change EVENT STATE COMMAND...: runs the command, waits for the mark, and says how long it took.
change() {
  event=$1 state=$2
  shift 2
  echo >$TRACING/trace
  "$@"
  # Before that, a look at the trace would only be in the way.
  sleep 0.5
  await 10 took "$event" "$state"
  took "$event" "$state"
}

vanish() { echo 15 >$PARAMETERS/vanish; }
appear() { echo 15 >$PARAMETERS/appear; }

# in_time WHAT MILLISECONDS...
in_time() {
  what=$1
  shift
  best=$(printf '%s\n' "$@" | sort -n | head -n 1)
  echo "measured: $what in the stream $* ms after its event (the best of them: at most $BOUND)"
  [ "$best" -le $BOUND ] || fail "too late"
}

load 2.24.7.0
await 5 is_ready
start_agent --sample_period=10m
neuronctl watch --count=1 | grep -q '"name":"uevents","up":true' || fail "no uevents are heard"

for name in device_add device_del; do
  echo "p:stand_in/$name $name name=+0(+0(\$arg1)):string" >>$TRACING/kprobe_events
done
echo "p:stand_in/mod_sysfs_teardown mod_sysfs_teardown" >>$TRACING/kprobe_events
echo 1 >$TRACING/events/stand_in/enable
follow &
followed() { grep -q 'driver 2.24.7.0 with chip 15' $TRACING/trace; }
await 10 followed

upgrade() {
  rmmod neuron
  load "$1"
}
# shellcheck disable=SC2086
measure() {
  gone='' come='' unloaded='' loaded='' upgraded=''
  for _ in $(seq $TRIES); do
    gone="$gone $(change "$REMOVED" "driver 2.24.7.0" vanish)"
    come="$come $(change "$ADDED" "driver 2.24.7.0 with chip 15" appear)"
    upgraded="$upgraded $(change "$ADDED" "driver 2.25.4.0 with chip 15" upgrade 2.25.4.0)"
    unloaded="$unloaded $(change "$UNLOADED" "no driver" rmmod neuron)"
    loaded="$loaded $(change "$ADDED" "driver 2.24.7.0 with chip 15" load 2.24.7.0)"
  done
  in_time "a chip that goes" $gone
  in_time "a chip that comes" $come
  in_time "a driver that is unloaded" $unloaded
  in_time "all chips of a driver that is loaded" $loaded
  in_time "all chips of an upgraded driver" $upgraded
}
measure
expect "harm" "" "$(harm)"
stop_agent
