"""For tests: "tell no lies", of all that an agent said in a run."""

from typing import Any, Dict, Iterator, List, NamedTuple, Sequence, Set, Tuple

from e2e.ecs import FreeSet
from e2e.follower import Seen, Snapshot
from e2e.tables import Table

USABLE = ("VERDICT_OK", "VERDICT_SUSPECT")
# So much later than ECS we may get a snapshot from the stream.
STREAM_LAG_SECONDS = 1.0
# And so much later than one who asked.
LONGEST_LAG_SECONDS = 3.0

Message = Dict[str, Any]
Row = Dict[str, str]
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


def row_of(chip: Message, is_free: bool, like: Row) -> Row:
    """What a table with the columns of `like` says of a chip: its verdict, why, whether free."""
    row = {"chip": str(chip["index"]), "verdict": chip["verdict"][len("VERDICT_"):].lower()}
    row["reason" if "reason" in like else "verdict_reason"] = chip["verdict_reason"]
    if "free" in like:
        row["free"] = "yes" if is_free else "not free"
    return row


def agrees(row: Row, said: Row) -> bool:
    """A table tells "no" and "unknown" apart, the set of free chips does not."""
    told = dict(row)
    if told.get("free") in ("no", "unknown"):
        told["free"] = "not free"
    return said.items() <= told.items()


def table_lies(stream: Sequence[Seen], table: Table) -> List[str]:
    """Where a table differs from each snapshot that may have been the latest when it was made.

    The stream must have gone on since.
    """
    before = [seen for seen in stream if seen.at < table.begin - STREAM_LAG_SECONDS][-1:]
    latest = before + [seen for seen in stream if table.begin - STREAM_LAG_SECONDS <= seen.at
                       <= table.end + LONGEST_LAG_SECONDS]
    found = []
    # Chips that are missing have no index.
    present = [row for row in table.rows if row["chip"]]
    for row in present:
        said = [row_of(chip, chip["index"] in free(seen.snapshot), row) for seen in latest
                for chip in seen.snapshot.get("chips", []) if str(chip["index"]) == row["chip"]]
        if not any(agrees(row, each) for each in said):
            found.append(f"{table.command} says {row}, and the stream {said}")
    listed = {int(row["chip"]) for row in present}
    if not any(listed == {chip["index"] for chip in seen.snapshot.get("chips", [])}
               for seen in latest):
        found.append(f"{table.command} lists {sorted(listed)}")
    ill = [row["chip"] for row in table.rows if row["verdict"] != "ok"]
    if table.command == "health" and ill and table.exit_code == 0:
        found.append(f"health exits with 0, and {ill} are not ok")
    return found


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
