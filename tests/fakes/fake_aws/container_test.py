"""A container's credentials: no token, no answer."""

import json
import unittest
from email.message import Message
from typing import Optional

from fake_aws.clock import Clock
from fake_aws.container import ContainerCredentials
from fake_aws.credentials import Keyring
from fake_aws.host import Host
from fake_aws.journal import Journal
from fake_aws.message import Request, Response


class ContainerCredentialsTest(unittest.TestCase):
    def setUp(self) -> None:
        clock = Clock(lambda: 1795000000.0)
        host = Host()
        self.journal = Journal(clock)
        self.keyring = Keyring(host, clock)
        self.door = ContainerCredentials(host, self.keyring, self.journal)

    def ask(self, path: str, token: Optional[str], method: str = "GET") -> Response:
        headers = Message()
        if token is not None:
            headers["Authorization"] = token
        return self.door(Request(method, path, headers))

    def test_the_token_opens(self) -> None:
        document = json.loads(self.ask(self.door.path, self.door.token).body)
        self.assertEqual(set(document), {"RoleArn", "AccessKeyId", "SecretAccessKey", "Token",
                                         "Expiration"})
        self.assertEqual(document["AccessKeyId"], self.keyring.role().access_key)
        self.assertEqual(self.journal.violations(), [])

    def test_another_token_does_not(self) -> None:
        self.assertEqual(self.ask(self.door.path, "other").status, 401)
        old = self.door.token
        self.door.token = "new"
        self.assertEqual(self.ask(self.door.path, old).status, 401)
        self.assertEqual(self.ask(self.door.path, "new").status, 200)
        self.assertEqual(self.journal.violations(), [])

    def test_no_token_another_path_and_another_method_are_violations(self) -> None:
        self.assertEqual(self.ask(self.door.path, None).status, 401)
        self.assertEqual(self.ask("/v2/credentials/other", self.door.token).status, 404)
        self.assertEqual(self.ask(self.door.path, self.door.token, "POST").status, 405)
        self.assertEqual(len(self.journal.violations()), 3)


if __name__ == "__main__":
    unittest.main()
