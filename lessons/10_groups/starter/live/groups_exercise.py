from channels.generic.websocket import AsyncWebsocketConsumer


class RoomConsumer(AsyncWebsocketConsumer):
    """Tells all in the room what one of them says."""

    async def connect(self):
        # Your code: into the group of the room.
        await self.accept()

    async def receive(self, text_data):
        # Your code: to all in the room, not only to this client.
        await self.send(text_data=f"You: {text_data}")

    # Your code: a method for what comes from the group, and another for the end.
