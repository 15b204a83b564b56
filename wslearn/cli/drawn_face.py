"""A session drawn on a terminal. `DrawnFace` asks nobody; `AskingFace` waits for Enter, asks, and reads lines."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from wslearn.errors import WslearnError
from wslearn.render import lesson as draw
from wslearn.render.console import Screen
from wslearn.render.drawer import Drawer
from wslearn.render.errors import draw_error
from wslearn.render.escape import visible
from wslearn.render.overview import file_diffs, scaffold_diff
from wslearn.render.reveals import draw_answered, draw_revealed
from wslearn.render.timeline import View
from wslearn.server.process import Ready
from wslearn.session import face as shown
from wslearn.trace.record import Entry, Finding
from wslearn.trace.row import Row

if TYPE_CHECKING:
    from wslearn.course.model import Predict, Question, Step


_YOUR_TURN = "Now you: a client connects to {socket}. Type send hello, or help to see all that you can type."
_PRISTINE = "Your project is past this step. It is played on a pristine copy; your files stay as they are."
_BRIEF = "Handshakes and closings are recorded here as ever, and not drawn: look at the messages."
_COUNTED = "Too much to read: all of it is recorded as ever, and counted below."
_HAS_IT = "Your project has these files already: your own are played."


class DrawnFace:
    """Draws everything as it comes.

    Args:
        console: where to.
        view: which lanes and kinds of rows.

    Attributes:
        on_step: called before the heading of a step is drawn.
    """

    def __init__(self, console: Screen, view: View) -> None:
        self.on_step: Callable[[Step], None] = lambda step: None
        self._console = console
        self._view = view
        self._drawer = Drawer(console, view)
        self._last: Row | None = None
        self._held: list[Finding] = []
        self._closed = False

    def entry(self, entry: Entry) -> None:
        """Findings are drawn; rows stand for records."""
        if isinstance(entry, Finding) and entry.passed:
            self._held.append(entry)
        elif isinstance(entry, Finding):
            self._print(draw.finding(entry))

    def rows(self, rows: Sequence[Row]) -> None:
        """Draw rows."""
        if self._closed:
            return
        self._last = rows[-1]
        self._tell_held()
        self._above(lambda: self._drawer.draw(rows))

    def show(self, item: shown.Item) -> None:
        """Draw what stands around the rows."""
        if isinstance(item, shown.RowsHidden):
            self._hide(item.kinds)
        elif isinstance(item, shown.StepOpened):
            self.on_step(item.step)
        for part in _drawn(item, self._console):
            self._print(part)

    def _hide(self, kinds: frozenset[str]) -> None:
        if kinds:
            self._print(draw.notice(_COUNTED if "message" in kinds else _BRIEF))
        self._drawer.view = replace(self._view, hide=self._view.hide | kinds)

    def serving(self, ready: Ready, python: str) -> None:
        """Where the server listens, and how to talk to it."""
        self._print(draw.notice(f"Serving on http://{ready.host}:{ready.port}/ with {python}"))
        for sentence in ready.missing:
            self._print(draw.notice(sentence))
        self._print(
            draw.notice(f"Open its page, or type elsewhere: wslearn connect ws://{ready.host}:{ready.port}/ws/…/")
        )
        self._print(draw.notice("Ctrl-C ends it."))

    def ended(self, code: int, stderr: str) -> None:
        """The server ended by itself."""
        self._print(draw.notice(f"The server ended by itself with exit status {code}. Its last words:"))
        self._print(draw.code(stderr or "(none)"))

    def conclude(self, topic: int | None) -> None:
        """What a close code or an HTTP status means, in short."""
        from wslearn.protocol.explain import explain

        explanation = explain(str(topic)) if topic is not None else None
        if explanation is not None:
            self._print(draw.conclusion(explanation, f"wslearn explain {topic}"))

    def trouble(self, error: WslearnError) -> None:
        """A line could not be done; the session goes on."""
        self._print(draw_error(error))

    def close(self) -> None:
        """Draw no row any more: what follows is only that wslearn leaves."""
        self._tell_held()
        self._closed = True

    def explain_last(self) -> None:
        """Explain the last row that was drawn."""
        from wslearn.protocol.explain import explain
        from wslearn.render.explanation import draw_explanation

        topic = _topic(self._last) if self._last else None
        explanation = explain(topic) if topic else None
        if explanation is None:
            self._console.print(draw.notice("There is nothing to explain about the last row."))
        else:
            self._console.print(draw_explanation(explanation))

    async def pause(self, ahead: str) -> None:
        """Nobody has to wait."""

    async def guess(self, predict: "Predict") -> shown.Guess | None:
        """Nobody is asked; the question is shown all the same."""
        texts = [choice.text for choice in predict.choices]
        self._print(draw.prediction(predict.question, texts, ordered=predict.ordered))
        return None

    async def answer(self, question: "Question") -> int | None:
        """Nobody is asked; the question is shown all the same."""
        self._print(draw.question(question.question, [choice.text for choice in question.choices]))
        return None

    async def ask_line(self, names: Sequence[str]) -> str | None:
        """There is no prompt."""
        return None

    def _tell_held(self) -> None:
        """Findings that held are told together, in one line."""
        held, self._held = self._held, []
        if len(held) == 1:
            self._above(lambda: self._console.print(draw.finding(held[0])))
        elif held:
            all_of_them = Finding(True, f"{len(held)} expectations about the rows above", "")
            self._above(lambda: self._console.print(draw.finding(all_of_them)))

    def _print(self, part: RenderableType) -> None:
        self._tell_held()
        self._above(lambda: self._console.print(part, crop=False))

    def _above(self, action: Callable[[], None]) -> None:
        action()


def _topic(row: Row) -> str | None:
    """What to explain of a row: where said and sent differ, else its close code, status, event or opcode."""
    if row.marks:
        return row.marks[0].topic
    for record in reversed(row.records):
        for key in ("code", "status"):
            if isinstance(record.data.get(key), int):
                return f"{record.data[key]}"
        if record.lane == "asgi":
            return str(record.type)
    return next((str(record.data["opcode"]) for record in row.records if "opcode" in record.data), None)


def _drawn(item: shown.Item, console: Screen) -> Sequence[RenderableType]:
    """What stands around the rows; each kind of item is drawn by a function of its own."""
    match item:
        case shown.ConversionShown(conversion):
            from wslearn.render.conversion import draw_conversion

            return (draw_conversion(conversion, console.width, console.signs),)
        case shown.WaitsShown(caption, errands):
            from wslearn.render.waits import Waits

            return (Waits(caption, errands),)
        case shown.TreeShown(caption, fans, counted):
            from wslearn.render.fan import Counts, Fans

            return (Counts(caption, fans) if counted else Fans(caption, fans),)
        case shown.Scaffolded():
            return _scaffolded(item)
        case shown.Revealed():
            return draw_revealed(item)
        case shown.Answered(question, choice):
            return draw_answered(question, choice)
        case shown.CommandRan(command, code, output):
            if not output.strip():
                return (draw.notice(f"{command} ended with exit status {code} and printed nothing."),)
            return (draw.notice(f"{command} ended with exit status {code}:"), draw.code(output))
        case shown.LessonEnded(findings, next_command):
            return (draw.summary(findings, next_command=next_command),)
    return _told(item)


def _told(item: shown.Item) -> Sequence[RenderableType]:
    """Headings and texts."""
    match item:
        case shown.LessonOpened(lesson, folder):
            heading = draw.lesson_heading(lesson.number, lesson.title, lesson.summary, lesson.minutes)
            return (heading, draw.notice(f"Your own files in {folder} are played.")) if folder else (heading,)
        case shown.StepOpened(step, of):
            return (draw.step_heading(step.number, step.title, of),)
        case shown.ProseShown(markdown):
            return (draw.prose(markdown),)
        case shown.CodeShown(language, text):
            return (draw.code(text, language),)
        case shown.VerbStarted(line):
            return (Text(f"> {visible(line)}", style="command"),)
        case shown.VerbTyped(python, javascript):
            return (draw.notice(f"Python      {python}"), draw.notice(f"JavaScript  {javascript}"))
    return _noted(item)


def _noted(item: shown.Item) -> Sequence[RenderableType]:
    """Sentences of our own."""
    match item:
        case shown.Note(text):
            return (draw.notice(text),)
        case shown.LeftOut(missing):
            return (draw.notice(f"{missing} The rest of this step is shown, and not played."),)
        case shown.OwnEdit(files, command):
            why = "This step holds on the course's own files: the difference is in yours."
            return (draw.notice(f"{why} You changed {', '.join(files)}. The other version: {command}"),)
        case shown.Trouble(error):
            return (draw_error(error),)
        case shown.YourTurn(socket):
            return (Text(), draw.notice(_YOUR_TURN.format(socket=socket)))
    return ()


def _scaffolded(item: shown.Scaffolded) -> Sequence[RenderableType]:
    if not item.changes:
        return (Text(), draw.notice(item.purpose), draw.notice(_PRISTINE if item.pristine else _HAS_IT))
    return (scaffold_diff(item.purpose, file_diffs(item.changes)),)
