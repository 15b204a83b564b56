from channels.generic.websocket import WebsocketConsumer


class MirrorConsumer(WebsocketConsumer):
    """Sends every message back in reverse."""

    def connect(self):
        self.accept()
        self.send("I am a mirror.")

    def receive(self, text_data=None, bytes_data=None):
        if text_data is None:
            self.send(bytes_data=bytes_data[::-1])
        elif text_data == "stop":
            self.send("pots", close=4010)
        else:
            self.send(text_data)

    def disconnect(self, code):
        print("gone:", code)
