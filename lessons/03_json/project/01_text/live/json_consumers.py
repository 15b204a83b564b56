import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class JsonConsumer(SyncConsumer):
    """Reads one JSON value, and sends the same value back."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        value = json.loads(event["text"])
        print("Python holds a", type(value).__name__)
        self.send({"type": "websocket.send", "text": json.dumps(value)})

    def websocket_disconnect(self, event):
        raise StopConsumer()


class NumberConsumer(JsonConsumer):
    """A mistake on purpose: it sends the number itself, not a text."""

    def websocket_receive(self, event):
        number = int(event["text"])
        self.send({"type": "websocket.send", "text": number})
