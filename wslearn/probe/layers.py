"""Lane layer: what is asked of the channel layer, and which consumer takes which message from its channel."""

from __future__ import annotations

from collections import deque
from contextvars import ContextVar
from typing import Any, Optional

from . import current
from .current import Connection
from .plain import plain
from .recorder import Recorder

_group: ContextVar[Optional[tuple[str, int]]] = ContextVar("wslearn_group", default=None)
# channel name → the records of the sends that are still in it; first in, first out, as the layer is.
_in_flight: dict[str, deque[int]] = {}
_KEEP = 10_000


def install(recorder: Recorder) -> Optional[str]:
    """Give every channel layer that Channels makes a class that records and does the same."""
    from channels import layers

    if not hasattr(layers.ChannelLayerManager, "make_backend"):
        return "channels.layers has no ChannelLayerManager.make_backend here: lane layer is missing."
    make_backend = layers.ChannelLayerManager.make_backend

    def recorded_make_backend(self: Any, name: str) -> Any:
        layer = make_backend(self, name)
        layer.__class__ = _recorded_class(type(layer), recorder)
        return layer

    layers.ChannelLayerManager.make_backend = recorded_make_backend
    return None


def _recorded_class(base: Any, recorder: Recorder) -> Any:
    def record(direction: Optional[str], type_: str, data: dict[str, Any]) -> int:
        return recorder.record(current.number(), "layer", direction, type_, data, current.cause())

    class RecordedLayer(base):
        """The project's channel layer, unchanged in what it does."""

        async def new_channel(self, *args: Any, **kwargs: Any) -> Any:
            channel = await super().new_channel(*args, **kwargs)
            record(None, "new_channel", {"channel": channel})
            return channel

        async def group_add(self, group: Any, channel: Any) -> Any:
            record(None, "group_add", {"group": group, "channel": channel})
            return await super().group_add(group, channel)

        async def group_discard(self, group: Any, channel: Any) -> Any:
            record(None, "group_discard", {"group": group, "channel": channel})
            return await super().group_discard(group, channel)

        async def group_send(self, group: Any, message: Any) -> Any:
            seq = record("send", "group_send", {"group": group, "message": plain(message)})
            token = _group.set((group, seq))
            try:
                return await super().group_send(group, message)
            finally:
                _group.reset(token)

        async def send(self, channel: Any, message: Any) -> Any:
            data = {"channel": channel, "message": plain(message)}
            group = _group.get()
            cause = current.cause()
            if group is not None:
                data["group"], cause = group
            seq = recorder.record(current.number(), "layer", "send", "send", data, cause)
            try:
                result = await super().send(channel, message)
            except Exception as error:
                if type(error).__name__ == "ChannelFull":
                    drop = {**data, "why": "capacity"}
                    recorder.record(current.number(), "layer", None, "drop", drop, seq)
                raise
            _remember(channel, seq)
            return result

    RecordedLayer.__name__ = base.__name__
    RecordedLayer.__qualname__ = base.__qualname__
    return RecordedLayer


def _remember(channel: Any, seq: int) -> None:
    if len(_in_flight) < _KEEP:
        _in_flight.setdefault(channel, deque(maxlen=1000)).append(seq)


class Delivered:
    """Messages that one consumer took from its channel."""

    def __init__(self, recorder: Recorder, connection: Connection, consumer: Any) -> None:
        self._recorder = recorder
        self._connection = connection
        self._consumer = consumer
        self._last: tuple[Any, Optional[int]] = (None, None)

    def receiver(self, receive: Any) -> Any:
        """Wrap the consumer's receive from its channel."""

        async def recorded_receive() -> Any:
            message = await receive()
            channel: str = getattr(self._consumer, "channel_name", "")
            sent = _in_flight.get(channel)
            cause = sent.popleft() if sent else None
            data = {"channel": channel, "message": plain(message)}
            seq = self._recorder.record(self._connection.number, "layer", "receive", "deliver", data, cause)
            self._last = (message, seq)
            return message

        return recorded_receive

    def seq_of(self, message: Any) -> Optional[int]:
        """The `deliver` record of the message that is being dispatched."""
        last, seq = self._last
        return seq if last is message else None
