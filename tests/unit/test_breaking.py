"""Where long words may be broken in HTML."""

import pytest

from wslearn.breaking import breakable


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{'type': 'websocket.disconnect'}", "{'type': 'websocket.disconnect'}"),
        ("specific..inmemory!aaaaaaaaaaaa", "specific..<wbr>inmemory!<wbr>aaaaaaaaaaaa"),
        ("0123456789abcdef0123456789abcdef", "0123456789abcdef<wbr>0123456789abcdef"),
        (
            "see http://127.0.0.1:8000/a?b=c&d",
            "see http://<wbr>127.<wbr>0.<wbr>0.<wbr>1:<wbr>8000/<wbr>a?<wbr>b=<wbr>c&amp;<wbr>d",
        ),
        ("<script>alert('long')</script>", "&lt;script&gt;alert(<wbr>'long')&lt;/<wbr>script&gt;"),
    ],
)
def test_a_long_word_may_be_broken(text: str, wanted: str) -> None:
    """Behind its signs, else every sixteen letters; a short one is left alone, and everything is escaped."""
    assert breakable(text) == wanted
