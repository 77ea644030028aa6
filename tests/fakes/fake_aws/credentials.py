"""Access keys: the instance role's, which change, and an operator's, which do not."""

import dataclasses
import secrets
import string
import threading
from typing import Dict, List, Optional

from fake_aws.clock import Clock
from fake_aws.host import ACCOUNT_ID, Host

LIFETIME_SECONDS = 6 * 3600
# EC2 has the next ones out at least five minutes before the old ones end.
RENEWAL_SECONDS = 600

_UPPER = string.ascii_uppercase + "234567"
_BASE64 = string.ascii_letters + string.digits + "/+"


def _random(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


@dataclasses.dataclass(frozen=True)
class Credentials:
    """One key pair; temporary exactly if it has a token."""

    access_key: str
    secret_key: str
    principal_arn: str
    token: Optional[str] = None
    issued_at: float = 0.0
    expires_at: float = float("inf")


class Keyring:
    """Every key pair ever issued. Safe in every thread."""

    def __init__(self, host: Host, clock: Clock) -> None:
        self._host = host
        self._clock = clock
        self._lock = threading.Lock()
        self._by_access_key: Dict[str, Credentials] = {}
        self.operator = self._keep(Credentials(
            "AKIA" + _random(_UPPER, 16), _random(_BASE64, 40),
            f"arn:{host.partition}:iam::{ACCOUNT_ID}:user/operator"))
        self._role = self._issue()

    def find(self, access_key: str) -> Optional[Credentials]:
        with self._lock:
            return self._by_access_key.get(access_key)

    def role(self) -> Credentials:
        """The role's pair of now; a new one when the last is near its end."""
        with self._lock:
            if self._clock.now() >= self._role.expires_at - RENEWAL_SECONDS:
                self._role = self._issue()
            return self._role

    def rotate(self) -> None:
        """Gives the role a new pair, and the old one expires at once."""
        with self._lock:
            self._keep(dataclasses.replace(self._role, expires_at=self._clock.now()))
            self._role = self._issue()

    def secrets(self) -> List[str]:
        """What is secret of every pair ever issued."""
        with self._lock:
            pairs = list(self._by_access_key.values())
        return [text for pair in pairs for text in (pair.secret_key, pair.token) if text]

    def _issue(self) -> Credentials:
        now = self._clock.now()
        # A token holds all that a careless signer would encode or trim.
        return self._keep(Credentials(
            "ASIA" + _random(_UPPER, 16), _random(_BASE64, 40), self._host.role_session_arn,
            "IQoJb3JpZ2luX2VjE/+" + _random(_BASE64, 600) + "==", now, now + LIFETIME_SECONDS))

    def _keep(self, credentials: Credentials) -> Credentials:
        self._by_access_key[credentials.access_key] = credentials
        return credentials
