"""The layers of the house, and the includes that break them.

An arrow may only point down: a file includes what is in a lower row, or in its own place. Places in
one row do not know each other. The same rules are in the BUILD files' visibility; this says them in
one table, and also sees what a target exports by way of another.
"""

import re
from typing import Mapping, NamedTuple, Optional

# Rows from the bottom; each row: places by name, with the beginnings of their files' paths.
ROWS: tuple[dict[str, tuple[str, ...]], ...] = (
    {"base": ("agent/base/",)},
    {
        "device": ("agent/device/",),
        "probes": ("probes/",),
        "aws": ("agent/aws/",),
        "docker": ("agent/docker/",),
    },
    {
        "container": ("agent/container/",),
        "datastore": ("agent/datastore/",),
        "edge": ("agent/edge/",),
        "execution": ("agent/execution/",),
    },
    {"usage": ("agent/usage/",)},
    {
        "workload": ("agent/workload/",),
        "health": ("agent/health/",),
        "capture": ("agent/capture/",),
    },
    {"snapshot": ("agent/snapshot/",), "lease": ("agent/lease/",)},
    {"telemetry": ("agent/telemetry/",), "placement": ("agent/placement/",)},
    # What the two command lines share: flags become values.
    {
        "flags": (
            "agent/attribute_flags.",
            "agent/command_line.",
            "agent/flag_text.",
            "agent/host_flags.",
            "agent/version.",
        )
    },
    {"sink": ("agent/sink/",), "cli": ("agent/cli/",)},
    {
        "options": (
            "agent/aws_flags.",
            "agent/health_rules_file.",
            "agent/manual_page.",
            "agent/options.",
            "agent/publish_flags.",
            "agent/sampling_flags.",
            "agent/text_passage.",
            "agent/workload_flags.",
        )
    },
    {
        "daemon": (
            "agent/aws_link.",
            "agent/daemon.",
            "agent/datastore_desk.",
            "agent/ecs_lookups.",
            "agent/publishing.",
            "agent/snapshot_offer.",
            "agent/workload_desk.",
        )
    },
    {"main": ("agent/main.",)},
)

# Generated headers, by how they begin, and who may see them.
PROTO_READERS: dict[str, tuple[str, ...]] = {
    "proto/ecs_api.": ("aws", "placement"),
    "proto/otlp_metrics.": ("sink",),
    "proto/docker_api.": ("docker",),
    "proto/config.": ("options",),
    "proto/lease.": ("lease", "cli"),
    "proto/": ("telemetry", "sink", "cli"),
}

_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


class Place(NamedTuple):
    """Where a file stands."""

    row: int
    name: str


def place_of(path: str) -> Optional[Place]:
    """None if the table has no place for it."""
    for row, places in enumerate(ROWS):
        for name, beginnings in places.items():
            if path.startswith(beginnings):
                return Place(row, name)
    return None


def broken_layers(files: Mapping[str, str]) -> list[str]:
    """One line for each include that breaks the layers, and for each file without a place.

    `files` maps paths from the root to texts; only sources below agent/ and probes/ are judged.
    """
    broken = []
    for path in sorted(files):
        if path.startswith(("agent/", "probes/")) and path.endswith((".c", ".cc", ".h")):
            broken += _broken_in(path, files[path])
    return broken


def _broken_in(path: str, text: str) -> list[str]:
    place = place_of(path)
    if place is None:
        return [f"{path}: no layer; name it in tests/layering/layers.py"]
    complaints = ((included, _complaint(place, included)) for included in _INCLUDE.findall(text))
    return [f"{path}: includes {included}: {why}" for included, why in complaints if why]


def _complaint(place: Place, included: str) -> Optional[str]:
    if included.startswith("tests/"):
        return "the agent knows no tests"
    if included.startswith("proto/"):
        return _proto_complaint(place, included)
    if not included.startswith(("agent/", "probes/")):
        return None
    target = place_of(included)
    if target is None:
        return "that has no layer"
    if target.row > place.row:
        return f"{target.name} is above {place.name}"
    if target.row == place.row and target.name != place.name:
        return f"{target.name} is beside {place.name}"
    return None


def _proto_complaint(place: Place, included: str) -> Optional[str]:
    beginning = next(b for b in PROTO_READERS if included.startswith(b))
    if place.name in PROTO_READERS[beginning]:
        return None
    return f"{beginning}* is for {', '.join(PROTO_READERS[beginning])}, not for {place.name}"
