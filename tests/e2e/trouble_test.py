"""Troubles on one simulated host: what the agent says of them, and that it goes on."""

import json
import unittest
from typing import Dict

from e2e.agent import Agent
from e2e.agent_log import AgentLog
from e2e.deadline import await_true
from e2e.ecs import Ecs
from e2e.simulated_host import SimulatedHost

CHIP = "devices/virtual/neuron_device/neuron"


class TroubleTest(unittest.TestCase):
    def setUp(self) -> None:
        self.host = SimulatedHost("inf2.48xlarge")
        self.addCleanup(self.host.close)
        self.ecs = Ecs("inf2.48xlarge")
        self.addCleanup(self.ecs.stop)

    def start_agent(self) -> Agent:
        agent = Agent(self.host, self.ecs.agent_flags())
        self.addCleanup(agent.process.kill)
        return agent

    def await_ecs(self, wanted: Dict[str, str]) -> None:
        await_true(lambda: self.ecs.attributes().items() >= wanted.items(), f"ECS holds {wanted}")

    def test_a_failed_reset_takes_one_chip_out(self) -> None:
        agent = self.start_agent()
        self.await_ecs({"free-chips": "12"})
        self.host.do(f"set sys/{CHIP}3/reset 2\\n")
        self.await_ecs({"free-chips": "11", "health": "degraded",
                        "free-set": "_00_01_02_04_05_06_07_08_09_10_11_"})
        chip = agent.chips()[3]
        self.assertEqual(chip["verdict"], "VERDICT_BAD")
        self.assertEqual(chip["verdict_reason"], "reset_failed")
        self.assertEqual(agent.stop(), 0)
        self.assertEqual(self.host.stop(), 0)

    def test_garbage_is_unknown_and_nothing_else_suffers(self) -> None:
        agent = self.start_agent()
        self.await_ecs({"free-chips": "12"})
        self.host.do(f"set sys/{CHIP}5/reset 0xdeadbeef\\n")
        total = "neuron_core0/stats/memory_usage/device_mem/total"
        self.host.do(f"set sys/{CHIP}6/{total} -1\\n")
        self.await_ecs({"free-chips": "11", "health": "degraded"})
        chips = agent.chips()
        self.assertEqual(chips[5]["verdict"], "VERDICT_UNKNOWN")
        self.assertIn("0xdeadbeef", json.dumps(chips[5]["unknown"]))
        self.assertNotIn("device_memory_bytes", chips[6]["cores"][0])
        self.assertEqual(chips[6]["verdict"], "VERDICT_OK")

    def test_an_agent_in_its_own_pid_namespace_calls_nothing_free(self) -> None:
        self.host.do("start train chips=4")
        agent = Agent(self.host, self.ecs.agent_flags(),
                      wrapper=["unshare", "--pid", "--fork", "--kill-child"])
        self.addCleanup(agent.process.kill)
        self.await_ecs({"free-set": "_none_", "free-chips": "00", "chip-count": "12"})
        self.assertEqual({chip["occupancy"] for chip in agent.chips()}, {"OCCUPANCY_UNKNOWN"})
        self.assertIn("pidMode: host", agent.chips()[0]["occupancy_unknown_reason"])

    def test_a_missing_permission_is_named_with_the_statement_to_add(self) -> None:
        self.ecs.order("fault", {"operation": "PutAttributes", "kind": "access-denied",
                                 "count": 1000})
        agent = self.start_agent()
        await_true(lambda: "ecs:PutAttributes" in agent.ctl("attributes").stdout,
                   "neuronctl attributes names the permission")
        said = agent.ctl("attributes").stdout
        self.assertIn('"Effect":"Allow"', said.replace(" ", ""))
        self.assertEqual(agent.stop(), 0)

    def test_a_host_without_a_driver_is_not_drained_at_once(self) -> None:
        # What an agent left that drained another instance, which this host is no more.
        record = self.host.folder / "state/drain"
        record.parent.mkdir(mode=0o700)
        record.write_text("drain-1 :arn:of-another\ndrained 1700000000000000000\nend\n")
        log = AgentLog(self.host.folder / "agent.log")
        flags = [*self.ecs.agent_flags(), "--drain_on=impaired", f"--state_dir={record.parent}"]
        agent = Agent(self.host, flags, log=log.path)
        self.addCleanup(agent.process.kill)
        await_true(lambda: "another" not in record.read_text(), "that is forgotten")
        self.await_ecs({"free-chips": "12"})
        self.host.do("unload_driver")
        self.await_ecs({"health": "impaired"})
        # PCI is looked at in the next pass.
        await_true(lambda: "chips on PCI without a driver: 12; to be drained once"
                   in log.await_line("drain_decision")["why"], "it is to be drained")
        self.assertEqual(self.ecs.ask("instance"), {"status": "ACTIVE"})
        self.assertEqual(agent.stop(), 0)
        self.assertEqual(log.lines("drain_problem"), [])

    def test_no_ecs_agent_and_no_imds_do_not_stop_the_stream(self) -> None:
        self.ecs.order("introspection", {"up": False})
        self.ecs.order("imds", {"up": False})
        agent = self.start_agent()
        self.assertEqual(len(agent.chips()), 12)
        self.ecs.order("introspection", {"up": True})
        self.ecs.order("imds", {"up": True})
        self.await_ecs({"free-chips": "12"})


if __name__ == "__main__":
    unittest.main()
