"""Steps played without the code that they show: an expectation that holds all the same proves nothing."""

import asyncio
import tempfile
from pathlib import Path

from wslearn.course.model import Course, Expect, Lesson, Play, Scaffold, Step
from wslearn.course.payloads import Payloads
from wslearn.course.problem import Problem
from wslearn.course.project import write_project
from wslearn.course.stages import Stage, stages
from wslearn.course.verbs import parse_verb
from wslearn.errors import ServerNotStarted
from wslearn.server.process import Server
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.means import lacking
from wslearn.session.player import Player
from wslearn.trace.expectations import judge

# Seconds for one play; what it waits for will mostly not come.
_PATIENCE = 3.0


async def unproved(course: Course, lesson: Lesson, step: Step, payloads: Payloads) -> list[Problem]:
    """What a step says of concepts, and what holds without the code that shows them, too.

    The step is played on the project as it was before the step's first scaffold block. Of each concept that the step
    introduces, one `expect` block must fail there. A block that holds may be about the code of an earlier step: it must
    fail on the project as it was before the lesson.

    Args:
        course: loaded with these payloads.
    """
    before = _stage_before(course, lesson, step)
    begin = _stage_before(course, lesson, None)
    if before is None or begin is None or lacking(*step.needs):
        return []
    held = await _held(course, before, lesson, step, payloads)
    if not held:
        return []
    still = held if before == begin else await _held(course, begin, lesson, step, payloads)
    found = [
        Problem(block.source, f"this holds at stage {begin.id}, too: it shows nothing of {', '.join(block.concepts)}.")
        for block in held
        if block in still
    ]
    for name in sorted(_introduced(course, lesson, step)):
        if all(block in held for block in _about(step) if name in block.concepts):
            found.append(Problem(step.source, f"all that is expected of {name!r} holds at stage {before.id}, too."))
    return found


def _introduced(course: Course, lesson: Lesson, step: Step) -> set[str]:
    here = (lesson.id, step.number)
    return {name for name, concept in course.concepts.items() if (concept.lesson, concept.step) == here}


def _about(step: Step) -> list[Expect]:
    """The blocks that are about a concept."""
    return [block for block in step.blocks if isinstance(block, Expect) and block.concepts]


def _stage_before(course: Course, lesson: Lesson, step: Step | None) -> Stage | None:
    """The stage before the code of a step, or of the lesson where the step brings none or is None.

    Before the first stage of the course there is no project: it stands for itself. None where nothing can be removed.
    """
    every = stages(course)
    mine = [stage for stage in every if stage.lesson.id == lesson.id]
    names = {block.name for block in step.blocks if isinstance(block, Scaffold)} if step else set()
    first = next((stage for stage in mine if stage.scaffold.name in names), mine[0] if mine else None)
    return first and (first.before or every[0])


async def _held(course: Course, stage: Stage, lesson: Lesson, step: Step, payloads: Payloads) -> list[Expect]:
    """Play a step on the project of a stage; the blocks about concepts that hold."""
    if not _about(step):
        return []
    live = Live([], lesson=lesson.id, seed=payloads.seed)
    with tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True) as folder:
        write_project(Path(folder), course, stage)
        host = Host(Path(folder), lesson.server, live, lambda name: Server(live.take_from_thread, name))
        player = Player(host, live, SilentFace())
        try:
            await host.serving()
            return await _judged(step, host, live, player, payloads)
        except ServerNotStarted:
            return []
        finally:
            await player.close()
            host.close()


async def _judged(step: Step, host: Host, live: Live, player: Player, payloads: Payloads) -> list[Expect]:
    held: list[Expect] = []
    since, going = 0, True
    for block in step.blocks:
        if isinstance(block, Play) and not block.exercise:
            going = going and await _played(block, player, payloads)
        elif isinstance(block, Expect) and not block.exercise:
            await host.settled()
            await live.quiet()
            findings = judge(block.expectations, live.since(since), live.client_of)
            if block.concepts and all(finding.passed for finding in findings):
                held.append(block)
            since, going = live.position, True
    return held


async def _played(block: Play, player: Player, payloads: Payloads) -> bool:
    """Do the verbs up to the first that fails; whether none did."""
    try:
        async with asyncio.timeout(_PATIENCE):
            for verb in block.verbs:
                finding = await player.run(parse_verb(payloads.fill(verb.line), verb.source))
                if finding is not None and not finding.passed:
                    return False
    except TimeoutError:
        return False
    return True
