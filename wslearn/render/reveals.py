"""Answers of the learner drawn beside what is right. Knows nothing of the trace that decided."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wslearn.render import lesson as draw
from wslearn.render.told import Told
from wslearn.session.prediction import align

if TYPE_CHECKING:
    from wslearn.course.model import Question
    from wslearn.session.face import Revealed

_CONFIDENT = {2: "Look again at the rows above.", 3: "You were sure, so look again at the rows above."}


def draw_revealed(item: "Revealed", naming: draw.Naming = str, *, times: bool = True) -> Sequence[Told]:
    """A prediction beside the trace, with the explanation of what was wrong; with `times`, when each event came."""
    if not item.happened:
        return (draw.notice("The trace does not decide this prediction."),)
    reveal = draw.reveal(_beside(item, naming, times), predicted=item.guess is not None)
    if item.guess is None or item.right or item.guess.confidence not in _CONFIDENT:
        return (reveal,)
    return (reveal, draw.notice(_CONFIDENT[item.guess.confidence]))


def draw_answered(question: "Question", choice: int | None) -> Sequence[Told]:
    """A question beside its right answer; `choice` is None where nobody was asked."""
    right = next(option for option in question.choices if option.right)
    chosen = None if choice is None else question.choices[choice]
    return (draw.answer(chosen.text if chosen else None, right.text, (chosen or right).why),)


def _beside(item: "Revealed", naming: draw.Naming, timed: bool) -> list[draw.Beside]:
    """Each event of a prediction with its mark."""
    pairs = align(item.guess.picked if item.guess else item.happened, item.happened)
    explained = _explained(item)
    times = dict(zip(item.happened, item.after_ns, strict=True)) if timed and item.predict.ordered else {}
    found = []
    for kind, choice in pairs:
        event = item.predict.choices[choice]
        why = event.why if choice in explained else ""
        after_ns = times.get(choice) if kind != "extra" else None
        moved = kind == "extra" and choice in item.happened
        text = f"{event.text} (it came at another place)" if moved else event.text
        found.append(draw.Beside(kind, naming(choice + 1), text, why, after_ns))
        explained -= {choice}  # an event at another place is there twice
    return found


def _explained(item: "Revealed") -> set[int]:
    """The choices to explain: of an order those that were wrong; else what was chosen, and what happened if not it.

    A confident error is corrected best at once, and with its reason (Metcalfe 2017).
    """
    if item.predict.ordered:
        wrong = align(item.guess.picked, item.happened) if item.guess else ()
        return {choice for kind, choice in wrong if kind != "matched"}
    if item.guess is None:
        return set(item.happened)
    return {*item.guess.picked, *(item.happened if item.guess.confidence in _CONFIDENT else ())}
