"""Who takes part in a sequence diagram, and what goes from one to another; test_mermaid has every kind of act."""

from tests.unit.trace.sample import HEADER, TRACE, frame, record
from wslearn.trace.jsonl import Trace
from wslearn.trace.sequence import Arrow, Note, Participant, diagram


def test_who_takes_part() -> None:
    """Clients first, then Daphne, the consumers, and the channel layer where it was used."""
    assert diagram(TRACE).participants == (
        Participant("client1", "alice (c1)"),
        Participant("D", "Daphne"),
        Participant("consumer1", "EchoConsumer (c1)"),
        Participant("L", "channel layer"),
    )


def test_acts_are_in_order_of_time() -> None:
    """Whatever the order in the file is."""
    records = (frame(3, "send", "text", text="b"), frame(2, "receive", "text", text="a"))
    assert diagram(Trace(HEADER, records)).acts == (
        Arrow("client1", "D", "TEXT a"),
        Arrow("D", "client1", "TEXT b"),
    )


def test_texts_are_not_escaped() -> None:
    """That is the business of who draws it."""
    (arrow,) = diagram(Trace(HEADER, (frame(1, "send", "text", text="<\x1b>"),))).acts
    assert arrow.text == "TEXT <\x1b>"


def test_a_note_about_everybody_has_two_ends() -> None:
    """The first and the last; one where there is only one."""
    assert diagram(TRACE).note_over_all("all") == Note(("client1", "L"), "all")
    assert diagram(Trace(HEADER, ())).note_over_all("all") == Note(("D",), "all")


def test_calls_from_outside_of_consumers_are_daphnes() -> None:
    """A group_send of a management command has no connection."""
    sent = record(1, "layer", "send", "group_send", conn=None, group="g", message=1)
    assert diagram(Trace(HEADER, (sent,))).acts == (Arrow("D", "L", "group_send g 1", dashed=True),)
