from channels.generic.websocket import AsyncWebsocketConsumer


class RoomConsumer(AsyncWebsocketConsumer):
    """Tells all in the room what one of them says."""

    async def connect(self):
        await self.accept()

    async def receive(self, text_data):
        await self.send(text_data=f"You: {text_data}")
