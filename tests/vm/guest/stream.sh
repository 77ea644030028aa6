# shellcheck shell=sh
# For the tests in the guest: how late the stream is. Sourced, after stand_in.sh. Both ends of a time
# are lines of the kernel's trace.

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

# change EVENT STATE COMMAND...: runs the command, waits for the mark, and says how long it took.
change() {
  event=$1 state=$2
  shift 2
  echo >$TRACING/trace
  "$@"
  # Before that, a look at the trace would only be in the way.
  sleep 0.5
  await 10 took "$event" "$state"
  took "$event" "$state"
}

# in_time BOUND WHAT MILLISECONDS...: the quickest of some tries is within the bound; the processor is
# emulated, and shared.
in_time() {
  bound=$1 what=$2
  shift 2
  best=$(printf '%s\n' "$@" | sort -n | head -n 1)
  echo "measured: $what in the stream after $* ms (the best of them: at most $bound)"
  [ "$best" -le "$bound" ] || fail "too late"
}
