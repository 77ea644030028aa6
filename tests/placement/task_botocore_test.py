#!/usr/bin/python3
"""Has botocore judge the task definitions that neuronctl makes.

Usage: task_botocore_test.py NEURONCTL, from the root of the workspace.
"""

import json
import subprocess
import sys
import unittest
from typing import Any, Dict, List

import botocore.session
from botocore.validate import ParamValidator

NEURONCTL = sys.argv[1]
FOLDER = "tests/placement/tasks"
SERVING = f"{FOLDER}/tensorflow_serving.json"
TRAINING = f"{FOLDER}/trn1_training.json"


def generate(*flags: str) -> List[Dict[str, Any]]:
    """What `neuronctl placement generate` prints: one definition, or one a line."""
    done = subprocess.run(
        [NEURONCTL, "placement", "generate", *flags], stdout=subprocess.PIPE, check=True
    )
    text = done.stdout.decode()
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


class TaskModelTest(unittest.TestCase):
    """What is made, against the model of RegisterTaskDefinition."""

    def setUp(self) -> None:
        model = botocore.session.get_session().get_service_model("ecs")
        self.shape = model.operation_model("RegisterTaskDefinition").input_shape

    def check(self, *flags: str) -> List[Dict[str, Any]]:
        """ECS takes each definition: all members are known and of the right type."""
        tasks = generate(*flags)
        for task in tasks:
            report = ParamValidator().validate(task, self.shape)
            self.assertFalse(report.has_errors(), report.generate_report())
            self.assertEqual(unknown_members(task, self.shape), [])
        return tasks

    def test_takes_pinned_ones(self) -> None:
        tasks = self.check(
            "--chips=4",
            "--instance=trn1.32xlarge",
            "--container=train",
            "--exclusive_ports",
            f"--task_definition={TRAINING}",
        )
        self.assertEqual(len(tasks), 4)
        ports = tasks[1]["containerDefinitions"][0]["portMappings"]
        self.assertEqual([port["hostPort"] for port in ports], [29500, 21004, 21005, 21006, 21007])

    def test_takes_a_floating_one(self) -> None:
        tasks = self.check(
            "--chips=4",
            "--instance=trn1.32xlarge",
            "--container=train",
            "--floating",
            f"--task_definition={TRAINING}",
        )
        self.assertEqual(len(tasks[0]["containerDefinitions"][0]["linuxParameters"]["devices"]), 17)

    def test_takes_the_guides_example_and_blank_ones(self) -> None:
        self.check("--chips=1", "--instance=inf1.xlarge", f"--task_definition={SERVING}")
        self.check("--chips=2", "--instance=inf2.48xlarge", "--exclusive_ports")
        self.check("--chips=16", "--instance=trn2.48xlarge", "--floating")

    def test_changes_nothing_else(self) -> None:
        with open(SERVING, encoding="utf-8") as file:
            before = json.load(file)
        after = self.check("--chips=1", "--instance=inf1.xlarge", f"--task_definition={SERVING}")[0]
        added = after["placementConstraints"].pop()
        self.assertIn("neuron.free-set =~ .*_00_.*", added["expression"])
        self.assertEqual(after, before)
        self.assertEqual(list(after), list(before))


def unknown_members(value: Any, shape: Any) -> List[str]:
    """The members that the shape lacks: botocore itself leaves them out without a word."""
    if shape.type_name == "list":
        return [name for item in value for name in unknown_members(item, shape.member)]
    if shape.type_name != "structure":
        return []
    return [
        name
        for key, item in value.items()
        for name in (unknown_members(item, shape.members[key]) if key in shape.members else [key])
    ]


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
