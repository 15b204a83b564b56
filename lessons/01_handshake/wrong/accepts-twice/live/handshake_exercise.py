from urllib.parse import parse_qs

from channels.generic.websocket import WebsocketConsumer


def name_in(scope):
    """The name in the URL: "Ada" for /ws/handshake/exercise/?name=Ada, None when there is none."""
    query = parse_qs(scope["query_string"].decode())
    return query.get("name", [None])[0]


class WelcomeConsumer(WebsocketConsumer):
    """Welcomes a client that gives its name, and refuses one that does not."""

    def connect(self):
        name = name_in(self.scope)
        if name is None:
            self.close()
        else:
            self.accept()
            super().connect()
            self.send(f"Welcome, {name}")
