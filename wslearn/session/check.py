"""Check an exercise: the learner's project and the solution play the same script on real Daphne, the traces decide."""

import asyncio
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from wslearn.course.exercise import Exercise
from wslearn.course.model import Course, Wrong
from wslearn.course.payloads import Payloads
from wslearn.course.project import write_project
from wslearn.course.stages import stages
from wslearn.course.verbs import Verb, parse_verb
from wslearn.errors import EnvironmentProblem, LessonError, ServerNotStarted, WslearnError
from wslearn.server.process import Server
from wslearn.session import early
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.means import lacking
from wslearn.session.patience import Patience
from wslearn.session.player import Player
from wslearn.session.stuck import explained
from wslearn.trace.expectations import judge, pending
from wslearn.trace.patterns import holds
from wslearn.trace.record import Entry, Finding, Record
from wslearn.trace.row import Row

# Seconds that a check waits for what may not come, while the server still has something to do.
_MOST = 3.0
# The same for pages, and how long nothing must happen: a browser asks nobody when it is ready, and is slow to start.
_MOST_OF_PAGES, _QUIET_OF_PAGES = 15.0, 2.0
_ROWS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """A project that played an exercise's script.

    Attributes:
        records: of the play, merged; of a project that could not be served, the exception that it raised, if any.
        rows: the same as rows.
        findings: of the verbs, then of the expectations.
        replies: client → the messages that `expect-same` met.
        clients: connection → the client's name.
        problem: why the project could not be served, None when it was.
    """

    records: tuple[Record, ...] = ()
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    replies: Mapping[str, Sequence[str | bytes]] = field(default_factory=dict)
    clients: Mapping[str, str] = field(default_factory=dict)
    problem: WslearnError | None = None

    @property
    def passed(self) -> bool:
        """Whether every finding held."""
        return self.problem is None and all(finding.passed for finding in self.findings)

    def client_of(self, conn: str | None) -> str | None:
        """The bundled client's name at the other end of a connection."""
        return self.clients.get(conn or "")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    Attributes:
        lesson: id of the lesson.
        passed: every expectation held.
        findings: all of them, in order.
        mistake: the known mistake that the trace shows, None when none is recognised or it passed; also of a project
            that could not be served.
        rows: the rows that decided it.
        tracebacks: of the exceptions of the project, for `--details`.
        seed: of the payloads.
        took_ns: from the call to the verdict.
        problem: why the project could not be served; then no finding is told.
    """

    lesson: str
    passed: bool
    findings: tuple[Finding, ...]
    mistake: Wrong | None
    rows: tuple[Row, ...]
    tracebacks: tuple[str, ...]
    seed: int
    took_ns: int
    problem: WslearnError | None = None


async def check(course: Course, exercise: Exercise, folder: Path, payloads: Payloads) -> CheckResult:
    """Check the learner's answer in a project folder.

    Args:
        course: loaded with these payloads.
        exercise: what is checked.
        folder: the learner's project, at the starter's stage or later.
        payloads: fresh ones, so that a reply that is written into the code fails.

    Raises:
        LessonError: the solution itself could not be played.
        EnvironmentProblem: something that the exercise needs is missing on this machine.
    """
    if missing := lacking(*exercise.needs):
        raise EnvironmentProblem(missing, f"Then: wslearn check {exercise.lesson.number}")
    begun = time.perf_counter_ns()
    with solved_project(course, exercise) as solution:
        expected, trial = await asyncio.gather(
            play_exercise(exercise, solution, payloads), play_exercise(exercise, folder, payloads)
        )
    if expected.problem is not None:
        raise LessonError(
            f"The solution of lesson {exercise.lesson.number} cannot be served.", "", str(expected.problem)
        )
    return judge_trial(exercise, compared(trial, expected), payloads.seed, time.perf_counter_ns() - begun)


def judge_trial(exercise: Exercise, trial: Trial, seed: int, took_ns: int) -> CheckResult:
    """The verdict on a trial."""
    tracebacks = tuple(str(r.data["traceback"]) for r in trial.records if r.type == "exception")
    mistake = None if trial.passed else recognised(exercise, trial)
    return CheckResult(
        exercise.lesson.id,
        trial.passed,
        tuple(finding if finding.passed else explained(finding, trial.records) for finding in trial.findings),
        mistake,
        _deciding(trial),
        tracebacks,
        seed,
        took_ns,
        trial.problem,
    )


def recognised(exercise: Exercise, trial: Trial) -> Wrong | None:
    """The first known mistake all of whose patterns hold over the trace."""
    return next(
        (
            wrong
            for wrong in exercise.wrong
            if all(holds(pattern, trial.records, trial.client_of) for pattern in wrong.when)
        ),
        None,
    )


def solved_project(course: Course, exercise: Exercise) -> "Overlaid":
    """A temporary project with the solution laid over it."""
    return Overlaid(course, exercise, exercise.solution)


class Overlaid:
    """A context manager: a temporary project at the starter's stage with whole files laid over it.

    Args:
        course, exercise: which project.
        files: the folder of the files; None for the untouched starter.
    """

    def __init__(self, course: Course, exercise: Exercise, files: Path | None) -> None:
        self._stage = [s for s in stages(course) if s.lesson.id == exercise.lesson.id][-1]
        self._course = course
        self._files = files
        self._folder = tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True)

    def __enter__(self) -> Path:
        folder = Path(self._folder.name)
        write_project(folder, self._course, self._stage)
        if self._files is not None:
            lay_over(folder, self._files)
        return folder

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def lay_over(folder: Path, files: Path) -> None:
    """Copy whole files over a project."""
    for source in files.rglob("*.*"):
        if source.is_file() and "__pycache__" not in source.parts:
            target = folder / source.relative_to(files)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())


async def play_exercise(exercise: Exercise, folder: Path, payloads: Payloads) -> Trial:
    """Serve a project and play an exercise's script against it, up to the first verb that fails."""
    kept = _Rows()
    live = Live([kept], lesson=exercise.lesson.id, seed=payloads.seed)
    host = Host(folder, exercise.lesson.server, live, lambda name: Server(live.take_from_thread, name, early.take()))
    pages = "browser" in exercise.needs
    patience = Patience(live, host, _MOST_OF_PAGES, _QUIET_OF_PAGES) if pages else Patience(live, host, _MOST)
    player = Player(host, live, SilentFace(), patience.limit, _users(exercise, payloads))
    try:
        await host.serving()
        findings = await _play(exercise, player, payloads)
        if all(finding.passed for finding in findings):
            await _wait_for_expected(exercise, live, patience)
        await host.settled()
        await live.quiet()
        records = tuple(live.records)
    except ServerNotStarted as error:
        return Trial(_raised_at_start(error), problem=error)
    except WslearnError as error:
        return Trial(problem=error)
    finally:
        await player.close()
        host.close()
    live.flush()
    clients = {r.conn: name for r in records if r.conn and (name := live.client_of(r.conn))}
    findings += judge(exercise.expect.expectations, records, live.client_of)
    return Trial(records, tuple(kept.kept), tuple(findings), player.replies, clients)


def _raised_at_start(error: ServerNotStarted) -> tuple[Record, ...]:
    """What kept the project from being loaded, as the record that known mistakes are recognised by."""
    data = error.exception
    return (Record("server-1", 1, time.perf_counter_ns(), "consumer", None, "exception", data),) if data else ()


async def _play(exercise: Exercise, player: Player, payloads: Payloads) -> list[Finding]:
    findings: list[Finding] = []
    for verb in exercise.play.verbs:
        finding = await player.run(_filled(verb, payloads))
        if finding is not None:
            findings.append(finding)
            if not finding.passed:
                break
    return findings


def _users(exercise: Exercise, payloads: Payloads) -> Sequence[str]:
    """Who logs in, each once."""
    filled = [_filled(verb, payloads).arguments for verb in exercise.play.verbs if verb.name == "connect"]
    return list(dict.fromkeys(arguments["as"] for arguments in filled if arguments["as"]))


def _filled(verb: Verb, payloads: Payloads) -> Verb:
    return parse_verb(payloads.fill(verb.line), verb.source)


async def _wait_for_expected(exercise: Exercise, live: Live, patience: Patience) -> None:
    """Wait until the records that are expected are there, or will not come any more.

    Not after a verb that failed: the rest of the script was not played, and what is not there will not come.
    """
    expectations = exercise.expect.expectations
    with suppress(TimeoutError):
        async with patience.limit():
            await live.until(lambda: not pending(expectations, live.records, live.client_of), _MOST)


def compared(trial: Trial, expected: Trial) -> Trial:
    """The trial with a finding for each reply that has to be the solution's."""
    if trial.problem is not None:
        return trial
    findings = [
        _same(client, trial.replies.get(client, ()), number, reply)
        for client, replies in expected.replies.items()
        for number, reply in enumerate(replies)
    ]
    return Trial(trial.records, trial.rows, (*trial.findings, *filter(None, findings)), trial.replies, trial.clients)


def _same(client: str, replies: Sequence[str | bytes], number: int, wanted: str | bytes) -> Finding | None:
    """Compare one reply; None where there is none: the verb that waited for it has said so."""
    if number >= len(replies):
        return None
    expected = f"{client} receives {wanted!r}"
    held = _meaning(replies[number]) == _meaning(wanted)
    hint = "" if held else "Compare the value that your code converted with the one that it sent."
    return Finding(held, expected, f"{client} received {replies[number]!r}", hint)


def _meaning(message: str | bytes) -> object:
    """What a message says: its JSON value, else itself."""
    try:
        return ("json", json.loads(message))
    except ValueError:
        return ("message", message)


def _deciding(trial: Trial) -> tuple[Row, ...]:
    """The rows of the first failed finding's evidence, and those before; the last ones when there is none."""
    failed = next((finding for finding in trial.findings if not finding.passed), None)
    evidence = set(failed.evidence) if failed else set()
    last = max(
        (n for n, row in enumerate(trial.rows) if evidence & {record.id for record in row.records}),
        default=len(trial.rows) - 1,
    )
    return trial.rows[max(0, last + 1 - _ROWS_SHOWN) : last + 1]


class _Rows:
    """A listener that keeps the rows."""

    def __init__(self) -> None:
        self.kept: list[Row] = []

    def entry(self, entry: Entry) -> None:
        """Records are kept by the live trace."""

    def rows(self, rows: Sequence[Row]) -> None:
        """Keep them."""
        self.kept.extend(rows)
