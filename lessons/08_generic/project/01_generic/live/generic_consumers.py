"""Generic consumers, beside what lesson 2 did by hand."""

from channels.generic.websocket import WebsocketConsumer


class GenericConsumer(WebsocketConsumer):
    """The EventsConsumer of lesson 2: what it must do, and nothing else."""

    def connect(self):
        self.accept()

    def receive(self, text_data=None, bytes_data=None):
        if text_data is not None:
            self.send(text_data=text_data.upper())
        else:
            self.send(bytes_data=bytes_data)

    def disconnect(self, code):
        print("Goodbye, code", code)


class BareConsumer(WebsocketConsumer):
    """Nothing but its base class."""
