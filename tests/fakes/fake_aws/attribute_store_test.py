"""Upserts, deletes, the limit."""

import unittest

from fake_aws.attribute_store import AttributeStore
from fake_aws.errors import AwsError


class AttributeStoreTest(unittest.TestCase):
    def setUp(self) -> None:
        self.store = AttributeStore()

    def test_put_creates_and_replaces(self) -> None:
        self.store.put([("i", "a", "1"), ("i", "b", None)])
        self.store.put([("i", "a", "2")])
        self.assertEqual(self.store.of("i"), {"a": "2", "b": None})

    def test_the_eleventh_is_refused_and_nothing_changed(self) -> None:
        self.store.put([("i", f"a{n}", "1") for n in range(9)])
        with self.assertRaises(AwsError) as caught:
            self.store.put([("i", "a0", "2"), ("i", "x", "1"), ("i", "y", "1")])
        self.assertEqual(caught.exception.code, "AttributeLimitExceededException")
        self.assertFalse(caught.exception.violation)
        self.assertEqual(self.store.of("i"), {f"a{n}": "1" for n in range(9)})

    def test_ten_are_allowed_on_each_target(self) -> None:
        for target in ("i", "j"):
            self.store.put([(target, f"a{n}", "1") for n in range(10)])
        self.store.put([("i", "a9", "2")])
        self.assertEqual(len(self.store.of("i")), 10)

    def test_delete_tells_whether_there_was_one(self) -> None:
        self.store.put([("i", "a", "1")])
        self.assertTrue(self.store.delete("i", "a"))
        self.assertFalse(self.store.delete("i", "a"))
        self.assertFalse(self.store.delete("j", "a"))


if __name__ == "__main__":
    unittest.main()
