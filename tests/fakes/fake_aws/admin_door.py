"""/_fake/: what a test may ask and order. On the ECS port, loopback only, unsigned.

GET  instance        {"status": "ACTIVE", "DRAINING", ...} of the current container instance
GET  attributes      custom attributes of the current container instance: {name: value}
GET  history         writes that took effect: [{time, operation, target, attributes}]
GET  requests        every ECS call: [{time, operation, status, error}]
GET  violations      what no correct client does: [{time, where, what}]
GET  secrets         what nobody may print: [text]
POST fault           {"operation": "PutAttributes" or "*", "kind": ..., "count": 1, "seconds": 5,
                     "after_bytes": 0}; a count of 0 ends those of the operation
POST lag             {"seconds": how long what is written does not show when ECS is asked}
POST tls             {"certificate": "good", "other-name", "unknown-authority" or "expired"}
POST imds            {"up": bool, "role": bool, "rotate": true, "forget_tokens": true}
POST container       {"up": bool, "token": "what is demanded from now on"}
POST introspection   {"up": bool, "registered": bool, "arn": "new", "deregister": true}; that is
                     the former container instances
POST tasks           {"tasks": [...]}, the list that /v1/tasks shows from now on
POST services        {NAME: {"strategy": "DAEMON" or "REPLICA", "tasks": [ARN, ...]}}, all of them
POST task_definitions {"FAMILY:REVISION": as register-task-definition takes it}, all of them
POST instance        {"status": what ECS does with the container instance from now on}
POST clock           {"advance": seconds}

A POST answers {}, or 400 and {"error": what is wrong}; members are applied in the order above.
"""

import json
from typing import Any, Callable, Dict, Mapping

from fake_aws.faults import Fault
from fake_aws.message import Request, Response, json_response
from fake_aws.parts import Parts

PREFIX = "/_fake/"

Order = Dict[str, Any]
# Makes a listener reachable, or not.
SetUp = Callable[[bool], None]


class AdminDoor:
    """Orders change the running `parts`; `set_up` has a way for each listener that can go down.

    Safe in every thread.
    """

    def __init__(self, parts: Parts, set_up: Mapping[str, SetUp]) -> None:
        self._parts = parts
        self._set_up = set_up
        self._questions: Dict[str, Callable[[], Any]] = {
            "instance": lambda: {"status": parts.service.status()},
            "attributes": parts.service.custom_attributes,
            "history": parts.journal.writes,
            "requests": parts.journal.requests,
            "violations": parts.journal.violations,
            "secrets": parts.secrets,
        }
        self._orders: Dict[str, Callable[[Order], None]] = {
            "fault": self._order_fault,
            "lag": self._order_lag,
            "tls": self._order_tls,
            "imds": self._order_imds,
            "container": self._order_container,
            "introspection": self._order_introspection,
            "tasks": self._order_tasks,
            "services": parts.tasks.replace_services,
            "task_definitions": parts.definitions.replace,
            "instance": self._order_instance,
            "clock": self._order_clock,
        }

    def __call__(self, request: Request) -> Response:
        name = request.path[len(PREFIX):]
        if request.method == "GET" and name in self._questions:
            return json_response(200, self._questions[name]())
        if request.method == "POST" and name in self._orders:
            return self._obey(name, request.body)
        return json_response(404, {"error": f"no {request.method} {request.path}; there is GET "
                                   f"{', '.join(self._questions)} and POST "
                                   f"{', '.join(self._orders)}"})

    def _obey(self, name: str, body: bytes) -> Response:
        try:
            order = json.loads(body)
            if not isinstance(order, dict):
                raise ValueError("not an object")
            self._orders[name](order)
        except (TypeError, ValueError) as error:
            return json_response(400, {"error": f"{name}: {error}"})
        return json_response(200, {})

    def _order_fault(self, order: Order) -> None:
        self._parts.faults.add(Fault(**order))

    def _order_lag(self, order: Order) -> None:
        _check(order, seconds=(int, float))
        self._parts.service.set_lag(order.get("seconds", 0))

    def _order_tls(self, order: Order) -> None:
        _check(order, certificate=str)
        if self._parts.certificates is None:
            raise ValueError("there is no TLS without --tls_folder")
        self._parts.certificates.choose(order.get("certificate", "good"))

    def _order_imds(self, order: Order) -> None:
        _check(order, up=bool, role=bool, rotate=bool, forget_tokens=bool)
        if "up" in order:
            self._set_up["imds"](order["up"])
        if "role" in order:
            self._parts.imds.has_role = order["role"]
        if order.get("rotate"):
            self._parts.keyring.rotate()
        if order.get("forget_tokens"):
            self._parts.imds.forget_tokens()

    def _order_container(self, order: Order) -> None:
        _check(order, up=bool, token=str)
        if "up" in order:
            self._set_up["container"](order["up"])
        if "token" in order:
            self._parts.container.token = order["token"]

    def _order_introspection(self, order: Order) -> None:
        _check(order, up=bool, registered=bool, arn=str, deregister=bool)
        if order.get("arn", "new") != "new":
            raise ValueError('arn can only be "new"')
        if "up" in order:
            self._set_up["introspection"](order["up"])
        if "registered" in order:
            self._parts.introspection.registered = order["registered"]
        if "arn" in order:
            self._parts.service.register_again()
        if order.get("deregister"):
            self._parts.service.deregister_others()

    def _order_tasks(self, order: Order) -> None:
        _check(order, tasks=list)
        self._parts.tasks.replace(order.get("tasks", []))

    def _order_instance(self, order: Order) -> None:
        _check(order, status=str)
        if "status" in order:
            self._parts.service.set_status(order["status"])

    def _order_clock(self, order: Order) -> None:
        _check(order, advance=(int, float))
        self._parts.clock.advance(order.get("advance", 0))


def _check(order: Order, **types: Any) -> None:
    """Raises ValueError for a member that is not one of `types`, or not of its type."""
    for name, value in order.items():
        if name not in types:
            raise ValueError(f"unknown member {name!r}; known are {', '.join(types)}")
        if not isinstance(value, types[name]):
            raise ValueError(f"{name}: {value!r} has the wrong type")
