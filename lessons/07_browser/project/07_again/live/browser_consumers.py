import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class BrowserConsumer(SyncConsumer):
    """Prints every text and sends it back."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        print("The page sent:", event["text"])
        self.send({"type": "websocket.send", "text": event["text"]})

    def websocket_disconnect(self, event):
        raise StopConsumer()


notes = []


class BoardConsumer(BrowserConsumer):
    """Keeps every text, and shows them all to whoever comes."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})
        for note in notes:
            self.send({"type": "websocket.send", "text": note})

    def websocket_receive(self, event):
        notes.append(event["text"])
        self.send({"type": "websocket.send", "text": event["text"]})


class NewsConsumer(BrowserConsumer):
    """A page tells how many news it has seen, and gets the next one."""

    def websocket_receive(self, event):
        seen = json.loads(event["text"])["seen"]
        news = {"number": seen + 1}
        self.send({"type": "websocket.send", "text": json.dumps(news)})
