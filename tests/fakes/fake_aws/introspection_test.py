"""What the local ECS agent says."""

import json
import unittest
from email.message import Message
from typing import Any, Tuple

from fake_aws.host import Host
from fake_aws.introspection import Introspection
from fake_aws.message import Request
from fake_aws.tasks import Tasks

ARN = "arn:aws:ecs:us-west-2:123456789012:container-instance/demo/" + "a" * 32
EMPTY = {"Arn": "", "KnownStatus": "", "Family": "", "Version": "", "Containers": None}


def task(arn: str, *docker_ids: str, status: str = "RUNNING") -> Any:
    return {"Arn": arn, "DesiredStatus": "RUNNING", "KnownStatus": status, "Family": "train",
            "Version": "3", "Containers": [
                {"DockerId": docker_id, "DockerName": "ecs-train-3-main", "Name": "main",
                 "Image": "train", "ImageID": "sha256:0"} for docker_id in docker_ids]}


class IntrospectionTest(unittest.TestCase):
    def setUp(self) -> None:
        self.tasks = Tasks()
        self.introspection = Introspection(Host(), self.tasks, lambda: ARN)

    def get(self, target: str) -> Tuple[int, Any]:
        response = self.introspection(Request("GET", target, Message()))
        return response.status, json.loads(response.body)

    def test_metadata(self) -> None:
        self.assertEqual(self.get("/v1/metadata"), (200, {
            "Cluster": "demo", "ContainerInstanceArn": ARN,
            "Version": "Amazon ECS Agent - v1.105.1 (*8dfceca6)"}))

    def test_the_arn_is_null_while_not_registered(self) -> None:
        self.introspection.registered = False
        self.assertIsNone(self.get("/v1/metadata")[1]["ContainerInstanceArn"])

    def test_tasks_all_and_none(self) -> None:
        self.assertEqual(self.get("/v1/tasks"), (200, {"Tasks": []}))
        self.tasks.replace([task("t1", "a" * 64)])
        self.assertEqual(self.get("/v1/tasks"), (200, {"Tasks": [task("t1", "a" * 64)]}))

    def test_one_task_by_arn_and_docker_id(self) -> None:
        one, two = task("t1", "a" * 64), task("t2", "b" * 64, "ba" * 32)
        self.tasks.replace([one, two])
        for query, found in (("taskarn=t2", two), ("dockerid=" + "a" * 64, one),
                             ("dockerid=" + "a" * 12, one), ("dockerid=ba", two)):
            self.assertEqual(self.get("/v1/tasks?" + query), (200, found))

    def test_what_is_not_found_is_an_empty_task(self) -> None:
        self.tasks.replace([task("t1", "a" * 64), task("t2", "")])
        for query in ("taskarn=t3", "dockerid=c", "dockerid=" + "a" * 13, "taskarn=", "dockerid="):
            self.assertEqual(self.get("/v1/tasks?" + query), (404, EMPTY))

    def test_both_keys_and_an_ambiguous_id_are_bad_requests(self) -> None:
        self.tasks.replace([task("t1", "a" * 64), task("t2", "a" * 63 + "b")])
        for query in ("taskarn=t1&dockerid=b", "dockerid=aaa"):
            self.assertEqual(self.get("/v1/tasks?" + query), (400, EMPTY))

    def test_any_other_path_lists_the_commands(self) -> None:
        for path in ("/", "/v1", "/v2/metadata"):
            self.assertEqual(self.get(path), (200, {
                "AvailableCommands": ["/v1/metadata", "/v1/tasks", "/license"]}))

    def test_license_is_text(self) -> None:
        response = self.introspection(Request("GET", "/license", Message()))
        self.assertEqual((response.status, response.content_type), (200, "text/plain"))

    def test_tasks_that_the_agent_would_not_show_are_refused(self) -> None:
        for bad in ({"Arn": "t"}, {**task("t"), "Devices": []}, task("t", status="STOPPING"),
                    "t", {**task("t"), "Containers": [{"Name": "main"}]},
                    {**task("t"), "Containers": None}):
            with self.assertRaises(ValueError):
                self.tasks.replace([bad])


if __name__ == "__main__":
    unittest.main()
