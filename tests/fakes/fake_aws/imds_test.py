"""IMDSv2: no token, no answer."""

import json
import unittest
from email.message import Message
from typing import Any, Dict, Optional

from fake_aws.clock import Clock
from fake_aws.credentials import Keyring
from fake_aws.host import Host
from fake_aws.imds import DOCUMENT_PATH, TOKEN_HEADER, TOKEN_PATH, TTL_HEADER, Imds
from fake_aws.journal import Journal
from fake_aws.message import Request, Response

ROLES = "/latest/meta-data/iam/security-credentials/"


class ImdsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock(lambda: 1795000000.0)
        self.host = Host()
        self.journal = Journal(self.clock)
        self.keyring = Keyring(self.host, self.clock)
        self.imds = Imds(self.host, self.keyring, self.clock, self.journal)

    def ask(self, method: str, path: str, headers: Optional[Dict[str, str]] = None) -> Response:
        message = Message()
        for name, value in (headers or {}).items():
            message[name] = value
        return self.imds(Request(method, path, message))

    def token(self, ttl: str = "21600") -> str:
        response = self.ask("PUT", TOKEN_PATH, {TTL_HEADER: ttl})
        self.assertEqual((response.status, response.headers[TTL_HEADER]), (200, ttl))
        return response.body.decode()

    def get(self, path: str) -> Response:
        return self.ask("GET", path, {TOKEN_HEADER: self.token()})

    def text(self, leaf: str) -> str:
        return self.get("/latest/meta-data/" + leaf).body.decode()

    def document(self, path: str) -> Any:
        return json.loads(self.get(path).body)

    def test_a_token_needs_a_ttl_of_1_to_21600(self) -> None:
        self.token("1")
        for ttl in ("0", "21601", "-1", "x", "", "1.5", "²"):
            self.assertEqual(self.ask("PUT", TOKEN_PATH, {TTL_HEADER: ttl}).status, 400)
        self.assertEqual(self.ask("PUT", TOKEN_PATH).status, 400)
        self.assertEqual(len(self.journal.violations()), 8)

    def test_forwarded_requests_are_forbidden(self) -> None:
        headers = {TTL_HEADER: "60", "X-Forwarded-For": "10.0.0.1"}
        self.assertEqual(self.ask("PUT", TOKEN_PATH, headers).status, 403)
        self.assertEqual(len(self.journal.violations()), 1)

    def test_no_token_is_unauthorized_and_a_violation(self) -> None:
        self.assertEqual(self.ask("GET", "/latest/meta-data/instance-id").status, 401)
        self.assertEqual(len(self.journal.violations()), 1)

    def test_a_foreign_token_is_unauthorized(self) -> None:
        headers = {TOKEN_HEADER: "x"}
        self.assertEqual(self.ask("GET", "/latest/meta-data/instance-id", headers).status, 401)
        self.assertEqual(self.journal.violations(), [])

    def test_a_token_ends_with_its_ttl(self) -> None:
        headers = {TOKEN_HEADER: self.token("60")}
        self.clock.advance(59.9)
        self.assertEqual(self.ask("GET", "/latest/meta-data/instance-id", headers).status, 200)
        self.clock.advance(0.1)
        self.assertEqual(self.ask("GET", "/latest/meta-data/instance-id", headers).status, 401)

    def test_facts_of_the_host(self) -> None:
        self.assertEqual(self.text("instance-id"), self.host.instance_id)
        self.assertEqual(self.text("instance-type"), "trn1.32xlarge")
        self.assertEqual(self.text("placement/region"), "us-west-2")
        self.assertEqual(self.text("placement/availability-zone"), "us-west-2a")
        self.assertEqual(self.text("services/partition"), "aws")
        self.assertEqual(self.text("services/domain"), "amazonaws.com")

    def test_partitions_differ(self) -> None:
        self.host = Host(region="cn-north-1")
        self.imds = Imds(self.host, self.keyring, self.clock, self.journal)
        self.assertEqual(self.text("services/partition"), "aws-cn")
        self.assertEqual(self.text("services/domain"), "amazonaws.com.cn")

    def test_identity_document(self) -> None:
        document = self.document(DOCUMENT_PATH)
        self.assertEqual((document["instanceId"], document["region"], document["accountId"]),
                         (self.host.instance_id, "us-west-2", "123456789012"))

    def test_role_and_its_credentials(self) -> None:
        self.assertEqual(self.get(ROLES).body, b"ecsInstanceRole")
        document = self.document(ROLES + "ecsInstanceRole")
        self.assertEqual(set(document), {"Code", "LastUpdated", "Type", "AccessKeyId",
                                         "SecretAccessKey", "Token", "Expiration"})
        self.assertEqual(document["AccessKeyId"], self.keyring.role().access_key)
        self.assertEqual(document["Expiration"], "2026-11-18T17:06:40Z")

    def test_rotation_shows(self) -> None:
        before = self.document(ROLES + "ecsInstanceRole")
        self.keyring.rotate()
        self.assertNotEqual(before, self.document(ROLES + "ecsInstanceRole"))

    def test_no_role_is_not_found(self) -> None:
        self.imds.has_role = False
        self.assertEqual(self.get(ROLES).status, 404)
        self.assertEqual(self.get(ROLES + "ecsInstanceRole").status, 404)

    def test_folders_list_their_children(self) -> None:
        self.assertEqual(self.text("placement/"), "availability-zone\nregion")
        self.assertIn("placement/", self.text("").split("\n"))

    def test_other_paths_and_methods(self) -> None:
        self.assertEqual(self.get("/latest/meta-data/nothing").status, 404)
        self.assertEqual(self.get("/other").status, 404)
        self.assertEqual(self.ask("GET", TOKEN_PATH).status, 405)
        self.assertEqual(self.ask("POST", "/latest/meta-data/instance-id").status, 405)


if __name__ == "__main__":
    unittest.main()
