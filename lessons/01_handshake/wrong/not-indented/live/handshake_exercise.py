from urllib.parse import parse_qs

from channels.generic.websocket import WebsocketConsumer


def name_in(scope):
    """The name in the URL: "Ada" for …/?name=Ada, else None."""
    query = parse_qs(scope["query_string"].decode())
    return query.get("name", [None])[0]


class WelcomeConsumer(WebsocketConsumer):
    """Welcomes a client with a name, and refuses one without."""

    def connect(self):
    name = name_in(self.scope)
    if name is None:
        self.close()
    else:
        self.accept()
        self.send(f"Welcome, {name}")
