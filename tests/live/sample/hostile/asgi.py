"""Consumers and applications that a recorder could stumble over."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
http = get_asgi_application()

import consumers
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path


def remaking(inner):
    """Middleware that makes new events and new callables of everything."""

    async def application(scope, receive, send):
        async def other_receive():
            return dict(await receive())

        async def other_send(event):
            await send({**event})

        await inner(dict(scope), other_receive, other_send)

    return application


application = ProtocolTypeRouter(
    {
        "http": URLRouter([path("http/", consumers.Http.as_asgi()), path("<path:rest>", http)]),
        "websocket": URLRouter(
            [path(f"ws/{name}/", consumer.as_asgi()) for name, consumer in consumers.CLASSES.items()]
            + [path("ws/plain/", consumers.plain_function), path("ws/remade/", remaking(consumers.Doing.as_asgi()))]
        ),
    }
)
