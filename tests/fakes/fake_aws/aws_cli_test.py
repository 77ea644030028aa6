"""Debian's aws command line against fake-aws, with credentials from its IMDS."""

import json
import subprocess
import unittest
import urllib.request
from typing import Any

from fake_aws.program import Program

AWS = "/usr/bin/aws"
TIMEOUT_SECONDS = 60


class AwsCliTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.program = Program([])
        cls.addClassCleanup(cls.program.stop)
        cls.told = cls.program.description
        cls.arn = cls.told["container_instance_arn"]

    def run_aws(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [AWS, "ecs", *arguments, "--cluster", "demo", "--endpoint-url", self.told["ecs_url"],
             "--output", "json"], env=self.program.aws_environment(), capture_output=True,
            text=True, timeout=TIMEOUT_SECONDS, check=False)

    def aws(self, *arguments: str) -> Any:
        done = self.run_aws(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def listed(self) -> Any:
        answer = self.aws("list-attributes", "--target-type", "container-instance")
        return {attribute["name"]: attribute.get("value") for attribute in answer["attributes"]}

    def violations(self) -> Any:
        return json.load(urllib.request.urlopen(self.told["ecs_url"] + "/_fake/violations"))

    def test_it_puts_lists_describes_and_deletes(self) -> None:
        self.aws("put-attributes", "--attributes",
                 f"name=neuron.fits,value=_01_,targetId={self.arn}",
                 f"name=neuron.health,value=ok,targetId={self.arn}")
        listed = self.listed()
        self.assertEqual((listed["neuron.fits"], listed["neuron.health"]), ("_01_", "ok"))
        self.assertEqual(listed["ecs.instance-type"], "trn1.32xlarge")
        described = self.aws("describe-container-instances", "--container-instances", self.arn)
        self.assertEqual(described["containerInstances"][0]["ec2InstanceId"],
                         self.told["instance_id"])
        self.assertEqual(self.aws("list-container-instances")["containerInstanceArns"], [self.arn])
        self.aws("delete-attributes", "--attributes", f"name=neuron.fits,targetId={self.arn}")
        self.assertNotIn("neuron.fits", self.listed())
        self.assertEqual(self.violations(), [])

    def test_it_understands_a_refusal(self) -> None:
        done = self.run_aws("put-attributes", "--attributes",
                            "name=a,targetType=container-instance,targetId=" + "0" * 32)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("(TargetNotFoundException) when calling the PutAttributes", done.stderr)


if __name__ == "__main__":
    unittest.main()
