import json

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class TickerConsumer(AsyncConsumer):
    """Counts for its client, and can be stopped at any time."""

    async def websocket_connect(self, event):
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        message = json.loads(event["text"])
        if "count" in message:
            await self.tick(message["count"])
        else:
            await self.send_json({"stopped": True})

    async def tick(self, count):
        for number in range(1, count + 1):
            await self.send_json({"number": number, "of": count})
            await sleep(0.3)

    async def websocket_disconnect(self, event):
        raise StopConsumer()

    async def send_json(self, value):
        await self.send({"type": "websocket.send", "text": json.dumps(value)})
