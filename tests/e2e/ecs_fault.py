"""For tests: what may go wrong between an agent and ECS."""

from typing import Any, Dict, List, NamedTuple, Tuple

# A door of fake-aws (tests/fakes/fake_aws/admin_door.py) and what to say there; or "names", and
# what the host's /etc/hosts says from then on.
Order = Tuple[str, Any]

# The names that the host knows ECS by.
ECS_NAME = "ecs.fake.test"
HOSTS = f"127.0.0.1 {ECS_NAME}\n"

# What an agent waits at most after its first failure, by agent/sink/retry_pace.h, and what it and a
# busy machine need for all else.
SOON = 0.5
LATER = 2.0
SLOWLY = 10.0
ELSE = 4.0


class EcsFault(NamedTuple):
    """`begin` makes it, and `end` unmakes it."""

    name: str
    begin: List[Order]
    end: List[Order]
    # How many seconds after `end` ECS holds the truth at the latest.
    mends: float
    # What the agent says of it; nothing if ECS learns the truth all the same.
    says: str
    # Whether the calls that fail reach ECS.
    reaches: bool = True
    # How many seconds it goes on after it has shown.
    lasts: float = 0.0
    # Whether the agent goes on to complain, until the host is registered again.
    stands: bool = False


def call(kind: str, says: str, wait: float = SOON, **terms: Any) -> EcsFault:
    """Something befalls every write: tests/fakes/fake_aws/fault_kinds.py."""
    order: Dict[str, Any] = {"operation": "PutAttributes", "kind": kind, "count": 1000, **terms}
    return EcsFault(kind, [("fault", order)], [("fault", {**order, "count": 0})],
                    2 * wait + ELSE, says)


def certificate(kind: str, says: str) -> EcsFault:
    return EcsFault(f"certificate {kind}", [("tls", {"certificate": kind})],
                    [("tls", {"certificate": "good"})], 2 * SOON + ELSE, says, reaches=False)


def harmless(name: str, begin: List[Order], end: List[Order]) -> EcsFault:
    """ECS learns the truth at once all the same."""
    return EcsFault(name, begin, end, ELSE, "")


# One after the other, before an agent has told anything.
STARTS = [
    EcsFault("the ECS agent is not registered, and metadata is down",
             [("imds", {"up": False}), ("introspection", {"registered": False})],
             [("introspection", {"registered": True})], LATER + ELSE, "not registered"),
    EcsFault("metadata is still down", [], [("imds", {"up": True})], 2 * LATER + ELSE,
             "is the instance metadata service on"),
]
# In an order that leaves each one its share of the agent's budget, and its names at the end.
FAULTS = [
    call("throttle", "ThrottlingException", LATER),
    call("server-error", "ServerException"),
    call("html", "HTTP 502")._replace(lasts=1.0),
    call("html-ok", "HTTP 200"),
    call("xml", "HTTP 503"),
    call("xml-ok", "HTTP 200"),
    call("expired-token", "ExpiredTokenException", SLOWLY),
    call("echo", "HTTP 502"),
    call("garbage", "receive"),
    call("drop", "receive"),
    call("stalled", "no answer within", count=1, after_bytes=40, seconds=600),
    call("cut", "receive", after_bytes=40),
    call("half-closed", "receive", after_bytes=40, seconds=5),
    harmless("dripping", [("fault", {"operation": "PutAttributes", "kind": "dripping", "count": 1,
                                     "seconds": 0.001})], []),
    certificate("other-name", "it is for another host"),
    call("skew", "InvalidSignatureException", SLOWLY),
    certificate("unknown-authority", "certificate was refused"),
    certificate("expired", "certificate has expired"),
    EcsFault("no such name", [("names", "")], [("names", HOSTS)], 2 * SOON + ELSE, "look up",
             reaches=False),
    harmless("the keys end during the call", [("imds", {"rotate": True})], []),
    harmless("metadata forgets its tokens too",
             [("imds", {"rotate": True, "forget_tokens": True})], []),
    harmless("metadata is down", [("imds", {"up": False})], [("imds", {"up": True})]),
    harmless("the ECS agent is down", [("introspection", {"up": False})],
             [("introspection", {"up": True})]),
    call("no-cluster", "ClusterNotFoundException", LATER),
    call("limit", "no room for neuron.gen", count=1)._replace(stands=True),
    EcsFault("the ECS agent restarts as another instance, and ECS shows nothing for a while",
             [("introspection", {"up": False, "arn": "new", "deregister": True}),
              ("lag", {"seconds": 30})],
             [("introspection", {"up": True})], 4 * LATER + ELSE, "TargetNotFoundException"),
]
DENIED = call("access-denied", "the role lacks ecs:PutAttributes, add this to its policy", 0)
