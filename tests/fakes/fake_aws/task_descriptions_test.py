"""What ECS says of tasks and services, its shapes judged by botocore."""

import unittest
from typing import Any

from fake_aws.errors import AwsError
from fake_aws.host import Host
from fake_aws.shapes import EcsShapes
from fake_aws.task_descriptions import TaskDescriptions
from fake_aws.tasks import Tasks

INSTANCE = "arn:aws:ecs:us-west-2:123456789012:container-instance/demo/" + "c" * 32
TASK = "arn:aws:ecs:us-west-2:123456789012:task/demo/" + "a" * 32
OTHER = "arn:aws:ecs:us-west-2:123456789012:task/demo/" + "b" * 32


def task(arn: str) -> Any:
    return {"Arn": arn, "DesiredStatus": "RUNNING", "KnownStatus": "PENDING", "Family": "watch",
            "Version": "3", "Containers": []}


class TaskDescriptionsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.tasks = Tasks()
        self.tasks.replace([task(TASK), task(OTHER)])
        self.tasks.replace_services({"probe": {"strategy": "DAEMON", "tasks": [TASK]},
                                     "web": {"strategy": "REPLICA", "tasks": []}})
        self.descriptions = TaskDescriptions(Host(), self.tasks)

    def judged(self, operation: str, answer: Any) -> Any:
        self.assertIsNone(EcsShapes().answer_faults(operation, answer))
        return answer

    def describe_tasks(self, *tasks: str) -> Any:
        return self.judged("DescribeTasks", self.descriptions.describe_tasks(
            {"tasks": list(tasks)}, INSTANCE))

    def describe_services(self, *services: str) -> Any:
        return self.judged("DescribeServices", self.descriptions.describe_services(
            {"services": list(services)}))

    def test_tasks_are_known_by_arn_and_by_id(self) -> None:
        answer = self.describe_tasks(TASK, "b" * 32)
        self.assertEqual([found["taskArn"] for found in answer["tasks"]], [TASK, OTHER])
        self.assertEqual(answer["failures"], [])

    def test_the_group_names_the_service_or_the_family(self) -> None:
        answer = self.describe_tasks(TASK, OTHER)
        self.assertEqual([found["group"] for found in answer["tasks"]],
                         ["service:probe", "family:watch"])

    def test_a_task_says_where_it_runs_and_of_what_it_was_made(self) -> None:
        found = self.describe_tasks(TASK)["tasks"][0]
        self.assertEqual(found["containerInstanceArn"], INSTANCE)
        self.assertEqual(found["lastStatus"], "PENDING")
        self.assertEqual(found["taskDefinitionArn"],
                         "arn:aws:ecs:us-west-2:123456789012:task-definition/watch:3")

    def test_services_tell_their_strategy(self) -> None:
        answer = self.describe_services("probe", "web")
        told = {found["serviceName"]: found["schedulingStrategy"] for found in answer["services"]}
        self.assertEqual(told, {"probe": "DAEMON", "web": "REPLICA"})

    def test_what_is_missing_is_a_failure(self) -> None:
        gone = TASK[:-32] + "d" * 32
        self.assertEqual(self.describe_tasks(gone, TASK)["failures"],
                         [{"arn": gone, "reason": "MISSING"}])
        self.assertEqual(self.describe_services("none")["failures"], [
            {"arn": "arn:aws:ecs:us-west-2:123456789012:service/demo/none", "reason": "MISSING"}])

    def test_too_many_none_and_those_of_elsewhere_are_refused(self) -> None:
        for tasks in ([], [TASK] * 101, [TASK.replace("demo", "prod")],
                      [TASK.replace("us-west-2", "us-east-1")]):
            with self.assertRaises(AwsError, msg=str(tasks[:1])) as caught:
                self.describe_tasks(*tasks)
            self.assertEqual(caught.exception.code, "InvalidParameterException")
        with self.assertRaises(AwsError):
            self.describe_services(*(f"s{n}" for n in range(11)))

    def test_services_that_ecs_does_not_have_are_refused(self) -> None:
        for bad in ({"s": {"strategy": "SOMETIMES", "tasks": []}}, {"s": {"tasks": []}}, {"s": []}):
            with self.assertRaises(ValueError):
                self.tasks.replace_services(bad)


if __name__ == "__main__":
    unittest.main()
