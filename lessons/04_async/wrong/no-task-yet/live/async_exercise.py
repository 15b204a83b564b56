import asyncio
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
            self.task = asyncio.create_task(self.tick(message["count"]))
        else:
            self.end_task()
            await self.send_json({"stopped": True})

    async def tick(self, count):
        for number in range(1, count + 1):
            await self.send_json({"number": number, "of": count})
            await asyncio.sleep(0.3)

    def end_task(self):
        self.task.cancel()

    async def websocket_disconnect(self, event):
        self.end_task()
        raise StopConsumer()

    async def send_json(self, value):
        await self.send({"type": "websocket.send", "text": json.dumps(value)})
