#!/bin/sh
# The daemon asks each chip once, knows who holds one, and does no harm.
. /lib/stand_in.sh

load 2.24.7.0
await 5 is_ready
probe ncdev_open npid_attach
start_agent
await 20 has_asked 16
neuronctl ls
expect "opens of chips" 16 "$(calls ncdev_open)"
expect "routing id of chip 4" 1 "$(field 4 routing_id)"
expect "address of a chip that PCI does not show" unknown "$(field 4 bdf)"
expect "verdict of chip 0" ok "$(field 0 verdict)"
neuronctl ls host | grep -qx 'pod.state  *single' || fail "not asked for the UltraServer"
neuronctl ls --capabilities | grep -qx 'GET_LOGICAL_TO_PHYSICAL_NC_MAP  *ioctl  *absent .*' ||
  fail "an ioctl that the driver does not have is not called absent"

hold 0
await 10 has_field 0 holder_pids "$holder"
expect "free while it is held" no "$(field 0 free)"
expect "free beside it" yes "$(field 1 free)"
kill "$holder"
await 10 has_field 0 free yes

stop_agent
start_agent
await 20 has_asked 16
expect "opens of chips, by the test and in all" 17 "$(calls ncdev_open)"
expect "attached processes" 1 "$(calls npid_attach)"
expect "harm" "" "$(harm)"
stop_agent
