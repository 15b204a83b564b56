"""The trips: a value there and back, one executed step after the other."""

import json
from collections.abc import Callable
from dataclasses import replace

from wslearn.conversion import engine, reasons
from wslearn.conversion.changes import compare, same
from wslearn.conversion.form import Change, Conversion, Failure, Form, Node
from wslearn.conversion.json_tree import json_tree
from wslearn.conversion.literal import read_literal, repeated_keys
from wslearn.conversion.python_tree import python_text, python_tree
from wslearn.conversion.written import written
from wslearn.errors import UsageError

TOO_LARGE = "(too deep or too large to show)"


def convert(text: str, language: str = "python") -> Conversion:
    """Read one value and take it there and back.

    Args:
        text: the value.
        language: `python` (a literal), `json` (a text, read by both languages) or `js` (an expression, which is run).

    Raises:
        UsageError: the text cannot be read as that language, or there is no such language.
    """
    trips: dict[str, Callable[[str], Conversion]] = {"python": _from_python, "json": _from_json, "js": _from_javascript}
    if language not in trips:
        raise UsageError(f"There is no language `{language}` to convert from.", "Choose python, json or js.")
    if not text.strip():
        raise UsageError("There is no value to convert.", "Give one value: wslearn convert '{\"a\": (1, 2)}'")
    return trips[language](text)


def convert_value(value: object) -> Conversion:
    """Take a Python object there and back; nothing is raised, errors of json.dumps are in the forms."""
    return _python_trip(python_text(value), value)


def javascript_value(json_text: str) -> Form:
    """What JSON.parse makes of a text: a `javascript` form, or one with QuickJS's error."""
    return _javascript_form(engine.parse(json_text), "JSON.parse")


def _from_python(text: str) -> Conversion:
    try:
        value = read_literal(text)
    except (TypeError, ValueError, ArithmeticError) as error:
        return Conversion(text, (Form("python", "", "you", error=_python_failure(error)),), (), None)
    lost = tuple(
        Change(f"key {python_text(key)}", f"{count} values", "the last one", reasons.LAST_WINS, "Python")
        for key, count in repeated_keys(text)
    )
    conversion = _python_trip(text, value)
    return replace(conversion, changes=lost + conversion.changes)


def _python_trip(source: str, value: object) -> Conversion:
    """Python → json.dumps → UTF-8 → JSON.parse → JSON.stringify → json.loads."""
    given = _python_form(value, "you")
    text, dumped = _dumps(value)
    forms = [given, dumped]
    if text is not None:
        forms += _through_javascript(text)
    changes = _changes((given, dumped, *forms[3:]))
    back = forms[-1].value if len(forms) == 6 else None
    return Conversion(source, tuple(forms), changes, _came_back(given.value, back))


def _through_javascript(text: str) -> list[Form]:
    """UTF-8, JavaScript and back; when JSON.parse refuses the text, whether json.loads does too."""
    answer = engine.parse(text)
    forms = [_utf8_form(text), _javascript_form(answer, "JSON.parse")]
    if answer.json is None:
        return [*forms, _loads(text)[1]]
    return [*forms, _json_form(answer.json, "JSON.stringify"), _loads(answer.json)[1]]


def _from_json(text: str) -> Conversion:
    """The same text into both languages: json.loads and json.dumps, JSON.parse and JSON.stringify."""
    (value, loaded), answer = _loads(text), engine.parse(text)
    accepted = loaded.error is None or answer.failure is None
    given = _json_form(text, "you", accepted)
    python = [loaded] if loaded.error else [loaded, _dumps(value)[1]]
    javascript = [_javascript_form(answer, "JSON.parse")]
    if answer.json is not None:
        javascript.append(_json_form(answer.json, "JSON.stringify"))
    changes = _changes((given, *python)) + _changes((given, *javascript))
    whole = len(python) == len(javascript) == 2
    back = whole and all(_came_back(given.value, side[-1].value) for side in (python, javascript))
    return Conversion(text, (given, _utf8_form(text), *python, *javascript), changes, back if whole else None)


def _from_javascript(text: str) -> Conversion:
    """JavaScript → JSON.stringify → UTF-8 → json.loads → json.dumps → JSON.parse."""
    answer = engine.run(text)
    if answer.failure is not None and answer.stage == "compile":
        raise UsageError(
            f"JavaScript cannot read this (QuickJS): {answer.failure}.", "Write one JavaScript value or expression."
        )
    given = _javascript_form(answer, "you")
    if answer.json is None:
        return _no_json(text, given, answer)
    value, loaded = _loads(answer.json)
    forms = [given, _json_form(answer.json, "JSON.stringify"), _utf8_form(answer.json), loaded]
    if loaded.error is None:
        forms += _back_to_javascript(value)
    changes = _changes((*forms[:2], *forms[3:]))
    back = forms[-1].value if len(forms) == 6 else None
    return Conversion(text, tuple(forms), changes, _came_back(given.value, back))


def _no_json(text: str, given: Form, answer: engine.Answer) -> Conversion:
    """The value did not run, cannot become JSON, or JSON.stringify made `undefined` of it: nothing to send."""
    if given.error is not None:
        return Conversion(text, (given,), (), None)
    if answer.failure is not None:
        return Conversion(text, (given, Form("json", "", "JSON.stringify", error=answer.failure)), (), None)
    kind = given.value.type if given.value else "such value"
    why = f"JSON has no {kind}: JSON.stringify returns undefined, not a text."
    change = Change("value", given.text, "nothing", why, "JSON.stringify")
    return Conversion(text, (given, Form("json", "undefined", "JSON.stringify")), (change,), None)


def _back_to_javascript(value: object) -> list[Form]:
    text, dumped = _dumps(value)
    return [dumped] if text is None else [dumped, javascript_value(text)]


def _dumps(value: object) -> tuple[str | None, Form]:
    """The text of json.dumps (None if it failed), and its form."""
    try:
        text = json.dumps(value)
    except Exception as error:  # `default` hooks, properties, subclasses: any object may raise anything
        return None, Form("json", "", "json.dumps", error=_python_failure(error))
    return text, _json_form(text, "json.dumps")


def _loads(text: str) -> tuple[object, Form]:
    """The value of json.loads (None if it failed), and its form."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return None, Form("python", "", "json.loads", error=_python_failure(error))
    return value, _python_form(value, "json.loads")


def _python_form(value: object, made_by: str) -> Form:
    return Form("python", python_text(value), made_by, python_tree(value))


def _json_form(text: str, made_by: str, well_formed: bool = True) -> Form:
    size = len(text.encode("utf-8", "surrogatepass"))
    return Form("json", text, made_by, json_tree(text) if well_formed else None, size)


def _utf8_form(text: str) -> Form:
    try:
        payload = text.encode("utf-8")
    except UnicodeEncodeError as error:
        return Form("utf-8", "", "str.encode", error=_python_failure(error))
    return Form("utf-8", repr(payload), "str.encode", size=len(payload))


def _javascript_form(answer: engine.Answer, made_by: str) -> Form:
    if answer.failure is not None and answer.stage != "stringify":
        return Form("javascript", "", made_by, error=answer.failure)
    text = TOO_LARGE if answer.value is None else written(answer.value, javascript=True)
    return Form("javascript", text, made_by, answer.value)


def _python_failure(error: Exception) -> Failure:
    """The error as the last line of a traceback names it."""
    kind = type(error)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return Failure("Python", f"{module}{kind.__qualname__}", str(error))


def _changes(forms: tuple[Form, ...]) -> tuple[Change, ...]:
    """What changed from each form to the next; a form with an error is stepped over."""
    changes: tuple[Change, ...] = ()
    before: Form | None = None
    for form in forms:
        if form.error is not None:
            continue
        if before is not None and before.value is not None and form.value is not None:
            changes += compare(form.made_by, before.value, form.value)
        before = form
    return changes + _blanks(forms)


def _blanks(forms: tuple[Form, ...]) -> tuple[Change, ...]:
    """The two JSON texts, when they say the same in different letters."""
    texts = [form for form in forms if form.language == "json" and form.value is not None]
    if len(texts) < 2 or texts[0].text == texts[-1].text or not _came_back(texts[0].value, texts[-1].value):
        return ()
    why = "The same JSON: json.dumps puts a blank after , and : and JSON.stringify does not."
    if "".join(texts[0].text.split()) != "".join(texts[-1].text.split()):
        return ()
    return (Change("the text", texts[0].text, texts[-1].text, why, texts[-1].made_by),)


def _came_back(given: Node | None, back: Node | None) -> bool | None:
    return None if given is None or back is None else same(given, back)
