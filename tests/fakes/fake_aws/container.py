"""The endpoint that gives a container the credentials of its role, as the ECS agent has one."""

import json
import secrets
import uuid

from fake_aws.clock import iso8601
from fake_aws.credentials import Keyring
from fake_aws.host import ACCOUNT_ID, ROLE_NAME, Host
from fake_aws.journal import Journal
from fake_aws.message import JSON, Request, Response, json_response


class ContainerCredentials:
    """Demands `token` in the Authorization header. Safe in every thread."""

    def __init__(self, host: Host, keyring: Keyring, journal: Journal) -> None:
        self._host = host
        self._keyring = keyring
        self._journal = journal
        self.path = f"/v2/credentials/{uuid.uuid4()}"
        self.token = secrets.token_urlsafe(40)

    def __call__(self, request: Request) -> Response:
        if request.method != "GET":
            return self._refuse(405, f"{request.method} where only GET is")
        if request.path != self.path:
            return self._refuse(404, "unknown path")
        if "Authorization" not in request.headers:
            return self._refuse(401, "credentials were read without a token")
        if request.headers["Authorization"] != self.token:
            return _error(401)
        return Response(200, self._credentials().encode(), JSON)

    def _credentials(self) -> str:
        credentials = self._keyring.role()
        return json.dumps({
            "RoleArn": f"arn:{self._host.partition}:iam::{ACCOUNT_ID}:role/{ROLE_NAME}",
            "AccessKeyId": credentials.access_key,
            "SecretAccessKey": credentials.secret_key,
            "Token": credentials.token,
            "Expiration": iso8601(credentials.expires_at),
        })

    def _refuse(self, status: int, violation: str) -> Response:
        self._journal.violation("container", violation)
        return _error(status)


def _error(status: int) -> Response:
    return json_response(status, {"code": "InvalidRequest", "message": "no credentials here"})
