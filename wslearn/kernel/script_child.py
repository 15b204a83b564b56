"""The process of one page: its JavaScript in QuickJS, one task after another, as a browser's event loop does it.

This file is a script of its own (standard library and quickjs only). It reads JSON lines: first
`{"source", "origin", "script"}`, then what the page's sockets hear, `{"socket", "type", …}`. It writes one line after
each task: `{"orders": […], "heard": n, "timers": bool}`; the last one, of a task without an end, has `stuck`, the line
where that began, or None. It ends with its stdin.
"""

import json
import os
import queue
import re
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

MEMORY_LIMIT = 64 * 2**20
"""Bytes of JavaScript heap."""

STACK_LIMIT = 512 * 2**10
"""Bytes of C stack: little enough for the main thread of any platform."""

CPU_LIMIT = 1.0
"""Seconds of processor time that one task may take."""

NULL = f"null; or the {MEMORY_LIMIT // 2**20} MB of memory that a page has were not enough even for an error"
_FRAME = re.compile(r"<input>:(\d+)(?::\d+)?")
_INTERRUPTED = "InternalError: interrupted"


class Stuck(Exception):
    """A task that does not come to its end; `line` is where the code begins that it is in, if known.

    The engine knows no more: of a loop without calls it has the place of the last call before, or of its function.
    """

    def __init__(self, line: int | None) -> None:
        super().__init__(line)
        self.line = line


class Page:
    """A page and its event loop."""

    def __init__(self, source: str, origin: str, script: str) -> None:
        import quickjs

        self._exception = quickjs.JSException
        self._context = quickjs.Context()
        self._context.set_max_stack_size(STACK_LIMIT)
        self._job: Any = self._context.eval(script)
        self._context.set_memory_limit(MEMORY_LIMIT)
        self._context.set_time_limit(CPU_LIMIT)
        # The binding calls all code `<input>`: the page's own lines stand below those of the script.
        self._above = script.count("\n") + 1
        self._heard = 0
        self._start = {"source": source, "origin": origin, "above": self._above, "null": NULL}

    def live(self, inbox: "queue.Queue[str]") -> None:
        """Run the page's code, then what its sockets hear and its timers, until the process is ended."""
        due = self._task("start", json.dumps(self._start))
        while True:
            news = _next(inbox, due)
            if news is not None:
                self._heard += 1
                due = self._task("hear", news)
            if due is not None and (news is None or due <= 0):
                due = self._task("ring", "")

    def _task(self, job: str, content: str) -> float | None:
        """One task and the microtasks after it; the seconds until the next timer is due, None without one."""
        ends = time.process_time() + CPU_LIMIT
        extra = [*self._call(job, content), *self._microtasks(ends)]
        more = True
        while more:
            report = self._report()
            more = bool(report["more"])
            orders = [self._placed(order) for order in (*report["orders"], *extra)]
            extra = []
            timers = report["due"] is not None
            # While more is to come, this task is not over for the kernel.
            write({"orders": orders, "heard": self._heard - more, "timers": timers})
        return None if report["due"] is None else max(0.0, report["due"] / 1000)

    def _call(self, job: str, content: str) -> list[dict[str, Any]]:
        """What JavaScript could not catch itself becomes an order to print it."""
        try:
            self._job(job, content)
        except self._exception as error:
            return [self._uncaught(str(error))]
        return []

    def _microtasks(self, ends: float) -> list[dict[str, Any]]:
        """All that promises have left to do (HTML, "perform a microtask checkpoint").

        `new Promise` takes even an interruption for its own error, so it is the clock that says what was stuck.
        """
        orders = []
        more = True
        while more:
            try:
                more = self._context.execute_pending_job()
            except self._exception as error:
                orders.append(self._uncaught(str(error)))
            if time.process_time() > ends:
                raise Stuck(None)
        return orders

    def _uncaught(self, text: str) -> dict[str, Any]:
        """An exception as the binding writes it: `Name: message`, then the stack."""
        if text.startswith(_INTERRUPTED):
            raise Stuck(self._line(text))
        said, _, stack = text.partition("\n    at ")
        said = said.removesuffix("\nundefined").strip()
        return {"do": "print", "level": "uncaught", "text": NULL if said == "null" else said, "stack": stack}

    def last_words(self, line: int | None) -> None:
        """Hand on what was printed before the page got stuck, and where it did."""
        write({"orders": [self._placed(order) for order in self._report()["orders"]], "stuck": line})

    def _report(self) -> dict[str, Any]:
        """What the page wants; one that has no memory left must still be able to say it."""
        self._context.set_memory_limit(-1)
        report: dict[str, Any] = json.loads(self._job("report", ""))
        self._context.set_memory_limit(MEMORY_LIMIT)
        return report

    def _placed(self, order: dict[str, Any]) -> dict[str, Any]:
        """The page's own line in place of a stack."""
        if "stack" in order:
            order["line"] = self._line(order.pop("stack"))
        return order

    def _line(self, stack: str) -> int | None:
        """The innermost of the page's lines in a stack."""
        lines = (int(number) - self._above for number in _FRAME.findall(stack))
        return next((line for line in lines if line > 0), None)


def _next(inbox: "queue.Queue[str]", due: float | None) -> str | None:
    """What a socket hears next; None when a timer is due first."""
    try:
        return inbox.get(timeout=due) if due != 0 else inbox.get_nowait()
    except queue.Empty:
        return None


def _read(stream: IO[bytes], inbox: "queue.Queue[str]") -> None:
    """Hand on line after line; whoever started this process is gone when there are no more.

    It never waits for the page: the kernel sends only a few lines ahead.
    """
    for line in stream:
        inbox.put(line.decode("ascii"))
    os._exit(0)


def write(content: dict[str, Any]) -> None:
    """One line for the kernel."""
    sys.stdout.buffer.write(json.dumps(content).encode() + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Live until stdin ends."""
    first = json.loads(sys.stdin.buffer.readline())
    inbox: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, inbox), daemon=True).start()
    page = Page(first["source"], first["origin"], Path(first["script"]).read_text(encoding="utf-8"))
    try:
        page.live(inbox)
    except Stuck as stuck:
        page.last_words(stuck.line)


if __name__ == "__main__":
    main()
