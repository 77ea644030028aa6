"""For tests: who has which chip, by a snapshot of the stream or of neuronctl holders."""

from typing import Any, Callable, Dict, List

Snapshot = Dict[str, Any]


def occupancy(snapshot: Snapshot, chip: int) -> str:
    """FREE, HELD, MAPPED, LEASED, RESERVED or UNKNOWN; empty if there is no such chip."""
    return next((state["occupancy"].removeprefix("OCCUPANCY_")
                 for state in snapshot.get("chips", []) if state["index"] == chip), "")


def has(wanted: str, *chips: int) -> Callable[[Snapshot], bool]:
    """Whether each of these chips is so."""
    return lambda snapshot: all(occupancy(snapshot, chip) == wanted for chip in chips)


def claims(snapshot: Snapshot, chip: int, layer: str) -> List[Dict[str, Any]]:
    """Those of a layer, HELD and so on, on a chip."""
    return [claim for state in snapshot["chips"] if state["index"] == chip
            for claim in state.get("claims", []) if claim["layer"] == f"LAYER_{layer}"]


def findings(snapshot: Snapshot, code: str) -> List[Dict[str, Any]]:
    """Those with this word: COLLISION and so on."""
    return [finding for finding in snapshot.get("workload_findings", [])
            if finding["code"] == f"WORKLOAD_FINDING_CODE_{code}"]


def container(snapshot: Snapshot, container_id: str) -> Dict[str, Any]:
    """What is said of one that is there; empty if it is not."""
    return next((found for found in snapshot.get("containers", [])
                 if found["id"] == container_id), {})
