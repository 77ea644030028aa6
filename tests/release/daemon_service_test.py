"""deploy/ecs-daemon-service.json, judged by botocore's model and by what the daemon needs."""

import json
import unittest
from typing import Any

from fake_aws.shapes import EcsShapes
from release.released import TREE

DEFINITION: dict[str, Any] = json.loads((TREE / "deploy/ecs-daemon-service.json").read_text())
CONTAINER = DEFINITION["containerDefinitions"][0]


def mounted() -> dict[str, tuple[str, bool]]:
    """By path on the host: the path in the container, and whether it may be written."""
    hosts = {volume["name"]: volume["host"]["sourcePath"] for volume in DEFINITION["volumes"]}
    return {
        hosts[point["sourceVolume"]]: (point["containerPath"], not point.get("readOnly", False))
        for point in CONTAINER["mountPoints"]
    }


class DaemonServiceTest(unittest.TestCase):
    def test_is_what_register_task_definition_takes(self) -> None:
        self.assertIsNone(EcsShapes().request_faults("RegisterTaskDefinition", DEFINITION))

    def test_sees_the_processes_and_the_network_of_the_host(self) -> None:
        self.assertEqual((DEFINITION["pidMode"], DEFINITION["networkMode"]), ("host", "host"))

    def test_cannot_write_what_the_driver_shows(self) -> None:
        self.assertEqual(mounted()["/sys"], ("/host/sys", False))
        self.assertEqual(mounted()["/dev"], ("/host/dev", False))
        self.assertTrue(CONTAINER["readonlyRootFilesystem"])

    def test_looks_where_the_host_is_mounted(self) -> None:
        for root in ("--sysfs_root=/host/sys", "--dev_root=/host/dev",
                     "--cgroup_root=/host/sys/fs/cgroup", "--kmsg=/host/dev/kmsg"):
            self.assertIn(root, CONTAINER["command"])

    def test_keeps_on_the_host_what_outlives_a_restart(self) -> None:
        for folder in ("/run/neuron-agent", "/run/neuron-agent.leases"):
            self.assertEqual(mounted()[folder], (folder, True))

    def test_has_time_for_its_last_words(self) -> None:
        self.assertGreater(CONTAINER["stopTimeout"], 2)


if __name__ == "__main__":
    unittest.main()
