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
