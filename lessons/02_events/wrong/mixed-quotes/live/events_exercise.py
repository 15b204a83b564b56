from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class CounterConsumer(SyncConsumer):
    """Numbers its messages: answers "1: hello", "2: again", …"""

    def websocket_connect(self, event):
        self.count = 0
        self.send({"type": "websocket.accept'})

    def websocket_receive(self, event):
        self.count += 1
        self.send({"type": "websocket.send", "text": f"{self.count}: {event['text']}"})

    def websocket_disconnect(self, event):
        raise StopConsumer()
