"""Lane json: the conversions that the project's code makes, or that Channels' JSON consumers make for it.

Not those of Django, of layers or of the standard library: the caller's file decides.
"""

from __future__ import annotations

import json
import marshal
import sys
from typing import Any, Optional

from . import current, failures
from .plain import plain
from .recorder import Recorder

_ours: dict[str, bool] = {}


def install(recorder: Recorder) -> Optional[str]:
    """Replace `json.loads` and `json.dumps` before the project is imported."""
    json.loads = _recorded_loads(json.loads, recorder)
    json.dumps = _recorded_dumps(json.dumps, recorder)
    return None


def _is_ours(file: str) -> bool:
    ours = _ours.get(file)
    if ours is None:
        channels = file.replace("\\", "/").endswith("channels/generic/websocket.py")
        ours = _ours[file] = channels or failures.in_project(file)
    return ours


def _snapshot(value: Any) -> Any:
    """The value as it is now: marshalled, and where marshal cannot carry it, plain."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return (plain(value),)


def _recorded_loads(loads: Any, recorder: Recorder) -> Any:
    def recorded_loads(s: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        code = frame.f_code
        if not _is_ours(code.co_filename):
            return loads(s, *args, **kwargs)
        value = error = None
        try:
            value = loads(s, *args, **kwargs)
        except Exception as caught:
            error = (type(caught).__name__, str(caught))
            raise
        finally:
            text = s if type(s) in (str, bytes) else plain(s)
            data = (text, _snapshot(value), error, code.co_filename, frame.f_lineno, code.co_name)
            recorder.record(current.number(), "json", "receive", "loads", data, current.cause())
        return value

    return _disguised(recorded_loads, loads)


def _recorded_dumps(dumps: Any, recorder: Recorder) -> Any:
    def recorded_dumps(obj: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        code = frame.f_code
        if not _is_ours(code.co_filename):
            return dumps(obj, *args, **kwargs)
        text = error = None
        try:
            text = dumps(obj, *args, **kwargs)
        except Exception as caught:
            error = (type(caught).__name__, str(caught))
            raise
        finally:
            data = (text, _snapshot(obj), error, code.co_filename, frame.f_lineno, code.co_name)
            recorder.record(current.number(), "json", "send", "dumps", data, current.cause())
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
