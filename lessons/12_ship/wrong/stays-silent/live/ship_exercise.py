"""Your turn: a chat with rooms, users and a history."""

from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from live.models import Line


class ChatConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self):
        """Refuse who is not logged in. Join the room, accept, send what was written after the number in ?after=."""
        await self.accept()

    async def receive_json(self, content):
        """Keep content["text"] as a line of the room, and tell the room."""

    async def disconnect(self, code):
        """Leave the room."""
