"""Compares a golden file with numbers that were computed anew."""
import re
from dataclasses import dataclass
from typing import Any, Iterator

TOLERANCE = 1e-12
"""The largest difference allowed, as a share of the largest number in the same field. Everything is float64."""


@dataclass
class Comparison:
    """How many values agree, how far apart their numbers are at most, and the first value that differs, if any."""

    values: int = 0
    largest: float = 0.0
    where: str = ""
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return self.problem
        if not self.where:
            return f"{self.values} values are identical"
        return f"{self.values} values agree; the largest difference is {self.largest:.1e} of its field, at {self.where}"


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Gives every number and text of a document with its path, such as cases[0].biases[1][2]."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{path}[{index}]")
    else:
        yield path, value


def compare(committed: Any, computed: Any, looser: dict[str, float], part: bool = False) -> Comparison:
    """Compares two documents and stops at the first value that differs by more than the tolerance.

    `looser` maps the beginning of a path to a tolerance in place of TOLERANCE. With `part`, the committed document may
    hold values that the computed one lacks.
    """
    here, there = dict(leaves(computed)), dict(leaves(committed))
    scales = scales_of(there)
    result = Comparison()
    for path in here if part else {**there, **here}:
        if path not in here or path not in there:
            result.problem = f"{path} is only {'in the file' if path in there else 'here'}"
            return result
        apart = difference(there[path], here[path], scales.get(field(path), 0.0))
        allowed = next((tolerance for start, tolerance in looser.items() if path.startswith(start)), TOLERANCE)
        if not apart <= allowed:  # NaN differs, too
            result.problem = f"{path} is {there[path]!r} in the file and {here[path]!r} here"
            return result
        result.values += 1
        if apart > result.largest:
            result.largest, result.where = apart, path
    return result


def field(path: str) -> str:
    """Gives the field of a path: the path without the indices at its end."""
    return re.sub(r"(\[\d+\])+$", "", path)


def scales_of(values: dict[str, Any]) -> dict[str, float]:
    """Gives the largest absolute number of every field."""
    scales: dict[str, float] = {}
    for path, value in values.items():
        if isinstance(value, float):
            scales[field(path)] = max(scales.get(field(path), 0.0), abs(value))
    return scales


def difference(want: Any, have: Any, scale: float) -> float:
    """Gives the difference of two values as a share of `scale`. Texts and integers are equal or infinitely apart."""
    if want == have and type(want) is type(have):
        return 0.0
    if not (isinstance(want, float) and isinstance(have, float)):
        return float("inf")
    return abs(want - have) / scale if scale > 0 else float("inf")
