"""What the operations do."""

import unittest
from typing import Any, Dict, List

from fake_aws.clock import Clock
from fake_aws.container_instances import ContainerInstances, builtin_attributes
from fake_aws.ecs_service import EcsService
from fake_aws.errors import AwsError
from fake_aws.host import Host
from fake_aws.journal import Journal
from fake_aws.shapes import EcsShapes
from fake_aws.task_definitions import TaskDefinitions
from fake_aws.tasks import Tasks

NOW = 1795000000.0
TYPE = "container-instance"


class EcsServiceTest(unittest.TestCase):
    def setUp(self) -> None:
        clock = Clock(lambda: NOW)
        self.host = Host()
        self.tasks = Tasks()
        self.journal = Journal(clock)
        self.service = EcsService(self.host, ContainerInstances(self.host, clock), self.tasks,
                                  TaskDefinitions(self.host, EcsShapes()), self.journal)
        self.arn = self.service.current_arn()

    def call(self, operation: str, **members: Any) -> Dict[str, Any]:
        return self.service.call(operation, {"cluster": "demo", **members})

    def refused(self, code: str, operation: str, **members: Any) -> None:
        with self.assertRaises(AwsError) as caught:
            self.call(operation, **members)
        self.assertEqual(caught.exception.code, code)

    def attributes(self, **values: str) -> List[Dict[str, str]]:
        return [{"name": name, "value": value, "targetId": self.arn}
                for name, value in values.items()]

    def test_put_echoes_the_full_arn_and_is_recorded(self) -> None:
        short_id = self.arn.rpartition("/")[2]
        answer = self.call("PutAttributes", attributes=[
            {"name": "a", "value": "1", "targetId": short_id, "targetType": TYPE}])
        self.assertEqual(answer["attributes"], [{"name": "a", "value": "1", "targetId": self.arn}])
        self.assertEqual(self.journal.writes(), [
            {"time": NOW, "operation": "PutAttributes", "target": self.arn,
             "attributes": {"a": "1"}}])

    def test_put_to_an_unknown_target_changes_nothing(self) -> None:
        missing = self.host.container_instance_arn("0" * 32)
        self.refused("TargetNotFoundException", "PutAttributes", attributes=[
            *self.attributes(a="1"), {"name": "b", "targetId": missing}])
        self.assertEqual(self.service.custom_attributes(), {})
        self.assertEqual(self.journal.writes(), [])

    def test_the_limit_counts_custom_attributes_alone(self) -> None:
        self.call("PutAttributes", attributes=self.attributes(**{f"a{n}": "1" for n in range(10)}))
        self.refused("AttributeLimitExceededException", "PutAttributes",
                     attributes=self.attributes(b="1"))

    def test_delete_answers_what_it_deleted(self) -> None:
        self.call("PutAttributes", attributes=self.attributes(a="1"))
        answer = self.call("DeleteAttributes", attributes=[
            {"name": "a", "targetId": self.arn}, {"name": "b", "targetId": self.arn}])
        self.assertEqual([a["name"] for a in answer["attributes"]], ["a"])
        self.assertEqual(self.journal.writes()[-1]["attributes"], {"a": None})
        self.assertEqual(self.service.custom_attributes(), {})

    def test_list_has_the_builtin_ones_too(self) -> None:
        self.call("PutAttributes", attributes=self.attributes(a="1"))
        listed = {a["name"]: a.get("value")
                  for a in self.call("ListAttributes", targetType=TYPE)["attributes"]}
        self.assertEqual(listed, {**builtin_attributes(self.host), "a": "1"})
        self.assertEqual(listed["ecs.instance-type"], "trn1.32xlarge")

    def test_list_filters_by_name_and_value(self) -> None:
        self.call("PutAttributes", attributes=self.attributes(a="1", b="1"))
        wanted = {"name": "a", "value": "1", "targetId": self.arn}
        for members, found in (({"attributeName": "a"}, [wanted]),
                               ({"attributeName": "a", "attributeValue": "1"}, [wanted]),
                               ({"attributeName": "a", "attributeValue": "2"}, [])):
            self.assertEqual(
                self.call("ListAttributes", targetType=TYPE, **members)["attributes"], found)

    def test_list_refuses_a_value_alone_and_another_target_type(self) -> None:
        self.refused("InvalidParameterException", "ListAttributes", targetType=TYPE,
                     attributeValue="1")
        self.refused("InvalidParameterException", "ListAttributes", targetType="task")

    def test_list_comes_in_pages(self) -> None:
        first = self.call("ListAttributes", targetType=TYPE, maxResults=10)
        rest = self.call("ListAttributes", targetType=TYPE, nextToken=first["nextToken"])
        self.assertEqual(len(first["attributes"]), 10)
        self.assertNotIn("nextToken", rest)
        self.assertEqual(len(first["attributes"] + rest["attributes"]),
                         len(builtin_attributes(self.host)))

    def test_describe_finds_and_misses(self) -> None:
        missing = self.host.container_instance_arn("0" * 32)
        answer = self.call("DescribeContainerInstances", containerInstances=[self.arn, missing])
        found = answer["containerInstances"][0]
        self.assertEqual((found["containerInstanceArn"], found["ec2InstanceId"], found["status"]),
                         (self.arn, self.host.instance_id, "ACTIVE"))
        self.assertEqual(answer["failures"], [{"arn": missing, "reason": "MISSING"}])

    def test_describe_adds_what_is_included(self) -> None:
        answer = self.call("DescribeContainerInstances", containerInstances=[self.arn],
                           include=["TAGS", "CONTAINER_INSTANCE_HEALTH"])
        found = answer["containerInstances"][0]
        self.assertEqual(found["tags"], [])
        self.assertEqual(found["healthStatus"]["overallStatus"], "OK")

    def test_describe_counts_tasks(self) -> None:
        task = {"Arn": "t", "KnownStatus": "PENDING", "Family": "f", "Version": "1",
                "Containers": []}
        self.tasks.replace([task, {**task, "KnownStatus": "RUNNING"}])
        found = self.call("DescribeContainerInstances",
                          containerInstances=[self.arn])["containerInstances"][0]
        self.assertEqual((found["runningTasksCount"], found["pendingTasksCount"]), (1, 1))

    def test_describe_takes_1_to_100_ids(self) -> None:
        for count in (0, 101):
            self.refused("InvalidParameterException", "DescribeContainerInstances",
                         containerInstances=[self.arn] * count)

    def test_list_container_instances_knows_states(self) -> None:
        self.assertEqual(self.call("ListContainerInstances"), {"containerInstanceArns": [self.arn]})
        self.assertEqual(self.call("ListContainerInstances", status="DRAINING"),
                         {"containerInstanceArns": []})
        self.refused("InvalidParameterException", "ListContainerInstances", status="BUSY")

    def test_an_update_changes_the_state(self) -> None:
        missing = self.host.container_instance_arn("0" * 32)
        answer = self.call("UpdateContainerInstancesState", containerInstances=[self.arn, missing],
                           status="DRAINING")
        self.assertIsNone(EcsShapes().answer_faults("UpdateContainerInstancesState", answer))
        self.assertEqual(answer["containerInstances"][0]["status"], "DRAINING")
        self.assertEqual(answer["failures"], [{"arn": missing, "reason": "MISSING"}])
        self.assertEqual(self.call("ListContainerInstances", status="DRAINING"),
                         {"containerInstanceArns": [self.arn]})
        self.assertEqual(self.call("ListContainerInstances"), {"containerInstanceArns": []})

    def test_an_update_needs_an_instance_that_is_active_or_draining(self) -> None:
        self.service.set_status("DEREGISTERING")
        answer = self.call("UpdateContainerInstancesState", containerInstances=[self.arn],
                           status="DRAINING")
        self.assertEqual(answer["failures"], [{"arn": self.arn, "reason": "INACTIVE"}])
        self.assertEqual(self.service.status(), "DEREGISTERING")
        with self.assertRaises(ValueError):
            self.service.set_status("TIRED")

    def test_an_update_takes_1_to_10_ids_and_two_states(self) -> None:
        for ids, status in (([], "ACTIVE"), ([self.arn] * 11, "ACTIVE"), ([self.arn], "INACTIVE")):
            self.refused("InvalidParameterException", "UpdateContainerInstancesState",
                         containerInstances=ids, status=status)

    def test_registering_again_loses_custom_attributes_and_keeps_the_old_instance(self) -> None:
        self.call("PutAttributes", attributes=self.attributes(a="1"))
        self.service.register_again()
        self.assertNotEqual(self.service.current_arn(), self.arn)
        self.assertEqual(self.service.custom_attributes(), {})
        left = self.call("ListAttributes", targetType=TYPE, attributeName="a")["attributes"]
        self.assertEqual([a["targetId"] for a in left], [self.arn])


if __name__ == "__main__":
    unittest.main()
