import json
from datetime import timedelta
from decimal import Decimal

from channels.generic.websocket import JsonWebsocketConsumer
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime


class TicketOfficeConsumer(JsonWebsocketConsumer):
    """Sells tickets: a price, a count and a moment in; a total and a moment out."""

    def receive(self, text_data=None, bytes_data=None, **kwargs):
        try:
            content = self.decode_json(text_data or "")
        except ValueError as error:
            self.send_json({"error": str(error)})
        else:
            self.receive_json(content)

    def receive_json(self, content, **kwargs):
        if "end" in content:
            self.send_json({"bye": True}, close=4009)
        else:
            total = Decimal(content["price"]) * content["count"]
            until = parse_datetime(content["at"]) + timedelta(days=1)
            self.send_json({"total": total, "until": until})
