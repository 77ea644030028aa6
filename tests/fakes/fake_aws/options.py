"""The command line of fake-aws."""

import argparse
import re
from typing import Callable, List, NoReturn, Optional

DESCRIPTION = """A strict stand-in for Amazon ECS, IMDSv2, the ECS agent's introspection API and
its credentials for containers, on four loopback ports. Prints one JSON line with its addresses and
keys when ready; ends with exit 0 on SIGTERM or SIGINT."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, and where to find the cure."""
        self.exit(2, f"fake-aws: {message}; see --help\n")


def _matching(what: str, pattern: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
        return text
    return check


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0..65535)")
    return int(text)


def parse(arguments: Optional[List[str]] = None) -> argparse.Namespace:
    """Exits with 2 and one line on stderr if a flag is wrong."""
    parser = _Parser(prog="fake-aws", description=DESCRIPTION, allow_abbrev=False,
                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    for name in ("ecs", "imds", "introspection", "container"):
        parser.add_argument(f"--{name}_port", type=_port, default=0, metavar="PORT",
                            help=f"port of {name}; 0 takes a free one")
    parser.add_argument("--cluster", default="demo", help="name of the only cluster",
                        type=_matching("a cluster name", r"[A-Za-z0-9_-]{1,255}"))
    parser.add_argument("--instance_type", default="trn1.32xlarge", help="type of the only host",
                        type=_matching("an instance type", r"[a-z0-9-]+\.[a-z0-9-]+"))
    parser.add_argument("--region", default="us-west-2", help="region of everything",
                        type=_matching("a region", r"[a-z]{2,}(-[a-z]+)+-\d"))
    parser.add_argument("--tls_folder", metavar="DIR", help="serve ECS over TLS too, with keys "
                        "that are put there, and ca.pem, which to trust")
    parser.add_argument("--log", metavar="FILE", help="append one JSON line per ECS call, write "
                        "and violation")
    return parser.parse_args(arguments)
