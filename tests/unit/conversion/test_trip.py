"""Each difference between Python's json and JavaScript's JSON, as the engines themselves show it."""

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from datetime import date

import pytest

from wslearn.conversion import Change, Conversion, convert, convert_value, javascript_value, reasons
from wslearn.errors import UsageError


def texts(conversion: Conversion) -> list[str]:
    """Each stage as its text or its error."""
    return [str(form.error or form.text) for form in conversion.forms]


def makers(conversion: Conversion) -> list[str]:
    """Which function made each stage."""
    return [form.made_by for form in conversion.forms]


def change(conversion: Conversion, where: str, made_by: str) -> Change:
    """The one change at a place by a step."""
    found = [change for change in conversion.changes if (change.where, change.made_by) == (where, made_by)]
    assert len(found) == 1, conversion.changes
    return found[0]


def test_python_value_goes_through_both_languages_and_back() -> None:
    """The example of the manual: a tuple, an int key, None, and integer keys first in JavaScript."""
    conversion = convert('{"a": (1, 2), 3: None}')

    assert makers(conversion) == ["you", "json.dumps", "str.encode", "JSON.parse", "JSON.stringify", "json.loads"]
    assert texts(conversion) == [
        "{'a': (1, 2), 3: None}",
        '{"a": [1, 2], "3": null}',
        'b\'{"a": [1, 2], "3": null}\'',
        '{"3": null, a: [1, 2]}',
        '{"3":null,"a":[1,2]}',
        "{'3': None, 'a': [1, 2]}",
    ]
    assert [form.size for form in conversion.forms] == [None, 24, 24, None, 20, None]
    assert change(conversion, 'value["a"]', "json.dumps").before == "(1, 2)"
    assert change(conversion, 'value["a"]', "json.dumps").after == "[1, 2]"
    assert change(conversion, "value[3]", "json.dumps").after == 'key "3"'
    assert change(conversion, "value", "JSON.parse").after == 'keys in order "3", "a"'
    assert len(conversion.changes) == 3
    assert conversion.came_back is False


def test_value_that_fits_both_languages_only_loses_its_blanks() -> None:
    """The texts of json.dumps and JSON.stringify differ in blanks, and the value comes back the same."""
    conversion = convert('{"a":1,"b":[1,2]}')

    assert change(conversion, "the text", "JSON.stringify").before == '{"a": 1, "b": [1, 2]}'
    assert change(conversion, "the text", "JSON.stringify").after == '{"a":1,"b":[1,2]}'
    assert len(conversion.changes) == 1
    assert conversion.came_back is True


@pytest.mark.parametrize(
    ("literal", "made_by", "before", "after"),
    [
        ("'é😀'", "json.dumps", "'é😀'", '"\\u00e9\\ud83d\\ude00"'),
        ("1.0", "JSON.parse", "1.0", "1"),
        ("1e16", "JSON.parse", "1e+16", "10000000000000000"),
        ("-0.0", "JSON.stringify", "-0", "0"),
        ("9007199254740993", "JSON.parse", "9007199254740993", "9007199254740992"),
        ("(1,)", "json.dumps", "(1,)", "[1]"),
        ("NaN", "json.dumps", "nan", "NaN"),
        ("-Infinity", "json.dumps", "-inf", "-Infinity"),
    ],
)
def test_python_value_changes(literal: str, made_by: str, before: str, after: str) -> None:
    """Each value that the trip changes is reported at the step that changes it, with both spellings."""
    found = change(convert(literal), "value", made_by)

    assert (found.before, found.after) == (before, after)


def test_python_numbers_that_survive_are_not_reported() -> None:
    """Numbers that both languages hold exactly cause no change."""
    conversion = convert("[0, -1, 0.1, 9007199254740992, 1e+22, -1.5]")

    assert [change.where for change in conversion.changes if change.where != "the text"] == []
    assert conversion.came_back is True


def test_nan_is_refused_by_javascript_and_accepted_by_python() -> None:
    """json.dumps writes NaN, QuickJS's JSON.parse refuses it with its own words, json.loads takes it."""
    conversion = convert("NaN")

    assert makers(conversion) == ["you", "json.dumps", "str.encode", "JSON.parse", "json.loads"]
    assert conversion.errors[0].by == "QuickJS"
    assert str(conversion.errors[0]).startswith("SyntaxError: ")
    assert conversion.forms[-1].text == "nan"
    assert conversion.came_back is None


@pytest.mark.parametrize(
    ("literal", "error"),
    [
        ("{1, 2}", "TypeError: Object of type set is not JSON serializable"),
        ("set()", "TypeError: Object of type set is not JSON serializable"),
        ("date(2026, 1, 2)", "TypeError: Object of type date is not JSON serializable"),
        ("datetime(2026, 1, 2, 3, 4)", "TypeError: Object of type datetime is not JSON serializable"),
        ("Decimal('1.5')", "TypeError: Object of type Decimal is not JSON serializable"),
        ("b'x'", "TypeError: Object of type bytes is not JSON serializable"),
        ("{(1, 2): 3}", "TypeError: keys must be str, int, float, bool or None, not tuple"),
    ],
)
def test_python_error_is_kept_word_for_word(literal: str, error: str) -> None:
    """What json.dumps refuses ends the trip with Python's own error."""
    conversion = convert(literal)

    assert makers(conversion) == ["you", "json.dumps"]
    assert str(conversion.forms[1].error) == error
    assert conversion.errors[0].by == "Python"


def test_value_that_python_cannot_build_is_an_error_form() -> None:
    """A literal that reads well but has no value shows Python's error at the first stage."""
    assert str(convert("{[1]: 2}").forms[0].error) == "TypeError: unhashable type: 'list'"


def test_two_keys_of_python_become_one_in_json() -> None:
    """1 and "1" are two keys in Python, stand twice in the text, and one is lost in JavaScript."""
    conversion = convert("{1: 'a', '1': 'b'}")

    assert conversion.forms[1].text == '{"1": "a", "1": "b"}'
    lost = change(conversion, 'value["1"]', "JSON.parse")
    assert (lost.before, lost.after) == ('"a", "b"', '"b"')


@pytest.mark.parametrize(
    ("source", "where", "before", "after"),
    [
        ("{a: undefined}", 'value["a"]', "undefined", "nothing"),
        ("{f() {}}", 'value["f"]', "function f", "nothing"),
        ("{[Symbol('x')]: 1}", "value[Symbol(x)]", "1", "nothing"),
        ("[undefined]", "value[0]", "undefined", "null"),
        ("[,1]", "value[0]", "empty", "null"),
        ("[NaN]", "value[0]", "NaN", "null"),
        ("-Infinity", "value", "-Infinity", "null"),
        ("-0", "value", "-0", "0"),
        ("new Map([['a', 1]])", "value", 'Map(1) {"a" => 1}', "{}"),
        ("new Set([1])", "value", "Set(1) {1}", "{}"),
        ("new Date(0)", "value", "Date(1970-01-01T00:00:00.000Z)", '"1970-01-01T00:00:00.000Z"'),
        ("new Date(NaN)", "value", "Date(Invalid Date)", "null"),
        ("new Uint8Array([7, 8])", "value", "Uint8Array [7, 8]", '{"0": 7, "1": 8}'),
        ("class P { x = 1 }; new P()", "value", 'P {"x": 1}', '{"x": 1}'),
        ("/a/g", "value", "/a/g", "{}"),
        ("new Error('no')", "value", "Error: no", "{}"),
        ("{toJSON() { return 7 }}", "value", '{"toJSON": function toJSON}', "7"),
    ],
)
def test_javascript_value_changes(source: str, where: str, before: str, after: str) -> None:
    """JSON.stringify loses or changes these without an error; each is reported where it happens."""
    found = change(convert(source, "js"), where, "JSON.stringify")

    assert (found.before, found.after) == (before, after)


def test_javascript_value_goes_through_python_and_back() -> None:
    """Integer keys first, letters unescaped in JSON.stringify and escaped in json.dumps."""
    conversion = convert("{2: 'b', 1: 'é'}", "js")

    assert makers(conversion) == ["you", "JSON.stringify", "str.encode", "json.loads", "json.dumps", "JSON.parse"]
    assert texts(conversion)[1:5] == [
        '{"1":"é","2":"b"}',
        'b\'{"1":"\\xc3\\xa9","2":"b"}\'',
        "{'1': 'é', '2': 'b'}",
        '{"1": "\\u00e9", "2": "b"}',
    ]
    assert conversion.came_back is True


def test_undefined_makes_no_json() -> None:
    """JSON.stringify(undefined) is undefined: there is nothing to send."""
    conversion = convert("undefined", "js")

    assert makers(conversion) == ["you", "JSON.stringify"]
    assert conversion.forms[1].text == "undefined"
    assert change(conversion, "value", "JSON.stringify").after == "nothing"


@pytest.mark.parametrize(
    ("source", "stage", "error"),
    [
        ("[1n]", 1, "TypeError: BigInt are forbidden in JSON.stringify"),
        ("let o = {}; o.o = o; o", 1, "TypeError: circular reference"),
        ("nothing.here", 0, "ReferenceError: nothing is not defined"),
        ("throw 1", 0, "threw 1"),
        ("JSON.parse('')", 0, "SyntaxError: Unexpected end of JSON input"),
        ("(function f() { f() })()", 0, "RangeError: Maximum call stack size exceeded"),
    ],
)
def test_javascript_error_is_quickjs_own(source: str, stage: int, error: str) -> None:
    """JavaScript's errors are shown as the engine words them, and said to be QuickJS's."""
    conversion = convert(source, "js")
    failure = conversion.forms[stage].error

    assert failure is not None
    assert (str(failure), failure.by) == (error, "QuickJS")
    assert conversion.came_back is None


def test_json_goes_both_ways() -> None:
    """A JSON text is read by both languages and written again by both."""
    conversion = convert('{"b": 1.0, "2": 1, "b": 2.0}', "json")

    assert makers(conversion) == ["you", "str.encode", "json.loads", "json.dumps", "JSON.parse", "JSON.stringify"]
    assert texts(conversion)[2:] == ["{'b': 2.0, '2': 1}", '{"b": 2.0, "2": 1}', '{"2": 1, b: 2}', '{"2":1,"b":2}']
    assert change(conversion, 'value["b"]', "json.loads").before == "1.0, 2.0"
    assert conversion.came_back is False


@pytest.mark.parametrize(
    ("text", "python", "javascript"),
    [
        ("NaN", "nan", "SyntaxError: unexpected token: 'NaN'"),
        ("1e999", "inf", "Infinity"),
        ("-0", "0", "-0"),
        ('"\\ud800"', "'\\ud800'", '"\\ud800"'),
        ("12345678901234567890", "12345678901234567890", "12345678901234567000"),
        (
            "{'a': 1}",
            "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
            "SyntaxError: Expected property name or '}' in JSON at position 1 (line 1 column 2)",
        ),
        (
            "[",
            "json.decoder.JSONDecodeError: Expecting value: line 1 column 2 (char 1)",
            "SyntaxError: Unexpected end of JSON input",
        ),
    ],
)
def test_both_readings_of_a_json_text(text: str, python: str, javascript: str) -> None:
    """What one language makes of a text is shown even when the other refuses it."""
    made = {form.made_by: str(form.error or form.text) for form in convert(text, "json").forms}

    assert made["json.loads"] == python
    assert made["JSON.parse"] == javascript


def test_json_text_that_cannot_be_sent() -> None:
    """A lone surrogate inside the text itself has no UTF-8; the error is Python's."""
    conversion = convert('"\ud800"', "json")

    assert conversion.forms[1].error is not None
    assert conversion.forms[1].error.type == "UnicodeEncodeError"


@pytest.mark.parametrize(("text", "language"), [("1", "perl"), ("  ", "python"), ("", "js"), ("{a: 1}}", "js")])
def test_unreadable_input_is_a_usage_error(text: str, language: str) -> None:
    """An unknown language, no value, or JavaScript that is no JavaScript: a sentence and what to do next."""
    with pytest.raises(UsageError) as caught:
        convert(text, language)

    assert caught.value.hint


def test_any_python_object_can_be_converted() -> None:
    """`convert_value` takes objects: subclasses are said to lose their class, failures are Python's own."""
    conversion = convert_value(OrderedDict(a=1))

    assert change(conversion, "value", "json.dumps").before.startswith("OrderedDict")
    assert conversion.forms[-1].text == "{'a': 1}"
    assert "date" in str(convert_value([date(2026, 1, 1)]).errors[0])


def test_objects_that_misbehave_do_no_harm() -> None:
    """A circular list and an object whose repr fails end in forms, never in an exception."""

    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError("no")

    circle: list[object] = []
    circle.append(circle)

    assert str(convert_value(circle).errors[0]) == "ValueError: Circular reference detected"
    assert convert_value(Broken()).forms[0].text == "<Broken: repr() raised RuntimeError>"


def test_javascript_value_of_a_wire_text() -> None:
    """What the page's JSON.parse makes of a text, or QuickJS's error."""
    assert javascript_value('{"b": [1.0, null], "1": "é\\u0000"}').text == '{"1": "é\\u0000", b: [1, null]}'
    assert str(javascript_value("hello").error).startswith("SyntaxError: ")


def test_values_too_deep_to_compare_are_still_converted() -> None:
    """Beyond the depth limit every step is still run; only the comparison is left out."""
    conversion = convert_value(json.loads("[" * 300 + "]" * 300))

    assert conversion.forms[-1].text == "[" * 300 + "]" * 300
    assert conversion.changes == ()
    assert conversion.came_back is None


def test_text_nested_beyond_both_languages() -> None:
    """Python and QuickJS each give up on a hundred thousand brackets with an error of their own, not a crash."""
    conversion = convert("[" * 100_000, "json")

    assert [error.type for error in conversion.errors] == ["RecursionError", "RangeError"]


def test_threads_can_convert_at_the_same_time() -> None:
    """Each conversion has an engine of its own."""
    done: list[str] = []

    def work() -> None:
        done.append(javascript_value("[1.0]").text)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == ["[1]"] * 4


def test_the_engine_is_loaded_only_when_it_runs() -> None:
    """Importing the package costs no JavaScript engine."""
    code = "import sys, wslearn.conversion; sys.exit('quickjs' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_key_that_is_given_twice_is_told() -> None:
    """Python keeps the last value without a word; the loss is named at any depth, for keys that are equal."""
    told = change(convert('{"a": 1, "b": [{1: 2, True: 3, 1.0: 4}], "a": 5}'), "key 'a'", "Python")
    assert (told.before, told.after, told.why) == ("2 values", "the last one", reasons.LAST_WINS)
    deep = change(convert('{"b": [{1: 2, True: 3, 1.0: 4}]}'), "key 1", "Python")
    assert deep.before == "3 values"
    assert [one for one in convert('[{"a": 1}, {"a": 1}]').changes if one.made_by == "Python"] == []


def test_half_of_a_surrogate_pair_is_no_letter() -> None:
    """It gets through as an escape, and the sentence says where it does not; a whole pair is a letter."""
    assert change(convert(r'"\ud800"'), "value", "json.dumps").why == reasons.HALF
    assert change(convert('"😀"'), "value", "json.dumps").why == reasons.ESCAPED
