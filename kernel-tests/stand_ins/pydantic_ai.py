"""The agent of pydantic-ai, without a model: its run_sync() drives the loop as in version 2.33."""

from __future__ import annotations

import asyncio
from typing import Any


class AgentRunResult:
    """What a run gives."""

    def __init__(self, output: str) -> None:
        self.output = output


class Agent:
    """An agent that answers with the length of the question."""

    def __init__(self, model: str | None = None, **_: Any) -> None:
        self.model = model

    async def run(self, user_prompt: str, **_: Any) -> AgentRunResult:
        """Answer."""
        await asyncio.sleep(0)
        return AgentRunResult(f"{len(user_prompt)} characters")

    def run_sync(self, user_prompt: str, **_: Any) -> AgentRunResult:
        """Answer, where no loop runs."""
        return asyncio.get_event_loop().run_until_complete(self.run(user_prompt))
