import json
from datetime import timedelta
from decimal import Decimal

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime


class TicketOfficeConsumer(AsyncJsonWebsocketConsumer):
    """Sells tickets: a price, a count and a moment in; a total and a moment out."""

    async def receive(self, text_data=None, bytes_data=None, **kwargs):
        try:
            content = await self.decode_json(text_data or "")
        except ValueError as error:
            await self.send_json({"error": str(error)})
        else:
            await self.receive_json(content)

    async def receive_json(self, content, **kwargs):
        if "end" in content:
            await self.send_json({"bye": True}, close=4009)
        else:
            total = Decimal(content["price"]) * content["count"]
            until = parse_datetime(content["at"]) + timedelta(days=1)
            await self.send_json({"total": total, "until": until})

    @classmethod
    def encode_json(cls, content):
        return json.dumps(content, cls=DjangoJSONEncoder)
