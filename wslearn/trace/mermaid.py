"""A sequence diagram as the text that Mermaid draws."""

from wslearn.trace.jsonl import Trace
from wslearn.trace.sequence import Arrow, Note, diagram

# Mermaid refuses a diagram of more than 50,000 characters (`maxTextSize`).
_MAX_DIAGRAM = 45_000
# Besides letters and digits, the only characters that mean nothing to Mermaid, Markdown or HTML in any place.
_PLAIN = frozenset(" .,()[]/=+-_!?*@:")


def to_mermaid(trace: Trace) -> str:
    """The trace as the text of a `sequenceDiagram`, ending in a newline.

    Payloads are shortened, and every character that Mermaid could take for its own is written as its number.
    A diagram that would be too large for Mermaid is cut, and says so.
    """
    drawn = diagram(trace)
    lines = ["sequenceDiagram", *(f"participant {one.key} as {escape(one.name)}" for one in drawn.participants)]
    room = _MAX_DIAGRAM - sum(map(len, lines))
    for shown, line in enumerate(map(_line, drawn.acts)):
        room -= len(line) + 5
        if room < 0:
            left_out = f"{len(drawn.acts) - shown} more are left out: Mermaid draws no more"
            lines.append(_line(drawn.note_over_all(left_out)))
            break
        lines.append(line)
    return "\n    ".join(lines) + "\n"


def escape(text: str) -> str:
    """`text` as Mermaid shows it, on one line, whatever is in it.

    Entity codes are Mermaid's own form, `#59;` for `;`. Control characters and everything else without a shape of its
    own (line ends, terminal escapes, right-to-left overrides, surrogates) are shown as Python escapes.
    """
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return "".join(char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in shown)


def _line(act: Arrow | Note) -> str:
    if isinstance(act, Note):
        return f"Note over {','.join(act.ends)}: {escape(act.text)}"
    return f"{act.source}{'-->>' if act.dashed else '->>'}{act.target}: {escape(act.text)}"
