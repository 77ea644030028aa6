"""What may be put and deleted."""

import unittest
from typing import Any, Dict

from fake_aws import attribute_rules
from fake_aws.errors import AwsError

ARN = "arn:aws:ecs:us-west-2:123456789012:container-instance/demo/" + "a" * 32


def attribute(name: str = "neuron.fits", **members: Any) -> Dict[str, Any]:
    return {"name": name, "targetId": ARN, **members}


class PutTest(unittest.TestCase):
    def refused(self, *attributes: Dict[str, Any]) -> None:
        with self.assertRaises(AwsError) as caught:
            attribute_rules.check_put(list(attributes))
        self.assertEqual(caught.exception.code, "InvalidParameterException")
        self.assertTrue(caught.exception.violation)

    def test_allows_every_documented_character(self) -> None:
        attribute_rules.check_put([attribute("aZ9-_./\\", value="aZ9-_./\\@: z")])

    def test_allows_a_name_without_a_value(self) -> None:
        attribute_rules.check_put([attribute()])

    def test_allows_lengths_of_1_and_128(self) -> None:
        for length in (1, 128):
            attribute_rules.check_put([attribute("n" * length, value="v" * length)])

    def test_refuses_lengths_of_0_and_129(self) -> None:
        for length in (0, 129):
            self.refused(attribute("n" * length))
            self.refused(attribute(value="v" * length))

    def test_refuses_every_other_character(self) -> None:
        for character in ",;=+#[]{}\n\t\"é":
            self.refused(attribute(value=f"a{character}b"))
        for character in "@: ,;=é":
            self.refused(attribute(f"a{character}b"))

    def test_refuses_a_space_at_either_end(self) -> None:
        self.refused(attribute(value=" a"))
        self.refused(attribute(value="a "))

    def test_refuses_names_of_ecs_and_its_agent(self) -> None:
        self.refused(attribute("ecs.instance-type", value="x"))
        self.refused(attribute("com.amazonaws.ecs.x", value="x"))

    def test_refuses_none_and_eleven(self) -> None:
        self.refused()
        self.refused(*(attribute(f"a{i}") for i in range(11)))
        attribute_rules.check_put([attribute(f"a{i}") for i in range(10)])

    def test_refuses_a_name_twice_on_one_target(self) -> None:
        self.refused(attribute(value="1"), attribute(value="2"))

    def test_needs_a_target(self) -> None:
        self.refused({"name": "n"})

    def test_needs_the_type_of_a_short_id_only(self) -> None:
        self.refused(attribute(targetId="a" * 32))
        attribute_rules.check_put([attribute(targetId="a" * 32, targetType="container-instance")])

    def test_refuses_another_target_type(self) -> None:
        self.refused(attribute(targetType="task"))


class DeleteTest(unittest.TestCase):
    def test_refuses_a_value(self) -> None:
        with self.assertRaises(AwsError):
            attribute_rules.check_delete([attribute(value="1")])

    def test_allows_name_and_target(self) -> None:
        attribute_rules.check_delete([attribute()])


if __name__ == "__main__":
    unittest.main()
