"""Whose pages may open a socket: python manage.py test live.test_production --settings mysite.production"""

from io import StringIO

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.testing import WebsocketCommunicator
from django.core.management import call_command
from django.test import SimpleTestCase, override_settings

from live.routing import websocket_urlpatterns


class OriginTests(SimpleTestCase):
    async def connect(self, origin):
        """Whether a page of this origin gets in."""
        application = AllowedHostsOriginValidator(URLRouter(websocket_urlpatterns))
        headers = [(b"origin", origin)]
        communicator = WebsocketCommunicator(application, "/ws/ship/stubborn/", headers=headers)
        connected, _ = await communicator.connect()
        await communicator.disconnect()
        return connected

    async def test_our_page(self):
        """The host is in ALLOWED_HOSTS."""
        self.assertTrue(await self.connect(b"https://chat.example"))

    async def test_a_foreign_page(self):
        """This one is not."""
        self.assertFalse(await self.connect(b"https://evil.example"))

    @override_settings(ALLOWED_HOSTS=["*"])
    async def test_a_star(self):
        """With a star, every host is."""
        self.assertTrue(await self.connect(b"https://evil.example"))

    @override_settings(ALLOWED_HOSTS=["*"])
    def test_nobody_warns_of_it(self):
        """check --deploy finds nothing wrong with a star: only the test above does."""
        call_command("check", deploy=True, fail_level="WARNING", stdout=StringIO())
