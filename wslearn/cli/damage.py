"""What a command says and returns when the trace it read was damaged."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wslearn.trace.jsonl import Trace


def tell_damage(trace: "Trace") -> int:
    """The exit code: 0, or 1 after saying on standard error where the trace broke."""
    if trace.damage is None:
        return 0
    from wslearn.render.escape import visible

    line, message = trace.damage.line, visible(trace.damage.message)
    sys.stderr.write(f"The trace is damaged at line {line}: {message}. All that can be read was used.\n")
    return 1
