"""Why a step changed a value: one sentence for each difference that a comparison can find."""

from decimal import Decimal, InvalidOperation

from wslearn.conversion.form import Item, Node

KINDS = {
    "dict": "object",
    "list": "array",
    "str": "string",
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "NoneType": "null",
}
"""How each Python type is called in JSON and JavaScript; the types of JSON keep their name."""

NOT_JSON = ("NaN", "Infinity", "-Infinity")

KEY = "In JSON every key is a string."
ESCAPED = "json.dumps writes letters outside ASCII as \\u escapes; who reads it gets the same letters back."
HALF = (
    "This is half of a surrogate pair and no letter. As a \\u escape it gets through; sent as it is, it "
    "raises UnicodeEncodeError: UTF-8 has no bytes for it."
)
LAST_WINS = "The key is given more than once; Python keeps the last value, without an error."
DOUBLE = "The name stands in the text more than once; the last one wins, without an error."
ORDER = "JavaScript puts names that are whole numbers first, smallest first."
ADDED = "The object's own toJSON method added it."
NO_TUPLE = "JSON has one kind of list, the array; it comes back as a Python list."
NO_NUMBER = "json.dumps writes this word, but it is not JSON: JSON.parse refuses it."
TO_NULL = "JSON has no such number: JSON.stringify writes null, without an error."
HOLE = "A list cannot leave a place out: JSON.stringify writes null there."
BAD_DATE = "An invalid Date becomes null, without an error."
DATE = "JSON has no dates: JSON.stringify writes the text of toISOString(), and it stays a text."
MEMBERS = "JSON.stringify does not look inside a Map or a Set."
CLASS = "JSON keeps the data, not the class."
OWN_JSON = "The value's own toJSON method decided this."
TOO_BIG = "The number is larger than a double can hold."
PRECISION = "A double holds about 16 digits; this is the nearest one. Send such numbers as strings."
DIGITS = "JavaScript holds exactly this number, but writes at most 17 digits and then zeros: it arrives as another one."
ONE_NUMBER = "JavaScript has one type of number: 1.0 and 1 are the same. Python reads it back as an int."
SAME_NUMBER = "The same number, written differently."
MINUS_ZERO = "The sign of zero is lost."
SURROGATE = "The text itself changed on the way."


def value_changed(made_by: str, before: Node, after: Node) -> str | None:
    """Why `after` is not simply `before` in the other language; None when it is. Entries are not looked at."""
    kinds = KINDS.get(before.type, before.type), KINDS.get(after.type, after.type)
    if kinds[0] != kinds[1]:
        return _type_changed(made_by, before, after)
    if kinds[0] == "number":
        return _number_changed(made_by, before.text, after.text)
    if kinds[0] == "string":
        return _string_changed(made_by, before, after)
    return None if before.text == after.text or kinds[0] in ("object", "array", "boolean", "null") else OWN_JSON


def gone(item: Item) -> str:
    """Why an entry is not there any more."""
    if item.key_type == "symbol":
        return "JSON.stringify leaves out keys that are symbols."
    if item.value.type in ("undefined", "function", "symbol"):
        return f"JSON has no {item.value.type}: JSON.stringify leaves the key out, without an error."
    return OWN_JSON


def _type_changed(made_by: str, before: Node, after: Node) -> str:
    if made_by == "json.dumps":
        return NO_TUPLE if before.type == "tuple" else CLASS
    if after.type == "null":
        return _null(before)
    if before.type in ("Map", "Set") and after.type == "object":
        return MEMBERS
    if before.type == "Date":
        return DATE
    return CLASS if after.type in ("object", "array") or before.type in ("Number", "String", "Boolean") else OWN_JSON


def _null(before: Node) -> str:
    if before.type in ("undefined", "function", "symbol", "empty"):
        return HOLE
    if before.text in NOT_JSON:
        return TO_NULL
    if before.type == "Date":
        return BAD_DATE
    return OWN_JSON


def _string_changed(made_by: str, before: Node, after: Node) -> str | None:
    if before.string != after.string:
        return OWN_JSON if made_by == "JSON.stringify" else SURROGATE
    text = before.string or ""
    if made_by != "json.dumps" or text.isascii():
        return None
    return HALF if any("\ud800" <= letter <= "\udfff" for letter in text) else ESCAPED


def _number_changed(made_by: str, before: str, after: str) -> str | None:
    if made_by == "json.dumps":
        return NO_NUMBER if after in NOT_JSON else None
    if before == after or before in NOT_JSON:
        return None
    old, new = _number(before), _number(after)
    if new is None:
        return TOO_BIG
    if old != new:
        return DIGITS if made_by == "JSON.parse" and old == Decimal(float(new)) else PRECISION
    if old == 0 and before[0] == "-" != after[0]:
        return MINUS_ZERO
    if after.lstrip("-").isdigit() and not before.lstrip("-").isdigit():
        return ONE_NUMBER
    return SAME_NUMBER if made_by == "JSON.parse" else None


def _number(text: str) -> Decimal | None:
    """The exact value; None for Infinity, NaN and exponents beyond Decimal's range."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
