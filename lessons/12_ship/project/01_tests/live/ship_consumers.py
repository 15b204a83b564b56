"""The consumers of lesson 12: small ones, to be tested in two ways."""

from channels.generic.websocket import AsyncWebsocketConsumer


class ShipConsumer(AsyncWebsocketConsumer):
    """Says where its client is, then sends every text back."""

    async def connect(self):
        await self.accept()
        await self.send(text_data=f"You come from {self.scope['client'][0]}.")

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=text_data)


class RefusingConsumer(AsyncWebsocketConsumer):
    """Wants nobody, and gives a code."""

    async def connect(self):
        await self.close(code=4123)


class StubbornConsumer(AsyncWebsocketConsumer):
    """Chooses a subprotocol, whatever was offered."""

    async def connect(self):
        await self.accept("chat.v9")


class CountingConsumer(AsyncWebsocketConsumer):
    """A mistake on purpose: a number is no text."""

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=len(text_data))
