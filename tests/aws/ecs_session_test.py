#!/usr/bin/python3
"""The AWS parts of the agent over the real transport, against the strict fake of AWS.

Usage: ecs_session_test.py FAKE_AWS ECS_SESSION
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from typing import Any, Dict, List

ECS_SESSION = sys.argv.pop()
FAKE_AWS = sys.argv.pop()
MISSING_PERMISSION = '{"Effect":"Allow","Action":["ecs:PutAttributes","ecs:DeleteAttributes"],'


class Peer:
    """A program that answers each line with a line."""

    def __init__(self, command: List[str]) -> None:
        self._log = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
            bufsize=1
        )
        # All that it has said.
        self.said: List[str] = []

    def read(self) -> str:
        """The next line."""
        assert self._process.stdout
        self.said.append(self._process.stdout.readline().rstrip("\n"))
        return self.said[-1]

    def ask(self, line: str) -> str:
        """The answer to one line."""
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        return self.read()

    def log(self) -> str:
        """What it has written to stderr."""
        self._log.seek(0)
        return self._log.read()

    def stop(self) -> None:
        """Ends the program and waits for that."""
        self._process.terminate()
        self._process.communicate()
        sys.stderr.write(self.log())
        self._log.close()


class EcsSessionTest(unittest.TestCase):
    """Each test has a fake AWS and a session of its own."""

    def setUp(self) -> None:
        fake = Peer([FAKE_AWS])
        self.addCleanup(fake.stop)
        self.told: Dict[str, str] = json.loads(fake.read())
        self.session = self.start()

    def start(self, *arguments: str) -> Peer:
        """A session, in whose words and log no secret may be found at the end."""
        urls = [self.told[name] for name in ("ecs_url", "imds_url", "introspection_url")]
        session = Peer([ECS_SESSION, *urls, self.told["region"], *arguments])
        self.addCleanup(session.stop)
        self.addCleanup(self.check_secrecy, session)
        return session

    def check_secrecy(self, session: Peer) -> None:
        """Fails if it gave away what the fake AWS gave it."""
        secrets = self.admin("secrets")
        self.assertTrue(secrets)
        for secret in secrets:
            self.assertNotIn(secret, "\n".join([*session.said, session.log()]))

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
        for n, seconds in enumerate((600, -1200, 3600)):
            self.admin("clock", advance=seconds)
            self.expect(f"put a={n}", "ok")
            self.assertEqual(self.admin("attributes"), {"a": str(n)})

    def test_starts_on_a_clock_that_is_wrong(self) -> None:
        self.introduce()
        self.admin("clock", advance=-600)
        self.expect("put a=1", "ok")
        self.assertEqual(self.admin("attributes"), {"a": "1"})

    def test_survives_an_expired_token_and_a_wrong_clock_at_once(self) -> None:
        self.introduce()
        self.expect("put a=1", "ok")
        self.admin("clock", advance=600)
        self.admin("imds", rotate=True)
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
        self.admin("imds", up=True)
        self.expect("put a=1", "ok")

    def test_goes_on_while_the_metadata_service_is_down(self) -> None:
        self.introduce()
        self.expect("put a=1", "ok")
        self.admin("imds", up=False)
        self.expect("put a=2", "ok")
        self.admin("imds", rotate=True)
        self.expect("put a=3", "UNAVAILABLE: PutAttributes: ")
        self.admin("imds", up=True)
        self.expect("put a=3", "ok")

    def in_a_container(self) -> pathlib.Path:
        """Goes on as in a container that has a role; the file of its token."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        token = pathlib.Path(folder.name, "token")
        token.write_text(self.told["container_token"])
        self.admin("imds", up=False)
        self.session = self.start(self.told["container_url"], str(token))
        self.introduce()
        return token

    def test_is_given_the_credentials_of_a_containers_role(self) -> None:
        token = self.in_a_container()
        self.expect("put a=1", "ok")
        self.admin("imds", rotate=True)
        self.admin("container", token="another")
        self.expect("put a=2", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or _TOKEN the one it wants?")
        token.write_text("another")
        self.expect("put a=2", "ok")
        self.assertEqual(self.admin("attributes"), {"a": "2"})
        self.assertEqual(self.admin("violations"), [])

    def test_says_that_the_containers_endpoint_is_down(self) -> None:
        token = self.in_a_container()
        self.admin("container", up=False)
        self.expect("put a=1", "UNAVAILABLE: PutAttributes: no answer from the container "
                    "credentials endpoint: ")
        self.admin("container", up=True)
        token.write_text(self.told["container_token"] + "\n")
        self.expect("put a=1", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=")
        token.write_text(self.told["container_token"])
        self.expect("put a=1", "ok")

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

    def test_asks_what_a_task_definition_maps(self) -> None:
        self.introduce()
        self.admin("task_definitions", **{"train:7": {
            "containerDefinitions": [{
                "name": "main", "image": "train", "memory": 512,
                "linuxParameters": {"devices": [{"hostPath": "/dev/neuron3"}]},
                "mountPoints": [{"sourceVolume": "agent", "containerPath": "/agent"}]}],
            "volumes": [{"name": "agent", "host": {"sourcePath": "/run/neuron-agent"}}]}})
        self.assertEqual(self.session.ask("definition train:7"),
                         "ok main=/dev/neuron3:/run/neuron-agent")
        self.expect("definition train:8", "INVALID_ARGUMENT: DescribeTaskDefinition: "
                    "ClientException, HTTP 400: Unable to describe task definition.")
        self.fault("access-denied")
        self.expect("definition train:7", '"Action":["ecs:DescribeTaskDefinition"],"Resource":"*"')
        self.assertEqual(self.admin("violations"), [])

    def test_drains_the_instance_and_activates_it_again(self) -> None:
        self.introduce()
        self.assertEqual(self.session.ask("status"), "ok 0")
        self.expect("drain", "ok")
        self.assertEqual(self.session.ask("status"), "ok 1")
        self.expect("activate", "ok")
        self.assertEqual(self.session.ask("status"), "ok 0")
        self.admin("instance", status="DEREGISTERING")
        self.assertEqual(self.session.ask("status"), "ok 2")
        self.expect("drain", "FAILED_PRECONDITION: UpdateContainerInstancesState: INACTIVE")
        self.assertEqual(self.admin("violations"), [])

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
