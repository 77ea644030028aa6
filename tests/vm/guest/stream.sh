# shellcheck shell=sh
# For the tests in the guest: how late the stream is. Sourced, after stand_in.sh. Both ends of a time
# are lines of the kernel's trace.

# A line for each change: milliseconds, and what changed.
readonly TIMES=/run/times

# mark TEXT: leaves a line there.
mark() {
  echo "$1" >$TRACING/trace_marker
}

# follow_stream PROGRAM: a client of the stream. The awk program sets `state`, in plain words, of a
# snapshot; each time that is another, it is marked.
follow_stream() {
  neuronctl watch | awk -v mark=$TRACING/trace_marker "
    { $1 }
    state != last { print state >mark; close(mark); last = state }"
}

# took EVENT STATE: milliseconds from the event to the mark in the trace; fails while it has no mark.
took() {
  awk -v event="$1" -v mark=": $2\$" '
    { for (i = 1; i <= NF; i++) if ($i ~ /^[0-9]+\.[0-9]+:$/) { now = $i + 0; break } }
    $0 ~ event { sent = now }
    sent && !seen && $0 ~ mark { seen = now }
    END { if (!seen) exit 1; printf "%d\n", (seen - sent) * 1000 }' $TRACING/trace
}

# change WHAT EVENT STATE COMMAND...: runs the command, waits for the mark, and notes how long it took.
change() {
  what=$1 event=$2 state=$3
  shift 3
  echo >$TRACING/trace
  "$@"
  # Before that, a look at the trace would only be in the way.
  sleep 0.5
  await 10 took "$event" "$state"
  echo "$(took "$event" "$state") $what" >>$TIMES
}

# slowest_best: of what was noted, the most milliseconds that a change took in the best of its tries.
slowest_best() {
  sort -n $TIMES | awk '
    { time = $1; $1 = "" }
    !($0 in seen) { seen[$0]; slowest = time }
    END { print slowest }'
}

# show_times BOUND
show_times() {
  awk -v bound="$1" '
    { time = $1; $1 = ""; times[$0] = times[$0] " " time }
    END {
      for (what in times)
        print "measured:" what " in the stream after" times[what] \
            " ms (the best of them: at most " bound ")"
    }' $TIMES
}

# in_time BOUND TRIES COMMAND...: of each change that the command makes, the quickest of so many tries
# is within the bound. The processor is emulated, and shared: there are up to three times as many
# before it is said that there is none.
in_time() {
  bound=$1 least=$2 made=0
  shift 2
  : >$TIMES
  while [ $made -lt "$least" ] ||
    { [ $made -lt $((3 * least)) ] && [ "$(slowest_best)" -gt "$bound" ]; }; do
    "$@"
    made=$((made + 1))
  done
  show_times "$bound"
  [ "$(slowest_best)" -le "$bound" ] || fail "too late"
}
