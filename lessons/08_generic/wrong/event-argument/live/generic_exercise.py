from channels.generic.websocket import WebsocketConsumer


class MirrorConsumer(WebsocketConsumer):
    """Sends every message back in reverse."""

    def connect(self):
        self.accept()
        self.send("I am a mirror.")

    def receive(self, event):
        text_data = event["text"]
        if text_data == "stop":
            self.send("pots", close=4010)
        else:
            self.send(text_data[::-1])

    def disconnect(self, code):
        print("gone:", code)
