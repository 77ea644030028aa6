#!/bin/sh
# A chip that comes is asked who it is once it is set up, and never before; so is one that comes back.
. /lib/stand_in.sh

load 2.24.7.0
await 5 is_ready
echo 3 >$PARAMETERS/vanish
start_agent
await 20 has_asked 15

# A chip that the agent has yet to ask, with a long while between its node and its sysfs tree: old
# drivers do not survive an open then.
echo 2500 >$PARAMETERS/probe_window_ms
echo 3 >$PARAMETERS/appear
echo 0 >$PARAMETERS/probe_window_ms
await 20 has_asked 16

echo 3 >$PARAMETERS/vanish
await 10 has_asked 15
echo 3 >$PARAMETERS/appear
await 20 has_asked 16
expect "harm" "" "$(harm)"
stop_agent
