#!/bin/sh
# The kernel's uevents alone bring what changed into the stream: the agent's next regular look is ten
# minutes away. Measured from where the kernel turns to what it will send the event about, to where a
# client has the snapshot.
. /lib/stand_in.sh
. /lib/stream.sh

# In milliseconds: an emulated processor reads all sixteen chips anew.
readonly BOUND=400
readonly TRIES=4
readonly ADDED='device_add: .* name="neuron15"'
readonly REMOVED='device_del: .* name="neuron15"'
readonly UNLOADED='mod_sysfs_teardown: '

# What is marked: "no driver", "driver 2.24.7.0", "driver 2.24.7.0 with chip 15".
# shellcheck disable=SC2016
readonly DRIVER_AND_CHIP='
  state = /"driver_loaded":true/ ? "driver " : "no driver"
  if (match($0, /"driver_version":"[0-9.]+"/))
    state = state substr($0, RSTART + 18, RLENGTH - 19)
  if (/"index":15,/) state = state " with chip 15"'

vanish() { echo 15 >$PARAMETERS/vanish; }
appear() { echo 15 >$PARAMETERS/appear; }

load 2.24.7.0
await 5 is_ready
start_agent --sample_period=10m
neuronctl watch --count=1 | grep -q '"name":"uevents","up":true' || fail "no uevents are heard"

for name in device_add device_del; do
  echo "p:stand_in/$name $name name=+0(+0(\$arg1)):string" >>$TRACING/kprobe_events
done
echo "p:stand_in/mod_sysfs_teardown mod_sysfs_teardown" >>$TRACING/kprobe_events
echo 1 >$TRACING/events/stand_in/enable
follow_stream "$DRIVER_AND_CHIP" &
followed() { grep -q 'driver 2.24.7.0 with chip 15' $TRACING/trace; }
await 10 followed

upgrade() {
  rmmod neuron
  load "$1"
}
go_and_come() {
  change "a chip that goes" "$REMOVED" "driver 2.24.7.0" vanish
  change "a chip that comes" "$ADDED" "driver 2.24.7.0 with chip 15" appear
  change "all chips of an upgraded driver" "$ADDED" "driver 2.25.4.0 with chip 15" upgrade 2.25.4.0
  change "a driver that is unloaded" "$UNLOADED" "no driver" rmmod neuron
  change "all chips of a driver that is loaded" "$ADDED" "driver 2.24.7.0 with chip 15" load 2.24.7.0
}
in_time $BOUND $TRIES go_and_come
expect "harm" "" "$(harm)"
stop_agent
