#!/bin/bash
# The exit codes of neuronctl and its errors on stderr: neuronctl_test.sh NEURONCTL EXAMPLE_SERVER
set -u

neuronctl=$1
server=$2
directory=$(mktemp -d /tmp/neuron.XXXXXX)
socket=$directory/agent.sock
failures=0

# expect CODE PATTERN ARGUMENTS...: neuronctl ends with this code, and its stderr is one line that
# matches the pattern, or nothing where the pattern is empty.
expect() {
  local code=$1 pattern=$2 lines
  shift 2
  "$neuronctl" "$@" >"$directory/out" 2>"$directory/err"
  local got=$?
  lines=$(wc -l <"$directory/err")
  if [ "$got" -ne "$code" ]; then
    echo "FAILED: neuronctl $* ended with $got, not with $code"
    failures=$((failures + 1))
  fi
  if [ -z "$pattern" ] && [ "$lines" -eq 0 ]; then
    return
  fi
  if [ "$lines" -ne 1 ] || ! grep -q -- "^neuronctl: .*$pattern" "$directory/err"; then
    echo "FAILED: neuronctl $* wrote to stderr:"
    cat "$directory/err"
    failures=$((failures + 1))
  fi
}

expect 2 'unknown flag --colour' ls --colour
expect 2 'no command "top"' top
expect 2 'bad value --count=many' watch --count=many
expect 2 '--sysfs_root=/no/such: No such file or directory' ls --local --sysfs_root=/no/such
expect 0 '' help
expect 0 '' ls --help
expect 0 '' version --socket="$socket"
expect 3 "cannot reach the agent at $socket: No such file" ls --socket="$socket"

"$server" "$socket" 20 &
trap 'kill $!; rm -rf "$directory"' EXIT
for _ in $(seq 1000); do
  [ -S "$socket" ] && break
  sleep 0.01
done
# The first snapshot follows at once.
until "$neuronctl" ls --socket="$socket" >/dev/null 2>&1; do sleep 0.01; done

expect 0 '' ls --socket="$socket"
expect 0 '' ls --socket="$socket" --format=csv
expect 0 '' ls 4 --socket="$socket"
expect 0 '' ls host --socket="$socket" --format=json
expect 0 '' ls --capabilities --socket="$socket"
expect 1 'no chip 17 on this host, which has 0-15' ls 17 --socket="$socket"
expect 0 '' holders --socket="$socket"
expect 0 '' holders --socket="$socket" --format=json
expect 0 '' holders --socket="$socket" --format=csv
expect 1 'no finding names pid 5\|pid namespace of its own' holders --release=5 --socket="$socket"
expect 2 '--yes needs the pid of a process' holders --yes
expect 1 'the host is degraded; bad: 15; suspect: 2; unknown: 9' health --socket="$socket"
expect 1 'bad: 15' health 0 15 --socket="$socket" --format=csv
expect 2 'unknown: 9' health 9 --socket="$socket" --format=json
expect 0 '' health 0 1 --socket="$socket" --format=proto
expect 1 'no chip 17 on this host, which has 0-15' health 3 17 --socket="$socket"
expect 2 'health takes the numbers of chips, not "all"' health all
expect 3 "cannot reach the agent at $directory/none" health --socket="$directory/none"
expect 1 'checks that failed: ' doctor --socket="$socket"
expect 1 'checks that failed: ' doctor --socket="$directory/none" --format=json
expect 2 'ls takes "host" or the number of a chip, not "4x"' ls 4x
expect 0 '' watch --socket="$socket" --count=3
[ "$(wc -l <"$directory/out")" -eq 3 ] || { echo "FAILED: watch --count=3"; failures=$((failures + 1)); }
expect 0 '' attributes --socket="$socket" --dry_run

expect 0 '' placement explain 'attribute:neuron.health exists' --socket="$socket"
expect 1 'the expression is false of this host' placement explain 'attribute:neuron.health == ok' --socket="$socket"
expect 2 'this host cannot be told' placement explain 'agentConnected == true' --socket="$socket"
expect 2 'the expression: column 13: "=" is no operator' placement explain 'attribute:x = ok'
expect 2 'unsupported pattern' placement explain 'attribute:x =~ a*+'
expect 2 "--hosts: $directory/none: No such file" placement explain 'runningTasksCount == 0' --hosts="$directory/none"
expect 3 "cannot reach the agent at $directory/none" placement explain 'runningTasksCount == 0' --socket="$directory/none"
echo '{"containerInstances": [{"containerInstanceArn": "x/1", "runningTasksCount": 0},
  {"containerInstanceArn": "x/2", "runningTasksCount": 3}]}' >"$directory/hosts"
expect 0 '' placement explain 'runningTasksCount == 0' --hosts="$directory/hosts"
expect 1 'no host fits' placement explain 'runningTasksCount == 7' --hosts="$directory/hosts" --format=json

expect 0 '' placement generate --chips=4 --instance=trn1.32xlarge --output_dir="$directory"
expect 0 '' placement lint "$directory"/neuron-task-chips-*.json
[ -s "$directory/out" ] && { echo "FAILED: lint of what was generated"; failures=$((failures + 1)); }
expect 1 'trn1.32xlarge has no valid set of 3 chips' placement generate --chips=3 --instance=trn1.32xlarge
expect 2 'placement generate needs --chips=N' placement generate
echo '{"containerDefinitions": [{"linuxParameters": {"devices": [{"hostPath": "/dev/neuron1"}]}}]}' \
  >"$directory/bad.json"
expect 1 '3 findings' placement lint "$directory/bad.json" --instance=inf1.xlarge
expect 1 '3 findings' placement lint "$directory/bad.json" --instance=inf1.xlarge --format=json
expect 2 "$directory/hosts: neither a task definition" placement lint "$directory/hosts"
expect 2 "$directory/none: No such file" placement lint "$directory/none"
expect 2 'placement lint needs the files' placement lint

# A reader that leaves is no problem, and no noise.
"$neuronctl" watch --socket="$socket" 2>"$directory/err" | head -n 1 >/dev/null
if [ "${PIPESTATUS[0]}" -ne 0 ] || [ -s "$directory/err" ]; then
  echo "FAILED: neuronctl watch | head"
  failures=$((failures + 1))
fi
# An output that is full is one.
"$neuronctl" ls --socket="$socket" >/dev/full 2>"$directory/err"
if [ $? -ne 1 ] || ! grep -q 'No space left on device' "$directory/err"; then
  echo "FAILED: neuronctl ls >/dev/full"
  failures=$((failures + 1))
fi

exit $((failures > 0))
