"""Calls of openai that examples make, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any


class AsyncCompletions:
    """What answers."""

    async def create(self, **_: Any) -> SimpleNamespace:
        """An answer for those who await it."""
        return SimpleNamespace(choices=[SimpleNamespace(message=SimpleNamespace(content="stand-in"))])


class AsyncOpenAI:
    """The asynchronous client."""

    def __init__(self, **_: Any) -> None:
        self.chat = SimpleNamespace(completions=AsyncCompletions())
        self.responses = AsyncCompletions()


class Stream:
    """An answer that comes in parts."""

    def __iter__(self) -> Iterator[str]:
        yield from ("stand", "-in")


class Completions:
    """What answers at once."""

    def create(self, *, stream: bool = False, **options: Any) -> Any:
        """An answer, whole or in parts."""
        message = SimpleNamespace(content="stand-in")
        return Stream() if stream else SimpleNamespace(choices=[SimpleNamespace(message=message)])


class OpenAI:
    """The synchronous client."""

    def __init__(self, **_: Any) -> None:
        self.chat = SimpleNamespace(completions=Completions())
