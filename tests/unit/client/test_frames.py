"""Bytes into frames."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from wslearn.client.frames import FrameReader, RawFrame, find_fault, frame_data, read_close

OPCODES = st.sampled_from([Opcode.TEXT, Opcode.BINARY, Opcode.CONT, Opcode.PING, Opcode.PONG])


def read_all(reader: FrameReader, chunks: list[bytes]) -> list[RawFrame]:
    return [frame for chunk in chunks for frame in reader.feed(chunk)]


@given(
    frames=st.lists(st.tuples(OPCODES, st.binary(max_size=125)), max_size=5),
    masked=st.booleans(),
    cuts=st.lists(st.integers(0, 700), max_size=6),
)
def test_frames_come_out_however_the_stream_is_cut(
    frames: list[tuple[Opcode, bytes]], masked: bool, cuts: list[int]
) -> None:
    """Whatever packets TCP makes of the frames of another implementation, the same frames are read."""
    stream = b"".join(Frame(opcode, payload).serialize(mask=masked) for opcode, payload in frames)
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    chunks = [stream[start:end] for start, end in itertools.pairwise(edges)]
    seen = read_all(FrameReader("client" if masked else "server"), chunks)
    assert [(frame.opcode, frame.payload) for frame in seen] == frames
    assert all((frame.mask is not None) is masked for frame in seen)


@pytest.mark.parametrize("size", [125, 126, 65535, 65536])
def test_each_form_of_the_length_is_read(size: int) -> None:
    """7, 16 and 64 bits of length (RFC 6455 section 5.2)."""
    (frame,) = FrameReader("server").feed(Frame(Opcode.BINARY, b"x" * size).serialize(mask=False))
    assert (frame.length, len(frame.payload)) == (size, size)


def test_the_mask_is_the_key_on_the_wire() -> None:
    """The example of RFC 6455 section 5.7: a masked "Hello"."""
    (frame,) = FrameReader("client").feed(bytes.fromhex("818537fa213d7f9f4d5158"))
    assert frame == RawFrame(1, True, 0, 5, bytes.fromhex("37fa213d"), b"Hello")


def test_a_server_is_not_read_beyond_its_first_fault() -> None:
    """After a frame that breaks the rules, nothing that follows is taken for a frame."""
    reader = FrameReader("server")
    seen = read_all(reader, [bytes.fromhex("c1026869" + "81026869"), bytes.fromhex("81026869")])
    assert [frame.rsv for frame in seen] == [4]
    assert reader.fault is not None
    assert "RSV1" in reader.fault


def test_what_the_client_was_made_to_send_is_read_on() -> None:
    """Our own raw bytes are shown though they break the rules, and so is what follows them."""
    seen = read_all(FrameReader("client"), [bytes.fromhex("b3026869" + "81026869")])
    assert [(frame.opcode, frame.rsv, frame.mask) for frame in seen] == [(3, 3, None), (1, 0, None)]


def test_an_unfinished_frame_is_there_in_the_end() -> None:
    """What came of a frame when the stream ended is shown once, with the length that was announced."""
    reader = FrameReader("server")
    assert read_all(reader, [bytes.fromhex("810568 69")]) == []
    assert reader.rest() == RawFrame(1, True, 0, 5, None, b"hi")
    assert reader.rest() is None


def test_half_a_header_is_no_frame() -> None:
    """With one byte of a header nothing can be said."""
    reader = FrameReader("server")
    assert read_all(reader, [b"\x81"]) == []
    assert reader.rest() is None


@pytest.mark.parametrize(
    ("opcode", "fin", "rsv", "length", "mask", "says"),
    [
        (1, True, 4, 0, None, "RSV1"),
        (1, True, 3, 0, None, "RSV2, RSV3"),
        (3, True, 0, 0, None, "0x3"),
        (1, True, 0, 0, b"abcd", "masked"),
        (9, True, 0, 126, None, "ping frame of 126 bytes"),
        (8, False, 0, 2, None, "close frame in fragments"),
    ],
)
def test_each_fault_is_named(opcode: int, fin: bool, rsv: int, length: int, mask: bytes | None, says: str) -> None:
    """The sentence says which rule was broken and where it stands."""
    fault = find_fault(opcode, fin, rsv, length, mask)
    assert fault is not None
    assert says in fault
    assert "RFC 6455 section 5" in fault


@pytest.mark.parametrize("opcode", [0, 1, 2, 8, 9, 10])
def test_a_proper_frame_has_no_fault(opcode: int) -> None:
    """The six opcodes of RFC 6455 with a short payload are all right."""
    assert find_fault(opcode, True, 0, 125, None) is None


def test_text_that_is_not_utf8_is_kept_as_bytes() -> None:
    """A text frame has `text` only when it can be read as text."""
    good = frame_data("a", RawFrame(1, True, 0, 2, None, "é".encode()))
    bad = frame_data("a", RawFrame(1, True, 0, 1, None, b"\xff"))
    assert (good["text"], "bytes" in good) == ("é", False)
    assert (bad["bytes"], "text" in bad) == (b"\xff", False)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"", (None, "")),
        (b"\x03", (None, "")),
        (b"\x03\xe8", (1000, "")),
        (b"\x0f\xa1bye", (4001, "bye")),
        (b"\x0f\xa1\xff", (4001, "\ufffd")),
    ],
)
def test_close_payload(payload: bytes, expected: tuple[int | None, str]) -> None:
    """Code and reason of a close frame; none where it has none."""
    assert read_close(payload) == expected
