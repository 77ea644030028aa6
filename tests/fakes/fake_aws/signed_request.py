"""For tests: a request to ECS as botocore's own signer makes it."""

import datetime
import json
from email.message import Message
from typing import Any, Optional
from unittest import mock

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from fake_aws.credentials import Credentials
from fake_aws.message import Request

HOST = "127.0.0.1:4"
TARGET_PREFIX = "AmazonEC2ContainerServiceV20141113."


def signed_request(credentials: Credentials, operation: str, members: Any, signed_at: float,
                   region: str = "us-west-2", service: str = "ecs") -> Request:
    """As if signed at the Unix time `signed_at`."""
    body = members if isinstance(members, bytes) else json.dumps(members).encode()
    request = AWSRequest("POST", f"http://{HOST}/", data=body, headers={
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET_PREFIX + operation})
    signer = SigV4Auth(BotocoreCredentials(credentials.access_key, credentials.secret_key,
                                           credentials.token), service, region)
    with mock.patch("botocore.auth.datetime") as fake:
        fake.datetime.utcnow.return_value = datetime.datetime.utcfromtimestamp(signed_at)
        signer.add_auth(request)
    headers = Message()
    headers["Host"] = HOST
    for name, value in request.headers.items():
        headers[name] = value
    return Request("POST", "/", headers, body)


def altered(request: Request, name: str, value: Optional[str]) -> Request:
    """The request with another value of a header, or without it."""
    headers = Message()
    for key, old in request.headers.items():
        if key.lower() != name.lower():
            headers[key] = old
    if value is not None:
        headers[name] = value
    return Request(request.method, request.target, headers, request.body)
