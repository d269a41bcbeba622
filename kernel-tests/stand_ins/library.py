"""A library that nobody knows."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import Future
from typing import Any

import aiohttp


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


def watch(what: Any) -> None:
    """Do something with it that nobody knows of."""


class Acquire:
    """A connection that is there when it is entered."""

    async def __aenter__(self) -> str:
        return "connection"

    async def __aexit__(self, *_: object) -> None:
        return None


class Pool:
    """Connections."""

    def acquire(self) -> Acquire:
        """One of them."""
        return Acquire()


class AsyncStream:
    """An answer that comes in parts."""

    async def __aiter__(self) -> AsyncIterator[str]:
        for part in ("one", "two"):
            await asyncio.sleep(0)
            yield part


async def first() -> str:
    """A text for those who await it."""
    return "first"


def second() -> str:
    """A text at once."""
    return "second"


def _spent() -> Coroutine[Any, Any, str]:
    job = first()
    with contextlib.suppress(StopIteration):
        job.send(None)
    return job


pool = Pool()
session = aiohttp.ClientSession()
stream = AsyncStream()
jobs = {"a": _spent()}
future: Future[int] = Future()
future.set_result(1)


def __getattr__(name: str) -> Any:
    if name == "file":
        # A new one for every import: examples close it.
        return tempfile.TemporaryFile("w+")  # noqa: SIM115
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
