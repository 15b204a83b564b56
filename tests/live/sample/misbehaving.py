"""Consumers that do what learners' consumers do."""

import asyncio
import json
import os
import signal
import sys
import time

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer, JsonWebsocketConsumer, WebsocketConsumer


class Commands(WebsocketConsumer):
    """Does what the message says."""

    def receive(self, text_data=None, bytes_data=None):
        getattr(self, "do_" + text_data)()
        self.send(text_data="done")

    def do_print(self):
        print("one", "two")
        print("no end", end="")

    def do_stderr(self):
        print("oops", file=sys.stderr)

    def do_close_stdout(self):
        sys.stdout.close()
        os.close(1)
        print("still here")

    def do_input(self):
        input("your name? ")

    def do_breakpoint(self):
        breakpoint()

    def do_exit(self):
        print("last words")
        os._exit(7)

    def do_kill(self):
        os.kill(os.getpid(), signal.SIGKILL)

    def do_flood(self):
        for number in range(20_000):
            print(number)

    def do_empty(self):
        self.send(text_data="")

    def do_typo(self):
        self.base_send({"type": "websocket.sned", "text": "x"})

    def do_odd_json(self):
        json.loads(json.dumps({"a": (1, 2), 3: None}))
        try:
            json.dumps({1, 2})
        except TypeError:
            pass

    def do_mutate(self):
        event = {"type": "websocket.send", "text": "before"}
        self.base_send(event)
        event["text"] = "after"


class Forgetful(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        self.send(text_data="never")
        await self.send(text_data="done")


class Rejecting(WebsocketConsumer):
    def connect(self):
        self.close(4003)


class Headers(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept(headers=[(b"x-lesson", b"3")])


class Chat(AsyncWebsocketConsumer):
    groups = ["room"]

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.group_send("room", {"type": "chat.message", "text": text_data})

    async def chat_message(self, event):
        await self.send(text_data=event["text"])


class Spoofed(AsyncWebsocketConsumer):
    """A layer message that looks like a client's event."""

    async def receive(self, text_data=None, bytes_data=None):
        if text_data == "spoof":
            await self.channel_layer.send(self.channel_name, {"type": "websocket.receive", "text": "from the layer"})
        else:
            await self.send(text_data=text_data)


class Overfull(AsyncWebsocketConsumer):
    """Capacity is 3: the fourth message that nobody takes is refused."""

    async def receive(self, text_data=None, bytes_data=None):
        for _ in range(5):
            await self.channel_layer.group_send("room-of-one", {"type": "note"})
        await self.channel_layer.group_add("room-of-one", "specific.other!abc")
        for _ in range(5):
            await self.channel_layer.group_send("room-of-one", {"type": "note"})
        await self.send(text_data="done")


class Held(AsyncWebsocketConsumer):
    """Holds the event loop until the file that the message names is there."""

    async def receive(self, text_data=None, bytes_data=None):
        while not os.path.exists(text_data):
            time.sleep(0.02)
        await self.send(text_data="done")


class Slow(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await asyncio.sleep(0.1)
        await self.send(text_data=text_data)


class Overriding(JsonWebsocketConsumer):
    """Writes one of its base class's own methods anew."""

    def receive_json(self, content):
        self.send_json(content)

    def websocket_disconnect(self, event):
        raise StopConsumer()


CLASSES = {
    "commands": Commands,
    "forgetful": Forgetful,
    "rejecting": Rejecting,
    "headers": Headers,
    "chat": Chat,
    "spoofed": Spoofed,
    "overfull": Overfull,
    "held": Held,
    "slow": Slow,
    "overriding": Overriding,
}
