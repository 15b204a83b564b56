from channels.generic.websocket import AsyncWebsocketConsumer


class MirrorConsumer(AsyncWebsocketConsumer):
    """Sends every message back in reverse."""

    async def connect(self):
        await self.accept()
        await self.send("I am a mirror.")

    def receive(self, text_data=None, bytes_data=None):
        if text_data is None:
            print(bytes_data[::-1])
        elif text_data == "stop":
            print("pots")
        else:
            print(text_data[::-1])

    def disconnect(self, code):
        print("gone:", code)
