"""A library that nobody knows."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any


class Client:
    """Its client."""

    async def fetch(self, number: int) -> int:
        """Double a number."""
        return number * 2


client = Client()


def make_jobs() -> list[Coroutine[Any, Any, int]]:
    """Work for somebody else to await."""
    return [client.fetch(number) for number in range(2)]


# A mistake of its own: nobody awaits this.
current = client.fetch(0)


def show(what: Any, times: int) -> str:
    """The name of something, several times."""
    return what.name * times
