"""One room."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
http = get_asgi_application()

import consumers
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": URLRouter(
            [path("ws/room/", consumers.Room.as_asgi()), path("ws/sync-room/", consumers.SyncRoom.as_asgi())]
        ),
    }
)
