"""The pictures of a lesson in a notebook."""

from dataclasses import replace

from tests.unit.render.parsed import Page, lines_read
from tests.unit.render.test_fan import FAN
from tests.unit.render.test_waits import BOTH
from wslearn.render.output_pictures import tree_output, waits_output

EVIL = '" onclick="alert(1)"></pre><script>alert(1)</script>\0\ud800'
SHOWN = r'" onclick="alert(1)"></pre><script>alert(1)</script>\x00\ud800'


def test_bars_stand_as_they_are_and_are_spoken() -> None:
    """One block of lines below its caption; sentences for who cannot see bars, and as plain text."""
    output = waits_output("Two.", BOTH)
    page = Page(output.html)
    caption, alice, bob, _ = page.read.strip().splitlines()
    assert caption.startswith("Two.")
    assert bob.index("█") == alice.rindex("█") + 1
    ((_, block),) = [tag for tag in page.tags if tag[0] == "pre"]
    assert block["role"] == "img"
    assert block["aria-label"] == output.plain
    assert output.plain.splitlines()[0] == "Two."
    assert output.plain.endswith("bob: send b: asked after 0.0 ms, waited 500 ms, at work 500 ms\n")


def test_without_times_it_is_told_who_waited_for_whom() -> None:
    """The same in every run: no bars, no numbers."""
    output = waits_output("Two.", BOTH, times=False)
    assert lines_read(output.html) == ["Two.", "alice: send a: begun at once", "bob: send b: waited for alice: send a"]
    assert output.plain.splitlines() == lines_read(output.html)


def test_a_tree_keeps_its_lines() -> None:
    """As the terminal draws it."""
    said = Page(tree_output("Where.", [FAN]).html).read.splitlines()
    assert r"├─ bob   !aBcDeFgH  say → TEXT hi\x1b[31m" in said
    assert "bob, channel !aBcDeFgH: say gives" in tree_output("Where.", [FAN]).plain


def test_channels_can_be_numbered() -> None:
    """Their own names are others in every run; one that comes again keeps its number."""
    said = lines_read(tree_output("Where.", [FAN, FAN], names=False).html)
    assert [line.split()[2:4] for line in said if line.startswith(("├", "└"))] == [
        ["channel", "1"], ["channel", "2"], ["channel", "3"]
    ] * 2  # fmt: skip


def test_counts_are_spoken_too() -> None:
    """The numbers without the bars."""
    output = tree_output("How many.", [FAN], counted=True)
    assert "█" in output.html
    assert "1 became a frame" in " ".join(output.plain.split())
    assert "█" not in output.plain


def test_captions_and_payloads_are_text() -> None:
    """Markup is shown, what has no shape is an escape."""
    errands = [replace(BOTH[0], what=f"a: send {EVIL[-10:]}")]
    for output in (waits_output(EVIL, errands), tree_output(EVIL, [FAN]), tree_output(EVIL, [FAN], counted=True)):
        tags = Page(output.html).tags
        assert "script" not in {tag for tag, _ in tags}
        assert "onclick" not in {name for _, attributes in tags for name in attributes}
        assert SHOWN in Page(output.html).read
        assert SHOWN in output.plain
        (output.html + output.plain).encode()
