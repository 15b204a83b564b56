"""Generic consumers, beside what lesson 2 did by hand."""

from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer, WebsocketConsumer


class GenericConsumer(WebsocketConsumer):
    """The EventsConsumer of lesson 2: what it must do, and nothing else."""

    def connect(self):
        self.accept()

    def receive(self, text_data=None, bytes_data=None):
        if text_data is not None:
            self.send(text_data=text_data.upper())
        else:
            self.send(bytes_data=bytes_data)

    def disconnect(self, code):
        print("Goodbye, code", code)


class BareConsumer(WebsocketConsumer):
    """Nothing but its base class."""


class CallsConsumer(WebsocketConsumer):
    """The KeysConsumer of lesson 2, with calls instead of dicts."""

    def connect(self):
        self.accept("demo", headers=[[b"x-greeting", b"hi"]])

    def receive(self, text_data=None, bytes_data=None):
        self.send("Goodbye.")
        self.close(4123, "lesson over")


class AskConsumer(WebsocketConsumer):
    """You send a text, and it makes one call."""

    def receive(self, text_data=None, bytes_data=None):
        if text_data == "both":
            self.send(text_data="a text", bytes_data=b"bytes")
        elif text_data == "bytes":
            self.send(b"bytes")
        elif text_data == "last words":
            self.send("bye", close=4001)
        else:
            self.close()


class NarrowConsumer(WebsocketConsumer):
    """A mistake on purpose: its receive has no place for bytes_data."""

    def receive(self, text_data):
        self.send(text_data.upper())


class LeakyConsumer(WebsocketConsumer):
    """A mistake on purpose: a method of its base class, written anew."""

    def websocket_disconnect(self, event):
        print("Goodbye, code", event["code"])


class AsyncGenericConsumer(AsyncWebsocketConsumer):
    """The same again, with async and await."""

    async def connect(self):
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        if text_data is not None:
            await self.send(text_data=text_data.upper())
        else:
            await self.send(bytes_data=bytes_data)

    async def disconnect(self, code):
        print("Goodbye, code", code)


class PlainDefConsumer(AsyncWebsocketConsumer):
    """A mistake on purpose: a plain def in an async consumer."""

    def receive(self, text_data=None, bytes_data=None):
        print("I got", text_data)


class AsyncDefConsumer(WebsocketConsumer):
    """A mistake on purpose: an async def in a sync consumer."""

    async def receive(self, text_data=None, bytes_data=None):
        print("I got", text_data)


class NewsConsumer(WebsocketConsumer):
    """Each of its connections is in the group news."""

    groups = ["news"]

    def connect(self):
        print("My connect begins.")
        if self.scope["query_string"] == b"banned":
            self.close()
        else:
            self.accept()

    def receive(self, text_data=None, bytes_data=None):
        raise ValueError("I am broken.")

    def disconnect(self, code):
        print("My disconnect begins.")


class CountdownConsumer(AsyncHttpConsumer):
    """Answers a page's request, one piece after the other."""

    async def handle(self, body):
        await self.send_headers(headers=[(b"content-type", b"text/plain")])
        for number in (b"3 ", b"2 ", b"1 "):
            await self.send_body(number, more_body=True)
        await self.send_body(b"go")
