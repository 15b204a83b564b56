"""Right answers to the exercises, each written differently from the lesson's own solution."""

RIGHT = {
    "handshake": {
        "raw": """
from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class WelcomeConsumer(SyncConsumer):
    def websocket_connect(self, event):
        key, _, name = self.scope["query_string"].decode().partition("=")
        if key != "name":
            return self.send({"type": "websocket.close"})
        self.send({"type": "websocket.accept"})
        self.send({"type": "websocket.send", "text": "Welcome, " + name})

    def websocket_disconnect(self, event):
        raise StopConsumer()
""",
        "async-deny": """
from urllib.parse import parse_qsl

from channels.exceptions import DenyConnection
from channels.generic.websocket import AsyncWebsocketConsumer


class WelcomeConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        asked = dict(parse_qsl(self.scope["query_string"].decode()))
        if not asked:
            raise DenyConnection
        await super().connect()
        await self.send(text_data="Welcome, {name}".format(**asked))
""",
    },
    "events": {
        "helpers": """
import itertools

from channels import exceptions
from channels.consumer import SyncConsumer


class CounterConsumer(SyncConsumer):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = itertools.count(1)

    def websocket_disconnect(self, event):
        self.leave()

    def websocket_receive(self, message):
        self.say("%d: %s" % (next(self.numbers), message["text"]))

    def websocket_connect(self, message):
        self.send(dict(type="websocket.accept", subprotocol=None))

    def say(self, text):
        self.send(dict(type="websocket.send", text=text))

    def leave(self):
        raise exceptions.StopConsumer
""",
        "async": """
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class CounterConsumer(AsyncConsumer):
    texts = ()

    async def websocket_connect(self, event):
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        self.texts = (*self.texts, event["text"])
        await self.send({"type": "websocket.send", "text": f"{len(self.texts)}: {self.texts[-1]}"})

    async def websocket_disconnect(self, event):
        raise StopConsumer()
""",
    },
    "json": {
        "generic": """
import json

from channels.generic.websocket import WebsocketConsumer


def answer(text):
    try:
        value = json.loads(text)
    except ValueError:
        return {"error": f"{text!r} is not JSON"}
    total, largest = 0, float("-inf")
    for number in value["numbers"]:
        total += number
        largest = max(largest, number)
    return {"largest": largest, "sum": total}


class SumConsumer(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        self.send(json.dumps(answer(text_data), indent=2))
""",
        "decoder": """
from json import JSONDecodeError, JSONDecoder, JSONEncoder

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class SumConsumer(SyncConsumer):
    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        try:
            self.reply(sorted(JSONDecoder().decode(event["text"])["numbers"]))
        except JSONDecodeError:
            self.send({"type": "websocket.send", "text": '{"error":"bad"}'})

    def reply(self, numbers):
        text = JSONEncoder(separators=(",", ":")).encode({"sum": sum(numbers), "largest": numbers[-1]})
        self.send({"type": "websocket.send", "text": text})

    def websocket_disconnect(self, event):
        raise StopConsumer()
""",
    },
}
"""Lesson → name → the whole module that the learner edits."""
