"""The runner of openai-agents, without a model: its run_sync() refuses a running loop as in version 0.22."""

from __future__ import annotations

import asyncio
from typing import Any


class Agent:
    """An agent."""

    def __init__(self, name: str, **_: Any) -> None:
        self.name = name


class RunResult:
    """What a run gives."""

    def __init__(self, final_output: str) -> None:
        self.final_output = final_output


class Runner:
    """Runs agents."""

    @classmethod
    async def run(cls, starting_agent: Agent, input: str, **_: Any) -> RunResult:
        """Run one."""
        await asyncio.sleep(0)
        return RunResult(f"{starting_agent.name}: {input}")

    @classmethod
    def run_sync(cls, starting_agent: Agent, input: str, **_: Any) -> RunResult:
        """Run one, where no loop runs."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(cls.run(starting_agent, input))
        raise RuntimeError("AgentRunner.run_sync() cannot be called when an event loop is already running.")
