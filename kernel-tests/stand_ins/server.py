"""A library that no table knows: its one function drives a loop of its own."""

from __future__ import annotations

import asyncio


async def serve() -> None:
    """Serve once."""
    await asyncio.sleep(0)


def start() -> None:
    """Serve, where no loop runs."""
    asyncio.run(serve())
