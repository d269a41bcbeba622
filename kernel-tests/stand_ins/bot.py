"""A library that no table knows: its one function drives the loop there is."""

from __future__ import annotations

import asyncio


async def serve() -> None:
    """Serve once."""
    await asyncio.sleep(0)


def start() -> None:
    """Serve, where no loop runs; in a thread of its own as well."""
    try:
        loop = asyncio.get_event_loop()
    except RuntimeError:
        loop = asyncio.new_event_loop()
    loop.run_until_complete(serve())
