"""What ECS allows in an attribute. Pure; every breach is InvalidParameter."""

import re
from typing import Any, Dict, List

from fake_aws import errors
from fake_aws.container_instances import TARGET_TYPE

MAX_PER_CALL = 10
MAX_CUSTOM_PER_RESOURCE = 10

_NAME = re.compile(r"[A-Za-z0-9_./\\-]{1,128}")
_VALUE = re.compile(r"[A-Za-z0-9_./\\@: -]{1,128}")
# Written by ECS and its agent; the agent stops for good when one of its own comes back changed.
_RESERVED_PREFIXES = ("ecs.", "com.amazonaws.")

Attribute = Dict[str, Any]


def check_put(attributes: List[Attribute]) -> None:
    """Raises unless the list may be put."""
    _check_list(attributes)
    for attribute in attributes:
        if "value" in attribute:
            _check_value(attribute["name"], attribute["value"])


def check_delete(attributes: List[Attribute]) -> None:
    """Raises unless the list may be deleted: names and targets, no values."""
    _check_list(attributes)
    for attribute in attributes:
        if "value" in attribute:
            raise errors.invalid_parameter(
                f"Attribute {attribute['name']}: a value cannot be given when deleting.")


def _check_list(attributes: List[Attribute]) -> None:
    if not 1 <= len(attributes) <= MAX_PER_CALL:
        raise errors.invalid_parameter(
            f"Between 1 and {MAX_PER_CALL} attributes are allowed, but there were "
            f"{len(attributes)}.")
    for attribute in attributes:
        _check_name(attribute["name"])
        _check_target(attribute)
    keys = [(attribute["targetId"], attribute["name"]) for attribute in attributes]
    if len(set(keys)) != len(keys):
        raise errors.invalid_parameter("Duplicate attribute names are not allowed.")


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise errors.invalid_parameter(f"Attribute name must match {_NAME.pattern}: {name!r}")
    if name.startswith(_RESERVED_PREFIXES):
        raise errors.invalid_parameter(f"Attribute name is reserved: {name}")


def _check_value(name: str, value: str) -> None:
    if not _VALUE.fullmatch(value):
        raise errors.invalid_parameter(
            f"Attribute {name}: value must match {_VALUE.pattern}: {value!r}")
    if value != value.strip(" "):
        raise errors.invalid_parameter(
            f"Attribute {name}: value must not begin or end with a space: {value!r}")


def _check_target(attribute: Attribute) -> None:
    name = attribute["name"]
    if "targetId" not in attribute:
        raise errors.invalid_parameter(f"Attribute {name}: targetId is required.")
    target_type = attribute.get("targetType")
    if target_type not in (None, TARGET_TYPE):
        raise errors.invalid_parameter(f"Attribute {name}: unknown targetType {target_type}")
    if target_type is None and not attribute["targetId"].startswith("arn:"):
        raise errors.invalid_parameter(
            f"Attribute {name}: targetType is required when targetId is a short id.")
