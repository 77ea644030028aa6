#!/bin/sh
# Runs one benchmark with tiny sizes and judges nothing: smoke_test.sh NAME, from the tree's root.
set -eu
if [ "$1" = rest ] && ! unshare --mount true 2>/dev/null; then
  echo "SKIPPED: rest makes a cgroup and a mount: needs root, and a root that is a mount"
  exit 0
fi
export PYTHONPATH=tests
lines=$(/usr/bin/python3 -B -m bench --programs="$PWD" --smoke --json "$1")
echo "$lines"
echo "$lines" | grep -q "\"name\": \"$1[.]"
