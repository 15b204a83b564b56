"""A conversion in a notebook."""

from tests.unit.render.drawing import draw, screen
from tests.unit.render.parsed import Page, lines_read
from wslearn.conversion import Change, Conversion, Failure, Form
from wslearn.render.conversion import draw_conversion
from wslearn.render.output_conversion import conversion_output
from wslearn.render.signs import PLAIN

EVIL = "</table><script>alert(1)</script>\0\ud800"
LOST = Conversion(
    "(1,  2)",
    (
        Form("python", "(1,  2)", "you"),
        Form("json", "[1, 2]", "json.dumps", size=6),
        Form("javascript", "", "JSON.parse", error=Failure("QuickJS", "SyntaxError", EVIL, "Look at the quotes.")),
    ),
    (Change("value", "(1, 2)", "[1, 2]", "JSON has no tuples.", "json.dumps"),),
    None,
)


def test_a_conversion_is_a_table() -> None:
    """Who made each form, headed by its language; then what changed and why, and whether it came back."""
    said = lines_read(conversion_output(LOST).html)
    assert said == [
        "One value in Python, JSON and JavaScript: (1, 2)",
        "| Form | Made by | Value",
        "| Python | given | (1, 2)",
        "| JSON text | json.dumps, 6 B | [1, 2]",
        r"| JavaScript | JSON.parse | Error. QuickJS says: SyntaxError: </table><script>alert(1)</script>\x00\ud800",
        "Look at the quotes.",
        "A browser reports the same problem in other words.",
        "What changed",
        "json.dumps: value: (1, 2) → [1, 2]",
        "JSON has no tuples.",
        "The value did not come back: see the error.",
    ]
    page = Page(conversion_output(LOST).html)
    assert [a.get("scope") for tag, a in page.tags if tag == "th"] == ["col"] * 3 + ["row"] * 3
    assert [tag for tag, _ in page.tags].count("caption") == 1
    assert "script" not in {tag for tag, _ in page.tags}


def test_a_reason_belongs_to_its_change() -> None:
    """It is a line of the same paragraph."""
    assert "JSON has no tuples.</p>" in (html := conversion_output(LOST).html)
    assert "<p>JSON has no tuples." not in html


def test_plain_is_the_terminals() -> None:
    """The same words, in reading order."""
    assert conversion_output(LOST).plain == draw(draw_conversion(LOST, signs=PLAIN), screen(1000, plain=True))


def test_long_values_are_shortened() -> None:
    """A megabyte is not kept in a notebook."""
    text = "x" * 2**20
    long = Conversion(text, (Form("python", text, "you"),), (), True)
    assert len(conversion_output(long).html) < 5000
    assert "1,048,576 characters" in conversion_output(long).html
