"""async_to_sync, which refuses a running loop as in version 3.12."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


def async_to_sync(awaitable: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Any]:
    """A function that runs a coroutine function where no loop runs."""

    def call(*args: Any, **options: Any) -> Any:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(awaitable(*args, **options))
        raise RuntimeError(
            "You cannot use AsyncToSync in the same thread as an async event loop - "
            "just await the async function directly."
        )

    return call
