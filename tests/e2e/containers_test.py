"""Containers of a real Docker engine: what they have been given, what they hold, whose they are."""

import os
import signal
import time
import unittest
from typing import List

from e2e.container_host import ContainerHost, hold, open_and
from e2e.deadline import await_true
from e2e.device_user import with_pid
from e2e.ecs_task import EcsTask
from e2e.follower import Snapshot
from e2e.occupancy import claims, container, findings, has, occupancy

CHIP = 8
OTHER = 9
# A machine may be slow; what is measured is shown.
SOON_SECONDS = 2.0
STARTS = 6


class ContainersTest(ContainerHost):
    def test_one_that_opens_nothing_has_what_it_was_given(self) -> None:
        task = EcsTask(1)
        begin = time.monotonic()
        started = self.run_task(task, *self.host.devices(CHIP))
        seen = self.follower.await_snapshot(has("MAPPED", CHIP), begin, "it is mapped")
        seconds = self.seconds_since_start(started, seen)
        print(f"mapped on the stream {1000 * seconds:.0f} ms after Docker's start")
        self.assertLess(seconds, SOON_SECONDS)
        self.ecs.await_free_set(lambda told: told.has(OTHER) and not told.has(CHIP), 0,
                                "ECS hears of it")
        begin = time.monotonic()
        self.engine.rm(started)
        gone = self.follower.await_snapshot(has("FREE", CHIP), begin, "it is free again")
        print(f"free on the stream {1000 * (gone.at - begin):.0f} ms after docker rm began")

    def test_holders_names_its_container_and_task(self) -> None:
        task = EcsTask(1)
        begin = time.monotonic()
        started = self.run_task(task, *self.host.devices(CHIP), command=hold(CHIP))
        seen = self.follower.await_snapshot(has("HELD", CHIP), begin, "it holds the chip")
        print(f"held on the stream {1000 * self.seconds_since_start(started, seen):.0f} ms after "
              "Docker's start")
        self.await_now(lambda now: container(now, started).get("name") == "main", "it has a name")
        said = container(self.agent.holders(), started)
        self.assertEqual(said["task"], {"arn": task.arn, "family": "train", "revision": "7"})
        held = claims(self.agent.holders(), CHIP, "HELD")[0]
        self.assertEqual((held["pid"], held["container_id"], held["task_arn"]),
                         (self.engine.pid(started), started, task.arn))
        row = next(line for line in self.agent.ctl("holders").stdout.splitlines()
                   if " held " in line).split()
        self.assertEqual(row[4:6], ["main", "train:7"])

    def test_a_plain_one_is_known_by_its_id(self) -> None:
        started = self.run_container(*self.host.devices(CHIP), command=hold(CHIP))
        self.await_now(has("HELD", CHIP), "it holds the chip")
        self.await_now(lambda now: "unknown" not in container(now, started), "it is no task's")
        self.assertNotIn("task", container(self.agent.holders(), started))
        self.assertIn(started[:12], self.agent.ctl("holders").stdout)

    def test_each_way_to_end_frees_the_chip(self) -> None:
        for end in ("kill -9", "docker kill", "docker rm"):
            started = self.run_container(*self.host.devices(CHIP), command=hold(CHIP))
            self.await_now(has("HELD", CHIP), "it holds the chip")
            pid = self.engine.pid(started)
            begin = time.monotonic()
            if end == "kill -9":
                os.kill(pid, signal.SIGKILL)
            elif end == "docker kill":
                self.engine.kill(started)
            else:
                self.engine.docker("rm", "--force", started)
            seen = self.follower.await_snapshot(has("FREE", CHIP), begin, f"free after {end}")
            print(f"free {1000 * (seen.at - begin):.0f} ms after {end}")

    def test_one_that_runs_out_of_memory_frees_the_chip(self) -> None:
        begin = time.monotonic()
        started = self.run_container(
            *self.host.devices(CHIP), "--memory=16m",
            command=("/bin/sh", "-c", f"exec 3<>/dev/neuron{CHIP}; sleep 2; "
                     "exec /bin/busybox tail /dev/zero"))
        self.follower.await_snapshot(has("HELD", CHIP), begin, "it holds the chip")
        await_true(lambda: self.engine.pid(started) == 0, "it has ended")
        # Not .State.OOMKilled: the engine loses that word when the end overtakes it.
        self.assertEqual(
            self.engine.docker("inspect", "--format={{.State.ExitCode}}", started), "137")
        self.await_now(has("FREE", CHIP), "the chip is free")

    def test_two_on_one_chip_are_a_finding_with_both_tasks(self) -> None:
        tasks = [EcsTask(1), EcsTask(2, "infer", 3)]
        started = [self.run_container(*task.options(), *self.host.devices(CHIP), command=hold(CHIP))
                   for task in tasks]
        self.show_tasks(*(task.shown("RUNNING", one) for task, one in zip(tasks, started)))

        def has_both(now: Snapshot) -> bool:
            return any(finding.get("task_arns") == [task.arn for task in tasks]
                       for finding in findings(now, "COLLISION"))

        found = findings(self.await_now(has_both, "both are named").snapshot, "COLLISION")
        self.assertEqual([finding["chips"] for finding in found], [[CHIP]])
        self.assertEqual(found[0]["confidence"], "CONFIDENCE_HIGH")
        self.assertEqual(found[0]["container_id"], started[1])
        said = self.agent.ctl("holders").stdout
        self.assertIn(f"docker rm --force {started[1]}", said)
        self.engine.kill(started[1])
        self.await_now(lambda now: not findings(now, "COLLISION"), "it is over")
        self.assertEqual(occupancy(self.agent.holders(), CHIP), "HELD")

    def test_the_last_answer_stands_while_the_ecs_agent_is_down(self) -> None:
        known = EcsTask(1)
        started = self.run_task(known, *self.host.devices(CHIP), command=hold(CHIP))
        self.await_now(lambda now: container(now, started).get("name") == "main", "it has a name")
        self.ecs.order("introspection", {"up": False})
        before = container(self.agent.holders(), started)
        newcomer = EcsTask(2, "infer", 3)
        second = self.run_container(*newcomer.options(), *self.host.devices(OTHER),
                                    command=hold(OTHER))
        stranger = self.run_container(*self.host.devices(10), command=hold(10))
        self.await_now(has("HELD", OTHER, 10), "they hold their chips")
        now = self.agent.holders()
        after = container(now, started)
        self.assertEqual((after["task"], after["name"]), (before["task"], "main"))
        self.assertLessEqual(after["told_at"], before["told_at"])
        # By its cgroup; whose family it is of is not known.
        told = container(now, second)["task"]
        self.assertEqual((told["arn"], told.get("family", "")), (newcomer.arn, ""))
        self.assertNotIn("task", container(now, stranger))
        self.assertIn("task", [field["field"] for field in container(now, stranger)["unknown"]])

        self.show_tasks(known.shown("RUNNING", started), newcomer.shown("RUNNING", second))
        self.ecs.order("introspection", {"up": True})
        self.await_now(lambda now: container(now, second).get("name") == "main",
                       "it is asked again")

    def test_a_number_that_is_used_again_is_not_the_containers(self) -> None:
        started = self.run_task(EcsTask(1), *self.host.devices(CHIP), command=hold(CHIP))
        self.await_now(has("HELD", CHIP), "it holds the chip")
        pid = self.engine.pid(started)
        self.engine.rm(started)
        user = with_pid(pid, self.host.node(OTHER))
        self.addCleanup(user.end)
        seen = self.await_now(has("HELD", OTHER), "the other holds another chip").snapshot
        self.assertEqual(occupancy(seen, CHIP), "FREE")
        held = claims(seen, OTHER, "HELD")[0]
        self.assertEqual(held["pid"], pid)
        self.assertNotIn("container_id", held)
        self.assertNotIn("task_arn", held)

    def test_others_that_start_do_not_make_chips_unknown(self) -> None:
        self.run_task(EcsTask(1), *self.host.devices(CHIP), command=hold(CHIP))
        self.ecs.await_free_set(lambda told: told.has(OTHER) and not told.has(CHIP), 0,
                                "ECS knows what is free")
        begin, published_since = time.monotonic(), time.time()
        for number in range(STARTS):
            one = self.run_container(*EcsTask(2 + number).options())
            if number % 2:
                self.engine.rm(one)
        time.sleep(1)
        unknown: List[float] = [seen.at for seen in self.follower.since(begin)
                                if occupancy(seen.snapshot, OTHER) == "UNKNOWN"]
        print(f"{len(unknown)} of {len(self.follower.since(begin))} snapshots call it unknown")
        self.assertEqual(unknown, [])
        self.assertEqual([told.value for told in self.ecs.free_sets(published_since)
                          if not told.has(OTHER)], [])

    def test_a_process_that_joins_is_the_containers(self) -> None:
        started = self.run_task(EcsTask(1), *self.host.devices(CHIP))
        self.await_now(has("MAPPED", CHIP), "it is mapped")
        with self.engine.execute(started, *open_and("/bin/sleep 1000000", CHIP)) as joined:
            seen = self.await_now(has("HELD", CHIP), "docker exec is seen").snapshot
            held = claims(seen, CHIP, "HELD")[0]
            self.assertEqual(held["container_id"], started)
            os.kill(held["pid"], signal.SIGKILL)
            joined.wait(timeout=30)
        self.await_now(has("MAPPED", CHIP), "it is mapped as before")


if __name__ == "__main__":
    unittest.main()
