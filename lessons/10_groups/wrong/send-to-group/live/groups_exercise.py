from channels.generic.websocket import AsyncWebsocketConsumer


class RoomConsumer(AsyncWebsocketConsumer):
    """Tells all in the room what one of them says."""

    async def connect(self):
        self.group = "room-" + self.scope["url_route"]["kwargs"]["room"]
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def receive(self, text_data):
        message = {"type": "room.say", "text": text_data, "sender": self.channel_name}
        await self.channel_layer.send(self.group, message)

    async def room_say(self, message):
        who = "You" if message["sender"] == self.channel_name else "Somebody"
        await self.send(text_data=f"{who}: {message['text']}")

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.group, self.channel_name)
