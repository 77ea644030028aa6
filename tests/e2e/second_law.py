"""For tests: "tell no lies", of all that an agent said in a run."""

from typing import Any, Dict, Iterator, List, NamedTuple, Sequence, Set, Tuple

from e2e.ecs import FreeSet
from e2e.follower import Seen, Snapshot

USABLE = ("VERDICT_OK", "VERDICT_SUSPECT")
# So much later than ECS we may get a snapshot from the stream.
STREAM_LAG_SECONDS = 1.0

Message = Dict[str, Any]
# Chip, core (-1 for the chip's own) and field.
Name = Tuple[int, int, str]


class Span(NamedTuple):
    """From when to when (time.monotonic) the stream did not call a chip free."""

    chip: int
    begin: float
    end: float


def free(snapshot: Snapshot) -> Set[int]:
    return set(snapshot.get("free_chips", []))


def numbers(snapshot: Snapshot, suffix: str) -> Iterator[Tuple[Name, float]]:
    """Each number of a chip or core whose name ends like that."""
    for chip in snapshot.get("chips", []):
        cores = [(core["index"], core) for core in chip.get("cores", [])]
        for core, message in [(-1, chip), *cores]:
            for field, value in message.items():
                if field.endswith(suffix):
                    yield (chip["index"], core, field), float(value)


def lies_of_chip(chip: Message, called_free: bool) -> Iterator[str]:
    """What contradicts itself in one chip of one snapshot."""
    verdict = chip["verdict"]
    if called_free and (verdict not in USABLE or chip["occupancy"] != "OCCUPANCY_FREE"):
        yield f"free, and {verdict}, {chip['occupancy']}"
    if verdict == "VERDICT_OK" and (chip["verdict_reason"] != "none" or chip.get("signs")):
        yield f"ok, and {chip['verdict_reason']}"
    if verdict != "VERDICT_OK" and not chip.get("verdict_evidence"):
        yield f"{verdict} without evidence"
    if verdict in ("VERDICT_SUSPECT", "VERDICT_BAD") and not chip.get("verdict_clears_when"):
        yield f"{verdict}, and nothing ends it"
    for message in [chip, *chip.get("cores", [])]:
        for unknown in message.get("unknown", []):
            if unknown["field"] in message or not unknown.get("reason"):
                yield f"{unknown['field']} is unknown, and has a value or no reason"
    for core in chip.get("cores", []):
        if not 0 <= core.get("utilization", {}).get("ratio", 0) <= 1:
            yield f"core {core['index']} is used {core['utilization']['ratio']}"


def lies_of_snapshot(snapshot: Snapshot) -> Iterator[str]:
    chips = snapshot.get("chips", [])
    ghosts = free(snapshot) - {chip["index"] for chip in chips}
    if ghosts:
        yield f"{sorted(ghosts)} are free, and not there"
    ill = [chip["index"] for chip in chips if chip["verdict"] not in USABLE]
    if ill and snapshot["health"] == "NODE_HEALTH_OK":
        yield f"the host is ok, and {ill} are not"
    for chip in chips:
        for lie in lies_of_chip(chip, chip["index"] in free(snapshot)):
            yield f"chip {chip['index']}: {lie}"
    for name, rate in numbers(snapshot, "_per_second"):
        if rate < 0:
            yield f"{name} is {rate}"


class Audit:
    """Of the snapshots of one run of an agent, in their order."""

    def __init__(self) -> None:
        self._sequence = 0
        self._totals: Dict[Name, float] = {}

    def lies(self, snapshot: Snapshot) -> List[str]:
        """What the next one says against itself and those before."""
        number = int(snapshot["sequence"])
        told = list(lies_of_snapshot(snapshot))
        if number <= self._sequence:
            told.append(f"it follows {self._sequence}")
        self._sequence = number
        for name, total in numbers(snapshot, "_total"):
            if total < self._totals.get(name, 0):
                told.append(f"{name} fell from {self._totals[name]} to {total}")
            self._totals[name] = total
        return [f"snapshot {number}: {lie}" for lie in told]


def lies(stream: Sequence[Seen]) -> List[str]:
    """What the snapshots of one run say against themselves and each other."""
    audit = Audit()
    return [lie for seen in stream for lie in audit.lies(seen.snapshot)]


def taken_spans(stream: Sequence[Seen]) -> Iterator[Span]:
    """When which chip was not free, by the stream."""
    chips = {chip["index"] for seen in stream for chip in seen.snapshot.get("chips", [])}
    for chip in sorted(chips):
        begin = None
        for seen in stream:
            if chip in free(seen.snapshot):
                if begin is not None:
                    yield Span(chip, begin, seen.at)
                begin = None
            elif begin is None:
                begin = seen.at
        if begin is not None:
            yield Span(chip, begin, stream[-1].at)


def published_lies(stream: Sequence[Seen], told: Sequence[FreeSet], clock_offset: float,
                   delay: float) -> List[str]:
    """Where ECS was told, later than `delay` after the stream said otherwise, that a chip is free.

    `clock_offset` is time.time() - time.monotonic().
    """
    found = []
    for span in taken_spans(stream):
        begin = span.begin + delay + clock_offset
        end = span.end - STREAM_LAG_SECONDS + clock_offset
        if begin >= end:
            continue
        before = [each for each in told if each.at <= begin][-1:]
        wrong = [each for each in before + [each for each in told if begin < each.at < end]
                 if each.has(span.chip)]
        found += [f"ECS holds {each.value} of {each.at:.3f}, and chip {span.chip} was not free "
                  f"from {span.begin + clock_offset:.3f} to {end:.3f}" for each in wrong]
    return found
