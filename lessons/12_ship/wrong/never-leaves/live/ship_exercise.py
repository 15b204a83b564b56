"""Your turn: a chat with rooms, users and a history."""

from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from live.models import Line


class ChatConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self):
        """Refuse who is not logged in. Join the room, accept, send what was written after the number in ?after=."""
        self.room = self.scope["url_route"]["kwargs"]["room"]
        self.group = f"ship.{self.room}"
        if not self.scope["user"].is_authenticated:
            await self.close()
            return
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        query = parse_qs(self.scope["query_string"].decode())
        after = int(query.get("after", ["0"])[0])
        for line in await database_sync_to_async(Line.read)(self.room, after):
            await self.send_json(line)

    async def receive_json(self, content):
        """Keep content["text"] as a line of the room, and tell the room."""
        user = self.scope["user"].get_username()
        line = await database_sync_to_async(Line.write)(self.room, user, content["text"])
        await self.channel_layer.group_send(self.group, {"type": "chat.line", "line": line})

    async def chat_line(self, event):
        """A line of the room, from the layer."""
        await self.send_json(event["line"])
