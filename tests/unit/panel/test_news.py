"""What is said of the traced server."""

from wslearn.panel.items import Notice, ServerState
from wslearn.panel.news import Watched
from wslearn.trace.record import Record


def process(type_: str, **data: object) -> Record:
    """A record about the server process."""
    return Record("server-1-process", 1, 0, "wire", None, type_, data)


READY = process("server.ready", host="127.0.0.1", port=8000, missing=[])


def text(state: ServerState | Notice | None) -> str:
    """The sentence."""
    assert state is not None
    return state.text


def test_ready_names_the_page() -> None:
    """Where the project's page is; None where there is none to open."""
    assert Watched("/hello/").see(READY) == ServerState(
        "ready", "Daphne is ready at http://127.0.0.1:8000", "http://127.0.0.1:8000/hello/"
    )
    state = Watched(None).see(READY)
    assert isinstance(state, ServerState)
    assert state.page is None


def test_each_end_has_its_sentence() -> None:
    """Stopped by wslearn, ended by itself, killed."""
    watched = Watched("/")
    watched.see(READY)
    assert text(watched.see(process("server.exit", code=0, asked=True, killed=False))).startswith("wslearn has stopped")
    assert watched.address is None
    assert "exit status 7." in text(watched.see(process("server.exit", code=7, asked=False, killed=False)))
    assert "may be missing" in text(watched.see(process("server.exit", code=-9, asked=False, killed=True)))


def test_a_held_loop_is_told_once() -> None:
    """From one second on, and again when it runs: with how long it stood still."""
    watched = Watched("/")
    said = [watched.beat(held) for held in (0.0, 0.4, 1.2, 1.6, 2.0, 0.0, 0.0)]
    assert [state.state if state else None for state in said] == [None, None, "blocked", None, None, "answers", None]
    assert "2.0 s" in text(said[5])


def test_what_cannot_be_seen_is_a_notice() -> None:
    """Why a page is not recorded is said in the record's own sentence."""
    assert Watched("/").see(process("unseen", path="/", why="It may not.")) == Notice("It may not.")


def test_most_records_are_no_news() -> None:
    """A frame says nothing of the server."""
    assert Watched("/").see(process("frame", opcode="text")) is None
