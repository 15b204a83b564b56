import asyncio
import json

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.generic.websocket import WebsocketConsumer

# Who is there: a name and its channel. Other processes do not see this dict.
boxes = {}


class PostConsumer(AsyncWebsocketConsumer):
    """Puts letters into the channels of others. Send it: bob Hello"""

    async def connect(self):
        boxes[self.scope["url_route"]["kwargs"]["name"]] = self.channel_name
        await self.accept()

    async def receive(self, text_data):
        name, text = text_data.split(" ", 1)
        letter = {"type": "letter.comes", "text": text}
        await self.channel_layer.send(boxes[name], letter)

    async def letter_comes(self, message):
        await self.send(text_data=message["text"])


class TableConsumer(AsyncWebsocketConsumer):
    """What one says, everybody at the table hears."""

    async def connect(self):
        await self.channel_layer.group_add("table", self.channel_name)
        await self.accept()

    async def receive(self, text_data):
        message = {"type": "table.say", "text": text_data}
        await self.channel_layer.group_send("table", message)

    async def table_say(self, message):
        await self.send(text_data=message["text"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard("table", self.channel_name)


class RelayConsumer(AsyncWebsocketConsumer):
    """A mistake on purpose: it hands on whatever a client made."""

    async def connect(self):
        await self.channel_layer.group_add("relay", self.channel_name)
        await self.accept()

    async def receive(self, text_data):
        await self.channel_layer.group_send("relay", json.loads(text_data))

    async def relay_say(self, message):
        await self.send(text_data=message["text"])

    async def disconnect(self, code):
        print("I am told that my client is gone.")
        await self.channel_layer.group_discard("relay", self.channel_name)


class SafeConsumer(RelayConsumer):
    """The client gives a text, and nothing else."""

    async def receive(self, text_data):
        message = {"type": "relay.say", "text": text_data}
        await self.channel_layer.group_send("relay", message)


class BellConsumer(WebsocketConsumer):
    """A sync consumer cannot await: async_to_sync calls the layer for it."""

    def connect(self):
        async_to_sync(self.channel_layer.group_add)("bell", self.channel_name)
        self.accept()

    def receive(self, text_data):
        message = {"type": "bell.ring", "who": "a client"}
        async_to_sync(self.channel_layer.group_send)("bell", message)

    def bell_ring(self, message):
        self.send(text_data=f"Ring! says {message['who']}")

    def disconnect(self, code):
        async_to_sync(self.channel_layer.group_discard)("bell", self.channel_name)


class HeldConsumer(AsyncWebsocketConsumer):
    """Send it hold, and it is busy until another client sends go."""

    channel_layer_alias = "small"
    go = asyncio.Event()

    async def connect(self):
        await self.channel_layer.group_add("held", self.channel_name)
        await self.accept()

    async def receive(self, text_data):
        if text_data == "hold":
            self.go.clear()
            await self.go.wait()
        elif text_data == "go":
            self.go.set()
        else:
            message = {"type": "held.say", "text": text_data}
            await self.channel_layer.group_send("held", message)

    async def held_say(self, message):
        await self.send(text_data=message["text"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard("held", self.channel_name)


class CrowdConsumer(AsyncWebsocketConsumer):
    """What one says, everybody hears. Send it count, and it tells how much of all that was heard."""

    heard = 0  # by all of them together

    async def connect(self):
        await self.channel_layer.group_add("crowd", self.channel_name)
        await self.accept()

    async def receive(self, text_data):
        if text_data == "count":
            # A task, as in lesson 4: this consumer goes on hearing.
            self.counting = asyncio.create_task(self.count())
        else:
            message = {"type": "crowd.say", "text": text_data}
            await self.channel_layer.group_send("crowd", message)

    async def crowd_say(self, message):
        CrowdConsumer.heard += 1
        await self.send(text_data=message["text"])

    async def count(self):
        before = -1
        while before != self.heard:  # until it is quiet
            before = self.heard
            await asyncio.sleep(1)
        part = "all" if self.heard == 9000 else "more than half" if self.heard > 4500 else "less than half"
        await self.send(text_data=f"{part} of it was heard")

    async def disconnect(self, code):
        await self.channel_layer.group_discard("crowd", self.channel_name)
