"""Who waits for whom, in sync and in async consumers."""

import asyncio
import time

from channels.consumer import AsyncConsumer, SyncConsumer
from channels.exceptions import StopConsumer


class EchoConsumer(AsyncConsumer):
    """The EventsConsumer of lesson 2, for texts only, with async and await."""

    async def websocket_connect(self, event):
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        await self.send({"type": "websocket.send", "text": event["text"].upper()})

    async def websocket_disconnect(self, event):
        raise StopConsumer()


class ForgottenConsumer(EchoConsumer):
    """A mistake on purpose: the first await is missing."""

    async def websocket_receive(self, event):
        self.send({"type": "websocket.send", "text": "first"})
        await self.send({"type": "websocket.send", "text": "second"})


at_work = []  # the texts that are being worked on right now, of all connections


class SlowConsumer(EchoConsumer):
    """Needs 0.5 s for each text, and answers which texts were at work when it began."""

    async def websocket_receive(self, event):
        at_work.append(event["text"])
        reply = "at work: " + " ".join(sorted(at_work))
        await asyncio.sleep(0.5)
        at_work.remove(event["text"])
        await self.send({"type": "websocket.send", "text": reply})


class SlowSyncConsumer(SyncConsumer):
    """The same without async."""

    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        at_work.append(event["text"])
        reply = "at work: " + " ".join(sorted(at_work))
        time.sleep(0.5)
        at_work.remove(event["text"])
        self.send({"type": "websocket.send", "text": reply})

    def websocket_disconnect(self, event):
        raise StopConsumer()


all_there = asyncio.Event()  # set when eight texts are at work at the same time


class TogetherConsumer(EchoConsumer):
    """Answers a text only when eight texts are at work."""

    async def websocket_receive(self, event):
        at_work.append(event["text"])
        if len(at_work) == 8:
            all_there.set()
        await all_there.wait()
        reply = "at work: " + " ".join(sorted(at_work))
        await self.send({"type": "websocket.send", "text": reply})

    async def websocket_disconnect(self, event):
        at_work.clear()
        all_there.clear()
        raise StopConsumer()


class HeavySyncConsumer(SlowSyncConsumer):
    """Needs 2 s for each text."""

    def websocket_receive(self, event):
        at_work.append(event["text"])
        time.sleep(2)
        at_work.remove(event["text"])
        self.send({"type": "websocket.send", "text": "done"})


class QuickConsumer(EchoConsumer):
    """Needs no time: it answers which texts are at work."""

    async def websocket_receive(self, event):
        reply = "at work: " + (" ".join(sorted(at_work)) or "nobody")
        await self.send({"type": "websocket.send", "text": reply})


class BlockingConsumer(EchoConsumer):
    """A mistake on purpose: time.sleep in async code."""

    async def websocket_receive(self, event):
        at_work.append(event["text"])
        reply = "at work: " + " ".join(sorted(at_work))
        time.sleep(1)
        at_work.remove(event["text"])
        await self.send({"type": "websocket.send", "text": reply})
