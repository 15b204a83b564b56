import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class MeterConsumer(SyncConsumer):
    """Speaks meter.v1: answers every message with its length in bytes."""

    def websocket_connect(self, event):
        # Your code: who may come in, and with what?
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        # Your code: measure the bytes of a text, or of a binary message.
        reply = {"kind": "text", "length": 0, "sum": 0}
        self.send({"type": "websocket.send", "text": json.dumps(reply)})

    def websocket_disconnect(self, event):
        raise StopConsumer()
