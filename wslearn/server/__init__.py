"""The parent's side of the server process: start it, hear when it is ready, take its records, stop it."""

from wslearn.server.process import Ready, Server, Serving

__all__ = ["Ready", "Server", "Serving"]
