#!/bin/sh
# What --trace counts on demand: copies by the driver's tracepoint, system calls on chips.
. /lib/stand_in.sh

# has_copied BYTES COPIES: for core 1 of chip 2, by the stream.
has_copied() {
  neuronctl watch --count=1 |
    grep -q "\"chip\":2,\"core\":1,\"copied_bytes_total\":\"$1\",\"copies_total\":\"$2\""
}

# Of a chip, by whomever.
has_opens() {
  neuronctl watch --count=1 | grep -q "\"chip\":$1,\"open\":{\"calls_total\":\"[1-9]"
}

echo 1 >/proc/sys/kernel/bpf_stats_enabled
load 2.24.7.0
await 5 is_ready

start_agent --trace=copies
await 10 is_attached tracepoint:neuron:dma_memcpy
for _ in $(seq 5); do
  echo 2 >$PARAMETERS/copy
done
await 10 has_copied 20480 5
if rmmod neuron 2>/dev/null; then
  fail "the driver went under its tracepoint"
fi
stop_agent
rmmod neuron || fail "the tracepoint holds up rmmod after the agent has gone"

# A driver that comes later is counted as well.
start_agent --trace=copies,syscalls
load 2.25.4.0
await 10 is_attached tracepoint:neuron:dma_memcpy
echo 2 >$PARAMETERS/copy
await 10 has_copied 4096 1
: >/dev/neuron3
await 10 has_opens 3
for name in tp_btf:sys_enter tp_btf:sys_exit; do
  await 10 is_attached $name
  [ "$(runs $name)" -gt 0 ] || fail "$name does not run"
  echo "$name: $(probe_state $name)"
done
expect "harm" "" "$(harm)"
stop_agent
