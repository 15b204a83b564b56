"""
ASGI config for mysite project.

It exposes the ASGI callable as a module-level variable named ``application``.
"""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application
from django.urls import re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")

# This call makes Django ready. It comes before every import from the project's own apps.
django_application = get_asgi_application()

from live.routing import websocket_urlpatterns  # noqa: E402
from live.routing import http_urlpatterns  # noqa: E402

websocket = URLRouter(websocket_urlpatterns)
websocket = AuthMiddlewareStack(websocket)
websocket = AllowedHostsOriginValidator(websocket)

# A router in front of Django. An empty pattern fits every path: what no consumer takes is Django's, as before.
django_application = URLRouter([*http_urlpatterns, re_path("", django_application)])

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": websocket,
    }
)
