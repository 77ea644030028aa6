"""Follows the stream of a neuron-agent: one line a snapshot.

Usage: watch.py PROTO SOCKET [COUNT]

PROTO is neuron_agent.proto, SOCKET the agent's socket. Ends after COUNT snapshots, or when the
agent does. A line looks like this:

    sequence=7 free=0,1,2,3 held=4:train[4711],5:train[4711]
"""

import itertools
import pathlib
import sys

import grpc

import stubs


def describe(snapshot) -> str:
    """One line about a snapshot: what is free, and who holds the rest."""
    held = [
        f"{chip}:{holder.command}[{holder.pid}]"
        for holder in snapshot.holders
        for chip in holder.held_chips
    ]
    free = ",".join(str(chip) for chip in snapshot.free_chips)
    return f"sequence={snapshot.sequence} free={free} held={','.join(held)}"


def watch(proto: pathlib.Path, socket: str):
    """Yields a line for each snapshot that the agent streams."""
    messages, services = stubs.load(proto)
    with grpc.insecure_channel(f"unix:{socket}") as channel:
        agent = services.NeuronAgentStub(channel)
        for snapshot in agent.WatchSnapshots(messages.WatchSnapshotsRequest()):
            yield describe(snapshot)


def main(arguments: list) -> int:
    """Prints lines until there are enough, or the agent ends."""
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    count = int(arguments[2]) if len(arguments) == 3 else None
    try:
        for line in itertools.islice(watch(pathlib.Path(arguments[0]), arguments[1]), count):
            print(line, flush=True)
    except grpc.RpcError as error:
        print(f"watch.py: {arguments[1]}: {error.details()}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
