"""Pages of a list: maxResults and nextToken."""

import base64
import binascii
from typing import Any, Dict, List, Optional, Tuple

from fake_aws import errors

MAX_RESULTS = 100


def page(items: List[Any], request: Dict[str, Any]) -> Tuple[List[Any], Optional[str]]:
    """The page that `request` asks for and the token of the next, None after the last.

    Raises InvalidParameter for a size out of 1..100 or a token that is not ours.
    """
    size = request.get("maxResults", MAX_RESULTS)
    if not 1 <= size <= MAX_RESULTS:
        raise errors.invalid_parameter(f"maxResults must be between 1 and {MAX_RESULTS}.")
    start = _offset(request["nextToken"]) if "nextToken" in request else 0
    end = start + size
    return items[start:end], _token(end) if end < len(items) else None


def _token(offset: int) -> str:
    return base64.urlsafe_b64encode(b"offset:%d" % offset).decode()


def _offset(token: str) -> int:
    try:
        label, _, number = base64.urlsafe_b64decode(token).partition(b":")
    except (binascii.Error, ValueError):
        label, number = b"", b""
    if label != b"offset" or not number.isdigit():
        raise errors.invalid_parameter("Invalid token.")
    return int(number)
