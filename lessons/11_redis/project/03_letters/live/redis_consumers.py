from channels.generic.websocket import AsyncWebsocketConsumer


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
