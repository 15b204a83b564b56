from channels.generic.websocket import WebsocketConsumer


class MirrorConsumer(WebsocketConsumer):
    """Sends every message back in reverse."""

    # Your code: connect, receive and disconnect.
