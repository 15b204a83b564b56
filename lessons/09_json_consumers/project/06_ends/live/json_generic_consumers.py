import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from channels.generic.websocket import AsyncJsonWebsocketConsumer, JsonWebsocketConsumer
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime


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


class ShopConsumer(JsonWebsocketConsumer):
    """Sends a price and a moment as they are."""

    def receive_json(self, content, **kwargs):
        until = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
        self.send_json({"price": Decimal("9.90"), "until": until})


class DjangoShopConsumer(ShopConsumer):
    """The same, and its JSON is written by Django's encoder."""

    @classmethod
    def encode_json(cls, content):
        return json.dumps(content, cls=DjangoJSONEncoder)


class BillConsumer(DjangoShopConsumer):
    """Computes with what json.loads gives it."""

    def receive_json(self, content, **kwargs):
        self.send_json({"total": content["price"] * content["count"]})


def with_moment(content):
    """Called for each JSON object: the text under "at" becomes a datetime."""
    if "at" in content:
        content["at"] = parse_datetime(content["at"])
    return content


class ExactBillConsumer(DjangoShopConsumer):
    """Computes with decimals and datetimes."""

    @classmethod
    def decode_json(cls, text_data):
        return json.loads(text_data, parse_float=Decimal, object_hook=with_moment)

    def receive_json(self, content, **kwargs):
        total = content["price"] * content["count"]
        self.send_json({"total": total, "due": content["at"] + timedelta(days=14)})


class AsyncShopConsumer(AsyncJsonWebsocketConsumer):
    """The DjangoShopConsumer, with async and await."""

    async def receive_json(self, content, **kwargs):
        until = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
        await self.send_json({"price": Decimal("9.90"), "until": until})

    @classmethod
    async def encode_json(cls, content):
        return json.dumps(content, cls=DjangoJSONEncoder)


class PlainEncodeConsumer(AsyncShopConsumer):
    """A mistake on purpose: its encode_json is a plain def."""

    @classmethod
    def encode_json(cls, content):
        return json.dumps(content, cls=DjangoJSONEncoder)


class TicketConsumer(AsyncJsonWebsocketConsumer):
    """Speaks ticket.v1, and tells everybody else why not."""

    async def connect(self):
        if "ticket.v1" in self.scope["subprotocols"]:
            await self.accept("ticket.v1")
        else:
            await self.accept()
            await self.send_json({"error": "Please speak ticket.v1."}, close=4406)

    async def receive_json(self, content, **kwargs):
        if content == "enough":
            await self.close(4000)
        else:
            await self.send_json({"last": content}, close=True)
