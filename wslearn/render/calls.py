"""What stands in the lanes consumer, json and layer: methods, output, errors, conversions, channel layer calls."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from wslearn.render.escape import python_text, shown
from wslearn.render.parts import Data, Line, Lines, Part, duration, fact
from wslearn.render.signs import Signs
from wslearn.trace.record import Record, Repr
from wslearn.trace.row import Row


def _enter(data: Data, signs: Signs) -> Lines:
    from_layer = (Part(f" from the layer: {fact(data.get('event'))}", "meta"),)
    # A generic consumer's own method is what the learner wrote.
    hook = (Part(f"{signs.dot}calls {fact(data.get('hook'))}", "meta"),) if data.get("hook") else ()
    return ((_method(data), *hook, *(from_layer if data.get("source") == "layer" else ())),)


def _leave(data: Data, signs: Signs) -> Lines:
    return ((_method(data), Part(signs.dot, "meta"), *outcome(data)),)


def _method(data: Data) -> Part:
    return Part(f"{fact(data.get('class'))}.{fact(data.get('method'))}", "call.consumer")


_OUTCOMES = {"stop": "StopConsumer", "exception": "raised", "cancelled": "cancelled"}


def outcome(data: Data) -> Line:
    """How the method ended, and after how long; a plain return is only the time, where there is one."""
    how = _OUTCOMES.get(str(data.get("outcome")), "")
    took = duration(data["duration_ns"]) if "duration_ns" in data else ""
    told = " after ".join(filter(None, (how, took))) or "returned"
    return (Part(told, "bad" if how == "raised" else "meta"),)


def without_durations(row: Row) -> Row:
    """The row without how long its methods took, for pictures that must be the same in every run."""
    return replace(row, records=tuple(map(_without_duration, row.records)))


def _without_duration(record: Record) -> Record:
    if "duration_ns" not in record.data:
        return record
    return record._replace(data={key: value for key, value in record.data.items() if key != "duration_ns"})


def _print(data: Data, signs: Signs) -> Lines:
    word = "prints" if data.get("stream") == "stdout" else "writes to stderr"
    text = str(data.get("text", "")).removesuffix("\n")
    return ((Part(f"{word}: ", "meta"), Part(shown(text, newline=signs.newline, ellipsis=signs.ellipsis))),)


def _input(data: Data, signs: Signs) -> Lines:
    asked = python_text(data.get("prompt", ""), 100, signs.ellipsis)
    return ((Part("input() ", "warn"), Part(f"{asked}: a server has no keyboard")),)


def _warning(data: Data, signs: Signs) -> Lines:
    said = shown(str(data.get("message", "")), ellipsis=signs.ellipsis, newline=signs.newline)
    return ((Part(f"{fact(data.get('category'))}: ", "warn"), Part(said)), *_place(data))


def _exception(data: Data, signs: Signs) -> Lines:
    return (_error(data, signs), *_place(data))


def _error(error: Data, signs: Signs) -> Line:
    """`✗ AttributeError: message`."""
    said = shown(str(error.get("message", "")), ellipsis=signs.ellipsis, newline=signs.newline)
    sign = f"{signs.failed} " if signs.failed else ""
    return (Part(f"{sign}{fact(error.get('class'))}", "bad"), Part(f": {said}" if said else ""))


def _place(data: Data) -> Lines:
    """`consumers.py, line 12, in receive`, where it is known."""
    if not data.get("file"):
        return ()
    function = f", in {fact(data['function'])}" if data.get("function") else ""
    return ((Part(f"{_file(data)}, line {fact(data.get('line'))}{function}", "meta"),),)


def _file(data: Data) -> str:
    """The file's own name; a path of the learner's machine is of no use on a slide."""
    return fact(PurePath(str(data["file"]).replace("\\", "/")).name)


def _log(data: Data, signs: Signs) -> Lines:
    said = shown(str(data.get("message", "")), ellipsis=signs.ellipsis, newline=signs.newline)
    return ((Part(f"{fact(data.get('level'))} {fact(data.get('logger'))}: ", "meta"), Part(said)),)


# --- json


def _loads(data: Data, signs: Signs) -> Lines:
    return _conversion("json.loads", data, "text", "value", signs)


def _dumps(data: Data, signs: Signs) -> Lines:
    return _conversion("json.dumps", data, "value", "text", signs)


def _conversion(function: str, data: Data, given: str, made: str, signs: Signs) -> Lines:
    """`json.loads('{"a": 1}') → {'a': 1}`, then the two types; or the error."""
    before = python_text(data.get(given), 150, signs.ellipsis)
    call = (Part(function, "call.json"), Part(f"({before})"))
    if made not in data:
        return (call, _error(data.get("error", {}), signs), *_place(data))
    after = python_text(data[made], 150, signs.ellipsis)
    types = f"{_type(data.get(given))} {signs.gives} {_type(data[made])}"
    place = f"{signs.dot}{_file(data)}:{fact(data.get('line'))}" if data.get("file") else ""
    return ((*call, Part(f" {signs.gives} ", "meta"), Part(after)), (Part(types + place, "meta"),))


def _type(value: object) -> str:
    return "object" if isinstance(value, Repr) else type(value).__name__


def _manage(data: Data, signs: Signs) -> Lines:
    """The command alone: a terminal has shown its output by itself."""
    command = shown(str(data.get("command", "")), ellipsis=signs.ellipsis)
    return ((Part(command, "strong"), Part(f"{signs.dot}exit status {fact(data.get('status'))}", "meta")),)


# --- layer


def _call_of(name: str, *keys: str) -> Callable[[Data, Signs], Lines]:
    """A drawing of a channel layer call with these keys as its arguments."""

    def draw(data: Data, signs: Signs) -> Lines:
        arguments = ", ".join(python_text(data[key], 200, signs.ellipsis) for key in keys if key in data)
        part_of = f" (group {python_text(data['group'])})" if "group" in data and "group" not in keys else ""
        return ((Part(name, "call.layer"), Part(f"({arguments})"), Part(part_of, "meta")),)

    return draw


def _deliver(data: Data, signs: Signs) -> Lines:
    return ((Part("delivers", "call.layer"), Part(" "), Part(python_text(data.get("message"), 200, signs.ellipsis))),)


def _drop(data: Data, signs: Signs) -> Lines:
    where = python_text(data.get("channel"), 200, signs.ellipsis)
    said = f" for {where}, {fact(data.get('why'))}: "
    return ((Part("message lost", "bad"), Part(said), Part(python_text(data.get("message"), 200, signs.ellipsis))),)


def _keys(data: Data, signs: Signs) -> Lines:
    """What Redis holds: a line for each key, and below that of a group a line for each of its channels."""
    keys = data.get("keys")
    if not isinstance(keys, dict) or not keys:
        return ((Part("Redis", "call.layer"), Part(" holds no key of ours")),)
    held = (line for name, content in keys.items() for line in _key(name, content, signs))
    return ((Part("Redis", "call.layer"), Part(" holds")), *held)


def _key(name: object, content: object, signs: Signs) -> Lines:
    key = Part(shown(str(name), ellipsis=signs.ellipsis), "strong")
    if not isinstance(content, list):
        return ((key, Part(f"{signs.dot}{fact(content)} waiting", "meta")),)
    channels = ((Part(f"  {shown(str(channel), ellipsis=signs.ellipsis)}"),) for channel in content)
    return ((key, Part(f"{signs.dot}{len(content)} in the group", "meta")), *channels)


CALLS: dict[tuple[str, str], Callable[[Data, Signs], Lines]] = {
    ("consumer", "enter"): _enter,
    ("consumer", "leave"): _leave,
    ("consumer", "print"): _print,
    ("consumer", "input"): _input,
    ("consumer", "warning"): _warning,
    ("consumer", "exception"): _exception,
    ("consumer", "log"): _log,
    ("consumer", "manage"): _manage,
    ("json", "loads"): _loads,
    ("json", "dumps"): _dumps,
    ("layer", "new_channel"): _call_of("new_channel", "channel"),
    ("layer", "group_add"): _call_of("group_add", "group", "channel"),
    ("layer", "group_discard"): _call_of("group_discard", "group", "channel"),
    ("layer", "group_send"): _call_of("group_send", "group", "message"),
    ("layer", "send"): _call_of("send", "channel", "message"),
    ("layer", "deliver"): _deliver,
    ("layer", "drop"): _drop,
    ("layer", "keys"): _keys,
}
"""Lane and type → its lines."""
