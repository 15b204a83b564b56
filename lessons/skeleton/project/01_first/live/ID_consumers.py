from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class {{Class}}Consumer(SyncConsumer):
    """TODO: what it is for."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        self.send({"type": "websocket.send", "text": event["text"]})

    def websocket_disconnect(self, event):
        raise StopConsumer()
