import json

from channels.generic.websocket import AsyncWebsocketConsumer


class WordsConsumer(AsyncWebsocketConsumer):
    """A wall of words: what one client sends, the clients of all servers see."""

    channel_layer_alias = "words"

    async def connect(self):
        await self.channel_layer.group_add("words", self.channel_name)
        await self.accept()

    async def receive(self, text_data):
        message = {"type": "word.comes", "word": text_data, "letters": sorted(set(text_data))}
        await self.channel_layer.group_send("words", message)

    async def word_comes(self, event):
        await self.send(json.dumps({"word": event["word"], "letters": event["letters"]}))

    async def disconnect(self, code):
        await self.channel_layer.group_discard("words", self.channel_name)
