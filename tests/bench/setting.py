"""How long and on what to measure."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    """The defaults are the ones that count; a smoke test takes less of everything."""

    # Bazel's output folder with the release's programs.
    programs: Path
    # Those with sixteen chips; the first also serves where one host is enough.
    instance_types: tuple[str, ...] = ("trn2.48xlarge", "trn1.32xlarge")
    # Of those that pass over what moves or wait for a verdict: it has the most files that move, and
    # hw_error_event.
    driver: str = "2.30"
    pairs: int = 201
    # Pairs of what takes seconds.
    long_pairs: int = 11
    # Pairs that rest before each of the two, and how long.
    resting_pairs: int = 31
    rest_ms: int = 1000
    # Hosts on which each of the chips fails once.
    rounds: int = 3
    warm_up_seconds: float = 10
    window_seconds: float = 20
    # How many others there are on the host.
    processes: int = 5000
    # Opens of a chip's node that are followed one by one.
    opens: int = 400
    storm_seconds: int = 60
    # Of a cluster that is only simulated.
    hosts: int = 50
    placements: int = 100_000
    # Hosts of each fleet that is only simulated.
    fleets: tuple[int, ...] = (1_000, 10_000)
    seed: int = 1


def smoke_setting(programs: Path) -> Setting:
    """Just enough to see that everything runs."""
    return Setting(
        programs,
        ("trn2.3xlarge",),
        pairs=1,
        long_pairs=1,
        resting_pairs=1,
        rest_ms=10,
        rounds=1,
        warm_up_seconds=1,
        window_seconds=1,
        processes=40,
        opens=5,
        storm_seconds=5,
        hosts=4,
        placements=200,
        fleets=(20,),
    )
