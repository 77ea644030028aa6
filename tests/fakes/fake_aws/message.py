"""One HTTP request and its answer, as values: the doors never see a socket."""

import dataclasses
import json
from email.message import Message
from typing import Any, Callable, Dict, Optional
from urllib.parse import parse_qs, urlsplit

from fake_aws.delivery import Delivery, whole

JSON = "application/json"


@dataclasses.dataclass(frozen=True)
class Request:
    """What arrived. `headers` keeps repeated names and compares names without case."""

    method: str
    target: str
    headers: Message
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    def query(self) -> Dict[str, str]:
        """The first value of each key of the query string."""
        pairs = parse_qs(urlsplit(self.target).query, keep_blank_values=True)
        return {key: values[0] for key, values in pairs.items()}


@dataclasses.dataclass(frozen=True)
class Response:
    status: int
    body: bytes = b""
    content_type: str = "text/plain"
    headers: Dict[str, str] = dataclasses.field(default_factory=dict)
    delivery: Delivery = whole


# Answers a request; None drops the connection without a word.
Door = Callable[[Request], Optional[Response]]


def json_response(status: int, value: Any, content_type: str = JSON,
                  headers: Optional[Dict[str, str]] = None) -> Response:
    return Response(status, json.dumps(value).encode(), content_type, headers or {})
