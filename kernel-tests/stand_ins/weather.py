"""A library that no table knows, and that drives a loop of its own."""

from __future__ import annotations

import asyncio


async def fetch_async(place: str) -> str:
    """Ask for the weather."""
    await asyncio.sleep(0)
    return f"sun in {place}"


def fetch(place: str) -> str:
    """Ask for the weather, where no loop runs."""
    return asyncio.run(fetch_async(place))
