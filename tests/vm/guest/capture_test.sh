#!/bin/sh
# neuronctl capture writes the host down, and opens no chip. What is in the archive is for the host to
# look at: nothing here can unpack it.
. /lib/stand_in.sh

load 2.24.7.0
await 5 is_ready
probe ncdev_open

neuronctl capture /tmp/host.tar.zst >/run/capture.out
cat /run/capture.out
expect "what it says" "wrote /tmp/host.tar.zst ($(stat -c %s /tmp/host.tar.zst) bytes)" \
  "$(head -n 1 /run/capture.out)"
expect "opens of a chip" 0 "$(calls ncdev_open)"
expect "harm" "" "$(harm)"
give /tmp/host.tar.zst
