from channels.consumer import SyncConsumer


class CounterConsumer(SyncConsumer):
    """Counts the messages of its own connection, and answers "1: hello", "2: again", and so on."""

    def websocket_connect(self, event):
        self.count = 0
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        self.count += 1
        self.send({"type": "websocket.send", "text": f"{self.count}: {event['text']}"})

    def websocket_disconnect(self, event):
        raise StopConsumer()
