import json
from datetime import date

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


VALUES = {
    "tuple": (1, 2),
    "int keys": {2: "b", 1: "a"},
    "nothing": None,
    "nan": float("nan"),
    "big": 2**53 + 1,
    "letters": "é😀",
    "date": date(2026, 11, 21),
    "set": {1, 2},
}


class ValuesConsumer(JsonConsumer):
    """You send a name of VALUES; it sends that value as JSON."""

    def websocket_receive(self, event):
        value = VALUES[event["text"]]
        self.send({"type": "websocket.send", "text": json.dumps(value)})


class SafeConsumer(JsonConsumer):
    """As JsonConsumer, but a text that is not JSON gets an answer."""

    def websocket_receive(self, event):
        try:
            value = json.loads(event.get("text") or "")
        except ValueError as error:
            reply = {"error": str(error)}
        else:
            reply = {"value": value}
        self.send({"type": "websocket.send", "text": json.dumps(reply)})


class LongConsumer(SafeConsumer):
    """Reads a long text that a short one describes: "9 5000" is a 9, written 5000 times."""

    def websocket_receive(self, event):
        letter, count = event["text"].split()
        super().websocket_receive({"text": letter * int(count)})
