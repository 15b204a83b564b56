"""What can come next on the line: a client's name, a verb, a path."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

PATH_VERBS = ("connect", "get")
"""The verbs that a path follows."""


class VerbCompleter(Completer):
    """Completes `[NAME:] verb PATH`.

    Args:
        verbs: name → one line of help.
        names: gives the clients there are now.
        paths: the paths that can be connected to.
        help_word: what lists the verbs.
    """

    def __init__(
        self,
        verbs: Mapping[str, str],
        names: Callable[[], Sequence[str]],
        paths: Sequence[str],
        help_word: str = "help",
    ) -> None:
        self._help_word = help_word
        self._verbs = verbs
        self._names = names
        self._paths = paths

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What fits to the text before the cursor; nothing inside a payload."""
        words = document.text_before_cursor.lstrip().split(" ")
        if len(words) > 1 and words[0].endswith(":"):
            words = [word for word in words[1:-1] if word] + [words[-1]]
            return _fitting(words[0], self._verbs) if len(words) == 1 else self._paths_after(words)
        if len(words) == 1:
            clients = {f"{name}:": "a client" for name in self._names()}
            return _fitting(words[0], {**self._verbs, **clients, self._help_word: "what can be typed here"})
        return self._paths_after(words)

    def _paths_after(self, words: Sequence[str]) -> Iterable[Completion]:
        if len(words) == 2 and words[0] in PATH_VERBS:
            return _fitting(words[1], dict.fromkeys(self._paths, ""))
        return ()


def _fitting(begun: str, choices: Mapping[str, str]) -> Iterable[Completion]:
    """The choices that begin like this, with their help beside them."""
    for choice, text in choices.items():
        if choice.startswith(begun):
            yield Completion(choice, start_position=-len(begun), display_meta=text)
