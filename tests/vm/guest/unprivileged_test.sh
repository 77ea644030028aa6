#!/bin/sh
# To a plain user neuronctl ls --local says what he may know, and calls no chip free.
. /lib/stand_in.sh

as_nobody() {
  su nobody -s /bin/sh -c "$*"
}

load 2.24.7.0
await 5 is_ready
probe ncdev_open
if as_nobody cat $CHIPS/neuron0/core_count 2>/dev/null; then
  fail "the kernel lets anybody read core_count"
fi

as_nobody neuronctl ls --local
as_nobody neuronctl ls --local --format=csv >/run/ls.csv
expect "types" 16 "$(column type </run/ls.csv | grep -cx trainium1)"
expect "cores, by their directories" 16 "$(column cores </run/ls.csv | grep -cx 2)"
expect "chips of which nobody can say whether they are free" 16 \
  "$(column free </run/ls.csv | grep -cx unknown)"
expect "opens of a chip" 0 "$(calls ncdev_open)"
expect "harm" "" "$(harm)"
