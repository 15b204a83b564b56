from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class EventsConsumer(SyncConsumer):
    """One method for each event that can come in; each event that goes out is a dict that you write."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        if "text" in event:
            self.send({"type": "websocket.send", "text": event["text"].upper()})
        else:
            self.send({"type": "websocket.send", "bytes": event["bytes"]})

    def websocket_disconnect(self, event):
        raise StopConsumer()


class KeysConsumer(SyncConsumer):
    """Sends accept, send and close with every key that they may have."""

    def websocket_connect(self, event):
        self.send(
            {
                "type": "websocket.accept",
                "subprotocol": "demo",
                "headers": [[b"x-greeting", b"hi"]],
            }
        )

    def websocket_receive(self, event):
        self.send({"type": "websocket.send", "text": "Goodbye."})
        self.send({"type": "websocket.close", "code": 4123, "reason": "lesson over"})

    def websocket_disconnect(self, event):
        raise StopConsumer()


class MisspeltMethodConsumer(SyncConsumer):
    """A mistake on purpose: the last method has a wrong name."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_disconnect(self, event):
        raise StopConsumer()

    def websocket_received(self, event):
        self.send({"type": "websocket.send", "text": event["text"]})


class MisspeltTypeConsumer(SyncConsumer):
    """A mistake on purpose: the first reply has a wrong type."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        self.send({"type": "websocket.sned", "text": "first"})
        self.send({"type": "websocket.send", "text": "second"})

    def websocket_disconnect(self, event):
        raise StopConsumer()


class ForgetfulConsumer(SyncConsumer):
    """A mistake on purpose: it says goodbye, but it never stops."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_disconnect(self, event):
        print("Goodbye, code", event["code"])
