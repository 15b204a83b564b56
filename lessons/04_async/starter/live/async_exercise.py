import json

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class TickerConsumer(AsyncConsumer):
    """Counts for its client, and can be stopped at any time."""

    async def websocket_connect(self, event):
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        message = json.loads(event["text"])
        # Your code: message is {"count": 3}, or {"stop": True}.

    async def websocket_disconnect(self, event):
        raise StopConsumer()

    async def send_json(self, value):
        await self.send({"type": "websocket.send", "text": json.dumps(value)})
