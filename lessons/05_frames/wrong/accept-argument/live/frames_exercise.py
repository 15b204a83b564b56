import json

from channels.generic.websocket import WebsocketConsumer


class MeterConsumer(WebsocketConsumer):
    """Speaks meter.v1: answers every message with its length in bytes."""

    def connect(self):
        if "meter.v1" in self.scope["subprotocols"]:
            self.accept(subprotocols="meter.v1", headers=[[b"x-meter", b"1"]])
        else:
            self.accept()
            self.close(4123)

    def receive(self, text_data=None, bytes_data=None):
        kind, data = ("bytes", bytes_data) if text_data is None else ("text", text_data.encode())
        self.send(json.dumps({"kind": kind, "length": len(data), "sum": sum(data)}))
