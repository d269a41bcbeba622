"""Calls of aiohttp that examples make, without a network."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any


class ClientResponse:
    """Always the same answer."""

    status = 200

    async def text(self) -> str:
        """The body."""
        return "stand-in"

    async def json(self) -> dict[str, str]:
        """The body as a value."""
        return {"text": "stand-in"}


class _RequestContextManager:
    """A request that is sent when it is awaited or entered."""

    def __await__(self) -> Generator[Any, Any, ClientResponse]:
        return self.__aenter__().__await__()

    async def __aenter__(self) -> ClientResponse:
        return ClientResponse()

    async def __aexit__(self, *_: object) -> None:
        return None


_RequestContextManager.__module__ = "aiohttp.client"


class ClientSession:
    """The session."""

    def __init__(self, **_: Any) -> None:
        self.closed = False

    def get(self, url: str, **_: Any) -> _RequestContextManager:
        """A request."""
        return _RequestContextManager()

    async def close(self) -> None:
        """Nothing is open."""
        self.closed = True

    def __enter__(self) -> None:
        raise TypeError("Use async with instead")

    def __exit__(self, *_: object) -> None:
        """Never reached."""

    async def __aenter__(self) -> ClientSession:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None
