import json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer
from django.urls import path


class RouteConsumer(SyncConsumer):
    """Says what the router took out of the path."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})
        self.tell()

    def websocket_receive(self, event):
        self.tell()

    def tell(self):
        kwargs = self.scope["url_route"]["kwargs"]
        self.send({"type": "websocket.send", "text": json.dumps(kwargs)})

    def websocket_disconnect(self, event):
        raise StopConsumer()


kitchen_urlpatterns = [
    path("oven/<int:number>/", RouteConsumer.as_asgi()),
]


class ScopeConsumer(RouteConsumer):
    """You send the name of a key, it tells what the scope holds there."""

    def tell(self):
        print("The keys:", ", ".join(sorted(self.scope)))

    def websocket_receive(self, event):
        value = self.scope[event["text"]]
        text = f"{type(value).__name__} {value!r}"
        self.send({"type": "websocket.send", "text": text})


class UserConsumer(RouteConsumer):
    """Tells its client who he or she is."""

    def tell(self):
        user = self.scope["user"]
        name = user.get_username() if user.is_authenticated else "nobody I know"
        self.send({"type": "websocket.send", "text": f"You are {name}."})
