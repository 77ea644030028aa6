#!/bin/sh
# neuronctl ls --local finds every chip, and opens none.
. /lib/stand_in.sh

load 2.24.7.0
await 5 is_ready
probe ncdev_open

neuronctl ls --local
neuronctl ls --local --format=csv >/run/ls.csv
expect "types" 16 "$(column type </run/ls.csv | grep -cx trainium1)"
expect "cores" 16 "$(column cores </run/ls.csv | grep -cx 2)"
expect "memory" 16 "$(column memory_bytes </run/ls.csv | grep -cx 34359738368)"
neuronctl ls --local --format=json >/run/ls.json
for text in '"instance_type": *"trn1.32xlarge"' '"driver_version": *"2.24.7.0"'; do
  grep -q "$text" /run/ls.json || fail "not in ls --format=json: $text"
done
expect "opens of a chip" 0 "$(calls ncdev_open)"
expect "harm" "" "$(harm)"
