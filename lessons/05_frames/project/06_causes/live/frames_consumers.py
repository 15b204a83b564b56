from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class FramesConsumer(SyncConsumer):
    """Sends every message back as it came."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        if "text" in event:
            print("A text of", len(event["text"]), "characters")
            self.send({"type": "websocket.send", "text": event["text"]})
        else:
            print("A binary message of", len(event["bytes"]), "bytes")
            self.send({"type": "websocket.send", "bytes": event["bytes"]})

    def websocket_disconnect(self, event):
        raise StopConsumer()


class BothConsumer(FramesConsumer):
    """A mistake on purpose: text and bytes in one event."""

    def websocket_receive(self, event):
        self.send({"type": "websocket.send", "text": "hi", "bytes": b"hi"})


SPOKEN = ("chat.v2", "chat.v1")


class SubprotocolConsumer(FramesConsumer):
    """Speaks the newest chat that the client offers, or no subprotocol."""

    def websocket_connect(self, event):
        offered = self.scope["subprotocols"]
        chosen = next((name for name in SPOKEN if name in offered), None)
        self.send({"type": "websocket.accept", "subprotocol": chosen})


class StubbornConsumer(FramesConsumer):
    """A mistake on purpose: it does not look at what was offered."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept", "subprotocol": "chat.v2"})


class HeadersConsumer(FramesConsumer):
    """The header as ASGI wants it: in a list of pairs of bytes."""

    def websocket_connect(self, event):
        headers = [[b"x-limit", b"100"]]
        self.send({"type": "websocket.accept", "headers": headers})
        self.send({"type": "websocket.send", "text": "The limit is 100."})


class PairConsumer(FramesConsumer):
    """A mistake on purpose: one pair without its list, and of texts."""

    def websocket_connect(self, event):
        headers = ["x-limit", "100"]
        self.send({"type": "websocket.accept", "headers": headers})


class ClosingConsumer(FramesConsumer):
    """You send a close code, and it closes with that."""

    def websocket_receive(self, event):
        code = int(event["text"])
        self.send({"type": "websocket.send", "text": "You asked for it."})
        self.send({"type": "websocket.close", "code": code, "reason": "bye"})


class RefusingConsumer(FramesConsumer):
    """Closes with a code before it accepts."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.close", "code": 4123})


class ExplainingConsumer(FramesConsumer):
    """Accepts, only to close with a code that arrives."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})
        self.send({"type": "websocket.close", "code": 4123})


class CausesConsumer(FramesConsumer):
    """Closes when it is told to, fails at any other text, prints its end."""

    async def __call__(self, scope, receive, send):
        try:
            await super().__call__(scope, receive, send)
        finally:
            print("This connection is over.")

    def websocket_receive(self, event):
        if event["text"] == "close":
            self.send({"type": "websocket.close", "code": 4000})
        else:
            raise ValueError("This text is too much for me.")

    def websocket_disconnect(self, event):
        print("The connection ended with", event["code"])
        raise StopConsumer()
