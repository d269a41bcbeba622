"""Execute the same notebooks as plain scripts: what a kernel has to arrive at after a rewrite.

Usage: as_script.py RUNS.json RESULTS.json

Each notebook has a process of its own where the system can fork. No loop runs, so asyncio.run() works here; a cell with
an await of its own is driven by a loop of the script, and what magics do is done by hand.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import gc
import inspect
import io
import json
import os
import re
import select
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.lib.pretty import pretty
from IPython.utils.capture import capture_output

sys.path.insert(0, str(Path(__file__).parent / "inside"))

from kernel_probe import described, hurry  # noqa: E402

LIMIT = 5.0
CELL_MAGIC = re.compile(r"\A\s*%%(\w+)[ \t]*(.*)\n")
LINE_MAGIC = re.compile(r"^(\s*(?:\w+\s*=\s*)?)%(?:time|timeit|prun)\s+", re.MULTILINE)
OTHER_MAGIC = re.compile(r"^[%!].*$", re.MULTILINE)
PYTHON_MAGICS = {"time", "timeit", "prun", "capture"}

Output = dict[str, Any]


class Script:
    """One notebook as one script."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)

    def cell(self, source: str) -> list[Output]:
        """What a cell prints, gives and raises."""
        magic = CELL_MAGIC.match(source)
        if magic and magic[1] not in PYTHON_MAGICS:
            return []
        text = OTHER_MAGIC.sub("", LINE_MAGIC.sub(r"\1", source[magic.end() :] if magic else source))
        printed, warned = io.StringIO(), io.StringIO()
        last: list[Output] = []
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(warned):
            try:
                if magic and magic[1] == "capture":
                    self._captured(text, magic[2].split())
                else:
                    last = self._run(text)
            except BaseException as error:  # noqa: BLE001 - whatever the cell raises is its result
                last = [_error(error)]
        streams = {"stdout": printed.getvalue(), "stderr": warned.getvalue()}
        return [*({"type": "stream", "name": name, "text": text} for name, text in streams.items() if text), *last]

    def end(self) -> list[Output]:
        """Forget everything, so that what was never awaited is reported."""
        warned = io.StringIO()
        with contextlib.redirect_stderr(warned):
            self.names.clear()
            gc.collect()
        return [{"type": "stream", "name": "stderr", "text": warned.getvalue()}] if warned.getvalue() else []

    def _captured(self, text: str, words: list[str]) -> None:
        try:
            with capture_output() as captured:
                self._run(text)
        finally:
            if words and not words[0].startswith("-"):
                self.names[words[0]] = captured

    def _run(self, text: str) -> list[Output]:
        # Indented cells and pasted prompts are a matter of notebooks alone.
        tree = ast.parse(TransformerManager().transform_cell(text))
        shown = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not text.rstrip().endswith(";"):
            shown = ast.Expression(tree.body.pop().value)
        self._evaluate(tree, "exec")
        value = None if shown is None else self._evaluate(shown, "eval")
        return [] if value is None else [{"type": "result", "text": pretty(value)}]

    def _evaluate(self, tree: Any, mode: str) -> Any:
        code = compile(tree, "<cell>", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        value = eval(code, self.names)  # noqa: S307 - executing cells is what this is for
        if not code.co_flags & inspect.CO_COROUTINE:
            return value
        asyncio.set_event_loop(self.loop)
        return self.loop.run_until_complete(value)


def _error(error: BaseException) -> Output:
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return {"type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": lines}


def run(cells: list[str]) -> dict[str, Any]:
    """All cells of a notebook, one after the other."""
    warnings.simplefilter("always", RuntimeWarning)
    script = Script()
    outputs = [script.cell(each) for each in cells]
    names = described(script.names, {"__name__", "__builtins__"})
    return {"cells": outputs, "names": names, "orphans": script.end(), "counts": [], "lost": None}


def apart(cells: list[str]) -> dict[str, Any]:
    """The same in a process of its own: a patch of asyncio ends with it, and it cannot hang."""
    if not hasattr(os, "fork"):
        return run(cells)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w", encoding="utf-8") as pipe:
            json.dump(run(cells), pipe)
        # Tasks and threads of the notebook may go on; nobody waits for them.
        os._exit(0)
    os.close(writer)
    answer = b""
    while select.select([reader], [], [], LIMIT)[0] and (piece := os.read(reader, 65536)):
        answer += piece
    os.close(reader)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    lost = {"cells": [[] for _ in cells], "names": {}, "orphans": [], "counts": [], "lost": "no end in time"}
    return json.loads(answer) if answer else lost


def main(runs_file: str, results_file: str) -> None:
    hurry()
    runs = json.loads(Path(runs_file).read_text(encoding="utf-8"))
    results = {each["id"]: apart(each["cells"]) for each in runs}
    Path(results_file).write_text(json.dumps({"results": results}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
