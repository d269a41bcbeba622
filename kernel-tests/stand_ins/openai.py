"""Calls of openai that examples make, without a network."""

from __future__ import annotations

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
