"""A trace without what differs from run to run."""

from tests.unit.trace.sample import RECORDS, frame, record
from wslearn.trace.golden import difference, normalised


def name_of(conn: str | None) -> str | None:
    """Every connection is alice's; the server's own records are nobody's."""
    return "alice" if conn else None


def test_two_runs_are_the_same_lines() -> None:
    """Keys, masks, addresses, channel names and the order in which observers were heard make no difference."""
    one = [
        record(1, "wire", "receive", "handshake.request", headers=[["Sec-WebSocket-Key", "a"], ["X-Kept", "1"]]),
        record(2, "layer", None, "new_channel", channel="specific.abc!def"),
        frame(3, "receive", "text", text="hi", mask="01020304"),
    ]
    two = [
        frame(3, "receive", "text", text="hi", mask="ffffffff"),
        record(1, "wire", "receive", "handshake.request", headers=[["Sec-WebSocket-Key", "b"], ["X-Kept", "1"]]),
        record(2, "layer", None, "new_channel", channel="specific.xyz!uvw"),
    ]
    assert normalised(one, name_of) == normalised(two, name_of)
    assert difference(normalised(one, name_of), normalised(two, name_of)) == ()
    assert "X-Kept" in "".join(normalised(one, name_of))


def test_another_text_is_a_difference() -> None:
    """What was said is compared: the diff shows both lines."""
    golden = normalised([frame(3, "receive", "text", text="hi")], name_of)
    changes = difference(golden, normalised([frame(3, "receive", "text", text="ho")], name_of))
    assert [line[0] for line in changes if '"text"' in line and line[0] in "+-"] == ["-", "+"]


def test_pings_of_the_server_are_left_out() -> None:
    """They come by the clock, so a slow run has more of them; those of the client belong to the script."""
    pings = [frame(3, "send", "ping"), frame(4, "receive", "pong")]
    assert normalised([*RECORDS, *pings], name_of) == normalised(RECORDS, name_of)
    assert normalised([*RECORDS, frame(3, "receive", "ping")], name_of) != normalised(RECORDS, name_of)


def test_the_servers_own_records_are_left_out() -> None:
    """Only what belongs to a bundled client's connection is compared."""
    ready = record(9, "wire", None, "server.ready", conn=None, port=1)
    assert normalised([*RECORDS, ready], name_of) == normalised(RECORDS, name_of)


def test_tries_of_a_page_in_vain_are_left_out() -> None:
    """How often a page tries while its server is away is up to the clock; a socket that opened is compared."""
    tried = [record(2, "client", "receive", "page.new", conn="c8"), record(3, "client", None, "page.close", conn="c8")]
    assert normalised([*RECORDS, *tried], name_of) == normalised(RECORDS, name_of)
    opened = [*tried, record(4, "client", "send", "page.open", conn="c8")]
    assert normalised([*RECORDS, *opened], name_of) != normalised(RECORDS, name_of)
