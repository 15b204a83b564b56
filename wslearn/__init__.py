"""wslearn: see what really happens on a WebSocket in Django."""

__version__ = "0.1.0"
