"""maxResults and nextToken."""

import unittest

from fake_aws.errors import AwsError
from fake_aws.pages import page


class PageTest(unittest.TestCase):
    def test_tokens_lead_through_all_items(self) -> None:
        items, request, seen = list(range(7)), {"maxResults": 3}, []
        while True:
            part, token = page(items, request)
            seen.append(part)
            if token is None:
                break
            request["nextToken"] = token
        self.assertEqual(seen, [[0, 1, 2], [3, 4, 5], [6]])

    def test_a_full_last_page_has_no_token(self) -> None:
        self.assertEqual(page([1, 2], {"maxResults": 2}), ([1, 2], None))

    def test_a_page_holds_at_most_100(self) -> None:
        part, token = page(list(range(101)), {})
        self.assertEqual(len(part), 100)
        self.assertIsNotNone(token)

    def test_refuses_sizes_out_of_range_and_foreign_tokens(self) -> None:
        for request in ({"maxResults": 0}, {"maxResults": 101}, {"nextToken": "abc"},
                        {"nextToken": "é"}, {"nextToken": ""}):
            with self.assertRaises(AwsError) as caught:
                page([1], request)
            self.assertEqual(caught.exception.code, "InvalidParameterException")


if __name__ == "__main__":
    unittest.main()
