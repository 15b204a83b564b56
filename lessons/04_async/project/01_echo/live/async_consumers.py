"""Who waits for whom, in sync and in async consumers."""

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class EchoConsumer(AsyncConsumer):
    """The EventsConsumer of lesson 2, for texts only, with async and await."""

    async def websocket_connect(self, event):
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        await self.send({"type": "websocket.send", "text": event["text"].upper()})

    async def websocket_disconnect(self, event):
        raise StopConsumer()
