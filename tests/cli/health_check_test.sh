#!/bin/bash
# neuronctl health --check on a simulated host: health_check_test.sh NEURONCTL NEURON_SIM
set -u

neuronctl=$1
simulator=$2
if [ "$(id -u)" -ne 0 ] || [ ! -c /dev/fuse ]; then
  echo "SKIPPED: a simulated host needs root and /dev/fuse"
  exit 0
fi
# Not below Bazel's output base, where a mount disturbs sandboxes that start meanwhile.
directory=$(mktemp -d /run/neuron-check.XXXXXX)
host=$directory/host
chips=sys/devices/virtual/neuron_device
failures=0
mkdir "$host"
"$simulator" --mount="$host" --instance=trn1.32xlarge --driver=2.30 --report="$directory/report" \
  >"$directory/log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid"; rm -rf "$directory"' EXIT
for _ in $(seq 1000); do
  [ -e "$host/control" ] && break
  sleep 0.01
done

fail() {
  echo "FAILED: $*"
  cat "$directory/out" "$directory/err"
  failures=$((failures + 1))
}

here=(--sysfs_root="$host/sys" --dev_root="$host/dev" --proc_devices="$host/proc/devices"
  --kmsg="$host/dev/kmsg" --answer_book="$directory/answers")

# expect CODE PATTERN COMMAND...: the command ends with this code, and says this.
expect() {
  local code=$1 pattern=$2
  shift 2
  "$@" >"$directory/out" 2>"$directory/err"
  local got=$?
  [ "$got" -eq "$code" ] || fail "$* ended with $got, not with $code"
  grep -q -- "$pattern" "$directory/out" "$directory/err" || fail "$* does not say $pattern"
}

# check CODE PATTERN [ARGUMENT...]: neuronctl health --check ends with this code, and says this.
check() {
  expect "$1" "$2" timeout 60 "$neuronctl" health --check "${here[@]}" \
    --baseline="$directory/state/baseline" --patience=5s "${@:3}"
}

act() {
  echo "$1" >"$host/control" || fail "neuron-sim refuses $1"
}

check 2 'no baseline at .*record one with'
check 1 'no chip 17 on this host' 17
check 0 'recorded 16 chips' --record
[ "$(stat -c %a "$directory/state/baseline")" = 600 ] || fail "the baseline is for others, too"
check 0 'compared with the baseline of .*, in this boot'

act 'ecc 3 mem_uncorrected 2'
act 'ecc 4 mem_corrected 9'
act "set $chips/neuron6/info/serial_number 00112233445566ff"
check 1 'problem *chip 3 *mem_ecc_uncorrected *was 0, is 2, 2 new'
check 1 'note *chip 4 *mem_ecc_corrected *was 0, is 9, 9 new'
check 1 'problem *chip 6 *serial_number *was 1a2b3c4d5e000007, is 00112233445566ff'
check 1 'problems of chip 3$' 3 4
check 0 '^4 *ok' 4 5
check 1 '"gravity": "GRAVITY_PROBLEM"' --format=json

# Another boot: what fell was cleared.
sed -i 's/"boot_id": "[^"]*"/"boot_id": "another"/; s/"mem_ecc_corrected": "0"/"mem_ecc_corrected": "50"/' \
  "$directory/state/baseline"
check 0 'note *chip 5 *mem_ecc_corrected *was 50, is 0, cleared since' 5

# A read that does not come back costs its chip, and keeps nobody.
act "hang $chips/neuron5/stats/hardware"
check 2 'chip 5 .*stats/hardware/.*: no answer within 5s' 4 5
check 1 'not recorded: chip 5 does not answer' --record
act "unhang $chips/neuron5/stats/hardware"

# Nor do many cost more than one.
for chip in $(seq 0 15); do
  act "hang $chips/neuron$chip"
done
begin=$SECONDS
check 2 'chip 15 .*: no answer within 5s'
[ $((SECONDS - begin)) -lt 20 ] || fail "16 chips that hang took $((SECONDS - begin)) s"
expect 2 'neuron9: no answer within 1s' \
  timeout 60 "$neuronctl" health --local "${here[@]}" --patience=1s 9
expect 0 'gap: /sys/devices/virtual/neuron_device/neuron9/.*: no answer within 1s' \
  timeout 60 "$neuronctl" capture "$directory/host.tar.zst" "${here[@]}" --patience=1s
timeout -s INT -k 20 1 "$neuronctl" capture "$directory/late.tar.zst" "${here[@]}" --patience=60s
[ $? -eq 124 ] || fail 'a capture does not end by SIGINT'
[ ! -e "$directory/late.tar.zst" ] || fail 'a capture that was interrupted left a file'
for chip in $(seq 0 15); do
  act "unhang $chips/neuron$chip"
done

act 'remove_chip 7'
check 1 'problem *chip 7 *chip *was there, is gone'

echo '{' >"$directory/state/baseline"
check 1 'is no baseline: .*; record another with neuronctl health --check --record'
[ "$(wc -l <"$directory/err")" -eq 1 ] || fail "more than one line"

kill "$pid"
wait "$pid"
code=$?
[ "$code" -eq 0 ] || fail "neuron-sim ended with $code: something forbidden was done"
grep -q '"opens"' "$directory/report" && fail "a device was opened"
exit $((failures > 0))
