"""Right answers to the exercises, each written differently from the lesson's own solution."""

RIGHT = {
    "handshake": {
        "two-blanks": """
from channels.generic.websocket import WebsocketConsumer


class WelcomeConsumer(WebsocketConsumer):
  def connect(self):
    query = self.scope["query_string"]
    if not query.startswith(b"name="):
      return self.close()
    self.accept()
    self.send("Welcome, " + query[5:].decode())
""",
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
        "both-quotes": """
from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class CounterConsumer(SyncConsumer):
    numbers = "it's \'one\' for each"

    def websocket_connect(self, event):
        self.seen = 0
        self.send({"type": 'websocket.accept'})

    def websocket_receive(self, event):
        self.seen += 1
        self.send({'type': "websocket.send", 'text': f"{self.seen}: {event['text']}"})

    def websocket_disconnect(self, event):
        raise StopConsumer
""",
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
        "renamed-module": """
import json as Json

from channels.consumer import SyncConsumer
from channels.exceptions import StopConsumer


class SumConsumer(SyncConsumer):
    def websocket_connect(self, event):
        self.send({"type": "websocket.accept"})

    def websocket_receive(self, event):
        self.send({"type": "websocket.send", "text": Json.dumps(self.answer(event["text"]))})

    def answer(self, text):
        try:
            numbers = Json.loads(text)["numbers"]
        except Json.JSONDecodeError:
            return dict(error="no JSON")
        return dict(sum=sum(numbers), largest=sorted(numbers)[-1])

    def websocket_disconnect(self, event):
        raise StopConsumer()
""",
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
    "async": {
        "own-sleep": """
import json
from asyncio import create_task, sleep

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class TickerConsumer(AsyncConsumer):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.left = 0
        self.ticking = None

    async def websocket_connect(self, event):
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        asked = json.loads(event["text"])
        self.stop()
        if "count" in asked:
            self.ticking = create_task(self.tick(asked["count"]))
        else:
            await self.answer({"stopped": True})

    async def tick(self, of):
        for number in range(of):
            if number:
                await sleep(0.3)
            await self.answer({"number": number + 1, "of": of})

    async def answer(self, value):
        await self.send({"type": "websocket.send", "text": json.dumps(value)})

    def stop(self):
        if self.ticking:
            self.ticking.cancel()

    async def websocket_disconnect(self, event):
        self.stop()
        raise StopConsumer()
""",
        "generic": """
import asyncio
import json

from channels.generic.websocket import AsyncWebsocketConsumer


class TickerConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.tasks = set()
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        asked = json.loads(text_data)
        if asked.get("stop"):
            self.stop()
            await self.say(stopped=True)
        elif "count" in asked:
            self.tasks.add(asyncio.get_running_loop().create_task(self.run(asked["count"])))

    async def run(self, of):
        number = 1
        while number <= of:
            await self.say(number=number, of=of)
            number += 1
            await asyncio.sleep(0.3)

    async def say(self, **words):
        await self.send(text_data=json.dumps(words))

    def stop(self):
        while self.tasks:
            self.tasks.pop().cancel()

    async def disconnect(self, code):
        self.stop()
""",
        "event": """
import json
from asyncio import Event, ensure_future, wait_for

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class TickerConsumer(AsyncConsumer):
    async def websocket_disconnect(self, event):
        self.stopped.set()
        raise StopConsumer

    async def websocket_connect(self, event):
        self.stopped = Event()
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        match json.loads(event["text"]):
            case {"count": count}:
                self.counting = ensure_future(self.count_to(count))
            case {"stop": _}:
                self.stopped.set()
                await self.send({"type": "websocket.send", "text": '{"stopped":true}'})

    async def count_to(self, count):
        for number in range(count):
            text = json.dumps({"of": count, "number": number + 1})
            await self.send({"type": "websocket.send", "text": text})
            try:
                return await wait_for(self.stopped.wait(), 0.3)
            except TimeoutError:
                continue
""",
    },
    "frames": {
        "keywords": """
import json

from channels.generic.websocket import AsyncWebsocketConsumer


class MeterConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        offered = "meter.v1" in self.scope["subprotocols"]
        await self.accept(
            subprotocol="meter.v1" if offered else None, headers=[(b"x-meter", b"1")] if offered else None
        )
        if not offered:
            await self.close(code=4123, reason="Please speak meter.v1.")

    async def receive(self, text_data=None, bytes_data=None):
        kind, data = ("text", text_data.encode()) if text_data is not None else ("bytes", bytes_data)
        await self.send(text_data=json.dumps({"kind": kind, "length": len(data), "sum": sum(data)}))
""",
        "async": """
import json

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer

SPOKEN = "meter.v1"


class MeterConsumer(AsyncConsumer):
    async def websocket_connect(self, event):
        accept = {"type": "websocket.accept"}
        known = {SPOKEN} & set(self.scope["subprotocols"])
        if known:
            accept |= {"subprotocol": SPOKEN, "headers": ((b"x-meter", b"1"),)}
        await self.send(accept)
        if not known:
            await self.send({"type": "websocket.close", "code": 4123, "reason": f"{SPOKEN} only"})

    async def websocket_receive(self, event):
        text = event.get("text")
        data = event["bytes"] if text is None else text.encode("utf-8")
        total = 0
        for byte in data:
            total += byte
        answer = {"sum": total, "kind": "bytes" if text is None else "text", "length": len(data)}
        await self.send({"type": "websocket.send", "text": json.dumps(answer)})

    async def websocket_disconnect(self, event):
        raise StopConsumer()
""",
        "generic": """
import json

from channels.generic.websocket import WebsocketConsumer


class MeterConsumer(WebsocketConsumer):
    def connect(self):
        if "meter.v1" not in self.scope["subprotocols"]:
            self.accept()
            self.close(4123)
            return
        self.accept("meter.v1", headers=[(b"x-meter", b"1")])

    def receive(self, text_data=None, bytes_data=None):
        if text_data is not None:
            self.answer("text", bytearray(text_data, "utf-8"))
        else:
            self.answer("bytes", bytes_data)

    def answer(self, kind, data):
        self.send(json.dumps(dict(kind=kind, length=len(data), sum=sum(data))))
""",
    },
    "routing": {
        "models": """
import json

from channels.generic.websocket import WebsocketConsumer
from django.contrib.auth.models import AnonymousUser, User
from django.urls import re_path


class RoomConsumer(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        name = "anonymous" if isinstance(self.scope["user"]._wrapped, AnonymousUser) else self.name()
        room = self.scope["url_route"]["kwargs"]["room"]
        self.send(json.dumps({"room": room, "user": name, "text": text_data}))

    def name(self):
        return User.objects.get(pk=self.scope["user"].pk).username


urlpatterns = [re_path(r"^(?P<room>[\\w-]+)/$", RoomConsumer.as_asgi())]
""",
        "generic-async": """
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.urls import re_path


class RoomConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self):
        self.place = self.scope["url_route"]["kwargs"]["where"]
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        who = str(self.scope["user"]) if self.scope["user"].is_authenticated else "anonymous"
        await self.send_json({"text": text_data, "user": who, "room": self.place})


urlpatterns = [re_path("^(?P<where>[^/]+)/$", RoomConsumer.as_asgi())]
""",
        "generic-sync": """
import json

from channels.generic.websocket import WebsocketConsumer
from django.urls import path


class RoomConsumer(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        user = self.scope["user"]
        room = self.scope["url_route"]["kwargs"]["name"]
        self.send(json.dumps({"room": room, "user": user.username or "anonymous", "text": text_data}))


urlpatterns = [path("<slug:name>/", RoomConsumer.as_asgi())]
""",
    },
    "browser": {
        "listeners": """
{% extends "live/browser_base.html" %}

{% block script %}
<script>
  let seen = 0;

  function lost({code}) {
    if (code === 1006) window.setTimeout(connect, 200);
    else tell("Over.");
  }

  function connect() {
    const address = new URL("/ws/browser/exercise/", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      const name = new URL(location).searchParams.get("name");
      socket.send(JSON.stringify({"seen": seen, "name": name}));
    });
    socket.addEventListener("message", ({data}) => {
      const {number, text} = JSON.parse(data);
      seen = Math.max(seen, number);
      tell(text);
    });
    socket.addEventListener("close", lost);
  }

  window.addEventListener("load", connect);
</script>
{% endblock %}
""",
        "class": """
<!DOCTYPE html>
<title>A page of its own</title>
<pre id="lines"></pre>
<script type="module">
  class Board {
    seen = 0;

    async run() {
      while ((await this.talk()) === 1006) await new Promise((done) => setTimeout(done, 300));
    }

    talk() {
      const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/ws/browser/exercise/");
      const name = decodeURIComponent(location.search.slice("?name=".length));
      socket.onopen = () => socket.send(`{"name": ${JSON.stringify(name)}, "seen": ${this.seen}}`);
      socket.onmessage = (event) => this.show(JSON.parse(event.data));
      return new Promise((done) => (socket.onclose = (event) => done(event.code)));
    }

    show({number, text}) {
      this.seen = number;
      console.log(text);
      document.getElementById("lines").append(text, "\\n");
    }
  }

  new Board().run();
</script>
""",
    },
    "generic": {
        "async": """
from channels.generic.websocket import AsyncWebsocketConsumer


class MirrorConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await super().connect()
        await self.send(text_data="I am a mirror.")

    async def receive(self, text_data=None, bytes_data=None):
        if bytes_data is not None:
            return await self.send(bytes_data=bytes(reversed(bytes_data)))
        await self.send("".join(reversed(text_data)))
        if text_data == "stop":
            await self.close(code=4010, reason="You said so.")

    async def disconnect(self, close_code):
        print(f"gone: {close_code}")
""",
        "kept-signature": """
from channels.exceptions import AcceptConnection
from channels.generic.websocket import WebsocketConsumer


class MirrorConsumer(WebsocketConsumer):
    def websocket_connect(self, message):
        super().websocket_connect(message)
        self.send("I am a mirror.")

    def connect(self):
        raise AcceptConnection

    def receive(self, **message):
        if "text_data" in message:
            text = message["text_data"][::-1]
            self.send(text, close=4010 if text == "pots" else False)
        else:
            self.send(None, message["bytes_data"][::-1])

    def disconnect(self, *args):
        print("gone:", *args)
""",
        "events": """
from channels.generic.websocket import WebsocketConsumer


class MirrorConsumer(WebsocketConsumer):
    def connect(self):
        self.accept(None)
        self.say("I am a mirror.")

    def receive(self, text_data=None, bytes_data=None):
        {str: self.say, bytes: self.show}[type(text_data or bytes_data)]((text_data or bytes_data)[::-1])
        if text_data == "stop":
            self.base_send({"type": "websocket.close", "code": 4010})

    def say(self, text):
        self.send(text_data=text)

    def show(self, data):
        self.send(bytes_data=data)

    def websocket_disconnect(self, event):
        print("gone:", event["code"])
        super().websocket_disconnect(event)
""",
    },
    "json-consumers": {
        "async": """
import json
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.core.serializers.json import DjangoJSONEncoder


class TicketOfficeConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self):
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None, **kwargs):
        if bytes_data is not None:
            return await self.send_json({"error": "no bytes"})
        try:
            content = await self.decode_json(text_data)
        except json.JSONDecodeError:
            return await self.send_json(dict(error=f"{text_data!r}?"))
        await self.receive_json(content)

    async def receive_json(self, content, **kwargs):
        if content.get("end"):
            await self.send_json({"bye": True})
            return await self.close(4009)
        try:
            price = Decimal(content["price"])
        except InvalidOperation:
            return await self.send_json({"error": "price"})
        until = datetime.fromisoformat(content["at"]) + timedelta(hours=24)
        await self.send_json({"until": until, "total": price * content["count"]})

    @classmethod
    async def encode_json(cls, content):
        return DjangoJSONEncoder(indent=1).encode(content)
""",
        "by-default": """
import json
from datetime import datetime, timedelta
from decimal import Decimal

from channels.generic.websocket import JsonWebsocketConsumer


def as_text(value):
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


class TicketOfficeConsumer(JsonWebsocketConsumer):
    encode_json = staticmethod(lambda content: json.dumps(content, default=as_text))

    def receive(self, text_data=None, bytes_data=None, **kwargs):
        try:
            content = json.loads(bytes_data or text_data)
        except ValueError:
            self.send_json({"error": "no JSON"})
            return
        if "end" in content:
            self.send(text_data=self.encode_json({"bye": True}), close=4009)
            return
        total = sum([Decimal(content["price"])] * content["count"])
        self.send_json({"total": total, "until": datetime.fromisoformat(content["at"]) + timedelta(days=1)})
""",
        "decoded": """
import json
from datetime import timedelta
from decimal import Decimal

from channels.generic.websocket import JsonWebsocketConsumer
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime

READ = {"price": Decimal, "at": parse_datetime}


class TicketOfficeConsumer(JsonWebsocketConsumer):
    @classmethod
    def decode_json(cls, text_data):
        try:
            content = super().decode_json(text_data or "nothing")
        except ValueError as error:
            return {"error": str(error)}
        return {key: READ.get(key, lambda value: value)(value) for key, value in content.items()}

    @classmethod
    def encode_json(cls, content):
        return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True)

    def receive(self, text_data=None, bytes_data=None, **kwargs):
        self.receive_json(**self.decode_json(text_data))

    def receive_json(self, price=None, count=0, at=None, end=False, error=None):
        if error:
            self.send_json({"error": error})
        elif end:
            self.send_json({"bye": end}, close=4009)
        else:
            self.send_json({"until": at + timedelta(1), "total": price * count})
""",
    },
    "groups": {
        "sync": """
from asgiref.sync import async_to_sync
from channels.generic.websocket import WebsocketConsumer


class RoomConsumer(WebsocketConsumer):
    def connect(self):
        self.group = "chat." + self.scope["url_route"]["kwargs"]["room"]
        async_to_sync(self.channel_layer.group_add)(self.group, self.channel_name)
        self.accept()

    def receive(self, text_data=None, bytes_data=None):
        async_to_sync(self.channel_layer.group_send)(
            self.group, {"type": "chat.message", "message": text_data, "by": self.channel_name}
        )

    def chat_message(self, event):
        name = {True: "You", False: "Somebody"}[event["by"] == self.channel_name]
        self.send(name + ": " + event["message"])

    def disconnect(self, close_code):
        async_to_sync(self.channel_layer.group_discard)(self.group, self.channel_name)
""",
        "told-by-receive": """
from channels.generic.websocket import AsyncWebsocketConsumer


class RoomConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()
        await self.channel_layer.group_add(self.room(), self.channel_name)

    def room(self):
        return self.scope["url_route"]["kwargs"]["room"]

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(f"You: {text_data}")
        heard = f"Somebody: {text_data}"
        await self.channel_layer.group_send(self.room(), {"type": "others", "heard": heard, "but": self.channel_name})

    async def others(self, message):
        if message["but"] != self.channel_name:
            await self.send(message["heard"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard(self.room(), self.channel_name)
""",
        "raw": """
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer


class RoomConsumer(AsyncConsumer):
    async def websocket_connect(self, event):
        self.room = self.scope["path"].rstrip("/").rpartition("/")[2]
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.send({"type": "websocket.accept"})

    async def websocket_receive(self, event):
        said = {"type": "said", "text": event["text"], "who": self.channel_name}
        await self.channel_layer.group_send(self.room, said)

    async def said(self, event):
        who = "You: " if event["who"] == self.channel_name else "Somebody: "
        await self.send({"type": "websocket.send", "text": who + event["text"]})

    async def websocket_disconnect(self, event):
        await self.channel_layer.group_discard(self.room, self.channel_name)
        raise StopConsumer()
""",
    },
    "redis": {
        "json-consumer": """
from channels.generic.websocket import AsyncJsonWebsocketConsumer


class Wall(AsyncJsonWebsocketConsumer):
    channel_layer_alias = "redis"
    groups = ["wall"]

    @classmethod
    async def decode_json(cls, text_data):
        return text_data

    async def receive_json(self, content):
        await self.channel_layer.group_send("wall", {"type": "show", "word": content})

    async def show(self, event):
        await self.send_json({"letters": sorted(set(event["word"])), "word": event["word"]})


WordsConsumer = Wall
""",
        "sync-pubsub": """
import json

from asgiref.sync import async_to_sync
from channels.generic.websocket import WebsocketConsumer


class WordsConsumer(WebsocketConsumer):
    channel_layer_alias = "pubsub"

    def connect(self):
        async_to_sync(self.channel_layer.group_add)("all.words", self.channel_name)
        super().connect()

    def receive(self, text_data=None, bytes_data=None):
        said = json.dumps({"word": text_data, "letters": sorted({*text_data})})
        async_to_sync(self.channel_layer.group_send)("all.words", {"type": "say", "text_data": said})

    def say(self, event):
        self.send(text_data=event["text_data"])

    def disconnect(self, code):
        async_to_sync(self.channel_layer.group_discard)("all.words", self.channel_name)
""",
    },
    "ship": {
        "sync": """
from urllib.parse import parse_qsl

from asgiref.sync import async_to_sync
from channels.generic.websocket import JsonWebsocketConsumer

from live.models import Line


class ChatConsumer(JsonWebsocketConsumer):
    group = None

    def connect(self):
        if self.scope["user"].is_anonymous:
            self.close()
            return
        self.room = self.scope["url_route"]["kwargs"]["room"]
        self.group = "room-" + self.room
        async_to_sync(self.channel_layer.group_add)(self.group, self.channel_name)
        self.accept()
        asked = dict(parse_qsl(self.scope["query_string"].decode()))
        for line in Line.read(self.room, int(asked.get("after", 0))):
            self.send_json(line)

    def receive_json(self, content):
        line = Line.write(self.room, self.scope["user"].username, content["text"])
        async_to_sync(self.channel_layer.group_send)(self.group, {"type": "said", **line})

    def said(self, event):
        self.send_json({key: event[key] for key in ("number", "user", "text")})

    def disconnect(self, code):
        if self.group:
            async_to_sync(self.channel_layer.group_discard)(self.group, self.channel_name)
""",
        "own-queries": """
import json

from channels.exceptions import DenyConnection
from channels.generic.websocket import AsyncWebsocketConsumer

from live.models import Line


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.user = self.scope["user"]
        self.room = self.scope["path"].rstrip("/").rpartition("/")[2]
        if not self.user.is_authenticated:
            raise DenyConnection
        await self.channel_layer.group_add(f"ship-{self.room}", self.channel_name)
        await super().connect()
        after = int(self.scope["query_string"].removeprefix(b"after=") or 0)
        async for line in Line.objects.filter(room=self.room, number__gt=after).order_by("number"):
            await self.send(json.dumps(line.as_dict()))

    async def receive(self, text_data=None, bytes_data=None):
        text = json.loads(text_data)["text"]
        number = 1 + await Line.objects.filter(room=self.room).acount()
        line = await Line.objects.acreate(room=self.room, number=number, user=self.user.get_username(), text=text)
        told = {"type": "chat_line", "text": json.dumps(line.as_dict())}
        await self.channel_layer.group_send(f"ship-{self.room}", told)

    async def chat_line(self, event):
        await self.send(event["text"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard(f"ship-{self.room}", self.channel_name)
""",
        "joins-after-accept": """
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from live.models import Line


class ChatConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self):
        self.room = self.scope["url_route"]["kwargs"]["room"]
        if self.scope["user"].is_anonymous:
            return await self.close()
        await self.accept()
        await self.channel_layer.group_add(self.room, self.channel_name)
        after = parse_qs(self.scope["query_string"]).get(b"after", [b"0"])
        for line in await self.lines(int(after[0])):
            await self.send_json(line)

    @database_sync_to_async
    def lines(self, after):
        return Line.read(self.room, after)

    @database_sync_to_async
    def keep(self, text):
        return Line.write(self.room, self.scope["user"].username, text)

    async def receive_json(self, content, **more):
        line = await self.keep(content["text"])
        await self.channel_layer.group_send(self.room, {"type": "room.line", "line": line})

    async def room_line(self, event):
        await self.send_json(event["line"])

    async def websocket_disconnect(self, message):
        await self.channel_layer.group_discard(self.room, self.channel_name)
        await super().websocket_disconnect(message)
""",
    },
}
"""Lesson → name → the whole module that the learner edits."""
