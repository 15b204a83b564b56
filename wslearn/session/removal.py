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
from wslearn.session.player import Player
from wslearn.trace.expectations import judge

# Seconds for one play; what it waits for will mostly not come.
_PATIENCE = 3.0


async def unproved(course: Course, lesson: Lesson, step: Step, payloads: Payloads) -> list[Problem]:
    """The concepts of a step whose expectations all hold without the code that shows them, too.

    The step is played on the project as it was before the step's first scaffold block; where the step has none, as it
    was before the lesson. Of a concept with several `expect` blocks in the step, one must fail there.

    Args:
        course: loaded with these payloads.
    """
    introduced = {
        name for name, concept in course.concepts.items() if (concept.lesson, concept.step) == (lesson.id, step.number)
    }
    stage = _before(course, lesson, step)
    if not introduced or stage is None:
        return []
    with tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True) as folder:
        write_project(Path(folder), course, stage)
        held = await _held(Path(folder), lesson, step, payloads)
    return [
        Problem(step.source, f"what step {step.number} expects of {name!r} holds at stage {stage.id}, too.")
        for name in sorted(introduced & held)
    ]


def _before(course: Course, lesson: Lesson, step: Step) -> Stage | None:
    """The stage without the code of the step; the course's first stage at least, None where nothing can be removed."""
    every = stages(course)
    mine = [stage for stage in every if stage.lesson.id == lesson.id]
    names = [block.name for block in step.blocks if isinstance(block, Scaffold)]
    first = next((stage for stage in mine if stage.scaffold.name in names), mine[0] if mine else None)
    return first and (first.before or every[0])


async def _held(folder: Path, lesson: Lesson, step: Step, payloads: Payloads) -> set[str]:
    """Serve a project and play a step's plays; the concepts all of whose expectations hold."""
    live = Live([], lesson=lesson.id, seed=payloads.seed)
    host = Host(folder, lesson.server, live, lambda name: Server(live.take_from_thread, name))
    player = Player(host, live, SilentFace())
    try:
        await host.serving()
        return await _judged(step, host, live, player, payloads)
    except ServerNotStarted:
        return set()
    finally:
        await player.close()
        host.stop()


async def _judged(step: Step, host: Host, live: Live, player: Player, payloads: Payloads) -> set[str]:
    concepts: dict[str, bool] = {}
    since, going = 0, True
    for block in step.blocks:
        if isinstance(block, Play) and not block.exercise:
            going = going and await _played(block, player, payloads)
        elif isinstance(block, Expect) and not block.exercise:
            await host.settled()
            await live.quiet()
            findings = judge(block.expectations, live.since(since), live.client_of)
            for name in block.concepts:
                concepts[name] = concepts.get(name, True) and all(finding.passed for finding in findings)
            since, going = live.position, True
    return {name for name, held in concepts.items() if held}


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
