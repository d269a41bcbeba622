"""Calls of httpx that examples make, without a network."""

from __future__ import annotations

from typing import Any


class Response:
    """Always the same answer."""

    status_code = 200
    text = "stand-in"

    def json(self) -> dict[str, str]:
        """The answer as a value."""
        return {"text": self.text}


class Client:
    """The synchronous client."""

    def get(self, url: str, **_: Any) -> Response:
        """An answer at once."""
        return Response()


class AsyncClient:
    """The asynchronous client."""

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def get(self, url: str, **_: Any) -> Response:
        """An answer for those who await it."""
        return Response()

    async def aclose(self) -> None:
        """Nothing is open."""
