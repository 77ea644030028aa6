"""What a test can order to go wrong, as a client on a socket meets it."""

import http.client
import json
import socket
import ssl
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any, Dict, Tuple
from urllib.parse import urlsplit

from fake_aws.certificates import Certificates
from fake_aws.fault_kinds import DELIVERIES, KINDS
from fake_aws.host import Host
from fake_aws.signed_request import signed_request
from fake_aws.world import World

TIMEOUT_SECONDS = 10
LISTING = {"cluster": "demo", "targetType": "container-instance"}
TOKEN_HEADERS = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}


class FaultsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.trusted = Path(folder.name) / "ca.pem"
        self.world = World(Host(), certificates=Certificates(Path(folder.name)))
        self.addCleanup(self.world.close)
        self.told = self.world.description()
        self.arn = self.told["container_instance_arn"]

    def connect(self, url: str) -> http.client.HTTPConnection:
        parts = urlsplit(url)
        if parts.scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                parts.netloc, timeout=TIMEOUT_SECONDS,
                context=ssl.create_default_context(cafile=self.trusted))
        else:
            connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_SECONDS)
        self.addCleanup(connection.close)
        return connection

    def order(self, what: str, **members: Any) -> None:
        connection = self.connect(self.told["ecs_url"])
        connection.request("POST", f"/_fake/{what}", json.dumps(members))
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.read()), (200, b"{}"))

    def call(self, operation: str, members: Any, url: str = "") -> http.client.HTTPResponse:
        request = signed_request(self.world.keyring.role(), operation, members, time.time())
        connection = self.connect(url or self.told["ecs_url"])
        connection.request("POST", "/", request.body, dict(request.headers.items()))
        return connection.getresponse()

    def put(self, target: str = "", **values: str) -> http.client.HTTPResponse:
        return self.call("PutAttributes", {"cluster": "demo", "attributes": [
            {"name": name, "value": value, "targetId": target or self.arn}
            for name, value in values.items()]})

    def listed(self, url: str = "") -> Dict[str, str]:
        answer = json.loads(self.call("ListAttributes", LISTING, url).read())
        return {one["name"]: one.get("value", "") for one in answer["attributes"]
                if not one["name"].startswith(("ecs.", "com."))}

    def fault(self, kind: str, **terms: Any) -> None:
        self.order("fault", operation="PutAttributes", kind=kind, **terms)

    def raw_put(self) -> Tuple[bytes, float]:
        """All that comes back to PutAttributes, and how many seconds it took."""
        with socket.create_connection(("127.0.0.1", self.world.ecs.port),
                                      TIMEOUT_SECONDS) as connection:
            request = signed_request(self.world.keyring.role(), "PutAttributes", {
                "cluster": "demo",
                "attributes": [{"name": "a", "value": "1", "targetId": self.arn}]}, time.time())
            head = [f"{name}: {value}" for name, value in request.headers.items()]
            begin = time.monotonic()
            connection.sendall("\r\n".join([
                "POST / HTTP/1.1", *head, f"Content-Length: {len(request.body)}",
                "Connection: close", "", ""]).encode() + request.body)
            came = b"".join(iter(lambda: connection.recv(4096), b""))
            return came, time.monotonic() - begin

    def test_an_answer_is_cut_after_so_many_bytes_and_has_taken_effect(self) -> None:
        for kind in ("cut", "half-closed", "stalled"):
            self.fault(kind, after_bytes=12, seconds=0.2)
            self.assertEqual(self.raw_put()[0], b"HTTP/1.1 200")
            self.assertEqual(self.listed(), {"a": "1"})
            self.call("DeleteAttributes", {"cluster": "demo", "attributes": [
                {"name": "a", "targetId": self.arn}]}).read()

    def test_half_closed_ends_at_once_and_stalled_after_its_seconds(self) -> None:
        self.fault("half-closed", seconds=2)
        self.assertLess(self.raw_put()[1], 1)
        self.fault("stalled", seconds=0.5)
        self.assertGreaterEqual(self.raw_put()[1], 0.5)

    def test_a_dripping_answer_is_whole(self) -> None:
        self.fault("dripping", seconds=0.001)
        came, seconds = self.raw_put()
        self.assertTrue(came.endswith(b"}"))
        self.assertGreaterEqual(seconds, 0.001 * len(came))

    def test_garbage_is_not_http(self) -> None:
        self.fault("garbage")
        with self.assertRaises(http.client.BadStatusLine):
            self.put(a="1")
        self.assertEqual(self.listed(), {})

    def test_strangers_answer_in_their_own_words(self) -> None:
        for kind, status, content_type, word in (
                ("html", 502, "text/html", b"<html>"), ("html-ok", 200, "text/html", b"<html>"),
                ("xml", 503, "application/xml", b"<ErrorResponse>"),
                ("xml-ok", 200, "application/xml", b"<ErrorResponse>"),
                ("echo", 502, "text/plain", b"AWS4-HMAC-SHA256")):
            self.fault(kind)
            answer = self.put(a="1")
            self.assertEqual((answer.status, answer.getheader("Content-Type")),
                             (status, content_type))
            self.assertIn(word, answer.read())
        self.assertEqual(self.listed(), {})

    def test_no_two_pages_of_a_stranger_are_alike(self) -> None:
        self.fault("html", count=2)
        self.assertNotEqual(self.put(a="1").read(), self.put(a="1").read())

    def test_each_refusal_has_its_code(self) -> None:
        for kind, code in (("unknown-key", "UnrecognizedClientException"),
                           ("skew", "InvalidSignatureException"),
                           ("no-target", "TargetNotFoundException"),
                           ("no-cluster", "ClusterNotFoundException"),
                           ("invalid", "InvalidParameterException"),
                           ("client", "ClientException")):
            self.fault(kind)
            answer = self.put(a="1")
            self.assertEqual((answer.status, json.loads(answer.read())["__type"]), (400, code))
        self.assertEqual(self.listed(), {})

    def test_every_kind_can_be_ordered_and_ended(self) -> None:
        for kind in KINDS:
            self.fault(kind, count=3, seconds=0)
        self.fault("drop", count=0)
        self.assertEqual(self.put(a="1").status, 200)
        self.assertLessEqual(set(DELIVERIES), set(KINDS))

    def test_what_was_written_lately_does_not_show(self) -> None:
        self.put(a="1").read()
        self.order("lag", seconds=600)
        self.put(b="2").read()
        self.assertEqual(self.listed(), {})
        described = json.loads(self.call("DescribeContainerInstances", {
            "cluster": "demo", "containerInstances": [self.arn]}).read())
        self.assertNotIn("b", [one["name"] for one
                               in described["containerInstances"][0]["attributes"]])
        self.order("lag", seconds=0)
        self.assertEqual(self.listed(), {"a": "1", "b": "2"})

    def test_a_former_instance_is_there_until_it_is_deregistered(self) -> None:
        self.order("introspection", arn="new")
        self.assertEqual(self.put(a="1").status, 200)
        self.order("introspection", deregister=True)
        self.assertEqual(json.loads(self.put(a="1").read())["__type"], "TargetNotFoundException")
        current = self.world.description()["container_instance_arn"]
        self.assertEqual(self.put(current, a="1").status, 200)

    def test_metadata_forgets_the_tokens_it_gave(self) -> None:
        def ask(method: str, path: str, headers: Dict[str, str]) -> Tuple[int, str]:
            connection = self.connect(self.told["imds_url"])
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

        token = {"X-aws-ec2-metadata-token": ask("PUT", "/latest/api/token", TOKEN_HEADERS)[1]}
        path = "/latest/meta-data/instance-id"
        self.assertEqual(ask("GET", path, token)[0], 200)
        self.order("imds", forget_tokens=True)
        self.assertEqual(ask("GET", path, token)[0], 401)

    def test_tls_shows_the_certificate_that_was_chosen(self) -> None:
        url = self.told["ecs_tls_url"]
        self.assertEqual(self.listed(url), {})
        for kind, says in (("other-name", "Hostname mismatch"),
                           ("unknown-authority", "self-signed|unable to get local issuer"),
                           ("expired", "certificate has expired")):
            self.order("tls", certificate=kind)
            with self.assertRaisesRegex(ssl.SSLCertVerificationError, says):
                self.listed(url)
        self.order("tls", certificate="good")
        self.assertEqual(self.listed(url), {})

    def test_wrong_orders_are_named(self) -> None:
        for name, order in (("lag", {"seconds": -1}), ("tls", {"certificate": "none"}),
                            ("fault", {"operation": "*", "kind": "cut", "after_bytes": "2"}),
                            ("introspection", {"deregister": "all"})):
            connection = self.connect(self.told["ecs_url"])
            connection.request("POST", f"/_fake/{name}", json.dumps(order))
            answer = connection.getresponse()
            self.assertEqual(answer.status, 400)
            self.assertTrue(json.loads(answer.read())["error"].startswith(name + ":"))


if __name__ == "__main__":
    unittest.main()
