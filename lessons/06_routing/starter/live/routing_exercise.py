import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer
from django.urls import path


class RoomConsumer(SyncConsumer):
    """Answers every text with the room, the user and the text."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        # Your code: which room is it, and who is there?
        reply = {"room": "?", "user": "?", "text": event["text"]}
        self.send({"type": "websocket.send", "text": json.dumps(reply)})

    def websocket_disconnect(self, event):
        raise StopConsumer()


urlpatterns = [
    # Your code: one line. The path begins after /ws/routing/exercise/
]
