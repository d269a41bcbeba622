"""The part of numpy that examples use: an array of what is given."""

from __future__ import annotations

from typing import Any


class ndarray:  # noqa: N801 - numpy's own name
    """An array that shows its elements."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def __repr__(self) -> str:
        lines = ",\n       ".join(map(repr, self.values))
        return f"array([{lines}], dtype=object)"


def array(values: list[Any]) -> ndarray:
    """An array."""
    return ndarray(values)
