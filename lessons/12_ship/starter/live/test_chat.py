"""Tests of the chat: python manage.py test live.test_chat"""

from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser, User
from django.test import TransactionTestCase

from live.models import Line
from live.routing import websocket_urlpatterns

application = URLRouter(websocket_urlpatterns)


class ChatTests(TransactionTestCase):
    def client_of(self, user, path="/ws/ship/exercise/tea/"):
        communicator = WebsocketCommunicator(application, path)
        communicator.scope["user"] = user
        return communicator

    async def test_a_line_reaches_the_room_and_is_kept(self):
        ada, bob = self.client_of(User(username="ada")), self.client_of(User(username="bob"))
        await ada.connect()
        await bob.connect()
        await ada.send_json_to({"text": "hello"})
        line = {"number": 1, "user": "ada", "text": "hello"}
        self.assertEqual(await bob.receive_json_from(), line)
        self.assertEqual(await ada.receive_json_from(), line)
        self.assertEqual((await Line.objects.aget()).as_dict(), line)
        await ada.disconnect()
        await bob.disconnect()

    async def test_who_comes_back_gets_what_was_missed(self):
        for number in (1, 2, 3):
            await Line.objects.acreate(room="tea", number=number, user="ada", text=str(number))
        bob = self.client_of(User(username="bob"), "/ws/ship/exercise/tea/?after=2")
        await bob.connect()
        self.assertEqual((await bob.receive_json_from())["text"], "3")
        self.assertTrue(await bob.receive_nothing())
        await bob.disconnect()

    async def test_guests_stay_outside(self):
        connected, _ = await self.client_of(AnonymousUser()).connect()
        self.assertFalse(connected)
