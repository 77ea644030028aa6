"""Server certificates: a good one, and those that no client may trust."""

import datetime
import ssl
from pathlib import Path
from typing import Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

# Of the good one.
NAMES = ("localhost", "ecs.fake.test")

_DAY = datetime.timedelta(days=1)


class _Authority:
    def __init__(self, name: str) -> None:
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = self._sign(self._name, self._key.public_key(), _DAY,
                                       x509.BasicConstraints(ca=True, path_length=None))

    def pem(self) -> bytes:
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def issue(self, names: Sequence[str], until: datetime.timedelta = _DAY) -> bytes:
        """A key and its certificate in PEM, good until that long from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
        certificate = self._sign(subject, key.public_key(), until,
                                 x509.SubjectAlternativeName([x509.DNSName(n) for n in names]))
        return key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()) + certificate.public_bytes(serialization.Encoding.PEM)

    def _sign(self, subject: x509.Name, key: ec.EllipticCurvePublicKey,
              until: datetime.timedelta, extension: x509.ExtensionType) -> x509.Certificate:
        now = datetime.datetime.utcnow()
        return (x509.CertificateBuilder().subject_name(subject).issuer_name(self._name)
                .public_key(key).serial_number(x509.random_serial_number())
                .not_valid_before(now - 3 * _DAY).not_valid_after(now + until)
                .add_extension(extension, critical=False).sign(self._key, hashes.SHA256()))


class Certificates:
    """Puts ca.pem into `folder`: whom a client trusts. Safe in every thread."""

    def __init__(self, folder: Path) -> None:
        authority, stranger = _Authority("fake-aws"), _Authority("stranger")
        (folder / "ca.pem").write_bytes(authority.pem())
        issued = {
            "good": authority.issue(NAMES),
            "other-name": authority.issue(["elsewhere.test"]),
            "unknown-authority": stranger.issue(NAMES),
            "expired": authority.issue(NAMES, -_DAY),
        }
        self._contexts = {kind: _context(folder / f"{kind}.pem", pem)
                          for kind, pem in issued.items()}
        self._chosen = self._contexts["good"]

    def choose(self, kind: str) -> None:
        """What is shown from now on. Raises ValueError."""
        if kind not in self._contexts:
            raise ValueError(f"certificate {kind!r} is none of {', '.join(self._contexts)}")
        self._chosen = self._contexts[kind]

    def context(self) -> ssl.SSLContext:
        return self._chosen


def _context(path: Path, pem: bytes) -> ssl.SSLContext:
    path.write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
