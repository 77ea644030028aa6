# shellcheck shell=sh
# For the tests in the guest: the stand-in driver, the agent, processes that hold chips. Sourced.
# Whatever a test leaves behind is ended when it exits.
set -eu

readonly PARAMETERS=/sys/module/neuron/parameters
readonly CHIPS=/sys/class/neuron_device
readonly TRACING=/sys/kernel/tracing
agent=
holders=

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect WHAT WANTED GOT
expect() {
  [ "$2" = "$3" ] || fail "$1: wanted \"$2\", got \"$3\""
}

# await SECONDS COMMAND...: until the command succeeds.
await() {
  tries=$(($1 * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || fail "in vain: $*"
    sleep 0.1
  done
}

# load VERSION [PARAMETER=VALUE ...]
load() {
  version=$1
  shift
  insmod "/lib/neuron-$version.ko" "$@"
}

# Whether every chip has come out of the reset that follows the driver's probe.
is_ready() {
  ! cat $CHIPS/neuron*/reset | grep -qv 1
}

# start_agent [FLAG ...]: as on a host without ECS; waits for its first snapshot.
start_agent() {
  neuron-agent --nopublish "$@" 2>/run/agent.log &
  agent=$!
  await 20 neuronctl ls
}

stop_agent() {
  kill "$agent"
  wait "$agent" || fail "neuron-agent exits with $?"
  agent=
}

# hold CHIP [MODE]: a process that has it open for reading and writing, or as MODE, a redirection, says;
# its pid is in $holder. It waits for a pipe that nobody writes to, and starts no process that would
# have the chip as well.
hold() {
  [ -p /run/never ] || mkfifo /run/never
  (
    eval "exec 3${2:-<>}/dev/neuron$1"
    exec 4</run/never
  ) &
  holder=$!
  holders="$holders $holder"
}

# column NAME [CHIP]: of what `neuronctl ls --format=csv` writes, one line for each chip, or of one.
column() {
  awk -F, -v name="$1" -v chip="${2:-}" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i; next }
    chip == "" || $1 == chip { print $column }'
}

# field CHIP COLUMN: of `neuronctl ls --format=csv`.
field() {
  neuronctl ls --format=csv | column "$2" "$1"
}

has_field() {
  [ "$(field "$1" "$2")" = "$3" ]
}

# How many chips `neuronctl ls` lists, of those that have been asked who they are.
chips_asked() {
  neuronctl ls --format=csv | column routing_id | grep -c '^[0-9]'
}

has_asked() {
  [ "$(chips_asked)" = "$1" ]
}

# probe NAME...: puts a kprobe on functions of the driver, and counts their calls from now.
probe() {
  for name in "$@"; do
    echo "p:stand_in/$name neuron:$name" >>$TRACING/kprobe_events
  done
  echo 1 >$TRACING/events/stand_in/enable
}

# calls NAME: how often the probe fired.
calls() {
  grep -c " $1: " $TRACING/trace || true
}

# probe_state NAME: what `neuronctl doctor` finds of that BPF program of the agent.
probe_state() {
  neuronctl doctor 2>/dev/null | sed -n "s|^[a-z]*  *probe $1  *||p"
}

is_attached() {
  probe_state "$1" | grep -q '^attached'
}

# runs NAME: how often that program has run, if it has; by the agent's latest pass.
runs() {
  probe_state "$1" | sed -n 's/^attached, ran \([0-9]*\) times.*/\1/p'
}

# What the agent did that a watcher must not do; the driver names the process.
harm() {
  dmesg | grep -E 'harm: .*\((neuron-agent|neuronctl)\)' || true
}

# give FILE: to the host, which finds it among the results.
give() {
  base64 "$1" | sed "s|^|file $(basename "$1") |" >/dev/ttyS1
}

clean_up() {
  status=$?
  set +e
  if [ $status -ne 0 ]; then
    cat /run/agent.log
    dmesg | tail -n 40
  fi 2>/dev/null
  # shellcheck disable=SC2086
  kill $agent $holders 2>/dev/null
  wait
  echo 0 >$TRACING/events/enable
  echo >$TRACING/kprobe_events
  echo >$TRACING/trace
  rmmod neuron 2>/dev/null
  rm -rf /run/neuron-agent /run/agent.log /run/words /run/times
  exit $status
}
trap clean_up EXIT
# What init sends to a test that takes too long.
trap 'exit 143' TERM
dmesg -c >/dev/null
