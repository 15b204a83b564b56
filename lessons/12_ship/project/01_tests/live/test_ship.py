"""Tests without a server: WebsocketCommunicator calls the application by itself.

Run them with: python manage.py test live.test_ship
"""

from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.test import SimpleTestCase

from live.routing import websocket_urlpatterns

application = URLRouter(websocket_urlpatterns)


class CommunicatorTests(SimpleTestCase):
    async def test_an_echo(self):
        """The scope is small: a test adds what the consumer needs."""
        communicator = WebsocketCommunicator(application, "/ws/ship/")
        communicator.scope["client"] = ["192.0.2.7", 5000]
        connected, subprotocol = await communicator.connect()
        self.assertTrue(connected)
        self.assertEqual(await communicator.receive_from(), "You come from 192.0.2.7.")
        await communicator.send_to(text_data="hello")
        self.assertEqual(await communicator.receive_from(), "hello")
        await communicator.disconnect()

    async def test_the_scope_has_no_client(self):
        """Nobody connected, so nobody has an address."""
        communicator = WebsocketCommunicator(application, "/ws/ship/")
        await communicator.connect()
        with self.assertRaisesMessage(KeyError, "client"):
            await communicator.wait()

    async def test_a_refusal_keeps_its_code(self):
        """The code of the event is all there is to see."""
        communicator = WebsocketCommunicator(application, "/ws/ship/refusing/")
        self.assertEqual(await communicator.connect(), (False, 4123))

    async def test_any_subprotocol_is_fine(self):
        """Nobody compares it with what was offered."""
        communicator = WebsocketCommunicator(application, "/ws/ship/stubborn/")
        self.assertEqual(await communicator.connect(), (True, "chat.v9"))
        await communicator.disconnect()

    async def test_a_number_as_text(self):
        """The exception comes out in the test."""
        communicator = WebsocketCommunicator(application, "/ws/ship/counting/")
        await communicator.connect()
        await communicator.send_to(text_data="hello")
        with self.assertRaisesMessage(AssertionError, "Text frame payload is not str"):
            await communicator.receive_from()

    async def test_no_route(self):
        """This one, too. connect() would first wait a second for an answer; wait() is for the end alone."""
        communicator = WebsocketCommunicator(application, "/ws/ship/nowhere/")
        with self.assertRaisesMessage(ValueError, "No route found"):
            await communicator.wait()
