"""The bundled WebSocket client: connects, sends, and records what it saw. It knows no lessons and no screen."""

from wslearn.client.address import Address, parse_url
from wslearn.client.client import DEFAULT_ORIGIN, Client
from wslearn.client.http import HttpAnswer, get
from wslearn.client.outcome import Closed, Handshake
from wslearn.client.recorder import ClientRecorder

__all__ = [
    "DEFAULT_ORIGIN",
    "Address",
    "Client",
    "ClientRecorder",
    "Closed",
    "Handshake",
    "HttpAnswer",
    "get",
    "parse_url",
]
