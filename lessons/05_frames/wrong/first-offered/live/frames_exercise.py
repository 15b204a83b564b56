import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class MeterConsumer(SyncConsumer):
    """Speaks meter.v1: answers every message with its length in bytes."""

    def websocket_connect(self, event):
        offered = self.scope["subprotocols"]
        if offered:
            self.send(
                {
                    "type": "websocket.accept",
                    "subprotocol": offered[0],
                    "headers": [[b"x-meter", b"1"]],
                }
            )
        else:
            self.send({"type": "websocket.accept"})
            self.send({"type": "websocket.close", "code": 4123})

    def websocket_receive(self, event):
        if "text" in event:
            kind, data = "text", event["text"].encode()
        else:
            kind, data = "bytes", event["bytes"]
        reply = {"kind": kind, "length": len(data), "sum": sum(data)}
        self.send({"type": "websocket.send", "text": json.dumps(reply)})

    def websocket_disconnect(self, event):
        raise StopConsumer()
