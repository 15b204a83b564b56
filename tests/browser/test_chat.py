"""The chat of lesson 12 as its user meets it: log in, write, and miss nothing when the server goes away."""

import asyncio
from typing import TYPE_CHECKING

from tests.browser.traced_pages import in_loop
from wslearn.course.exercise import exercise_of
from wslearn.course.load import load_course
from wslearn.course.verbs import parse_verb
from wslearn.server.process import Server
from wslearn.session.check import solved_project
from wslearn.session.face import SilentFace
from wslearn.session.host import Host
from wslearn.session.live import Live
from wslearn.session.player import PROMPT, Player

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

COURSE = load_course()
LESSON = COURSE.lesson("ship")
SECONDS = 90.0
MAKE_ADA = "from django.contrib.auth.models import User; User.objects.create_user('ada', password='tea for two')"


class Chat:
    """The solved project, served; its methods belong to the loop."""

    def __init__(self, folder: "Path") -> None:
        live = Live([])
        self.host = Host(folder, LESSON.server, live, lambda name: Server(live.take_from_thread, name))
        self.player = Player(self.host, live, SilentFace())

    async def do(self, *lines: str) -> str:
        """Do verbs, each of which succeeds; the origin of the site."""
        for line in lines:
            finding = await self.player.run(parse_verb(line, PROMPT))
            assert finding is None or finding.passed, finding
        ready = await self.host.serving()
        return f"http://{ready.host}:{ready.port}"

    async def close(self) -> None:
        """End it."""
        await self.player.close()
        self.host.close()


async def made(folder: "Path") -> Chat:
    """A chat, made within the loop."""
    return Chat(folder)


def test_the_page_logs_in_and_comes_back(page: "Page") -> None:
    """Who is not logged in meets the login. A line shows as text; after a restart what was missed comes, once."""
    exercise = exercise_of(LESSON)
    assert exercise is not None
    with solved_project(COURSE, exercise) as folder, in_loop() as loop:
        chat = asyncio.run_coroutine_threadsafe(made(folder), loop).result(SECONDS)

        def do(*lines: str) -> str:
            return asyncio.run_coroutine_threadsafe(chat.do(*lines), loop).result(SECONDS)

        try:
            origin = do("manage migrate --verbosity 0", f'manage shell -c "{MAKE_ADA}"')
            page.set_default_timeout(SECONDS * 1000)
            page.goto(f"{origin}/ship/chat/tea/")
            page.fill("#id_username", "ada")
            page.fill("#id_password", "tea for two")
            page.click("button")
            page.wait_for_selector("#state:text-is('Connected')")
            assert page.url == f"{origin}/ship/chat/tea/"
            page.fill("#text", "<b>hello</b>")
            page.press("#text", "Enter")
            page.wait_for_selector("li:text-is('ada: <b>hello</b>')")
            do("server restart", "bob: connect /ws/ship/exercise/tea/ --as bob", "bob: expect-message")
            do('bob: send-json {"text": "still there?"}', "bob: expect-message")
            page.wait_for_selector("li:text-is('bob: still there?')")
            assert page.locator("li").all_inner_texts() == ["ada: <b>hello</b>", "bob: still there?"]
        finally:
            asyncio.run_coroutine_threadsafe(chat.close(), loop).result(SECONDS)
