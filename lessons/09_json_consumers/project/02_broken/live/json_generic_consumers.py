import json

from channels.generic.websocket import JsonWebsocketConsumer


class JsonGenericConsumer(JsonWebsocketConsumer):
    """The JsonConsumer of lesson 3: what it must do, and nothing else."""

    def receive_json(self, content, **kwargs):
        print("Python holds a", type(content).__name__)
        self.send_json(content)


class TwiceConsumer(JsonWebsocketConsumer):
    """A mistake on purpose: send_json gets what json.dumps made."""

    def receive_json(self, content, **kwargs):
        self.send_json(json.dumps(content))


class CarelessConsumer(JsonWebsocketConsumer):
    """A mistake on purpose: its try holds too much."""

    def receive(self, text_data=None, bytes_data=None, **kwargs):
        try:
            super().receive(text_data, bytes_data, **kwargs)
        except ValueError:
            self.send_json({"error": "not JSON"})

    def receive_json(self, content, **kwargs):
        self.send_json({"count": int(content["count"])})


class CarefulConsumer(JsonWebsocketConsumer):
    """First the conversion, in a try of its own. Then the work."""

    def receive(self, text_data=None, bytes_data=None, **kwargs):
        try:
            content = self.decode_json(text_data or "")
        except (ValueError, RecursionError):
            self.send_json({"error": "not JSON"})
        else:
            self.receive_json(content, length=len(text_data), **kwargs)

    def receive_json(self, content, length, **kwargs):
        self.send_json({"content": content, "length": length})
