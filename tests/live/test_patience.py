"""A check waits for a slow answer, and not for what cannot come."""

import asyncio
import time

from wslearn.course.exercise import exercise_of
from wslearn.course.load import load_course
from wslearn.course.payloads import Payloads
from wslearn.session.check import Overlaid, Trial, play_exercise

PAYLOADS = Payloads(1)
COURSE = load_course(payloads=PAYLOADS)
SEND = 'self.send({"type": "websocket.send"'


def tried(instead_of_send: str) -> Trial:
    """The solution of lesson 3 with something else where it sends its reply."""
    exercise = exercise_of(COURSE.lesson("json"))
    assert exercise is not None
    with Overlaid(COURSE, exercise, exercise.solution) as folder:
        answer = folder / exercise.task.edit
        answer.write_text(answer.read_text("utf-8").replace(SEND, instead_of_send), "utf-8")
        return asyncio.run(play_exercise(exercise, folder, PAYLOADS))


def test_an_answer_that_takes_its_time_passes() -> None:
    """Nothing is recorded for 1.2 s while the consumer's method works, and the answer is right all the same."""
    trial = tried(f"import time; time.sleep(1.2); {SEND}")
    assert trial.passed, trial.findings


def test_a_message_that_cannot_come_is_not_waited_for() -> None:
    """The method is done and sent nothing: the check says so, and did not use up the three seconds it may take."""
    begun = time.monotonic()
    trial = tried('dict({"type": "websocket.send"')
    failed = next(finding for finding in trial.findings if not finding.passed)
    said = failed.did.partition(" within ")
    assert said[0] == "No message came for client"
    assert float(said[2].removesuffix(" s.")) < min(3, time.monotonic() - begun)
