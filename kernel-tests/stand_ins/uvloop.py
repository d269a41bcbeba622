"""Calls of uvloop that examples make."""

from __future__ import annotations

from asyncio import run

__all__ = ["Loop", "new_event_loop", "run"]


class Loop:
    """A loop that is none of asyncio's, as uvloop's is."""


def new_event_loop() -> Loop:
    """A loop of its kind."""
    return Loop()


def install() -> None:
    """Nothing: the kernel's loop runs already."""
