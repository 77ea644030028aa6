"""For tests: times as protobuf's JSON has them."""

from datetime import datetime


def unix_time(stamp: str) -> float:
    """Of a Timestamp, whose fraction has up to nine digits."""
    whole, _, fraction = stamp.rstrip("Z").partition(".")
    return datetime.fromisoformat(whole + "+00:00").timestamp() + float(f"0.{fraction or 0}")
