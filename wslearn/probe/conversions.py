"""Lane json: the conversions that the project's code makes, or that Channels' JSON consumers make for it.

Not those of Django, of layers or of the standard library: the caller's file decides.
"""

from __future__ import annotations

import json
import sys
from types import FrameType
from typing import Any, Optional

from . import current, failures
from .recorder import Recorder

_ours: dict[str, bool] = {}


def install(recorder: Recorder) -> Optional[str]:
    """Replace `json.loads` and `json.dumps` before the project is imported."""
    json.loads = _recorded_loads(json.loads, recorder)
    json.dumps = _recorded_dumps(json.dumps, recorder)
    return None


def _is_ours(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    ours = _ours.get(file)
    if ours is None:
        channels = file.replace("\\", "/").endswith("channels/generic/websocket.py")
        ours = _ours[file] = channels or failures.in_project(file)
    return ours


def _error(error: Exception) -> dict[str, Any]:
    return {"class": type(error).__name__, "message": str(error)}


def _recorded_loads(loads: Any, recorder: Recorder) -> Any:
    def recorded_loads(s: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        if not _is_ours(frame):
            return loads(s, *args, **kwargs)
        code = frame.f_code
        data = {"text": s, "file": code.co_filename, "line": frame.f_lineno, "function": code.co_name}
        try:
            value = loads(s, *args, **kwargs)
        except Exception as error:
            data["error"] = _error(error)
            raise
        else:
            data["value"] = value
        finally:
            recorder.record(current.number(), "json", "receive", "loads", data, current.cause())
        return value

    return _disguised(recorded_loads, loads)


def _recorded_dumps(dumps: Any, recorder: Recorder) -> Any:
    def recorded_dumps(obj: Any, *args: Any, **kwargs: Any) -> Any:
        frame = sys._getframe(1)
        if not _is_ours(frame):
            return dumps(obj, *args, **kwargs)
        code = frame.f_code
        data = {"value": obj, "file": code.co_filename, "line": frame.f_lineno, "function": code.co_name}
        try:
            text = dumps(obj, *args, **kwargs)
        except Exception as error:
            data["error"] = _error(error)
            raise
        else:
            data["text"] = text
        finally:
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
