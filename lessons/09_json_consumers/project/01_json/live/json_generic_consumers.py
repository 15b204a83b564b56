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
