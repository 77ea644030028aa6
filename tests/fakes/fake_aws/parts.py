"""The parts of the fake, each made once and wired to those it needs; no sockets yet."""

from typing import TYPE_CHECKING, List, Optional, TextIO

from fake_aws.clock import Clock
from fake_aws.container import ContainerCredentials
from fake_aws.container_instances import ContainerInstances
from fake_aws.credentials import Keyring
from fake_aws.ecs_service import EcsService
from fake_aws.faults import FaultBox
from fake_aws.host import Host
from fake_aws.imds import Imds
from fake_aws.introspection import Introspection
from fake_aws.journal import Journal
from fake_aws.shapes import EcsShapes
from fake_aws.task_definitions import TaskDefinitions
from fake_aws.tasks import Tasks

if TYPE_CHECKING:
    from fake_aws.certificates import Certificates


class Parts:
    """Each is safe in every thread. There is no TLS without `certificates`."""

    def __init__(self, host: Host, clock: Clock, log: Optional[TextIO] = None,
                 certificates: Optional["Certificates"] = None) -> None:
        self.host = host
        self.clock = clock
        self.certificates = certificates
        self.journal = Journal(clock, log)
        self.keyring = Keyring(host, clock)
        self.shapes = EcsShapes()
        self.tasks = Tasks()
        self.definitions = TaskDefinitions(host, self.shapes)
        self.faults = FaultBox()
        self.service = EcsService(host, ContainerInstances(host, clock), self.tasks,
                                  self.definitions, self.journal)
        self.container = ContainerCredentials(host, self.keyring, self.journal)
        self.imds = Imds(host, self.keyring, clock, self.journal)
        self.introspection = Introspection(host, self.tasks, self.service.current_arn)

    def secrets(self) -> List[str]:
        """What nobody may print: all keys and tokens, and a path that is as good as one."""
        return [*self.keyring.secrets(), *self.imds.tokens(), self.container.token,
                self.container.path.rpartition("/")[2]]
