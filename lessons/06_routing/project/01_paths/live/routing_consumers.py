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
