"""The whole fake: its parts behind their listeners."""

import dataclasses
from typing import TYPE_CHECKING, Dict, Optional, TextIO

from fake_aws.admin_door import PREFIX, AdminDoor
from fake_aws.clock import Clock
from fake_aws.ecs_door import EcsDoor
from fake_aws.host import Host
from fake_aws.listener import Listener
from fake_aws.message import Request, Response
from fake_aws.parts import Parts
from fake_aws.signature import SignatureJudge

if TYPE_CHECKING:
    from fake_aws.certificates import Certificates


@dataclasses.dataclass(frozen=True)
class Ports:
    """0 takes a free one."""

    ecs: int = 0
    imds: int = 0
    introspection: int = 0
    container: int = 0


class World:
    """Serves from construction until close(). Raises OSError if a port is taken.

    With `certificates`, ECS is there over TLS too.
    """

    def __init__(self, host: Host, ports: Ports = Ports(), log: Optional[TextIO] = None,
                 certificates: Optional["Certificates"] = None) -> None:
        parts = Parts(host, Clock(), log, certificates)
        self._host = host
        self._parts = parts
        self.keyring = parts.keyring
        judge = SignatureJudge(parts.keyring, host.region, parts.clock)
        self._ecs_door = EcsDoor(parts.service, judge, parts.shapes, parts.faults, parts.journal)
        self.imds = Listener(parts.imds, ports.imds, parts.clock)
        self.introspection = Listener(parts.introspection, ports.introspection, parts.clock)
        self.container = Listener(parts.container, ports.container, parts.clock)
        self._admin_door = AdminDoor(parts, {"imds": self.imds.set_up,
                                             "introspection": self.introspection.set_up,
                                             "container": self.container.set_up})
        self.ecs = Listener(self._ecs_or_admin, ports.ecs, parts.clock)
        self.ecs_tls = certificates and Listener(self._ecs_door, 0, parts.clock,
                                                 certificates.context)

    def description(self) -> Dict[str, str]:
        """What a client needs to know. The keys are the operator's, which never expire."""
        tls = {"ecs_tls_url": f"https://localhost:{self.ecs_tls.port}"} if self.ecs_tls else {}
        return {
            **tls,
            "ecs_url": self.ecs.url,
            "imds_url": self.imds.url,
            "introspection_url": self.introspection.url,
            "container_url": self.container.url + self._parts.container.path,
            "container_token": self._parts.container.token,
            "region": self._host.region,
            "cluster": self._host.cluster,
            "instance_id": self._host.instance_id,
            "container_instance_arn": self._parts.service.current_arn(),
            "access_key_id": self.keyring.operator.access_key,
            "secret_access_key": self.keyring.operator.secret_key,
        }

    def close(self) -> None:
        for listener in (self.ecs, self.ecs_tls, self.imds, self.introspection, self.container):
            if listener:
                listener.close()

    def _ecs_or_admin(self, request: Request) -> Optional[Response]:
        door = self._admin_door if request.path.startswith(PREFIX) else self._ecs_door
        return door(request)
