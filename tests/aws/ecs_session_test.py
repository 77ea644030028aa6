#!/usr/bin/python3
"""The AWS parts of the agent over the real transport, against the strict fake of AWS.

Usage: ecs_session_test.py FAKE_AWS ECS_SESSION
"""

import json
import subprocess
import sys
import unittest
import urllib.request
from typing import Any, Dict, List

ECS_SESSION = sys.argv.pop()
FAKE_AWS = sys.argv.pop()
MISSING_PERMISSION = '{"Effect":"Allow","Action":["ecs:PutAttributes","ecs:DeleteAttributes"],'


class Peer:
    """A program that answers each line with a line."""

    def __init__(self, command: List[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def read(self) -> str:
        """The next line."""
        assert self._process.stdout
        return self._process.stdout.readline().rstrip("\n")

    def ask(self, line: str) -> str:
        """The answer to one line."""
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        return self.read()

    def stop(self) -> None:
        """Ends the program and waits for that."""
        self._process.terminate()
        self._process.communicate()


class EcsSessionTest(unittest.TestCase):
    """Each test has a fake AWS and a session of its own."""

    def setUp(self) -> None:
        fake = Peer([FAKE_AWS])
        self.addCleanup(fake.stop)
        self.told: Dict[str, str] = json.loads(fake.read())
        urls = [self.told[name] for name in ("ecs_url", "imds_url", "introspection_url")]
        self.session = Peer([ECS_SESSION, *urls, self.told["region"]])
        self.addCleanup(self.session.stop)

    def admin(self, name: str, **order: Any) -> Any:
        """Asks the fake, or gives it an order."""
        body = json.dumps(order).encode() if order else None
        url = f"{self.told['ecs_url']}/_fake/{name}"
        with urllib.request.urlopen(urllib.request.Request(url, data=body)) as answer:
            return json.load(answer)

    def fault(self, kind: str, count: int = 1) -> None:
        """Has the next calls fail."""
        self.admin("fault", operation="*", kind=kind, count=count)

    def expect(self, order: str, answer: str) -> None:
        """Fails unless the session answers with that and more."""
        self.assertIn(answer, self.session.ask(order), order)

    def introduce(self) -> None:
        """Lets the session find out who it is."""
        self.expect("whoami", "ok " + self.told["container_instance_arn"])

    def operations(self) -> List[str]:
        """What ECS was asked."""
        return [request["operation"] for request in self.admin("requests")]

    def test_puts_lists_and_deletes(self) -> None:
        self.expect("region", "ok " + self.told["region"])
        self.introduce()
        self.expect("put a.free=_00_01_ a.count=02", "ok")
        self.assertEqual(self.admin("attributes"), {"a.free": "_00_01_", "a.count": "02"})
        self.expect("list", "a.free=_00_01_")
        self.expect("delete a.free", "ok")
        self.assertEqual(self.admin("attributes"), {"a.count": "02"})
        self.assertEqual(
            self.operations(), ["PutAttributes", "DescribeContainerInstances", "DeleteAttributes"]
        )
        self.assertEqual(self.admin("violations"), [])

    def test_survives_a_rotation_of_the_credentials(self) -> None:
        self.introduce()
        self.expect("put a=1", "ok")
        self.admin("imds", rotate=True)
        self.expect("put a=2", "ok")
        self.fault("expired-token")
        self.expect("put a=3", "ok")
        self.assertEqual(self.admin("attributes"), {"a": "3"})

    def test_corrects_its_clock_by_the_servers(self) -> None:
        self.introduce()
        self.expect("put a=1", "ok")
        self.admin("clock", advance=3600)
        self.expect("put a=2", "ok")
        self.assertEqual(self.admin("attributes"), {"a": "2"})

    def test_names_every_failure(self) -> None:
        self.introduce()
        for kind, answer in {
            "throttle": "RESOURCE_EXHAUSTED: PutAttributes: ThrottlingException",
            "access-denied": MISSING_PERMISSION,
            "server-error": "UNAVAILABLE: PutAttributes: ",
            "html": "PutAttributes: HTTP ",
            "empty": "PutAttributes: HTTP ",
            "drop": "UNAVAILABLE: PutAttributes: POST " + self.told["ecs_url"],
            "limit": "FAILED_PRECONDITION: PutAttributes: AttributeLimitExceededException",
        }.items():
            with self.subTest(kind=kind):
                self.fault(kind)
                self.expect("put a=1", answer)
        self.expect("put a=1", "ok")

    def test_says_that_the_role_is_missing(self) -> None:
        self.introduce()
        self.admin("imds", role=False)
        self.expect("put a=1", "attach an IAM role")
        self.admin("imds", role=True)
        self.expect("put a=1", "ok")

    def test_says_that_the_metadata_service_is_down(self) -> None:
        self.introduce()
        self.admin("imds", up=False)
        self.expect("put a=1", "UNAVAILABLE: PutAttributes: PUT " + self.told["imds_url"])

    def test_waits_for_the_registration(self) -> None:
        self.admin("introspection", registered=False)
        self.expect("whoami", "UNAVAILABLE: ")
        self.admin("introspection", registered=True, up=False)
        self.expect("whoami", "UNAVAILABLE: no answer from the ECS agent")
        self.admin("introspection", up=True)
        self.introduce()

    def test_sees_tasks_and_asks_ecs_who_started_them(self) -> None:
        self.introduce()
        arn = self.told["container_instance_arn"].replace("container-instance", "task")
        missing = arn[:-1] + ("0" if arn[-1] != "0" else "1")
        self.expect("tasks", "ok")
        self.admin("tasks", tasks=[{"Arn": arn, "KnownStatus": "RUNNING", "Family": "probe",
                                    "Version": "3", "Containers": []}])
        self.expect("tasks", f"ok {arn}=probe:3:1")
        self.admin("services", watch={"strategy": "DAEMON", "tasks": [arn]},
                   web={"strategy": "REPLICA", "tasks": []})
        self.assertEqual(self.session.ask(f"groups {arn} {missing}"), f"ok {arn}=service:watch")
        self.assertEqual(self.session.ask("daemons watch web none"), "ok watch=1 web=0")
        self.assertEqual(self.operations(), ["DescribeTasks", "DescribeServices"])
        self.assertEqual(self.admin("violations"), [])

    def test_names_the_permission_to_ask_who_started_a_task(self) -> None:
        self.introduce()
        self.fault("access-denied")
        self.expect("groups " + self.told["container_instance_arn"].replace(
            "container-instance", "task"), '"Action":["ecs:DescribeTasks","ecs:DescribeServices"]')

    def test_learns_that_the_instance_has_registered_anew(self) -> None:
        self.introduce()
        self.admin("introspection", arn="new")
        answer = self.session.ask("whoami")
        self.assertRegex(answer, "^ok arn:aws:ecs:")
        self.assertNotIn(self.told["container_instance_arn"], answer)
        self.expect("put a=1", "ok")
        self.assertEqual(self.admin("attributes"), {"a": "1"})


if __name__ == "__main__":
    unittest.main()
