"""Lets an agent live on a host where everything goes wrong: soak [--minutes=60] [--seed=N] ...

Plays random verbs (mischief.py) on a simulated host, checks after each that the agent goes on, calls
no chip free that is not, and tells no other lie (second_law.py), and at the end that it has kept nothing (descriptors, threads,
memory) and that the first law held. Under AddressSanitizer it is the leak check at the agent's end
that judges memory: the sanitizer's own books grow for hours (--memory_slack_kib=-1). Exits 0, or 1
with what was wrong and the last verbs.
"""

import argparse
import sys
import time
from collections import deque
from typing import Deque, List, Optional

from e2e.agent import Agent
from e2e.second_law import Audit
from e2e.simulated_host import SimulatedHost
from soak.growth import Size, complaint, least, size_of
from soak.mischief import Mischief
from soak.watch import lie, snapshot_after

PATIENCE_SECONDS = 30.0
# Of whose firmware drivers tell.
WITH_FIRMWARE = ("trn2", "trn3")


class Soak:
    def __init__(self, options: argparse.Namespace) -> None:
        self.memory_slack_kib = options.memory_slack_kib
        self.host = SimulatedHost(options.instance)
        self.agent = Agent(self.host, ["--nopublish", self.host.uevents_flag,
                                       f"--sample_period={options.sample_period}"])
        self.mischief = Mischief(self.host.chips(), options.seed,
                                 has_firmware=options.instance.startswith(WITH_FIRMWARE))
        self.audit = Audit()
        self.snapshots = 0
        self.sizes: List[Size] = []
        self.told: Deque[str] = deque(maxlen=20)
        self.verbs = 0

    def turn(self) -> Optional[str]:
        """One more verb; what is wrong after it."""
        self._do(self.mischief.next())
        snapshot = snapshot_after(self.agent, time.time(), PATIENCE_SECONDS)
        self.sizes.append(size_of(self.agent.process.pid))
        self.snapshots = int(snapshot["sequence"])
        return lie(snapshot, self.mischief.taken()) or "\n".join(self.audit.lies(snapshot)) or None

    def end(self) -> Optional[str]:
        """Stops both; what is wrong with how they end."""
        for verb in self.mischief.peace():
            self._do(verb)
        # The first collects what came back late. A pass under way may have a thread for itself.
        looks = []
        for _ in range(5):
            snapshot_after(self.agent, time.time(), PATIENCE_SECONDS)
            looks.append(size_of(self.agent.process.pid))
        at_peace = least(looks)
        code = self.agent.stop()
        if code != 0:
            return f"the agent ended with {code}"
        if self.host.stop() != 0:
            return f"the first law was broken: {self.host.report()['forbidden']}"
        return complaint(self.sizes, at_peace, self.memory_slack_kib)

    def close(self) -> None:
        if self.agent.process.poll() is None:
            self.agent.process.kill()
        self.host.close()

    def _do(self, verb: str) -> None:
        self.told.append(verb)
        self.verbs += 1
        self.host.do(verb)


def run(soak: Soak, seconds: float) -> Optional[str]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        wrong = soak.turn()
        if wrong:
            return wrong
    return soak.end()


def main(arguments: List[str]) -> int:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--instance", default="trn1.32xlarge")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--sample_period", default="1s")
    parser.add_argument("--memory_slack_kib", type=int, default=4096,
                        help="-1: do not judge memory")
    options = parser.parse_args(arguments)
    soak = Soak(options)
    try:
        wrong = run(soak, options.minutes * 60)
    except (AssertionError, OSError) as error:
        wrong = str(error)
    finally:
        soak.close()
    first, last = (soak.sizes[0], soak.sizes[-1]) if soak.sizes else (None, None)
    print(f"soak: {soak.verbs} verbs, {soak.snapshots} snapshots, seed {options.seed}; "
          f"at first {first}, at last {last}")
    if wrong:
        print(f"soak: {wrong}\nafter:\n  " + "\n  ".join(soak.told))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
