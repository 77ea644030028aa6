#!/bin/sh
# The stand-in is what it claims to be: names, modes and behaviour of the driver.
. /lib/stand_in.sh

load 2.24.7.0
expect "version" 2.24.7.0 "$(cat /sys/module/neuron/version)"
expect "lines of /proc/devices" 1 "$(grep -c ' neuron$' /proc/devices)"
expect "device nodes" 16 "$(ls /dev/neuron* | wc -l)"
expect "mode of a node" 666 "$(stat -c %a /dev/neuron0)"
expect "core_count without line feed" 1 "$(cat $CHIPS/neuron0/core_count | wc -c)"
expect "mode of core_count" 400 "$(stat -Lc %a $CHIPS/neuron0/core_count)"
expect "neighbours of chip 0" "12, 3, 4, 1" "$(cat $CHIPS/neuron0/connected_devices)"
await 5 is_ready
expect "resets of a core" 1 \
  "$(cat $CHIPS/neuron0/neuron_core0/stats/other_info/reset_req_count/total)"

# Free access takes no slot and leaves no line.
lines=$(dmesg | wc -l)
for i in $(seq 20); do
  : >/dev/neuron0
done
expect "lines about free access" "$lines" "$(dmesg | wc -l)"

for i in $(seq 16); do
  hold 0
done
attached() { dmesg | grep -c npid_attach: | grep -qx 16; }
await 10 attached
if (exec 3<>/dev/neuron0); then
  fail "a 17th process is attached"
fi
: >/dev/neuron0
if rmmod neuron 2>/dev/null; then
  fail "the module went while a process held a chip"
fi

kill "$holder"
detached() { dmesg | grep -q "npid_detach: pid=$holder, "; }
await 5 detached
hold 0
attached() { dmesg | grep -q "npid_attach: pid=$holder, "; }
await 5 attached

# What a watcher must not do is told with its name; here of a script that is called like ours.
expect "harm before" "" "$(harm)"
cat >/run/neuronctl <<'EOF'
#!/bin/sh
exec 3<>/dev/neuron1
echo 0 >/sys/class/neuron_device/neuron1/stats/hardware/mem_ecc_uncorrected
echo 1 >/sys/class/neuron_device/neuron1/reset
EOF
chmod +x /run/neuronctl
/run/neuronctl
for text in "full attach" "cleared stats/hardware/mem_ecc_uncorrected" reset; do
  harm | grep -q "nd1: $text: pid " || fail "no word of: $text"
done
expect "lines of harm" 3 "$(harm | wc -l)"
stty -F /dev/neuron1 2>/dev/null || true
dmesg | grep -q 'harm: nd1: invalid IOCTL 0x5401: ' || fail "no word of a bad request"

echo 3 >$PARAMETERS/vanish
expect "nodes with one chip gone" 15 "$(ls /dev/neuron* | wc -l)"
echo 3 >$PARAMETERS/appear
expect "nodes with all chips back" 16 "$(ls /dev/neuron* | wc -l)"

echo 3 >$PARAMETERS/vanish
echo 1000 >$PARAMETERS/probe_window_ms
echo 3 >$PARAMETERS/appear &
await 5 [ -c /dev/neuron3 ]
if (: >/dev/neuron3) 2>/dev/null; then
  fail "a chip can be opened while the driver still sets it up"
fi
dmesg | grep -q 'harm: nd3: opened before ' || fail "no word of an early open"
wait $!
: >/dev/neuron3
