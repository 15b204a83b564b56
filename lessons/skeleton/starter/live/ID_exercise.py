from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class {{Class}}Exercise(SyncConsumer):
    """TODO: the task in one line."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        self.send({"type": "websocket.send", "text": event["text"]})

    def websocket_disconnect(self, event):
        raise StopConsumer()
