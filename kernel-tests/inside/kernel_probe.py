"""How a run looks from inside: what its names hold, what it left behind, and whether the kernel is as good as new."""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import os
import re
import sys
import threading
import types
import warnings
from typing import Any

DEEPEST = 6
# Examples that sleep for a minute are done in half a second, in the same order.
HASTE = 100
PLAIN = (str, bytes, int, float, complex, bool, type(None), range, slice, BaseException)
# Tasks of the kernel itself, which nothing here may touch.
MACHINERY = tuple(os.sep + name + os.sep for name in ("ipykernel", "IPython", "tornado", "zmq"))
# What IPython itself keeps between cells.
KEPT = re.compile(r"_+|_i+|_i?\d+|__\w+__")


def hurry() -> None:
    """Make the timers of all loops run faster."""
    original = asyncio.BaseEventLoop.call_at

    def call_at(self: Any, when: float, callback: Any, *args: Any, **options: Any) -> asyncio.TimerHandle:
        now = self.time()
        return original(self, now + (when - now) / HASTE, callback, *args, **options)

    asyncio.BaseEventLoop.call_at = call_at  # type: ignore[method-assign]


def describe(value: Any, depth: int = 0) -> str:
    """A text that is equal for equal values, in every process and every Python version."""
    if isinstance(value, PLAIN):
        return repr(value)
    if depth > DEEPEST:
        return "…"
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = [describe(each, depth + 1) for each in value]
        ordered = sorted(parts) if isinstance(value, (set, frozenset)) else parts
        return f"{type(value).__name__}({', '.join(ordered)})"
    if isinstance(value, dict):
        pairs = (f"{describe(key, depth + 1)}: {describe(each, depth + 1)}" for key, each in value.items())
        return f"{type(value).__name__}({', '.join(pairs)})"
    if isinstance(value, asyncio.AbstractEventLoop):
        return "<loop>"
    if isinstance(value, asyncio.Future):
        return f"<future: {_outcome(value, depth)}>"
    if inspect.iscoroutine(value):
        return f"<coroutine {value.__name__}: {inspect.getcoroutinestate(value)}>"
    if isinstance(value, types.FunctionType):
        return f"<{'async ' if inspect.iscoroutinefunction(value) else ''}function {value.__name__}>"
    if isinstance(value, type):
        return f"<class {value.__name__}>"
    if isinstance(value, types.ModuleType):
        return f"<module {value.__name__}>"
    name = type(value).__name__
    if type(value).__module__ == "__main__" or name == "CapturedIO":
        held = {key: getattr(value, key) for key in ("stdout", "stderr")} if name == "CapturedIO" else vars(value)
        return f"<{name} {describe(dict(held), depth + 1)}>"
    return f"<{name}>"


def _outcome(future: asyncio.Future[Any], depth: int) -> str:
    if not future.done():
        return "pending"
    if future.cancelled():
        return "cancelled"
    # Reading the exception through its public name would count as having looked at it.
    failure = getattr(future, "_exception", None)
    return repr(failure) if failure is not None else describe(future.result(), depth + 1)


def described(namespace: dict[str, Any], without: set[str]) -> dict[str, str]:
    """All names a person would know of."""
    return {
        name: describe(value)
        for name, value in sorted(namespace.items())
        if name not in without and not KEPT.fullmatch(name)
    }


class _Kernel:
    """The kernel as it was when the first run began."""

    def __init__(self) -> None:
        self.shell = sys.modules["IPython"].get_ipython()
        self.known = set(self.shell.user_ns)
        self.loop = asyncio.get_running_loop()
        self.policy = asyncio.get_event_loop_policy()
        self.filters = list(warnings.filters)
        self.threads = set(threading.enumerate())
        self.run = asyncio.run
        self.handler = self.loop.get_exception_handler()
        self.flags = self.shell.compile.flags
        magics = self.shell.magics_manager.magics
        # IPython 9 loads a magic when it is asked for; that is no change a run could notice.
        for kind, each in magics.items():
            for name in list(each):
                self.shell.find_magic(name, kind)
        self.magics = {kind: dict(each) for kind, each in magics.items()}

    def tasks(self) -> list[asyncio.Task[Any]]:
        return [each for each in asyncio.all_tasks(self.loop) if each is not asyncio.current_task() and _is_own(each)]

    async def drain(self, patience: float) -> None:
        """Let the tasks of a run go on for a while."""
        end = self.loop.time() + patience
        while self.tasks() and self.loop.time() < end:
            await asyncio.sleep(1)
        await asyncio.sleep(0)

    async def clear(self) -> None:
        """Forget the run, so that what it never awaited is reported now."""
        shell = self.shell
        if asyncio.get_event_loop_policy() is self.policy:
            # The policy holds the loop that was set last, and with it all that was started there.
            asyncio.set_event_loop(self.loop)
        warnings.filters[:] = self.filters
        for name in [each for each in shell.user_ns if each not in self.known and not KEPT.fullmatch(each)]:
            del shell.user_ns[name]
        shell.user_ns.pop("__warningregistry__", None)
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            if hasattr(sys, name):
                delattr(sys, name)
        shell.InteractiveTB.tb = shell.InteractiveTB.etype = shell.InteractiveTB.evalue = None
        shell.last_execution_result = shell._last_traceback = shell.displayhook.exec_result = None
        shell.autoawait = True
        with warnings.catch_warnings():
            warnings.simplefilter("always", RuntimeWarning)
            shell.displayhook.flush()
            # What was shown last lives on here, too.
            shell.user_ns_hidden.update({"_": "", "__": "", "___": ""})
            gc.collect()
            for task in self.tasks():
                task.cancel()
            await self.drain(0.3)
            gc.collect()
        self.loop.set_exception_handler(self.handler)
        self.loop.set_debug(False)

    def changes(self) -> list[str]:
        """What is left that the next run could notice."""
        threads = [each for each in threading.enumerate() if each not in self.threads and not _idles(each)]
        left = {
            "asyncio is patched": asyncio.run is not self.run or hasattr(asyncio, "_nest_patched"),
            "another policy": asyncio.get_event_loop_policy() is not self.policy,
            "another loop": asyncio.get_running_loop() is not self.loop,
            "another task factory": self.loop.get_task_factory() is not None,
            "tasks": bool(self.tasks()),
            "threads": bool(threads),
            "a __future__ import": self.shell.compile.flags != self.flags,
            "magics": self.shell.magics_manager.magics != self.magics,
        }
        return [name for name, there in left.items() if there]


def _idles(thread: threading.Thread) -> bool:
    """Workers of the loop's own executor wait for more work; they do no harm."""
    return thread.name.startswith(("asyncio_", "ThreadPoolExecutor")) or thread.daemon


def _is_own(task: asyncio.Task[Any]) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and not any(each in code.co_filename for each in MACHINERY)


_kernel: _Kernel | None = None


async def begin() -> None:
    """Remember the kernel as it is before the first run."""
    global _kernel
    _kernel = _Kernel()
    hurry()
    # Loaded now, so that it is not new after the first run that captures something.
    __import__("IPython.utils.capture")
    # The garbage of a run is found at once when what was there before need not be looked at.
    gc.collect()
    gc.freeze()


async def drain(patience: float) -> None:
    """Wait for what the run has started."""
    assert _kernel is not None
    await _kernel.drain(patience)


async def clear() -> None:
    """Forget the run."""
    assert _kernel is not None
    await _kernel.clear()


def names() -> str:
    """JSON: what the names of the run hold."""
    assert _kernel is not None
    return json.dumps(described(_kernel.shell.user_ns, _kernel.known))


def changes() -> str:
    """JSON: why the next run may not have this kernel."""
    assert _kernel is not None
    return json.dumps(_kernel.changes())


def versions() -> str:
    """JSON: what this kernel is."""
    found = {name: sys.modules[name].__version__ for name in ("IPython", "ipykernel")}
    return json.dumps({"python": sys.version.split()[0], **found})
