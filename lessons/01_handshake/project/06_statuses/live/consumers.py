from channels.generic.websocket import WebsocketConsumer


class HelloConsumer(WebsocketConsumer):
    """Greets you when you connect, and answers every text that you send."""

    def connect(self):
        self.accept()
        self.send("Hello. I speak first.")

    def receive(self, text_data=None, bytes_data=None):
        self.send(f"You said: {text_data}")


class RefuseConsumer(WebsocketConsumer):
    """Says no: it closes before it accepts."""

    def connect(self):
        self.close()


class SilentConsumer(WebsocketConsumer):
    """Says nothing: it neither accepts nor closes."""

    def connect(self):
        pass
