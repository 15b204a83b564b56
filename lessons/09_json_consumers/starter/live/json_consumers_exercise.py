from channels.generic.websocket import JsonWebsocketConsumer


class TicketOfficeConsumer(JsonWebsocketConsumer):
    """Sells tickets: a price, a count and a moment in; a total and a moment out."""

    def receive_json(self, content, **kwargs):
        pass  # Your code.
