"""
ASGI config for mysite project.

It exposes the ASGI callable as a module-level variable named ``application``.
"""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

from live.routing import websocket_urlpatterns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")

django_application = get_asgi_application()

websocket = URLRouter(websocket_urlpatterns)
websocket = AuthMiddlewareStack(websocket)
websocket = AllowedHostsOriginValidator(websocket)

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": websocket,
    }
)
