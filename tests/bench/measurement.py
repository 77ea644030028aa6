"""One line of a benchmark's result."""

from dataclasses import asdict, dataclass
from typing import Optional

HEADINGS = ("name", "ours", "floor", "ratio", "goal", "verdict")


@dataclass(frozen=True)
class Measurement:
    """What was measured, beside what it is held against.

    `floor` is the least that the same work can cost, or a peer, or the whole of which ours is a
    part, measured in the same run; None where there is no such thing. A measurement without a goal
    is information.
    """

    name: str
    unit: str
    ours: float
    floor: Optional[float] = None
    ratio: Optional[float] = None
    # So much of `goal_of`, which is "ours" or "ratio": at most, or at least.
    goal: Optional[float] = None
    goal_of: str = "ours"
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """`ok`, `SHORT`, or `-` without a goal."""
        if self.goal is None:
            return "-"
        got = getattr(self, self.goal_of)
        return "ok" if (got >= self.goal if self.at_least else got <= self.goal) else "SHORT"

    def to_json(self) -> dict:
        """All fields, and the verdict."""
        return {**asdict(self), "verdict": self.verdict}

    def to_row(self) -> tuple[str, ...]:
        """A cell for each of HEADINGS."""
        return (
            self.name,
            f"{self.ours:.2f} {self.unit}",
            "-" if self.floor is None else f"{self.floor:.2f} {self.unit}",
            "-" if self.ratio is None else f"{self.ratio:.2f}",
            self._goal_text(),
            self.verdict,
        )

    def _goal_text(self) -> str:
        if self.goal is None:
            return "-"
        bound = ">=" if self.at_least else "<="
        return f"{bound} {self.goal:g}" + (f" {self.unit}" if self.goal_of == "ours" else "x")


def format_row(row: tuple[str, ...]) -> str:
    """One line of the table: the columns are wide enough for every benchmark."""
    name, *cells = row
    return f"{name:<30}" + "".join(f"{cell:>16}" for cell in cells[:-1]) + f"  {cells[-1]}"
