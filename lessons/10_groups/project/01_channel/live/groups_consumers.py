from channels.generic.websocket import AsyncWebsocketConsumer

# Who is there: a name and its channel. Other processes do not see this dict.
boxes = {}


class PostConsumer(AsyncWebsocketConsumer):
    """Puts letters into the channels of others. Send it: bob Hello"""

    async def connect(self):
        boxes[self.scope["url_route"]["kwargs"]["name"]] = self.channel_name
        await self.accept()

    async def receive(self, text_data):
        name, text = text_data.split(" ", 1)
        letter = {"type": "letter.comes", "text": text}
        await self.channel_layer.send(boxes[name], letter)

    async def letter_comes(self, message):
        await self.send(text_data=message["text"])
