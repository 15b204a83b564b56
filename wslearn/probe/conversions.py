"""Lane json: the conversions that the project's code makes, or that Channels' JSON consumers make for it.

Not those of Django, of layers or of the standard library: the caller's file decides. Other libraries (simplejson,
orjson) are not seen, and what a `cls=` or `default=` does is part of the one conversion that it was given to.
"""

from __future__ import annotations

import json
import marshal
import sys
from typing import Any, Optional

from . import current, failures
from .harmless import report
from .plain import plain, safe_str
from .recorder import Recorder


def install(recorder: Recorder) -> Optional[str]:
    """Replace `json.loads` and `json.dumps` before the project is imported."""
    json.loads = _recorded_loads(json.loads, recorder)
    json.dumps = _recorded_dumps(json.dumps, recorder)
    return None


class _Ours(dict[str, bool]):
    """File → whether its conversions are recorded; found out once for each file."""

    def __missing__(self, file: str) -> bool:
        channels = file.replace("\\", "/").endswith("channels/generic/websocket.py")
        ours = self[file] = channels or failures.in_project(file)
        return ours


_ours = _Ours()


def _snapshot(value: Any, may_contain_itself: Any) -> Any:
    """The value as it is now: marshalled, and where marshal cannot carry it, plain.

    A value that contains itself twice would keep marshal busy for ever: only what JSON itself made or wrote is safe.
    """
    if may_contain_itself:
        return (plain(value),)
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return (plain(value),)


def _told(error: BaseException) -> tuple[str, str]:
    return type(error).__name__, safe_str(error)


def _recorded_loads(loads: Any, recorder: Recorder) -> Any:
    record = recorder.record

    def note(s: Any, value: Any, error: Optional[tuple[str, str]], frame: Any, hooked: Any) -> None:
        try:
            text = s if type(s) in (str, bytes) else plain(s)
            code = frame.f_code
            data = (text, _snapshot(value, hooked), error, code.co_filename, frame.f_lineno, code.co_name)
            number, cause = current.place()
            record(number, "json", "receive", "loads", data, cause)
        except Exception:
            report()

    def recorded_loads(s: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        if not _ours[frame.f_code.co_filename]:
            return loads(s, *args, **kwargs)
        try:
            value = loads(s, *args, **kwargs)
        except Exception as error:
            note(s, None, _told(error), frame, kwargs)
            raise
        note(s, value, None, frame, kwargs)
        return value

    return _disguised(recorded_loads, loads)


def _recorded_dumps(dumps: Any, recorder: Recorder) -> Any:
    record = recorder.record

    def note(obj: Any, text: Any, error: Optional[tuple[str, str]], frame: Any, hooked: Any) -> None:
        try:
            text = text if type(text) is str else plain(text)
            value = _snapshot(obj, error or hooked)
            code = frame.f_code
            data = (text, value, error, code.co_filename, frame.f_lineno, code.co_name)
            number, cause = current.place()
            record(number, "json", "send", "dumps", data, cause)
        except Exception:
            report()

    def recorded_dumps(obj: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        if not _ours[frame.f_code.co_filename]:
            return dumps(obj, *args, **kwargs)
        try:
            text = dumps(obj, *args, **kwargs)
        except Exception as error:
            note(obj, None, _told(error), frame, kwargs)
            raise
        note(obj, text, None, frame, kwargs)
        return text

    return _disguised(recorded_dumps, dumps)


def _disguised(function: Any, original: Any) -> Any:
    """Name, module and documentation of the original: `help(json.dumps)` stays what it was."""
    function.__name__ = original.__name__
    function.__qualname__ = original.__qualname__
    function.__module__ = original.__module__
    function.__doc__ = original.__doc__
    function.__wrapped__ = original
    return function
