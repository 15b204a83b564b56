"""The front matter of a lesson: the TOML between the two lines `+++` that the file begins with."""

import re
from pathlib import Path
from types import MappingProxyType

from wslearn.course.body import LessonText
from wslearn.course.model import Lesson, ServerSettings
from wslearn.course.payloads import Payloads
from wslearn.course.toml import Place, Table, parse_toml
from wslearn.errors import LessonError

FENCE = "+++"
KEYS = ("id", "number", "title", "summary", "minutes", "socket", "page", "requires", "server")

DAPHNE = (
    *("application_close_timeout", "http_timeout", "ping_interval", "ping_timeout", "request_buffer_size"),
    *("root_path", "server_name", "websocket_connect_timeout", "websocket_handshake_timeout", "websocket_timeout"),
    *("websocket_max_frame_size", "websocket_max_message_size"),
    *("proxy_forwarded_address_header", "proxy_forwarded_port_header", "proxy_forwarded_proto_header"),
)
"""Keyword arguments of `daphne.server.Server` (Daphne 4.2) that a lesson may set."""

_ID = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_text(path: Path, name: str) -> str:
    """A file of the course as text.

    Raises:
        LessonError: it is missing or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LessonError(f"{name}: this file is not UTF-8: {error.reason} at byte {error.start}.") from error
    except OSError as error:
        raise LessonError(f"{name}: this file cannot be read: {error.strerror}.") from error


def read_lesson(folder: Path, payloads: Payloads) -> Lesson:
    """A lesson with its front matter checked and its body not yet parsed.

    Raises:
        LessonError: the file is missing or its front matter is damaged.
    """
    file = f"{folder.name}/lesson.md"
    lines = read_text(folder / "lesson.md", file).split("\n")
    end = _end_of_front(lines, Place(file, 1))
    table = parse_toml("\n".join(lines[1:end]), Place(file, 2))
    text = LessonText("\n".join(lines[end + 1 :]), Place(file, end + 2), folder, payloads)
    return _lesson(table, folder, text)


def _end_of_front(lines: list[str], place: Place) -> int:
    """The index of the second `+++`."""
    if lines[0].rstrip() != FENCE:
        place.wrong("the lesson does not begin with front matter.", f"Its first line must be {FENCE}")
    end = next((number for number, line in enumerate(lines) if number > 0 and line.rstrip() == FENCE), 0)
    if not end:
        place.wrong("the front matter has no end.", f"Close it with a line {FENCE}")
    return end


def _lesson(table: Table, folder: Path, text: LessonText) -> Lesson:
    table.only(*KEYS)
    lesson_id, socket = table.text("id"), table.text("socket")
    if not _ID.fullmatch(lesson_id):
        table.at("id").wrong(f"'id' must be small letters, digits and single hyphens, not {lesson_id!r}.")
    if not socket.startswith("/"):
        table.at("socket").wrong("'socket' must begin with a slash.")
    page = table.text("page") if "page" in table else None
    if page is not None and not page.startswith("/"):
        table.at("page").wrong("'page' must begin with a slash.")
    return Lesson(
        id=lesson_id,
        number=table.whole("number"),
        title=table.text("title"),
        summary=table.text("summary"),
        minutes=table.whole("minutes"),
        socket=socket,
        page=page,
        requires=table.texts("requires"),
        server=_server(table.table("server")),
        folder=folder,
        text=text,
    )


def _server(table: Table) -> ServerSettings:
    table.only(*DAPHNE, "environment", "redis")
    daphne = {key: table.plain(key) for key in table if key in DAPHNE}
    environment = table.table("environment")
    variables = {name: environment.text(name) for name in environment}
    return ServerSettings(MappingProxyType(daphne), MappingProxyType(variables), redis=table.flag("redis"))
