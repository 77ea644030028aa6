"""Tests of layers.py: each rule is broken once."""

import unittest

from layering.layers import ROWS, broken_layers


def broken(path: str, included: str) -> list[str]:
    """What is wrong with a file that includes just this."""
    return broken_layers({path: f'#include "{included}"\n'})


class LayersTest(unittest.TestCase):
    """Arrows point down."""

    def test_lets_a_file_include_what_is_below(self) -> None:
        self.assertEqual(broken("agent/sink/a.cc", "agent/base/file.h"), [])
        self.assertEqual(broken("agent/daemon.cc", "probes/descriptor_walk.h"), [])

    def test_lets_a_file_include_its_own_place(self) -> None:
        self.assertEqual(broken("agent/device/a.cc", "agent/device/b.h"), [])

    def test_refuses_an_arrow_that_points_up(self) -> None:
        self.assertEqual(
            broken("agent/base/file.cc", "agent/device/driver.h"),
            ["agent/base/file.cc: includes agent/device/driver.h: device is above base"],
        )

    def test_refuses_an_arrow_up_from_each_row_to_the_next(self) -> None:
        for lower, upper in zip(ROWS, ROWS[1:]):
            below, above = (next(iter(row.values()))[0] for row in (lower, upper))
            self.assertEqual(len(broken(below + "x.cc", above + "y.h")), 1, (below, above))

    def test_refuses_an_arrow_to_what_is_beside(self) -> None:
        for including, included in (
            ("agent/device/a.h", "agent/aws/b.h"),
            ("probes/a.bpf.c", "agent/device/b.h"),
            ("agent/health/a.h", "agent/workload/b.h"),
            ("agent/cli/a.cc", "agent/sink/b.h"),
        ):
            self.assertIn("beside", broken(including, included)[0])

    def test_refuses_tests_in_the_agent(self) -> None:
        self.assertIn("no tests", broken("agent/main.cc", "tests/fakes/fake_clock.h")[0])

    def test_keeps_the_public_contract_at_the_edge(self) -> None:
        contract = "proto/neuron_agent.pb.h"
        for place in ("telemetry", "sink", "cli"):
            self.assertEqual(broken(f"agent/{place}/a.cc", contract), [])
        for path in ("agent/snapshot/a.cc", "agent/device/a.h", "agent/aws/a.cc", "agent/main.cc"):
            self.assertEqual(len(broken(path, contract)), 1, path)

    def test_keeps_the_messages_of_ecs_in_aws(self) -> None:
        self.assertEqual(broken("agent/aws/a.cc", "proto/ecs_api.pb.h"), [])
        self.assertEqual(len(broken("agent/sink/a.cc", "proto/ecs_api.pb.h")), 1)

    def test_wants_a_place_for_every_file(self) -> None:
        self.assertIn("no layer", broken("agent/helpers/a.cc", "agent/base/file.h")[0])
        self.assertIn("no layer", broken("agent/main.cc", "agent/helpers/a.h")[0])

    def test_sees_an_include_with_odd_spaces(self) -> None:
        text = '#ifdef X\n#  include   "agent/main.h"\n#endif\n'
        self.assertEqual(len(broken_layers({"agent/base/a.h": text})), 1)

    def test_leaves_other_libraries_and_other_folders_alone(self) -> None:
        self.assertEqual(broken("agent/base/a.h", "absl/status/status.h"), [])
        self.assertEqual(broken("tests/base/a_test.cc", "agent/main.h"), [])


if __name__ == "__main__":
    unittest.main()
