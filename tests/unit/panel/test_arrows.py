"""The arrows of the sequence diagram."""

from tests.unit.render.samples import call, event, record, row
from wslearn.panel.arrows import Lifelines


def test_a_message_goes_through_all_hands() -> None:
    """Client to Daphne to consumer, whose name is known from its method, for later rows too."""
    frame = record("client", "frame", "receive", opcode="text", text="hi")
    lifelines = Lifelines()
    received = event("receive", type="websocket.receive", text="hi")
    assert lifelines.arrows(row(1, "message", "receive", frame, received, *call("websocket_receive"))) == [
        ("alice (c1)", "Daphne", "TEXT hi"),
        ("Daphne", "JsonConsumer (c1)", "websocket.receive text=hi"),
    ]
    (sent,) = lifelines.arrows(row(2, "message", "send", event("send", type="websocket.send", text="yo")))
    assert sent == ("JsonConsumer (c1)", "Daphne", "websocket.send text=yo")


def test_the_wire_is_drawn_where_no_client_is_recorded() -> None:
    """One arrow for a frame, whoever saw it; a late row draws it no second time."""
    wire = record("wire", "frame", "receive", opcode="text", text="hi")
    client = record("client", "frame", "receive", opcode="text", text="hi")
    assert len(Lifelines().arrows(row(1, "message", "receive", client, wire))) == 1
    assert Lifelines().arrows(row(1, "message", "receive", wire)) == [("alice (c1)", "Daphne", "TEXT hi")]
    assert Lifelines().arrows(row(1, "message", "receive", wire, late=True)) == []


def test_notes_stand_at_one_lifeline() -> None:
    """What goes nowhere is a note: an exception, an end, nothing written."""
    arrows = Lifelines().arrows(
        row(
            1,
            "exception",
            None,
            record("consumer", "exception", **{"class": "KeyError", "message": "'a'"}),
            record("wire", "nothing", "send"),
            record("client", "closed", code=1006, reason=""),
        )
    )
    assert arrows == [
        ("application (c1)", "application (c1)", "KeyError: 'a'"),
        ("Daphne", "Daphne", "writes nothing"),
        ("alice (c1)", "alice (c1)", "closed: 1006"),
    ]


def test_the_layer_gives_and_takes() -> None:
    """A group_send goes to the layer, a delivery comes from it; what a group_send sends by itself is left out."""
    sent = record("layer", "group_send", "send", group="room", message=1)
    part = record("layer", "send", "send", group="room", channel="x", message=1)
    taken = record("layer", "deliver", "receive", channel="x", message=1)
    assert Lifelines().arrows(row(1, "layer", None, sent, part, taken)) == [
        ("application (c1)", "channel layer", "group_send room 1"),
        ("channel layer", "application (c1)", "deliver 1"),
    ]
