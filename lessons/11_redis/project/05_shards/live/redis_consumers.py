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


class LettersConsumer(AsyncWebsocketConsumer):
    """Sends itself a message with a set in it."""

    async def receive(self, text_data):
        message = {"type": "letters.come", "letters": set(text_data)}
        await self.channel_layer.send(self.channel_name, message)

    async def letters_come(self, event):
        await self.send(" ".join(sorted(event["letters"])))


class RedisLettersConsumer(LettersConsumer):
    """The same on Redis."""

    channel_layer_alias = "redis"


class TightConsumer(AsyncWebsocketConsumer):
    """Fills a channel that nobody reads, and sends to another one. You name the layer."""

    waiting = 0

    async def receive(self, text_data):
        self.layer = get_channel_layer(text_data)
        self.full = await self.layer.new_channel()
        empty = await self.layer.new_channel()
        while self.waiting < 3:
            self.waiting += 1
            await self.layer.send(self.full, {"type": "count", "number": self.waiting})
        try:
            await self.layer.send(empty, {"type": "count", "number": 4})
        except ChannelFull:
            await self.send("ChannelFull")
        else:
            await self.send("There was room.")

    async def disconnect(self, code):
        # Take them out again, so that nothing is left in Redis.
        for _ in range(self.waiting):
            await self.layer.receive(self.full)


class ShardsConsumer(AsyncWebsocketConsumer):
    """Sends to 16 channels of its own process, and counts what can be read from them."""

    channel_layer_alias = "shards"
    groups = ["shards"]

    async def receive(self, text_data):
        if text_data == "go":
            await self.send_all()
        else:
            lost = [channel for channel in self.channels if not await self.has_message(channel)]
            await self.send(f"{len(lost)} of 16 lost")

    async def send_all(self):
        self.channels = [await self.channel_layer.new_channel() for _ in range(16)]
        for channel in self.channels:
            await self.channel_layer.send(channel, {"type": "hello"})
        await self.channel_layer.group_send("shards", {"type": "shards.reached"})

    async def shards_reached(self, event):
        # It was the last to be sent: whoever can be read has been read by now.
        await self.send("The group is reached.")

    async def has_message(self, channel):
        try:
            await asyncio.wait_for(self.channel_layer.receive(channel), timeout=0.05)
        except asyncio.TimeoutError:
            return False
        return True
