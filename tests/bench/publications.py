"""What neuron-agent tells ECS when a chip is opened, and how long after."""

import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Iterator, Sequence

from bench.agent_process import AgentProcess, running
from bench.chip_nodes import ChipNodes
from bench.ecs_stand_in import CREDENTIALS, EcsStandIn

# "Less free" may be told 20 times in a row.
CHANGES = 15
PAUSE_SECONDS = 0.3
TIMEOUT_SECONDS = 30


@contextlib.contextmanager
def telling_agent(
    programs: Path, flags: Sequence[str], ecs: EcsStandIn, warm_up_seconds: float
) -> Iterator[AgentProcess]:
    """One that looks where these flags say, has told this ECS of free chips, and has warmed up."""
    command = [programs / "agent/neuron-agent", *flags, *ecs.flags()]
    with tempfile.TemporaryDirectory(prefix="neuron-bench-") as folder:
        with running(command, programs, Path(folder), CREDENTIALS) as agent:
            if ecs.await_free_set_without("_none_", TIMEOUT_SECONDS) is None:
                sys.exit(f"bench: neuron-agent told ECS no free chips within {TIMEOUT_SECONDS} s")
            time.sleep(warm_up_seconds)
            yield agent


def time_opens(ecs: EcsStandIn, host: ChipNodes, chips: Sequence[int]) -> Iterator[float]:
    """Microseconds until ECS hears. What is opened stays so: that it is free is told later."""
    with contextlib.ExitStack() as opened:
        for chip in chips:
            begin = time.monotonic()
            descriptor = os.open(host.node(chip), os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
            opened.callback(os.close, descriptor)
            yield await_taken(ecs, chip, begin)


def await_taken(ecs: EcsStandIn, chip: int, begin: float) -> float:
    """Microseconds from then until ECS hears that this chip is not free; rests after it."""
    told = ecs.await_free_set_without(f"_{chip:02}_", TIMEOUT_SECONDS)
    if told is None:
        sys.exit(f"bench: ECS was not told of chip {chip} within {TIMEOUT_SECONDS} s")
    time.sleep(PAUSE_SECONDS)
    return 1e6 * (told.at - begin)
