"""The six consumer classes on six paths, and consumers that misbehave."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
http = get_asgi_application()

import consumers
import misbehaving
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": URLRouter(
            [path(f"ws/{name}/", consumer.as_asgi()) for name, consumer in consumers.CLASSES.items()]
            + [path(f"ws/{name}/", consumer.as_asgi()) for name, consumer in misbehaving.CLASSES.items()]
        ),
    }
)
