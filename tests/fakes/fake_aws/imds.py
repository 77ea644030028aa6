"""The instance metadata service, version 2 only."""

import json
import secrets
import threading
from typing import Callable, Dict, List

from fake_aws.clock import Clock, iso8601
from fake_aws.credentials import Keyring
from fake_aws.host import ACCOUNT_ID, ROLE_NAME, Host
from fake_aws.journal import Journal
from fake_aws.message import JSON, Request, Response

TOKEN_PATH = "/latest/api/token"
TTL_HEADER = "X-aws-ec2-metadata-token-ttl-seconds"
TOKEN_HEADER = "X-aws-ec2-metadata-token"
MAX_TTL_SECONDS = 21600
DOCUMENT_PATH = "/latest/dynamic/instance-identity/document"

_META_DATA = "/latest/meta-data/"
_ROLES = _META_DATA + "iam/security-credentials/"


class Imds:
    """Tokens are demanded, and end with their TTL. Safe in every thread."""

    def __init__(self, host: Host, keyring: Keyring, clock: Clock, journal: Journal) -> None:
        self._host = host
        self._keyring = keyring
        self._clock = clock
        self._journal = journal
        self._lock = threading.Lock()
        self._token_ends: Dict[str, float] = {}
        self._started_at = clock.now()
        self.has_role = True

    def __call__(self, request: Request) -> Response:
        if "X-Forwarded-For" in request.headers:
            return self._refuse(403, "Forbidden", "X-Forwarded-For: came through a proxy")
        if request.path == TOKEN_PATH:
            return self._token(request)
        if request.method not in ("GET", "HEAD"):
            return _error(405, "Method Not Allowed")
        return self._read(request)

    def tokens(self) -> List[str]:
        """Every token ever given."""
        with self._lock:
            return list(self._token_ends)

    def forget_tokens(self) -> None:
        """As when the service restarts: none that was given is good any more."""
        with self._lock:
            self._token_ends = {token: 0.0 for token in self._token_ends}

    def _token(self, request: Request) -> Response:
        if request.method != "PUT":
            return _error(405, "Method Not Allowed")
        ttl = request.headers[TTL_HEADER] or ""
        if not ttl.isascii() or not ttl.isdigit() or not 1 <= int(ttl) <= MAX_TTL_SECONDS:
            return self._refuse(400, "Bad Request", f"{TTL_HEADER} is {ttl!r}")
        token = secrets.token_urlsafe(40) + "=="
        with self._lock:
            self._token_ends[token] = self._clock.now() + int(ttl)
        return Response(200, token.encode(), "text/plain", {TTL_HEADER: ttl})

    def _read(self, request: Request) -> Response:
        token = request.headers[TOKEN_HEADER]
        if token is None:
            return self._refuse(401, "Unauthorized", f"{request.path} was read without a token")
        with self._lock:
            if self._clock.now() >= self._token_ends.get(token, 0.0):
                return _error(401, "Unauthorized")
        leaves = self._leaves()
        if request.path in leaves:
            text = leaves[request.path]()
            return Response(200, text.encode(), JSON if text.startswith("{") else "text/plain")
        children = _children(list(leaves), request.path)
        if not children:
            return _error(404, "Not Found")
        return Response(200, "\n".join(children).encode())

    def _leaves(self) -> Dict[str, Callable[[], str]]:
        """Every readable path and how to make its text."""
        host = self._host
        leaves: Dict[str, Callable[[], str]] = {
            _META_DATA + "ami-id": lambda: host.image_id,
            _META_DATA + "instance-id": lambda: host.instance_id,
            _META_DATA + "instance-type": lambda: host.instance_type,
            _META_DATA + "placement/availability-zone": lambda: host.availability_zone,
            _META_DATA + "placement/region": lambda: host.region,
            _META_DATA + "services/domain": lambda: host.dns_suffix,
            _META_DATA + "services/partition": lambda: host.partition,
            DOCUMENT_PATH: self._identity_document,
        }
        if self.has_role:
            leaves[_ROLES + ROLE_NAME] = self._credentials
        return leaves

    def _credentials(self) -> str:
        credentials = self._keyring.role()
        return json.dumps({
            "Code": "Success",
            "LastUpdated": iso8601(credentials.issued_at),
            "Type": "AWS-HMAC",
            "AccessKeyId": credentials.access_key,
            "SecretAccessKey": credentials.secret_key,
            "Token": credentials.token,
            "Expiration": iso8601(credentials.expires_at),
        }, indent=2)

    def _identity_document(self) -> str:
        return json.dumps({
            "accountId": ACCOUNT_ID,
            "architecture": "x86_64",
            "availabilityZone": self._host.availability_zone,
            "imageId": self._host.image_id,
            "instanceId": self._host.instance_id,
            "instanceType": self._host.instance_type,
            "pendingTime": iso8601(self._started_at),
            "privateIp": "10.0.0.10",
            "region": self._host.region,
            "version": "2017-09-30",
        }, indent=2)

    def _refuse(self, status: int, reason: str, violation: str) -> Response:
        self._journal.violation("imds", violation)
        return _error(status, reason)


def _children(paths: List[str], folder: str) -> List[str]:
    """The names in `folder`, those of folders with a slash; none if it is no folder."""
    prefix = folder if folder.endswith("/") else folder + "/"
    if not prefix.startswith(_META_DATA):
        return []
    rests = [path[len(prefix):] for path in paths if path.startswith(prefix)]
    names = {name + slash for name, slash, _ in (rest.partition("/") for rest in rests)}
    return sorted(names)


def _error(status: int, reason: str) -> Response:
    page = ('<?xml version="1.0" encoding="iso-8859-1"?>\n<html><head><title>'
            f"{status} - {reason}</title></head><body><h1>{status} - {reason}</h1></body></html>")
    return Response(status, page.encode(), "text/html")
