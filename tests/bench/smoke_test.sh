#!/bin/sh
# Runs one benchmark with tiny sizes and judges nothing: smoke_test.sh NAME, from the tree's root.
set -eu

skip() {
  echo "SKIPPED: $1"
  exit 0
}

# A node like those that stand for chips.
can_open_nodes() {
  node=$(mktemp -u /dev/neuron-bench-XXXXXX)
  mknod "$node" c 4 0 2>/dev/null || return 1
  status=0
  dd if="$node" of=/dev/null count=0 iflag=nonblock,noctty 2>/dev/null || status=1
  rm "$node"
  return "$status"
}

case "$1" in
rest)
  unshare --mount true 2>/dev/null ||
    skip "rest makes a cgroup and a mount: needs root, and a root that is a mount"
  ;;
verdict | publish)
  { [ -w /dev/fuse ] && unshare --mount true; } 2>/dev/null ||
    skip "$1 mounts a simulated host: needs root, and FUSE"
  ;;
holders | edges | bystander | storm)
  can_open_nodes || skip "$1 opens virtual terminals by nodes of its own: needs root, and a console"
  ;;
esac
[ "$1" != publish ] || can_open_nodes ||
  skip "publish opens virtual terminals by nodes of its own: needs root, and a console"
case "$1" in
holders | bystander | uprobe)
  bpftool prog list >/dev/null 2>&1 || skip "$1 loads BPF programs: needs root"
  ;;
storm)
  [ -w /proc/sys/fs/inotify/max_queued_events ] || skip "storm sets a sysctl: needs root"
  ;;
esac
[ "$1" != holders ] || { command -v lsof && command -v fuser; } >/dev/null ||
  skip "holders needs lsof and fuser: tools/bench installs them"
[ "$1" != sample ] || [ -x /var/cache/neuron-agent/prometheus-node-exporter ] ||
  skip "sample needs node_exporter: tools/bench fetches it"

export PYTHONPATH=tests
lines=$(/usr/bin/python3 -B -m bench --programs="$PWD" --smoke --json "$1")
echo "$lines"
echo "$lines" | grep -q "\"name\": \"$1[.]"
