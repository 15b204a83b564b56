"""Tests with a server: ChannelsLiveServerTestCase starts a real Daphne for them.

Run them with: python manage.py test live.test_ship_server --settings mysite.settings_for_tests
"""

from channels.testing import ChannelsLiveServerTestCase
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect


class LiveServerTests(ChannelsLiveServerTestCase):
    def open(self, path):
        """A client with the Origin of a page of this server."""
        return connect(self.live_server_ws_url + path, origin=self.live_server_url, proxy=None)

    def test_an_echo(self):
        with self.open("/ws/ship/") as socket:
            self.assertEqual(socket.recv(), "You come from 127.0.0.1.")
            socket.send("hello")
            self.assertEqual(socket.recv(), "hello")

    def test_a_refusal_is_403(self):
        with self.assertRaises(InvalidStatus) as caught:
            self.open("/ws/ship/refusing/")
        self.assertEqual(caught.exception.response.status_code, 403)
