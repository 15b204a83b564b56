"""The paths of the WebSockets, as urls.py has the paths of the pages."""

from django.urls import path

from live import consumers
from live import handshake_exercise
from live import events_consumers

websocket_urlpatterns = [
    # One line for each: a path and its consumer.
    path("ws/hello/", consumers.HelloConsumer.as_asgi()),
    path("ws/refuse/", consumers.RefuseConsumer.as_asgi()),
    path("ws/silent/", consumers.SilentConsumer.as_asgi()),
    path("ws/handshake/exercise/", handshake_exercise.WelcomeConsumer.as_asgi()),
    path("ws/events/", events_consumers.EventsConsumer.as_asgi()),
]
