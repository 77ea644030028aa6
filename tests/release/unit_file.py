"""A systemd unit, as far as our tests play systemd."""

import shlex
from pathlib import Path


class UnitFile:
    """ValueError if a line is neither a section, a comment nor KEY=VALUE."""

    def __init__(self, path: Path) -> None:
        self._values: dict[str, list[str]] = {}
        for line in path.read_text().splitlines():
            if not line or line.startswith(("#", "[")):
                continue
            key, equals, value = line.partition("=")
            if not equals:
                raise ValueError(f"{path}: {line}")
            self._values.setdefault(key, []).append(value)

    def value(self, key: str) -> str:
        """KeyError if it has none or, as nothing of ours should, several."""
        (value,) = self._values[key]
        return value

    def words(self, key: str) -> list[str]:
        return self.value(key).split()

    def command(self, key: str) -> list[str]:
        """The words of a command line; $$ is a $, and nothing else is expanded."""
        return [word.replace("$$", "$") for word in shlex.split(self.value(key))]
