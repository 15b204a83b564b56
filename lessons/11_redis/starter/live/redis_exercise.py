import json

from channels.generic.websocket import AsyncWebsocketConsumer


class WordsConsumer(AsyncWebsocketConsumer):
    """A wall of words: what one client sends, the clients of all servers see."""

    async def connect(self):
        await self.accept()

    async def receive(self, text_data):
        # Your code: everybody gets it, on both servers.
        await self.send(json.dumps({"word": text_data, "letters": sorted(set(text_data))}))
