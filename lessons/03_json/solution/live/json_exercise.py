import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class SumConsumer(SyncConsumer):
    """Gets {"numbers": [1, 5]}, answers {"sum": 6, "largest": 5}."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        try:
            numbers = json.loads(event["text"])["numbers"]
        except ValueError as error:
            reply = {"error": str(error)}
        else:
            reply = {"sum": sum(numbers), "largest": max(numbers)}
        self.send({"type": "websocket.send", "text": json.dumps(reply)})

    def websocket_disconnect(self, event):
        raise StopConsumer()
