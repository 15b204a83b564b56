"""The same room asynchronously and synchronously."""

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer, WebsocketConsumer


class Room(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()
        await self.send(text_data="in")

    async def receive(self, text_data=None, bytes_data=None):
        if text_data == "direct":
            await self.channel_layer.send(self.channel_name, {"type": "said", "text": "direct", "pair": (1, 2)})
        elif text_data == "unserialisable":
            await self.channel_layer.group_send("room", {"type": "said", "text": object()})
        else:
            await self.channel_layer.group_send("room", {"type": "said", "text": text_data})

    async def said(self, event):
        await self.send(text_data=event["text"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard("room", self.channel_name)


class SyncRoom(WebsocketConsumer):
    groups = ["room"]

    def connect(self):
        self.accept()
        self.send(text_data="in")

    def receive(self, text_data=None, bytes_data=None):
        async_to_sync(self.channel_layer.group_send)("room", {"type": "said", "text": text_data})

    def said(self, event):
        self.send(text_data=event["text"])
