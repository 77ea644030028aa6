"""The whole fake over sockets: botocore's client in front, a test's orders behind."""

import http.client
import json
import unittest
import urllib.error
import urllib.request
from typing import Any, Dict, List
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

from fake_aws.credentials import Credentials
from fake_aws.host import Host
from fake_aws.world import World

TIMEOUT_SECONDS = 10
ORDERS_REFUSED = (
    ("fault", {"operation": "PutAttributes", "kind": "flood"}),
    ("fault", {"kind": "throttle"}),
    ("fault", {"operation": "*", "kind": "throttle", "count": "many"}),
    ("fault", {"operation": "*", "kind": "slow", "seconds": "long"}),
    ("fault", []),
    ("imds", {"down": True}),
    ("imds", {"up": "no"}),
    ("container", {"token": 1}),
    ("introspection", {"arn": "old"}),
    ("tasks", {"tasks": [{"Arn": "t"}]}),
    ("tasks", {"tasks": ["t"]}),
    ("task_definitions", {"train": {}}),
    ("instance", {"status": "TIRED"}),
    ("clock", {"advance": "1"}),
)


class WorldTest(unittest.TestCase):
    def setUp(self) -> None:
        self.world = World(Host())
        self.addCleanup(self.world.close)
        self.arn = self.world.description()["container_instance_arn"]

    def client(self, credentials: Credentials) -> Any:
        session = botocore.session.Session()
        session.set_credentials(credentials.access_key, credentials.secret_key, credentials.token)
        client = session.create_client(
            "ecs", region_name="us-west-2", endpoint_url=self.world.ecs.url,
            config=Config(retries={"total_max_attempts": 1}, proxies={},
                          read_timeout=TIMEOUT_SECONDS))
        self.addCleanup(client.close)
        return client

    def fetch(self, url: str, method: str, path: str, body: Any = None) -> Any:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT_SECONDS)
        self.addCleanup(connection.close)
        connection.request(method, path, None if body is None else json.dumps(body))
        response = connection.getresponse()
        return response.status, json.loads(response.read())

    def ask(self, question: str) -> Any:
        status, answer = self.fetch(self.world.ecs.url, "GET", "/_fake/" + question)
        self.assertEqual(status, 200)
        return answer

    def order(self, what: str, **members: Any) -> None:
        self.assertEqual(self.fetch(self.world.ecs.url, "POST", "/_fake/" + what, members),
                         (200, {}))

    def put(self, client: Any, **values: str) -> Dict[str, Any]:
        return client.put_attributes(cluster="demo", attributes=self.attributes(**values))

    def attributes(self, **values: str) -> List[Dict[str, str]]:
        return [{"name": name, "value": value, "targetId": self.arn}
                for name, value in values.items()]

    def metadata(self) -> Dict[str, Any]:
        return self.fetch(self.world.introspection.url, "GET", "/v1/metadata")[1]

    def test_botocore_writes_and_the_test_reads(self) -> None:
        for credentials in (self.world.keyring.role(), self.world.keyring.operator):
            answer = self.put(self.client(credentials), a="1", b="x y")
            self.assertEqual(answer["attributes"], self.attributes(a="1", b="x y"))
        self.assertEqual(self.ask("attributes"), {"a": "1", "b": "x y"})
        self.assertEqual([w["attributes"] for w in self.ask("history")],
                         [{"a": "1", "b": "x y"}] * 2)
        self.assertEqual([r["error"] for r in self.ask("requests")], [None, None])
        self.assertEqual(self.ask("violations"), [])

    def test_botocore_pages_through_all_attributes(self) -> None:
        self.put(self.client(self.world.keyring.role()), a="1")
        pages = self.client(self.world.keyring.role()).get_paginator("list_attributes").paginate(
            cluster="demo", targetType="container-instance", PaginationConfig={"PageSize": 3})
        names = [attribute["name"] for page in pages for attribute in page["attributes"]]
        self.assertEqual(len(names), len(set(names)))
        self.assertLessEqual({"a", "ecs.instance-type", "ecs.os-type"}, set(names))

    def test_an_ordered_fault_reaches_botocore(self) -> None:
        self.order("fault", operation="PutAttributes", kind="throttle", count=1)
        client = self.client(self.world.keyring.role())
        with self.assertRaises(ClientError) as caught:
            self.put(client, a="1")
        self.assertEqual(caught.exception.response["Error"],
                         {"Code": "ThrottlingException", "Message": "Rate exceeded"})
        self.put(client, a="1")

    def test_modelled_errors_reach_botocore_as_their_own_types(self) -> None:
        client = self.client(self.world.keyring.role())
        with self.assertRaises(client.exceptions.ClusterNotFoundException):
            client.list_attributes(cluster="x", targetType="container-instance")
        with self.assertRaises(client.exceptions.InvalidParameterException):
            self.put(client, a="")
        self.assertEqual(len(self.ask("violations")), 1)

    def test_rotation_ends_the_keys_in_use(self) -> None:
        client = self.client(self.world.keyring.role())
        self.order("imds", rotate=True)
        with self.assertRaises(ClientError) as caught:
            self.put(client, a="1")
        self.assertEqual(caught.exception.response["Error"]["Code"], "ExpiredTokenException")
        self.put(self.client(self.world.keyring.role()), a="1")

    def test_a_moved_clock_is_skew(self) -> None:
        self.order("clock", advance=301)
        with self.assertRaises(ClientError) as caught:
            self.put(self.client(self.world.keyring.operator), a="1")
        self.assertIn("Signature expired", caught.exception.response["Error"]["Message"])

    def test_imds_goes_down_and_comes_up(self) -> None:
        self.order("imds", up=False)
        with self.assertRaises(ConnectionRefusedError):
            self.fetch(self.world.imds.url, "GET", "/")
        self.order("imds", up=True, role=False)
        with self.assertRaises(json.JSONDecodeError):
            self.fetch(self.world.imds.url, "GET", "/")

    def test_a_containers_credentials_need_the_token_and_go_down(self) -> None:
        told = self.world.description()
        headers = {"Authorization": told["container_token"]}
        request = urllib.request.Request(told["container_url"], headers=headers)
        with urllib.request.urlopen(request) as answer:
            self.assertEqual(json.load(answer)["AccessKeyId"],
                             self.world.keyring.role().access_key)
        self.order("container", token="other")
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request)
        caught.exception.close()
        self.order("container", up=False)
        with self.assertRaises(ConnectionRefusedError):
            self.fetch(self.world.container.url, "GET", "/")

    def test_secrets_are_told(self) -> None:
        told = self.world.description()
        secrets = self.ask("secrets")
        self.assertIn(told["container_token"], secrets)
        self.assertIn(told["secret_access_key"], secrets)
        self.assertIn(told["container_url"].rpartition("/")[2], secrets)
        self.assertIn(self.world.keyring.role().token, secrets)

    def test_introspection_goes_down_forgets_and_registers_again(self) -> None:
        self.order("introspection", up=False)
        with self.assertRaises(ConnectionRefusedError):
            self.metadata()
        self.order("introspection", up=True, registered=False)
        self.assertIsNone(self.metadata()["ContainerInstanceArn"])
        self.order("introspection", registered=True, arn="new")
        self.assertNotIn(self.metadata()["ContainerInstanceArn"], (None, self.arn))

    def test_a_new_arn_has_no_custom_attributes(self) -> None:
        self.put(self.client(self.world.keyring.role()), a="1")
        self.order("introspection", arn="new")
        self.assertEqual(self.ask("attributes"), {})

    def test_ordered_tasks_show(self) -> None:
        task = {"Arn": "t", "KnownStatus": "PENDING", "Family": "f", "Version": "1",
                "Containers": []}
        self.order("tasks", tasks=[task])
        self.assertEqual(self.fetch(self.world.introspection.url, "GET", "/v1/tasks"),
                         (200, {"Tasks": [task]}))

    def test_botocore_reads_an_ordered_task_definition_of_no_cluster(self) -> None:
        containers = [{"name": "main", "image": "train", "memory": 512}]
        self.order("task_definitions", **{"train:7": {"containerDefinitions": containers}})
        client = self.client(self.world.keyring.role())
        found = client.describe_task_definition(taskDefinition="train:7")["taskDefinition"]
        self.assertEqual(found["containerDefinitions"], containers)
        with self.assertRaises(client.exceptions.ClientException):
            client.describe_task_definition(taskDefinition="train:8")

    def test_botocore_drains_the_instance_and_an_operator_ends_that(self) -> None:
        self.client(self.world.keyring.role()).update_container_instances_state(
            cluster="demo", containerInstances=[self.arn], status="DRAINING")
        self.assertEqual(self.ask("instance"), {"status": "DRAINING"})
        self.order("instance", status="ACTIVE")
        self.assertEqual(self.ask("instance"), {"status": "ACTIVE"})

    def test_wrong_orders_are_named(self) -> None:
        for name, order in ORDERS_REFUSED:
            status, answer = self.fetch(self.world.ecs.url, "POST", "/_fake/" + name, order)
            self.assertEqual((status, answer["error"].partition(":")[0]), (400, name))

    def test_an_unknown_question_lists_the_known_ones(self) -> None:
        status, answer = self.fetch(self.world.ecs.url, "GET", "/_fake/weather")
        self.assertEqual(status, 404)
        self.assertIn("violations", answer["error"])


if __name__ == "__main__":
    unittest.main()
