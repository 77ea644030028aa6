"""AWS Signature Version 4, verified with botocore's signer on the request as it was received."""

import calendar
import hashlib
import hmac
import re
import time
from typing import Dict, List

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials as BotocoreCredentials

from fake_aws import errors
from fake_aws.clock import Clock, amz_date
from fake_aws.credentials import Credentials, Keyring
from fake_aws.message import Request

SERVICE = "ecs"
MAX_SKEW_SECONDS = 300

_AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 +(?P<members>.*)")
_MISMATCH = ("The request signature we calculated does not match the signature you provided. "
             "Check your AWS Secret Access Key and signing method. Consult the service "
             "documentation for details.")


class _Signer(SigV4Auth):
    """botocore's signer, told by the client which headers to sign."""

    def headers_to_sign(self, request: AWSRequest) -> HTTPHeaders:
        named = HTTPHeaders()
        for name in request.context["signed_headers"]:
            for value in request.headers.get_all(name, []):
                named[name] = value
        return named


class SignatureJudge:
    """Decides who signed a request. Safe in every thread."""

    def __init__(self, keyring: Keyring, region: str, clock: Clock) -> None:
        self._keyring = keyring
        self._region = region
        self._clock = clock

    def check(self, request: Request) -> Credentials:
        """The signer's credentials, or raises the error that AWS would send."""
        authorization = _parse(request)
        date = _amz_date_of(request)
        scope = authorization["Credential"].split("/")
        self._check_scope(scope, date)
        credentials = self._find(scope[0], request)
        self._check_skew(date)
        signed_headers = authorization["SignedHeaders"].split(";")
        _check_signed_headers(signed_headers, request)
        self._check_signature(request, credentials, date, signed_headers,
                              authorization["Signature"])
        if self._clock.now() >= credentials.expires_at:
            raise errors.expired_token()
        return credentials

    def _check_scope(self, scope: List[str], date: str) -> None:
        if len(scope) != 5 or scope[4] != "aws4_request":
            raise errors.incomplete_signature(
                "Credential must have exactly 5 slash-delimited elements, e.g. "
                "keyid/date/region/service/term")
        if scope[1] != date[:8]:
            raise errors.invalid_signature(
                f"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of "
                f"date from HTTP: '{scope[1]}' != '{date[:8]}'")
        if scope[2] != self._region:
            raise errors.invalid_signature("Credential should be scoped to a valid region. ")
        if scope[3] != SERVICE:
            raise errors.invalid_signature(
                f"Credential should be scoped to correct service: '{SERVICE}'. ")

    def _find(self, access_key: str, request: Request) -> Credentials:
        credentials = self._keyring.find(access_key)
        if credentials is None or request.headers["X-Amz-Security-Token"] != credentials.token:
            raise errors.unrecognized_client()
        return credentials

    def _check_skew(self, date: str) -> None:
        signed_at = calendar.timegm(time.strptime(date, "%Y%m%dT%H%M%SZ"))
        now = self._clock.now()
        if signed_at < now - MAX_SKEW_SECONDS:
            raise errors.invalid_signature(
                f"Signature expired: {date} is now earlier than "
                f"{amz_date(now - MAX_SKEW_SECONDS)} ({amz_date(now)} - 5 min.)", violation=False)
        if signed_at > now + MAX_SKEW_SECONDS:
            raise errors.invalid_signature(
                f"Signature not yet current: {date} is still later than "
                f"{amz_date(now + MAX_SKEW_SECONDS)} ({amz_date(now)} + 5 min.)", violation=False)

    def _check_signature(self, request: Request, credentials: Credentials, date: str,
                         signed_headers: List[str], signature: str) -> None:
        signer = _Signer(BotocoreCredentials(credentials.access_key, credentials.secret_key,
                                             credentials.token), SERVICE, self._region)
        received = AWSRequest(request.method, "http://" + request.headers["Host"] + request.target,
                              data=request.body)
        for name, value in request.headers.items():
            received.headers.add_header(name, value)
        received.context.update(timestamp=date, signed_headers=signed_headers)
        canonical = signer.canonical_request(received)
        to_sign = signer.string_to_sign(received, canonical)
        if not hmac.compare_digest(signer.signature(to_sign, received).encode(),
                                   signature.encode()):
            raise errors.invalid_signature(
                f"{_MISMATCH}\n\nThe Canonical String for this request should have been\n"
                f"'{canonical}'\n\nThe String-to-Sign should have been\n'{to_sign}'\n")


def _parse(request: Request) -> Dict[str, str]:
    """Credential, SignedHeaders and Signature of the Authorization header."""
    header = request.headers["Authorization"]
    if header is None:
        raise errors.missing_authentication_token()
    match = _AUTHORIZATION.fullmatch(header)
    if not match:
        raise errors.incomplete_signature("Authorization header requires AWS4-HMAC-SHA256.")
    pairs = (member.strip().partition("=") for member in match["members"].split(","))
    members = {key: value for key, _, value in pairs}
    for key in ("Credential", "Signature", "SignedHeaders"):
        if not members.get(key):
            raise errors.incomplete_signature(
                f"Authorization header requires '{key}' parameter. Authorization={header}")
    return members


def _amz_date_of(request: Request) -> str:
    date = request.headers["X-Amz-Date"]
    if date is None:
        raise errors.incomplete_signature("Authorization header requires existence of either a "
                                          "'X-Amz-Date' or a 'Date' header.")
    try:
        time.strptime(date, "%Y%m%dT%H%M%SZ")
    except ValueError:
        raise errors.incomplete_signature(
            f"Date must be in ISO-8601 'basic format'. Got '{date}'.") from None
    return date


def _check_signed_headers(signed_headers: List[str], request: Request) -> None:
    """Lower case, sorted, sent, and with all that gives the request its meaning."""
    if signed_headers != sorted({name.lower() for name in signed_headers}):
        raise errors.invalid_signature("SignedHeaders must be lower case, sorted and unique.")
    sent = {name.lower() for name in request.headers.keys()}
    needed = {"host", "content-type"} | {name for name in sent if name.startswith("x-amz-")}
    for name in sorted(needed - set(signed_headers)):
        raise errors.invalid_signature(
            f"'{name}' must be a 'SignedHeader' in the AWS Authorization.")
    for name in sorted(set(signed_headers) - sent):
        raise errors.invalid_signature(f"SignedHeaders names '{name}', which was not sent.")
    claimed = request.headers["X-Amz-Content-Sha256"]
    if claimed not in (None, hashlib.sha256(request.body).hexdigest()):
        raise errors.invalid_signature("X-Amz-Content-Sha256 is not the hash of the body.")
