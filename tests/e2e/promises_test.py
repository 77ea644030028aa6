"""What is taken before any process holds it: reservations, leases from within containers, and what
is not taken although it was given."""

import os
import subprocess
import time
import unittest
from typing import List, Sequence, Tuple

from e2e.container_host import ContainerHost, hold
from e2e.deadline import await_true
from e2e.ecs_task import EcsTask
from e2e.follower import Snapshot
from e2e.occupancy import claims, container, findings, has, occupancy

CHIP = 8
OTHER = 9
# Two rows of this instance type, and their cores where just these are given.
GIVEN = list(range(8, 16))
ROWS = {"0-7": [8, 9, 10, 11], "8-15": [12, 13, 14, 15]}
LESSEES = 4
WORK_SECONDS = 2

STATIC_NEURONCTL = "tests/e2e/neuronctl"


class PendingTaskTest(ContainerHost):
    def test_a_pending_task_of_a_known_family_reserves_what_it_will_take(self) -> None:
        first = EcsTask(1)
        started = self.run_task(first, *self.host.devices(CHIP), command=hold(CHIP))
        self.await_now(lambda now: container(now, started).get("name") == "main", "it has a name")
        self.engine.rm(started)
        self.show_tasks(first.shown("STOPPED", started))
        self.await_now(has("FREE", CHIP), "it has ended")

        second, stranger = EcsTask(2), EcsTask(3, "unheard-of")
        begin = time.monotonic()
        self.show_tasks(second.shown("PENDING"), stranger.shown("PENDING"))
        seen = self.follower.await_snapshot(has("RESERVED", CHIP), begin, "it is reserved")
        print(f"reserved {seen.at - begin:.1f} s after ECS's agent knew")
        reserved = claims(seen.snapshot, CHIP, "RESERVED")[0]
        self.assertEqual(reserved["task_arn"], second.arn)
        self.assertEqual([reservation["chips"] for reservation in seen.snapshot["reservations"]],
                         [[CHIP]])

        begin = time.monotonic()
        started = self.run_task(second, *self.host.devices(CHIP), command=hold(CHIP))
        self.follower.await_snapshot(has("HELD", CHIP), begin, "it holds the chip")
        self.await_now(lambda now: not now.get("reservations"), "nothing is reserved")
        self.assertNotIn("FREE", [occupancy(seen.snapshot, CHIP)
                                  for seen in self.follower.since(begin)])

    def test_a_pending_task_that_never_runs_frees_it(self) -> None:
        started = self.run_task(EcsTask(1), *self.host.devices(CHIP))
        self.await_now(lambda now: container(now, started).get("name") == "main", "it has a name")
        self.engine.rm(started)
        self.show_tasks(EcsTask(2).shown("PENDING"))
        self.await_now(has("RESERVED", CHIP), "it is reserved")
        self.show_tasks(EcsTask(2).shown("STOPPED"))
        self.await_now(has("FREE", CHIP), "it is free")


class CreatedContainerTest(ContainerHost):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.agent_flags = [f"--docker_socket={cls.engine.socket}"]

    def test_one_that_was_created_reserves_until_it_has_its_chips(self) -> None:
        task = EcsTask(1)
        begin = time.monotonic()
        created = self.engine.create(*task.options(), *self.host.devices(CHIP), command=hold(CHIP))
        self.addCleanup(self.engine.rm, created)
        done = time.monotonic()
        seen = self.follower.await_snapshot(has("RESERVED", CHIP), begin, "it is reserved")
        print(f"reserved {1000 * (seen.at - done):.0f} ms after docker create")
        reserved = claims(seen.snapshot, CHIP, "RESERVED")[0]
        self.assertEqual((reserved["container_id"], reserved["task_arn"]), (created, task.arn))

        begin = time.monotonic()
        self.engine.start_container(created)
        self.follower.await_snapshot(has("HELD", CHIP), begin, "it holds the chip")
        self.await_now(lambda now: not now.get("reservations"), "nothing is reserved")
        self.assertNotIn("FREE", [occupancy(seen.snapshot, CHIP)
                                  for seen in self.follower.since(begin)])

    def test_one_that_is_removed_before_its_start_frees_them(self) -> None:
        created = self.engine.create(*self.host.devices(CHIP))
        self.await_now(has("RESERVED", CHIP), "it is reserved")
        self.engine.rm(created)
        self.await_now(has("FREE", CHIP), "it is free")

    def test_a_privileged_one_takes_only_what_it_opens(self) -> None:
        begin = time.monotonic()
        try:
            watcher = self.run_container("--privileged", "--name=watcher",
                                         *self.host.devices(*range(16)), command=hold(CHIP))
        except subprocess.CalledProcessError as error:
            self.skipTest(f"SKIPPED: no privileged container here: {error.stderr}")
        self.follower.await_snapshot(has("HELD", CHIP), begin, "it holds a chip")
        self.await_now(has("FREE", OTHER), "it has not taken the others")
        self.assertEqual(container(self.agent.holders(), watcher)["name"], "watcher")


class HeldOnlyTest(ContainerHost):
    policy = "held-only"
    agent_flags = ["--mapped_policy=held-only"]

    def test_what_is_given_is_taken_once_it_is_opened(self) -> None:
        started = self.run_task(EcsTask(1), *self.host.devices(CHIP, OTHER), command=hold(CHIP))
        self.await_now(has("HELD", CHIP), "one is held")
        seen = self.await_now(lambda now: bool(claims(now, OTHER, "MAPPED")),
                              "the other is mapped").snapshot
        mapped = claims(seen, OTHER, "MAPPED")[0]
        self.assertEqual((mapped["container_id"], mapped["takes"], mapped["why"]),
                         (started, False, self.policy))
        self.assertEqual(occupancy(seen, OTHER), "FREE")


class LeasePolicyTest(HeldOnlyTest):
    policy = "lease"
    agent_flags = ["--mapped_policy=lease"]


class EcsLookupTest(ContainerHost):
    agent_flags = ["--service_lookup", "--task_definition_lookup"]

    def test_a_pending_task_never_seen_reserves_what_its_definition_maps(self) -> None:
        task = EcsTask(1, "unheard-of")
        self.ecs.order("task_definitions", {f"{task.family}:{task.revision}": {
            "containerDefinitions": [{
                "name": "main", "image": "train", "memory": 512,
                "linuxParameters": {"devices": [{"hostPath": f"/dev/neuron{CHIP}"}]}}]}})
        begin = time.monotonic()
        self.show_tasks(task.shown("PENDING"), EcsTask(2, "deleted").shown("PENDING"))
        seen = self.follower.await_snapshot(has("RESERVED", CHIP), begin, "it is reserved")
        reserved = claims(seen.snapshot, CHIP, "RESERVED")[0]
        self.assertEqual(reserved["task_arn"], task.arn)
        self.assertIn("maps them by its task definition", reserved["why"])
        self.assertTrue(has("FREE", OTHER)(seen.snapshot))
        self.show_tasks(task.shown("STOPPED"))
        self.await_now(has("FREE", CHIP), "it is free")
        self.show_tasks(EcsTask(3, "unheard-of").shown("PENDING"))
        self.await_now(has("RESERVED", CHIP), "another of that definition reserves it")
        asked = [request["error"] for request in self.ecs.ask("requests")
                 if request["operation"] == "DescribeTaskDefinition"]
        self.assertEqual(asked.count(None), 1, "ECS was asked once")

    def test_a_task_of_a_daemon_service_takes_only_what_it_opens(self) -> None:
        task = EcsTask(1, "guard")
        self.ecs.order("services", {"guard": {"strategy": "DAEMON", "tasks": [task.arn]}})
        started = self.run_task(task, *self.host.devices(CHIP, OTHER), command=hold(CHIP))
        self.await_now(lambda now: container(now, started).get("daemon_service") is True,
                       "ECS says that its service is one")
        self.await_now(has("HELD", CHIP), "one is held")
        self.await_now(has("FREE", OTHER), "the other is not taken")
        self.assertEqual(claims(self.agent.holders(), OTHER, "MAPPED")[0]["why"],
                         "daemon-service")


class ObserversTest(ContainerHost):
    agent_flags = ["--observers=monitoring"]

    def test_an_observer_takes_only_what_it_opens(self) -> None:
        started = self.run_task(EcsTask(1, "monitoring"), *self.host.devices(CHIP, OTHER),
                                command=hold(CHIP))
        self.await_now(lambda now: container(now, started).get("name") == "main", "it has a name")
        self.await_now(has("HELD", CHIP), "one is held")
        self.await_now(has("FREE", OTHER), "the other is not taken")
        self.assertEqual(claims(self.agent.holders(), OTHER, "MAPPED")[0]["why"], "observer")


class LesseeContainersTest(ContainerHost):
    def run_lessee(self, number: int, command: Sequence[str]) -> str:
        """A container that has been given eight chips and leases four of them."""
        return self.run_container(
            *EcsTask(number, "floating").options(), *self.host.devices(*GIVEN),
            f"--volume={self.host.folder}:/run/neuron-agent:ro",
            f"--volume={os.path.realpath(STATIC_NEURONCTL)}:/bin/neuronctl:ro",
            command=("/bin/neuronctl", "run", "--chips=4", "--", *command))

    def test_four_that_were_given_the_same_chips_never_have_them_at_once(self) -> None:
        begin = time.monotonic()
        lessees = [self.run_lessee(number + 1, (
            "/bin/sh", "-c", 'echo "$NEURON_RT_VISIBLE_CORES"; '
            'case "$NEURON_RT_VISIBLE_CORES" in 0-7) n=8;; *) n=12;; esac; '
            f'exec 3<>/dev/neuron$n; exec sleep {WORK_SECONDS}')) for number in range(LESSEES)]
        for lessee in lessees:
            await_true(lambda one=lessee: self.engine.pid(one) == 0, "it has done its work")
        cores = [self.engine.docker("logs", lessee) for lessee in lessees]
        self.assertEqual(set(cores), set(ROWS))
        snapshots = [seen.snapshot for seen in self.follower.since(begin)]
        self.check_leases(snapshots, list(zip(lessees, cores)))
        self.await_now(has("FREE", *GIVEN), "all is free again")

    def check_leases(self, snapshots: List[Snapshot], expected: List[Tuple[str, str]]) -> None:
        seen = set()
        for snapshot in snapshots:
            leases = snapshot.get("leases", [])
            chips = [chip for lease in leases for chip in lease["chips"]]
            self.assertEqual(len(chips), len(set(chips)), "two leases of one chip")
            seen |= {(lease["container_id"], tuple(lease["chips"])) for lease in leases}
            for code in ("COLLISION", "OUTSIDE_LEASE"):
                self.assertEqual(findings(snapshot, code), [])
        self.assertEqual(seen, {(lessee, tuple(ROWS[cores])) for lessee, cores in expected})

    def test_its_lease_names_its_task_and_takes_no_more(self) -> None:
        lessee = self.run_lessee(1, ("/bin/sleep", "1000000"))
        self.show_tasks(EcsTask(1, "floating").shown("RUNNING", lessee))
        self.await_now(has("LEASED", *ROWS["0-7"]), "four are leased")
        seen = self.await_now(lambda now: container(now, lessee).get("name") == "main",
                              "it has a name").snapshot
        leased = claims(seen, CHIP, "LEASED")[0]
        self.assertEqual((leased["container_id"], leased["task_arn"], leased["pid"]),
                         (lessee, EcsTask(1).arn, self.engine.pid(lessee)))
        self.assertTrue(has("FREE", *ROWS["8-15"])(seen))
        begin = time.monotonic()
        self.engine.kill(lessee)
        self.follower.await_snapshot(has("FREE", *GIVEN), begin, "it has ended with its container")


if __name__ == "__main__":
    unittest.main()
