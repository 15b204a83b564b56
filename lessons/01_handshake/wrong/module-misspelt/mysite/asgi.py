"""
ASGI config for mysite project.

It exposes the ASGI callable as a module-level variable named ``application``.
"""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")

# This call makes Django ready. It comes before every import from the project's own apps.
django_application = get_asgi_application()

from live.ruoting import websocket_urlpatterns  # noqa: E402

websocket = URLRouter(websocket_urlpatterns)

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": websocket,
    }
)
