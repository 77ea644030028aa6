"""What ECS says of task definitions, its shapes judged by botocore."""

import unittest
from typing import Any

from fake_aws.errors import AwsError
from fake_aws.host import Host
from fake_aws.shapes import EcsShapes
from fake_aws.task_definitions import TaskDefinitions

ARN = "arn:aws:ecs:us-west-2:123456789012:task-definition/train:7"
TRAIN = {"containerDefinitions": [
    {"name": "main", "image": "train", "memory": 512, "linuxParameters": {"devices": [
        {"hostPath": "/dev/neuron3", "permissions": ["read", "write"]}]}}]}


class TaskDefinitionsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.definitions = TaskDefinitions(Host(), EcsShapes())
        self.definitions.replace({"train:7": TRAIN})

    def describe(self, name: str) -> Any:
        answer = self.definitions.describe({"taskDefinition": name})
        self.assertIsNone(EcsShapes().answer_faults("DescribeTaskDefinition", answer))
        return answer["taskDefinition"]

    def test_a_revision_is_known_by_name_and_by_arn(self) -> None:
        for name in ("train:7", ARN):
            found = self.describe(name)
            self.assertEqual((found["taskDefinitionArn"], found["family"], found["revision"]),
                             (ARN, "train", 7))
            self.assertEqual(found["containerDefinitions"], TRAIN["containerDefinitions"])

    def test_what_is_missing_is_a_client_exception(self) -> None:
        for name in ("train:8", "serve:7", ARN.replace("us-west-2", "us-east-1")):
            with self.assertRaises(AwsError) as caught:
                self.describe(name)
            self.assertEqual(caught.exception.code, "ClientException")

    def test_what_ecs_would_not_register_is_refused(self) -> None:
        for name, members in (("train", TRAIN), ("train:0", TRAIN), ("a b:1", TRAIN),
                              ("train:1", {}), ("train:1", []),
                              ("train:1", {**TRAIN, "family": "serve"}),
                              ("train:1", {**TRAIN, "volumes": [{"hostPath": "/"}]})):
            with self.assertRaises(ValueError, msg=f"{name} {members}"):
                self.definitions.replace({name: members})
        self.describe("train:7")


if __name__ == "__main__":
    unittest.main()
