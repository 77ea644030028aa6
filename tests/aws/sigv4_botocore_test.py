#!/usr/bin/python3
"""Has botocore judge our signatures, over many random requests.

Usage: sigv4_botocore_test.py SIGNER, where SIGNER is built from sigv4_signer.cc.
"""

import datetime
import random
import string
import subprocess
import sys
import unittest
from typing import Dict, List, Tuple
from unittest import mock

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SIGNER = sys.argv.pop()
SEED = 20261121
BASE64 = string.ascii_letters + string.digits + "+/="
HEADER_TEXT = string.ascii_letters + string.digits + "  -_.,;:/()\"'"


class Case:
    """One request to sign, random but always the same for a random state."""

    def __init__(self, rng: random.Random) -> None:
        self.region = rng.choice(["us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1"])
        self.moment = datetime.datetime(2020, 1, 1) + datetime.timedelta(
            seconds=rng.randrange(400_000_000)
        )
        self.key = "".join(rng.choices(string.ascii_uppercase, k=20))
        self.secret = "".join(rng.choices(BASE64, k=40))
        self.token = "".join(rng.choices(BASE64, k=rng.choice([0, 1, 300, 1200])))
        self.url = rng.choice(
            [
                f"https://ecs.{self.region}.amazonaws.com/",
                "http://127.0.0.1:51679/",
                "https://ecs.example.test:8443/",
                "https://ecs.example.test:443/",
                "http://[::1]:80/",
                "http://localhost/some/path",
            ]
        )
        self.body = rng.randbytes(rng.choice([0, 1, 63, 64, 65, 2000, 70000]))
        self.headers = self._headers(rng)

    @staticmethod
    def _headers(rng: random.Random) -> Dict[str, str]:
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AmazonEC2ContainerServiceV20141113.PutAttributes",
        }
        for i in range(rng.randrange(4)):
            text = "".join(rng.choices(HEADER_TEXT, k=rng.randrange(30)))
            headers[rng.choice(["X-Zeta", "a-first", "X-amz-Other"]) + str(i)] = text
        return headers

    def line(self) -> str:
        """The request as the signer reads it."""
        seconds = int(self.moment.replace(tzinfo=datetime.timezone.utc).timestamp())
        fields = [self.region, "ecs", str(seconds), self.key, self.secret, self.token, "POST"]
        fields += [self.url]
        coded = [field.encode().hex() or "-" for field in fields] + [self.body.hex() or "-"]
        for name, value in self.headers.items():
            coded += [name.encode().hex(), value.encode().hex() or "-"]
        return " ".join(coded)

    def judged(self) -> Dict[str, str]:
        """The headers that botocore adds."""
        request = AWSRequest("POST", self.url, headers=dict(self.headers), data=self.body)
        keys = Credentials(self.key, self.secret, self.token or None)
        with mock.patch("botocore.auth.datetime") as clock:
            clock.datetime.utcnow.return_value = self.moment
            SigV4Auth(keys, "ecs", self.region).add_auth(request)
        return {name: value for name, value in request.headers.items() if name not in self.headers}


def decode(line: str) -> Dict[str, str]:
    """The headers that the signer added."""
    words: List[str] = [bytes.fromhex(word).decode() for word in line.split()]
    pairs: List[Tuple[str, str]] = list(zip(words[::2], words[1::2]))
    return dict(pairs)


class SignV4(unittest.TestCase):
    """Our signer against botocore's."""

    def test_signs_as_botocore_does(self) -> None:
        rng = random.Random(SEED)
        cases = [Case(rng) for _ in range(500)]
        lines = "".join(case.line() + "\n" for case in cases)
        answer = subprocess.run(
            [SIGNER], input=lines, stdout=subprocess.PIPE, check=True, text=True
        )
        signed = answer.stdout.splitlines()
        self.assertEqual(len(signed), len(cases))
        for case, line in zip(cases, signed):
            with self.subTest(url=case.url, headers=case.headers, body=len(case.body)):
                self.assertEqual(decode(line), case.judged())


if __name__ == "__main__":
    unittest.main()
