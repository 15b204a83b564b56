"""Pages, and one consumer that does as it is told."""

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
            [path("ws/told/", consumers.Told.as_asgi()), path("ws/refused/", consumers.Refused.as_asgi())]
        ),
    }
)
