"""A library that keeps the loop it was imported in."""

import asyncio

loop = asyncio.get_event_loop()


async def main() -> str:
    """Its entry."""
    return "served"
