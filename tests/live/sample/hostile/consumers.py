"""Does what the message says; every method is something that a recorder could stumble over."""

import asyncio
import json
import logging
import os
import subprocess
import sys
import threading
import time
from json import dumps

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer, WebsocketConsumer



class Printing(logging.Handler):
    """A handler of the log that prints on its own."""

    def emit(self, record):
        print("a handler saw", record.levelname)


loner = logging.getLogger("loner")
disabled = logging.getLogger("not.configured")


class Rude(Exception):
    """Neither `str` nor `repr` of it works."""

    def __str__(self):
        raise RuntimeError("no str")

    __repr__ = __str__


class Safe(str):
    """A str with operators of its own, as Django's SafeString has."""

    def __add__(self, other):
        raise RuntimeError("no +")

    __radd__ = __add__


class Doing(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        try:
            getattr(self, "do_" + text_data)()
        except Exception as error:
            self.send(text_data=type(error).__name__)
        else:
            self.send(text_data="done")

    def do_nothing(self):
        pass

    def do_safe(self):
        print(Safe("safe line"))
        self.send(text_data=Safe("<b>"))
        dumps({"a": Safe("x")})

    def do_circular(self):
        parent = {"children": []}
        parent["children"] = [{"parent": parent}, {"parent": parent}]
        dumps(parent)

    def do_rude(self):
        dumps({"rude": Rude()})

    def do_rude_default(self):
        def default(value):
            raise Rude

        dumps({"rude": object()}, default=default)

    def do_rude_log(self):
        loner.warning("%s and %s", Rude())

    def do_rude_warning(self):
        import warnings

        warnings.warn(Rude())

    def do_rude_prompt(self):
        input(Rude())

    def do_log(self):
        loner.error("alone")
        logging.getLogger("made.later").warning("through the root")
        loner.info("quiet")
        printing = Printing(logging.CRITICAL)
        loner.addHandler(printing)
        loner.critical("very loud")
        loner.removeHandler(printing)
        try:
            1 / 0
        except ZeroDivisionError:
            loner.exception("with its traceback")

    def do_deep(self):
        dumps(json.loads("[" * 900 + "]" * 900))

    def do_huge(self):
        dumps({"n": 10**5000})

    def do_generator(self):
        list(map(json.dumps, [1, 2]))
        [json.loads(text) for text in ("1", "2")]

    def do_keyword(self):
        json.loads(s=json.dumps(obj=3))

    def do_not_a_dict(self):
        self.base_send(["websocket.send", "x"])

    def do_strange_event(self):
        self.base_send({"type": 7, 8: {"nine"}})

    def do_dunder(self):
        print("by the front door", file=sys.__stdout__)

    def do_below(self):
        os.write(1, b"below Python\n")
        os.system("echo below the shell")

    def do_thread(self):
        def tell():
            print("from a thread")
            async_to_sync(self.push)()

        thread = threading.Thread(target=tell)
        thread.start()
        thread.join()

    async def push(self):
        await self.channel_layer.send("specific.nobody!x", {"type": "x"})

    def do_fork(self):
        pid = os.fork()
        if not pid:
            print("from the child")
            json.dumps("from the child")
            os._exit(0)
        os.waitpid(pid, 0)

    def do_daemon(self):
        """A child in a session of its own that outlives everything, with every descriptor that it can get."""
        pid = os.fork()
        if not pid:
            os.setsid()
            if not os.fork():
                os.close(0)
                os.close(1)
                os.close(2)
                time.sleep(20)
            os._exit(0)
        os.waitpid(pid, 0)

    def do_spawned(self):
        """A child in a session of its own that has our stdout and stderr."""
        code = "import time; time.sleep(20)"
        subprocess.Popen([sys.executable, "-c", code], start_new_session=True, close_fds=False)

    def do_exit(self):
        print("leaving a child behind")
        os._exit(3)

    def do_crash(self):
        import ctypes

        ctypes.string_at(0)

    def do_sleep(self):
        print("sleeping")
        time.sleep(60)


class Pushing(AsyncWebsocketConsumer):
    """Server push, started in connect, that goes on after the method was left."""

    async def connect(self):
        await self.accept()
        self.pushing = asyncio.create_task(self.push())

    async def push(self):
        while True:
            await asyncio.sleep(0.01)
            await self.send(text_data=json.dumps("pushed"))

    async def receive(self, text_data=None, bytes_data=None):
        await self.ask()
        if text_data == "fail":
            asyncio.create_task(self.fail())

    @database_sync_to_async
    def ask(self):
        print("in the database thread")

    async def fail(self):
        raise LookupError("in the background")

    async def disconnect(self, code):
        self.pushing.cancel()


class Both(AsyncWebsocketConsumer):
    """Events and layer messages at the same time."""

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.send(self.channel_name, {"type": "echo", "text": text_data + " again"})
        await self.send(text_data=text_data)

    async def echo(self, event):
        await self.send(text_data=event["text"])


class Blocking(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        print("sleeping")
        time.sleep(60)


class Dispatching(AsyncWebsocketConsumer):
    """A dispatch of its own."""

    async def dispatch(self, message):
        print("own dispatch", message["type"])
        await super().dispatch(message)

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=text_data)


class Calling(AsyncWebsocketConsumer):
    """A `__call__` of its own, with a dispatch that belongs to nobody."""

    async def __call__(self, scope, receive, send):
        from channels import consumer

        async def dispatch(event):
            if event["type"] == "websocket.connect":
                await send({"type": "websocket.accept"})
            elif event["type"] == "websocket.receive":
                await send({"type": "websocket.send", "text": event["text"]})
            else:
                raise asyncio.CancelledError

        await consumer.await_many_dispatch([receive], dispatch)


class Expiring(AsyncWebsocketConsumer):
    """The layer's expiry is 0: what waits is thrown away when somebody receives."""

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.send("specific.nobody!y", {"type": "too.late"})
        await self.channel_layer.send(self.channel_name, {"type": "in.time"})

    async def in_time(self, event):
        await asyncio.sleep(0.01)
        await self.send(text_data="done")


class Http(AsyncHttpConsumer):
    async def handle(self, body):
        print("in an HTTP consumer")
        await self.send_response(200, b"by a consumer")


async def plain_function(scope, receive, send):
    """No consumer at all."""
    assert (await receive())["type"] == "websocket.connect"
    await send({"type": "websocket.accept"})
    event = await receive()
    print("no consumer")
    await send({"type": "websocket.send", "text": json.dumps(json.loads(event["text"]))})
    while (await receive())["type"] != "websocket.disconnect":
        pass


CLASSES = {
    "doing": Doing,
    "pushing": Pushing,
    "both": Both,
    "blocking": Blocking,
    "dispatching": Dispatching,
    "calling": Calling,
    "expiring": Expiring,
}
