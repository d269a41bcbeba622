"""Execute notebooks in one kind of kernel and write down what came back.

Usage: run_cases.py RUNS.json RESULTS.json KERNEL

RUNS is a list of {"id": text, "cells": [source, …], "order": null or [index, …], "files": {name: text}}, the files being
written to the folder before; of a cell that runs twice, the second time
counts. A kernel that a run has left as it was serves the next one too;
another takes the place of one that was changed, hangs or died, and waits ready all the time.
"""

from __future__ import annotations

import ast
import json
import queue
import sys
import time
from pathlib import Path
from typing import Any

from jupyter_client import BlockingKernelClient, KernelManager

START = 60.0
CELL = 10.0
# How long the tasks of a run may go on behind its last cell.
PATIENCE = 0.3
# How often a kernel may fail to start before that is the machine's fault.
ATTEMPTS = 3
PROBE = "__import__('kernel_probe')"

Output = dict[str, Any]


class Lost(Exception):
    """The kernel does not answer any more."""


class Kernel:
    """A kernel and the channels to it."""

    def __init__(self, name: str) -> None:
        self.manager = KernelManager(kernel_name=name)
        log = open(f"{name}.log", "ab")  # noqa: SIM115 - the kernel writes to it as long as it lives
        self.manager.start_kernel(stdout=log, stderr=log)
        log.close()
        self.client: BlockingKernelClient = self.manager.client()
        self.ready = False

    def begin(self) -> None:
        """Wait until it answers."""
        self.client.start_channels()
        self.client.wait_for_ready(timeout=START)
        self.ask(f"await {PROBE}.begin()")
        self.ready = True

    def end(self) -> None:
        """Stop the process."""
        if self.ready:
            self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def execute(self, source: str, limit: float, **options: Any) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
        """Run a cell: its request's id, the reply, and every message that came until the kernel was idle again."""
        request = self.client.execute(source, allow_stdin=False, stop_on_error=False, **options)
        end = time.monotonic() + limit
        messages: list[dict[str, Any]] = []
        while True:
            message = self._next(self.client.get_iopub_msg, end)
            mine = message["parent_header"].get("msg_id") == request
            if mine and message["header"]["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    break
                continue
            messages.append(message)
        while True:
            reply = self._next(self.client.get_shell_msg, end)
            if reply["parent_header"].get("msg_id") == request:
                return request, reply["content"], messages

    def ask(self, source: str, value: str | None = None, limit: float = CELL) -> tuple[Any, list[dict[str, Any]]]:
        """Run something of our own that a person would not see; `value` is an expression giving JSON."""
        expressions = {} if value is None else {"value": f"{PROBE}.{value}()"}
        options = {"silent": True, "store_history": False, "user_expressions": expressions}
        _, reply, messages = self.execute(source, limit, **options)
        if reply["status"] != "ok":
            raise Lost(f"{source or value}: {reply.get('ename')}: {reply.get('evalue')}")
        if value is None:
            return None, messages
        answer = reply["user_expressions"]["value"]
        if answer["status"] != "ok":
            raise Lost(f"{value}: {answer.get('ename')}: {answer.get('evalue')}")
        return json.loads(ast.literal_eval(answer["data"]["text/plain"])), messages

    def _next(self, get: Any, end: float) -> dict[str, Any]:
        while True:
            try:
                return get(timeout=0.5)
            except queue.Empty:
                if not self.manager.is_alive():
                    raise Lost("the kernel died") from None
                if time.monotonic() > end:
                    raise Lost("no answer in time") from None


class Pool:
    """One kernel at work and one that is starting."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.current: Kernel | None = None
        self.spare: Kernel | None = Kernel(name)
        self.count = 0

    def get(self) -> Kernel:
        for attempt in range(ATTEMPTS):
            if self.current is not None:
                break
            self.current = self.spare or Kernel(self.name)
            self.spare = Kernel(self.name)
            try:
                self.current.begin()
                self.count += 1
            except (RuntimeError, Lost):
                # Two kernels may choose one port at the same moment; then one of them dies.
                self.drop()
                if attempt == ATTEMPTS - 1:
                    raise
        assert self.current is not None
        return self.current

    def drop(self) -> None:
        """The kernel at work is of no more use."""
        if self.current is not None:
            self.current.end()
        self.current = None

    def end(self) -> None:
        self.drop()
        if self.spare is not None:
            self.spare.end()
        self.spare = None


def output_of(message: dict[str, Any]) -> Output | None:
    """A message as the engine reads outputs; None when it shows nothing."""
    kind, content = message["header"]["msg_type"], message["content"]
    if kind == "stream":
        return {"type": "stream", "name": content["name"], "text": content["text"]}
    if kind == "error":
        return {"type": "error", **{key: content[key] for key in ("ename", "evalue", "traceback")}}
    if kind in ("execute_result", "display_data"):
        name = "result" if kind == "execute_result" else "display"
        return {"type": name, "text": content["data"].get("text/plain", "")}
    return None


def joined(outputs: list[Output]) -> list[Output]:
    """Neighbouring pieces of one stream as one output, as a notebook keeps them."""
    whole: list[Output] = []
    for each in outputs:
        last = whole[-1] if whole else None
        if last and last["type"] == "stream" and each["type"] == "stream" and last["name"] == each["name"]:
            last["text"] += each["text"]
        else:
            whole.append(dict(each))
    return whole


def run(kernel: Kernel, cells: list[str], order: list[int] | None = None) -> dict[str, Any]:
    """All cells of a notebook, one after the other or in an order; `changes` says why the kernel is not as good as new."""
    outputs: list[list[Output]] = [[] for _ in cells]
    orphans: list[Output] = []
    owners: dict[str, int] = {}
    counts: list[int | None] = [None for _ in cells]
    result: dict[str, Any] = {"counts": counts, "names": {}, "lost": None, "changes": []}

    def sort(messages: list[dict[str, Any]]) -> None:
        for message in messages:
            output = output_of(message)
            owner = owners.get(message["parent_header"].get("msg_id", ""))
            if output:
                (orphans if owner is None else outputs[owner]).append(output)

    try:
        for index in range(len(cells)) if order is None else order:
            request, reply, messages = kernel.execute(cells[index], CELL)
            owners[request] = index
            outputs[index] = []
            counts[index] = reply.get("execution_count")
            sort(messages)
        result["names"], messages = kernel.ask(f"await {PROBE}.drain({PATIENCE})", "names")
        sort(messages)
        result["changes"], messages = kernel.ask(f"await {PROBE}.clear()", "changes")
        sort(messages)
    except Lost as lost:
        result["lost"] = str(lost)
        result["changes"] = [str(lost)]
    result["cells"] = [joined(each) for each in outputs]
    result["orphans"] = joined(orphans)
    return result


def main(runs_file: str, results_file: str, name: str) -> None:
    runs = json.loads(Path(runs_file).read_text(encoding="utf-8"))
    results: dict[str, Any] = {}
    pool = Pool(name)
    try:
        versions, _ = pool.get().ask("", "versions")
        for each in runs:
            for file, text in (each.get("files") or {}).items():
                Path(file).write_text(text, encoding="utf-8")
            start = time.monotonic()
            result = run(pool.get(), each["cells"], each.get("order"))
            results[each["id"]] = {**result, "seconds": round(time.monotonic() - start, 3)}
            if result["changes"]:
                pool.drop()
    finally:
        pool.end()
    done = {"versions": versions, "kernels": pool.count, "results": results}
    Path(results_file).write_text(json.dumps(done), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
