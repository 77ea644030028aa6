"""Runs fake-aws until it is told to stop."""

import argparse
import json
import signal
import sys
from pathlib import Path
from typing import Optional, TextIO

from fake_aws import options
from fake_aws.host import Host


def main() -> int:
    flags = options.parse()
    stop_signals = {signal.SIGTERM, signal.SIGINT}
    # Blocked before the first thread starts, so that every thread inherits it and sigwait gets it.
    signal.pthread_sigmask(signal.SIG_BLOCK, stop_signals)
    try:
        log = open(flags.log, "a", encoding="utf-8") if flags.log else None
        _serve(flags, log)
    except ImportError as error:
        return _fail(f"{error}; apt-get install python3-botocore python3-cryptography")
    except OSError as error:
        return _fail(f"cannot open {error.filename}: {error.strerror}; choose another")
    signal.sigwait(stop_signals)
    return 0


def _serve(flags: argparse.Namespace, log: Optional[TextIO]) -> None:
    """Starts the listeners, whose threads end with the process, and says so."""
    # Here and not above: without botocore the program must still be able to say what is missing.
    # pylint: disable=import-outside-toplevel
    from fake_aws.certificates import Certificates
    from fake_aws.world import Ports, World
    certificates = Certificates(Path(flags.tls_folder)) if flags.tls_folder else None
    world = World(Host(flags.cluster, flags.region, flags.instance_type),
                  Ports(flags.ecs_port, flags.imds_port, flags.introspection_port,
                        flags.container_port), log, certificates)
    print(json.dumps(world.description()), flush=True)


def _fail(message: str) -> int:
    print(f"fake-aws: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
