"""botocore's own signatures pass; whatever is changed afterwards does not."""

import dataclasses
import unittest
from typing import Optional

from fake_aws.clock import Clock
from fake_aws.credentials import LIFETIME_SECONDS, Credentials, Keyring
from fake_aws.errors import AwsError
from fake_aws.host import Host
from fake_aws.message import Request
from fake_aws.signature import SignatureJudge
from fake_aws.signed_request import altered, signed_request

NOW = 1795000000.0


class SignatureJudgeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock(lambda: NOW)
        self.keyring = Keyring(Host(), self.clock)
        self.judge = SignatureJudge(self.keyring, "us-west-2", self.clock)
        self.role = self.keyring.role()

    def sign(self, credentials: Optional[Credentials] = None, signed_at: float = NOW,
             region: str = "us-west-2", service: str = "ecs") -> Request:
        return signed_request(credentials or self.role, "ListAttributes", {"cluster": "demo"},
                              signed_at, region, service)

    def refused(self, request: Request, code: str, words: str = "") -> None:
        with self.assertRaises(AwsError) as caught:
            self.judge.check(request)
        self.assertEqual(caught.exception.code, code)
        self.assertEqual(caught.exception.status, 400)
        self.assertIn(words, caught.exception.message)

    def test_accepts_temporary_and_lasting_credentials(self) -> None:
        self.assertEqual(self.judge.check(self.sign()), self.role)
        operator = self.keyring.operator
        self.assertEqual(self.judge.check(self.sign(operator)), operator)

    def test_accepts_headers_that_are_not_signed(self) -> None:
        self.judge.check(altered(self.sign(), "User-Agent", "neuron-agent  1.0"))

    def test_trims_signed_headers_as_the_standard_says(self) -> None:
        request = self.sign()
        self.judge.check(altered(request, "X-Amz-Target", f"  {request.headers['X-Amz-Target']} "))

    def test_refuses_a_changed_body(self) -> None:
        self.refused(dataclasses.replace(self.sign(), body=b'{"cluster": "demo2"}'),
                     "InvalidSignatureException", "The Canonical String for this request")

    def test_refuses_a_changed_signature_host_and_operation(self) -> None:
        request = self.sign()
        authorization = request.headers["Authorization"]
        last = "0" if authorization[-1] != "0" else "1"
        for name, value in (("Authorization", authorization[:-1] + last), ("Host", "127.0.0.1:5"),
                            ("Authorization", authorization[:-2] + "é"),
                            ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.PutAttributes")):
            self.refused(altered(request, name, value), "InvalidSignatureException")

    def test_refuses_another_secret(self) -> None:
        wrong = dataclasses.replace(self.role, secret_key="wrong")
        self.refused(self.sign(wrong), "InvalidSignatureException")

    def test_refuses_another_region_service_and_day(self) -> None:
        self.refused(self.sign(region="us-east-1"), "InvalidSignatureException", "valid region")
        self.refused(self.sign(service="ec2"), "InvalidSignatureException", "correct service")
        self.refused(altered(self.sign(), "X-Amz-Date", "20261119T074640Z"),
                     "InvalidSignatureException", "Date in Credential scope")

    def test_refuses_an_unsigned_or_unsent_header_of_weight(self) -> None:
        request = self.sign()
        authorization = request.headers["Authorization"]
        self.refused(altered(request, "X-Amz-Foo", "1"), "InvalidSignatureException", "x-amz-foo")
        for old, new in (("content-type;", ""), ("content-type;", "accept;content-type;"),
                         ("content-type;host", "host;content-type"), ("host", "Host")):
            self.refused(altered(request, "Authorization", authorization.replace(old, new)),
                         "InvalidSignatureException")

    def test_refuses_a_claimed_hash_that_is_not_the_bodys(self) -> None:
        request = altered(self.sign(), "X-Amz-Content-Sha256", "0" * 64)
        authorization = request.headers["Authorization"].replace(
            "host;", "host;x-amz-content-sha256;")
        self.refused(altered(request, "Authorization", authorization),
                     "InvalidSignatureException", "hash of the body")

    def test_refuses_more_than_five_minutes_of_skew_as_no_violation(self) -> None:
        self.judge.check(self.sign(signed_at=NOW - 300))
        self.judge.check(self.sign(signed_at=NOW + 300))
        self.refused(self.sign(signed_at=NOW - 301), "InvalidSignatureException",
                     "Signature expired: 20261118T110139Z is now earlier than 20261118T110140Z "
                     "(20261118T110640Z - 5 min.)")
        self.refused(self.sign(signed_at=NOW + 301), "InvalidSignatureException",
                     "Signature not yet current")

    def test_refuses_an_unknown_key_and_a_wrong_or_missing_token(self) -> None:
        unknown = dataclasses.replace(self.role, access_key="ASIAUNKNOWN")
        self.refused(self.sign(unknown), "UnrecognizedClientException")
        for token in ("other", None):
            self.refused(self.sign(dataclasses.replace(self.role, token=token)),
                         "UnrecognizedClientException")

    def test_refuses_expired_credentials(self) -> None:
        self.clock.advance(LIFETIME_SECONDS)
        self.refused(self.sign(signed_at=self.clock.now()), "ExpiredTokenException")

    def test_refuses_rotated_credentials(self) -> None:
        self.keyring.rotate()
        self.refused(self.sign(), "ExpiredTokenException")

    def test_refuses_an_unsigned_request(self) -> None:
        self.refused(altered(self.sign(), "Authorization", None),
                     "MissingAuthenticationTokenException")

    def test_refuses_half_a_signature(self) -> None:
        request = self.sign()
        for value in ("Basic abc", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e",
                      request.headers["Authorization"].replace("/aws4_request", "")):
            self.refused(altered(request, "Authorization", value), "IncompleteSignatureException")
        for date in (None, "yesterday"):
            self.refused(altered(request, "X-Amz-Date", date), "IncompleteSignatureException")


if __name__ == "__main__":
    unittest.main()
