"""What a stage did to one file of the learner's project."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["added", "replaced", "merged", "kept", "conflict"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file.

    Attributes:
        path: in the project, with `/`.
        kind: `added` a new file; `replaced` it was as the last stage left it; `merged` it holds the learner's lines and
            the new ones; `kept` it had all that is new already; `conflict` it was left as it was, and the new version
            lies beside it.
        diff: unified, without the header lines: what happened to the file, or, for a conflict, what the stage changes.
            Empty for `kept`, and for files that are no text.
        beside: for a conflict: the path of the new version.
        why: for a conflict: one sentence.
    """

    path: str
    kind: Kind
    diff: str = ""
    beside: str = ""
    why: str = ""
