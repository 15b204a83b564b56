import asyncio

from channels.exceptions import ChannelFull
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer


class RoomConsumer(AsyncWebsocketConsumer):
    """A room: what one client says, every client in the group gets."""

    async def connect(self):
        self.group = f"room-{self.channel_layer_alias}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def receive(self, text_data):
        await self.channel_layer.group_send(self.group, {"type": "room.message", "text": text_data})

    async def room_message(self, event):
        await self.send(event["text"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.group, self.channel_name)


class RedisRoomConsumer(RoomConsumer):
    """The same room on the layer that settings.py calls redis."""

    channel_layer_alias = "redis"


class LettersConsumer(RoomConsumer):
    """Puts a set into its message."""

    async def receive(self, text_data):
        message = {"type": "room.message", "text": text_data, "letters": set(text_data)}
        await self.channel_layer.group_send(self.group, message)


class RedisLettersConsumer(LettersConsumer):
    """The same on Redis."""

    channel_layer_alias = "redis"


class TightConsumer(AsyncWebsocketConsumer):
    """Fills a channel that nobody reads, and sends to another one. You name the layer."""

    async def receive(self, text_data):
        layer = get_channel_layer(text_data)
        full = await layer.new_channel()
        empty = await layer.new_channel()
        for number in (1, 2, 3):
            await layer.send(full, {"type": "count", "number": number})
        try:
            await layer.send(empty, {"type": "count", "number": 4})
        except ChannelFull:
            await self.send("ChannelFull")
        else:
            await self.send("There was room.")


class ShardsConsumer(AsyncWebsocketConsumer):
    """Sends to 16 channels of its own process, and counts what can be read from them."""

    channel_layer_alias = "shards"
    groups = ["shards"]

    async def receive(self, text_data):
        self.channels = [await self.channel_layer.new_channel() for _ in range(16)]
        for channel in self.channels:
            await self.channel_layer.send(channel, {"type": "hello"})
        # It waits behind the others: who gets it has got what came before.
        await self.channel_layer.group_send("shards", {"type": "shards.count"})

    async def shards_count(self, event):
        lost = [channel for channel in self.channels if not await self.has_message(channel)]
        await self.send(f"{len(lost)} of 16 lost")

    async def has_message(self, channel):
        try:
            await asyncio.wait_for(self.channel_layer.receive(channel), timeout=0.05)
        except asyncio.TimeoutError:
            return False
        return True
