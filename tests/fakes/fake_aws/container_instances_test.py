"""Names of clusters and container instances in all their forms."""

import unittest

from fake_aws.clock import Clock
from fake_aws.container_instances import ContainerInstances
from fake_aws.errors import AwsError
from fake_aws.host import Host


class ContainerInstancesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.host = Host()
        self.instances = ContainerInstances(self.host, Clock())
        self.id = self.instances.current

    def refused(self, identifier: str) -> str:
        with self.assertRaises(AwsError) as caught:
            self.instances.find(identifier)
        self.assertEqual(caught.exception.code, "InvalidParameterException")
        return caught.exception.message

    def test_finds_short_id_long_arn_and_legacy_arn(self) -> None:
        for identifier in (self.id, self.instances.arn(self.id),
                           self.host.ecs_arn(f"container-instance/{self.id}")):
            self.assertEqual(self.instances.find(identifier), self.id)

    def test_arn_is_the_long_form(self) -> None:
        self.assertEqual(self.instances.arn(self.id), "arn:aws:ecs:us-west-2:123456789012:"
                         f"container-instance/demo/{self.id}")

    def test_does_not_find_an_unknown_id(self) -> None:
        self.assertIsNone(self.instances.find("0" * 32))
        self.assertIsNone(self.instances.find("1c3be8ed-df30-47b4-8f1e-6e68ebd01f34"))

    def test_refuses_what_is_no_identifier(self) -> None:
        for identifier in ("", "abc", self.host.ecs_arn(f"task/demo/{self.id}"),
                           self.host.ecs_arn("container-instance/demo/xyz")):
            self.refused(identifier)

    def test_refuses_another_cluster_as_ecs_does(self) -> None:
        self.assertEqual(self.refused(self.host.ecs_arn(f"container-instance/other/{self.id}")),
                         "Invalid identifier: Identifier is for cluster other. "
                         "Your cluster is demo")

    def test_refuses_another_region_and_account(self) -> None:
        arn = self.instances.arn(self.id)
        self.refused(arn.replace("us-west-2", "us-east-1"))
        self.refused(arn.replace("123456789012", "123456789013"))

    def test_cluster_goes_by_name_and_arn(self) -> None:
        self.instances.check_cluster("demo")
        self.instances.check_cluster(self.host.cluster_arn)

    def test_other_and_absent_cluster_are_not_found(self) -> None:
        for cluster in ("other", "", None):
            with self.assertRaises(AwsError) as caught:
                self.instances.check_cluster(cluster)
            self.assertEqual(caught.exception.code, "ClusterNotFoundException")

    def test_absent_cluster_is_default(self) -> None:
        ContainerInstances(Host(cluster="default"), Clock()).check_cluster(None)

    def test_registering_again_keeps_the_old_one(self) -> None:
        new = self.instances.register()
        self.assertEqual(self.instances.ids(), [self.id, new])
        self.assertEqual(self.instances.current, new)


if __name__ == "__main__":
    unittest.main()
