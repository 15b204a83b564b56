"""The console of a cell's page."""

from wslearn.render.page_run import ConsoleLine, draw_page_run


def test_each_line_has_the_word_of_its_level() -> None:
    """Nothing is told by colour or place alone, in both forms."""
    lines = [ConsoleLine("log", "{a: 1}"), ConsoleLine("uncaught", "TypeError: no", 3), ConsoleLine("note", "Ours.")]
    output = draw_page_run(lines, "The page was left.")

    assert output.plain == "log: {a: 1}\nuncaught: TypeError: no (line 3)\nnote: Ours.\nThe page was left.\n"
    assert "<tr><td>log</td><td><code>{a: 1}</code></td></tr>" in output.html
    assert "<tr><td><b>uncaught</b></td><td><code>TypeError: no</code> (line 3)</td></tr>" in output.html
    assert "<tr><td>note</td><td>Ours.</td></tr>" in output.html
    assert "<p><small>The page was left.</small></p>" in output.html


def test_what_the_page_printed_is_only_shown() -> None:
    """Tags, escapes of terminals and letters that turn the line are visible and do nothing."""
    output = draw_page_run([ConsoleLine("log", "<img src=x onerror=alert(1)> \x1b[31m \u202e")], "")

    assert "&lt;img src=x onerror=alert(1)&gt; \\x1b[31m \\u202e" in output.html
    assert output.plain == "log: <img src=x onerror=alert(1)> \\x1b[31m \\u202e\n"


def test_lines_of_a_text_stay_lines() -> None:
    """Also their blanks; what is long loses its middle and says so."""
    output = draw_page_run([ConsoleLine("log", "one\n  two"), ConsoleLine("log", "x" * 5000)], "")

    assert "<code>one<br> \N{NO-BREAK SPACE}two</code>" in output.html
    assert output.plain.startswith("log: one\n       two\n")
    assert "… 5,000 characters …" in output.plain


def test_a_page_that_printed_nothing() -> None:
    """There is no empty table, only the sentence."""
    output = draw_page_run([], "The page was left.")

    assert "<table" not in output.html
    assert "The page was left." in output.html
