#!/bin/sh
# Probes can be attached where the driver has its functions, and they fire.
. /lib/stand_in.sh

load 2.24.7.0 chips=4
await 5 is_ready
probe npid_attach npid_detach ncdev_open ncdev_flush ncdev_release ncdev_ioctl nr_start_ncs \
  nsysfsmetric_inc_reset_req_count nsysfsmetric_inc_reset_fail_count \
  nmetric_increment_reset_failure_count nmetric_set_reset_time_metrics
echo 1 >$TRACING/events/neuron/dma_memcpy/enable

(exec 3<>/dev/neuron0)
for name in npid_attach npid_detach ncdev_open ncdev_flush ncdev_release; do
  expect "calls of $name" 1 "$(calls $name)"
done

echo 2 >$PARAMETERS/copy
expect "copies" "nd2 nc1 src=0x1000 dst=0x2000 size=4096 pending=3" \
  "$(sed -n 's/.* dma_memcpy: //p' $TRACING/trace)"

echo 1 >$CHIPS/neuron1/reset
await 5 is_ready
expect "resets" 1 "$(calls nr_start_ncs)"
expect "resets of cores" 2 "$(calls nsysfsmetric_inc_reset_req_count)"
expect "times of resets" 1 "$(calls nmetric_set_reset_time_metrics)"

echo 1 >$PARAMETERS/fail_resets
echo 1 >$CHIPS/neuron1/reset
is_invalid() { [ "$(cat $CHIPS/neuron1/reset)" = 2 ]; }
await 5 is_invalid
expect "failed resets" 1 "$(calls nsysfsmetric_inc_reset_fail_count)"
expect "failed resets in the telemetry" 1 "$(calls nmetric_increment_reset_failure_count)"
if (exec 3<>/dev/neuron1); then
  fail "an INVALID chip can be attached"
fi
