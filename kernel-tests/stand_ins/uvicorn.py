"""The server of uvicorn, without a port."""

from __future__ import annotations

import asyncio
from typing import Any


class Config:
    """What to serve, and how."""

    def __init__(self, app: Any, host: str = "127.0.0.1", port: int = 8000, log_level: str | None = None) -> None:
        self.app = app
        self.host = host
        self.port = port


class Server:
    """Serves until it is told to stop."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.should_exit = False

    async def serve(self, sockets: Any = None) -> None:
        """Serve."""
        print(f"on port {self.config.port}")
        while not self.should_exit:
            await asyncio.sleep(0.02)

    def run(self, sockets: Any = None) -> None:
        """Serve in a loop of its own."""
        return asyncio.run(self.serve(sockets=sockets))


def run(app: Any, **options: Any) -> None:
    """Serve in a loop of its own."""
    Server(Config(app, **options)).run()
