from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class EventsConsumer(SyncConsumer):
    """One method for each event that can come in; each event that goes out is a dict that you write."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        if "text" in event:
            self.send({"type": "websocket.send", "text": event["text"].upper()})
        else:
            self.send({"type": "websocket.send", "bytes": event["bytes"]})

    def websocket_disconnect(self, event):
        raise StopConsumer()
