"""Calls of ib_insync that examples make, without a gateway."""

from __future__ import annotations

import asyncio
from typing import Any


class IB:
    """A connection: every plain call drives the loop, as in version 0.9.72."""

    async def connectAsync(self, host: str = "127.0.0.1", port: int = 7497, clientId: int = 1, **_: Any) -> IB:
        """Connect."""
        await asyncio.sleep(0)
        print(f"connected as {clientId}")
        return self

    def connect(self, *args: Any, **options: Any) -> IB:
        """Connect, where no loop runs."""
        return asyncio.get_event_loop().run_until_complete(self.connectAsync(*args, **options))

    async def reqCurrentTimeAsync(self) -> int:
        """The time."""
        await asyncio.sleep(0)
        return 12

    def reqCurrentTime(self) -> int:
        """The time, where no loop runs."""
        return asyncio.get_event_loop().run_until_complete(self.reqCurrentTimeAsync())
