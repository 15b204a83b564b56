import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer
from django.contrib.auth.models import User
from django.urls import path


class RoomConsumer(SyncConsumer):
    """Answers every text with the room, the user and the text."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        room = self.scope["url_route"]["kwargs"]["room"]
        user = self.scope["user"]
        name = user.get_username() if isinstance(user, User) else "anonymous"
        reply = {"room": room, "user": name, "text": event["text"]}
        self.send({"type": "websocket.send", "text": json.dumps(reply)})

    def websocket_disconnect(self, event):
        raise StopConsumer()


urlpatterns = [
    path("<room>/", RoomConsumer.as_asgi()),
]
