"""What may befall an ECS call, by the name that a test orders it by."""

import dataclasses
import uuid
from typing import Callable, Dict, Protocol

from fake_aws import delivery, errors
from fake_aws.delivery import Delivery
from fake_aws.errors import AwsError
from fake_aws.message import Request, Response


@dataclasses.dataclass(frozen=True)
class Call:
    """What a refusal says of the call."""

    operation: str
    principal_arn: str
    resource_arn: str


class Terms(Protocol):
    """How slow, and after how many bytes of the answer."""

    seconds: float
    after_bytes: int


# ECS refuses it, and nothing takes effect.
REFUSALS: Dict[str, Callable[[Call], AwsError]] = {
    "throttle": lambda _: errors.throttling(),
    "server-error": lambda _: errors.server_error(),
    "access-denied": lambda call: errors.access_denied(call.principal_arn, call.operation,
                                                       call.resource_arn),
    "expired-token": lambda _: errors.expired_token(),
    "unknown-key": lambda _: errors.unrecognized_client(),
    "skew": lambda _: errors.invalid_signature("Signature expired", violation=False),
    "limit": lambda call: errors.attribute_limit_exceeded(call.resource_arn),
    "no-target": lambda call: errors.target_not_found(call.resource_arn),
    "no-cluster": lambda _: errors.cluster_not_found(),
    "invalid": lambda _: AwsError("InvalidParameterException", "No such parameter."),
    "client": lambda _: AwsError("ClientException", "Not so."),
}


def _page(status: int, text: str) -> Response:
    """A proxy's, of which no two are alike."""
    return Response(status, f"<html><head><title>{text}</title></head><body>{text}. Reference "
                    f"{uuid.uuid4()}</body></html>".encode(), "text/html")


def _xml(status: int, text: str) -> Response:
    return Response(status, f'<?xml version="1.0"?>\n<ErrorResponse><Error><Code>{text}</Code>'
                    f"</Error><RequestId>{uuid.uuid4()}</RequestId></ErrorResponse>".encode(),
                    "application/xml")


def _echo(request: Request) -> Response:
    """A careless proxy's: all that was sent."""
    lines = [f"{request.method} {request.target}",
             *sorted(f"{name}: {value}" for name, value in request.headers.items())]
    return Response(502, "\n".join(lines).encode(), "text/plain")


# Somebody else answers, and nothing takes effect.
STRANGERS: Dict[str, Callable[[Request], Response]] = {
    "html": lambda _: _page(502, "Bad Gateway"),
    "html-ok": lambda _: _page(200, "Welcome"),
    "xml": lambda _: _xml(503, "ServiceUnavailable"),
    "xml-ok": lambda _: _xml(200, "Success"),
    "empty": lambda _: Response(503),
    "echo": _echo,
    "garbage": lambda _: Response(200, delivery=delivery.garbled),
}

# It takes effect, and the answer comes badly or not at all.
DELIVERIES: Dict[str, Callable[[Terms], Delivery]] = {
    "cut": lambda terms: delivery.cut(terms.after_bytes),
    "half-closed": lambda terms: delivery.half_closed(terms.after_bytes, terms.seconds),
    "stalled": lambda terms: delivery.stalled(terms.after_bytes, terms.seconds),
    "dripping": lambda terms: delivery.dripping(terms.seconds),
}

# Nobody answers, and nothing takes effect.
DROP = "drop"
# It takes effect after some seconds, and is answered then.
SLOW = "slow"

KINDS = (*REFUSALS, *STRANGERS, *DELIVERIES, DROP, SLOW)
