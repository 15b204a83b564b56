"""Why nothing came: what the records say of a consumer that hangs, ends its process, or says nothing.

Knows records and findings only: not how they were made, nor how they are shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from wslearn.trace.record import Finding, Record

_MANY_PRINTS = 1000
_ENDS_PROCESS = "Does your code end the process: os._exit, sys.exit, a crash in a library?"
_HANGS = "Look for a loop that never ends, or a call that waits: time.sleep, a lock, a queue."
_SAYS_NOTHING = "Does every way through it send something? Look at each if and each except."


def explained(finding: Finding, records: Sequence[Record]) -> Finding:
    """A failed finding that also says why nothing came, where the records show it; else as it was.

    A server that died explains everything; the rest only explains findings that have nothing to try yet.

    Args:
        finding: of a verb or an expectation.
        records: of the play, merged.
    """
    why, hint = _died(records) or ("", "")
    if not why and not finding.hint:
        why, hint = _hangs(records) or _says_nothing(records) or ("", "")
    return replace(finding, did=f"{finding.did.rstrip('.')}. {why}", hint=hint) if why else finding


def _died(records: Sequence[Record]) -> tuple[str, str] | None:
    ended = next((r for r in records if r.type == "server.exit" and not r.data.get("asked")), None)
    if ended is None:
        return None
    method = next(iter(_running(records)), None)
    where = f" in {_name(method)}" if method else ""
    return f"Your server process ended{where}, with exit status {ended.data.get('code')}.", _ENDS_PROCESS


def _hangs(records: Sequence[Record]) -> tuple[str, str] | None:
    """A method that is still running. In a flood of printed lines the record that it began may have been let go."""
    method = next(iter(_running(records)), None)
    prints = sum(record.type == "print" for record in records)
    if method is None and prints < _MANY_PRINTS:
        return None
    what = f"{_name(method)} began and did not end" if method else "Your code did not end"
    printed = f", and printed {prints:,} lines or more" if prints >= _MANY_PRINTS else ""
    return f"{what}{printed}.", _HANGS


def _says_nothing(records: Sequence[Record]) -> tuple[str, str] | None:
    """The last event that a consumer took was answered with nothing."""
    took = [record for record in records if record.type == "enter"]
    if not took or took[-1].data.get("event") == "websocket.disconnect":
        return None
    last = took[-1]
    after = [record for record in records if record.t_ns > last.t_ns and record.conn == last.conn]
    if any(record.type == "exception" or (record.lane == "asgi" and record.dir == "send") for record in after):
        return None
    return f"{_name(last)} ended and sent nothing.", _SAYS_NOTHING


def _running(records: Sequence[Record]) -> list[Record]:
    """The `enter` of each method that has not left, the newest first; a leave's cause is its `enter`."""
    left = {record.cause for record in records if record.type == "leave"}
    return [record for record in reversed(records) if record.type == "enter" and record.id not in left]


def _name(enter: Record) -> str:
    """`SumConsumer.websocket_receive`."""
    return f"{enter.data.get('class')}.{enter.data.get('hook') or enter.data.get('method')}"
