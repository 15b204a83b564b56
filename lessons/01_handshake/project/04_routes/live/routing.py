"""The paths of the WebSockets, as urls.py has the paths of the pages."""

websocket_urlpatterns = [
    # One line for each: a path and its consumer.
]
