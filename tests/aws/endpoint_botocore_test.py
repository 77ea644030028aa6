#!/usr/bin/python3
"""Has botocore's rules for ECS judge our endpoints, for every region and variant that it knows.

Usage: endpoint_botocore_test.py FINDER, where FINDER is built from endpoint_finder.cc.
"""

import itertools
import subprocess
import sys
import unittest
from typing import Dict, List, NamedTuple

import botocore.session
from botocore.endpoint_provider import EndpointProvider

FINDER = sys.argv.pop()


class Case(NamedTuple):
    """What is asked for."""

    region: str
    fips: bool
    dual_stack: bool


class Botocore:
    """The rules that come with botocore."""

    def __init__(self) -> None:
        loader = botocore.session.Session().get_component("data_loader")
        self._partitions = loader.load_data("partitions")
        self._provider = EndpointProvider(
            loader.load_service_model("ecs", "endpoint-rule-set-1"), self._partitions
        )

    def cases(self) -> List[Case]:
        """All that it gives an endpoint for."""
        return [
            Case(region, fips, dual_stack)
            for partition in self._partitions["partitions"]
            for region in partition["regions"]
            # No instance is in the pseudo regions of services that have none.
            if not region.endswith("-global")
            for fips, dual_stack in itertools.product((False, True), repeat=2)
            if not fips or partition["outputs"]["supportsFIPS"]
            if not dual_stack or partition["outputs"]["supportsDualStack"]
        ]

    def endpoint(self, case: Case) -> str:
        """What it gives."""
        return self._provider.resolve_endpoint(
            Region=case.region, UseFIPS=case.fips, UseDualStack=case.dual_stack
        ).url


class EcsEndpoint(unittest.TestCase):
    """Ours against botocore's."""

    def test_is_botocores(self) -> None:
        judge = Botocore()
        cases = judge.cases()
        self.assertGreater(len({case.region for case in cases}), 25)
        lines = "".join(f"{c.region} {int(c.fips)} {int(c.dual_stack)}\n" for c in cases)
        done = subprocess.run([FINDER], input=lines, stdout=subprocess.PIPE, check=True, text=True)
        ours: Dict[Case, str] = dict(zip(cases, done.stdout.splitlines()))
        self.assertEqual(ours, {case: judge.endpoint(case) for case in cases})


if __name__ == "__main__":
    unittest.main()
