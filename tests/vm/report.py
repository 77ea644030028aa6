"""What the guest told on its second serial port."""

import base64
from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """Of one run of the machine."""

    # The exit status of each program that ran to its end.
    statuses: dict[str, int]
    # What the guest gave to the host, by name.
    files: dict[str, bytes]


def parse_report(text: str) -> Report:
    """Reads lines "status NAME STATUS SECONDS" and "file NAME BASE64"; others mean nothing.

    A file is as many lines as it needs. ValueError if its content is garbled.
    """
    statuses: dict[str, int] = {}
    files: dict[str, str] = {}
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        words = rest.split()
        if kind == "status" and len(words) == 3:
            statuses[words[0]] = int(words[1])
        elif kind == "file" and len(words) == 2:
            files[words[0]] = files.get(words[0], "") + words[1]
    contents = {name: base64.b64decode(text, validate=True) for name, text in files.items()}
    return Report(statuses, contents)
