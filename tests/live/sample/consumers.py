"""The same echo with each of Channels' six consumer classes."""

import json

from channels.consumer import AsyncConsumer, SyncConsumer
from channels.exceptions import StopConsumer
from channels.generic.websocket import (
    AsyncJsonWebsocketConsumer,
    AsyncWebsocketConsumer,
    JsonWebsocketConsumer,
    WebsocketConsumer,
)


def asked_for(text):
    """`"boom"` → an exception; `"close"` → a close with code and reason."""
    if text == '"boom"':
        raise LookupError("asked for")
    return text == '"close"'


class Sync(SyncConsumer):
    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        if asked_for(event.get("text")):
            self.send({"type": "websocket.close", "code": 4001, "reason": "bye"})
        elif "text" in event:
            self.send({"type": "websocket.send", "text": json.dumps(json.loads(event["text"]))})
        else:
            self.send({"type": "websocket.send", "bytes": event["bytes"]})

    def websocket_disconnect(self, event):
        raise StopConsumer()


class Async(AsyncConsumer):
    async def websocket_connect(self, event):
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        if asked_for(event.get("text")):
            await self.send({"type": "websocket.close", "code": 4001, "reason": "bye"})
        elif "text" in event:
            await self.send({"type": "websocket.send", "text": json.dumps(json.loads(event["text"]))})
        else:
            await self.send({"type": "websocket.send", "bytes": event["bytes"]})

    async def websocket_disconnect(self, event):
        raise StopConsumer()


class Websocket(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        if asked_for(text_data):
            self.close(4001, "bye")
        elif bytes_data is None:
            self.send(text_data=json.dumps(json.loads(text_data)))
        else:
            self.send(bytes_data=bytes_data)


class AsyncWebsocket(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        if asked_for(text_data):
            await self.close(4001, "bye")
        elif bytes_data is None:
            await self.send(text_data=json.dumps(json.loads(text_data)))
        else:
            await self.send(bytes_data=bytes_data)


class JsonWebsocket(JsonWebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        if bytes_data is not None:
            self.send(bytes_data=bytes_data)
        else:
            super().receive(text_data=text_data)

    def receive_json(self, content):
        if asked_for(json.dumps(content)):
            self.close(4001, "bye")
        else:
            self.send_json(content)


class AsyncJsonWebsocket(AsyncJsonWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        if bytes_data is not None:
            await self.send(bytes_data=bytes_data)
        else:
            await super().receive(text_data=text_data)

    async def receive_json(self, content):
        if asked_for(json.dumps(content)):
            await self.close(4001, "bye")
        else:
            await self.send_json(content)


CLASSES = {
    "sync": Sync,
    "async": Async,
    "websocket": Websocket,
    "async-websocket": AsyncWebsocket,
    "json": JsonWebsocket,
    "async-json": AsyncJsonWebsocket,
}
