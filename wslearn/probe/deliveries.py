"""Which send put a message into the channel that a consumer takes it from.

A layer inside this process is first in, first out. On Redis other processes put messages into the same channel, and
nothing in a message says from where it is: there the send is the oldest of this process with the same content.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Optional

from .current import Connection
from .harmless import harmless
from .plain import plain
from .recorder import Recorder

# channel name → (record, message) of the sends that are still in it.
_in_flight: dict[str, deque[Any]] = {}
# group → the channels that this process added to it.
_members: dict[str, set[str]] = {}
_CHANNELS = 10_000
_MESSAGES = 1000


@harmless
def remember(channels: Any, seq: int, message: Any) -> None:
    """A message is on its way to these channels."""
    for channel in channels:
        if len(_in_flight) < _CHANNELS or channel in _in_flight:
            _in_flight.setdefault(channel, deque(maxlen=_MESSAGES)).append((seq, message))


@harmless
def forget(channels: Any, seq: int) -> None:
    """A message was not sent after all."""
    for channel in channels:
        for sent in [sent for sent in _in_flight.get(channel, ()) if sent[0] == seq]:
            _in_flight[channel].remove(sent)


@harmless
def join(group: Any, channel: Any) -> None:
    """A channel was added to a group."""
    _members.setdefault(group, set()).add(channel)


@harmless
def part(group: Any, channel: Any) -> None:
    """A channel was taken out of a group."""
    members = _members.get(group, set())
    members.discard(channel)
    if not members:
        _members.pop(group, None)


def channels_of(group: Any) -> list[Any]:
    """The channels that this process added to a group."""
    return list(_members.get(group, ())) if isinstance(group, str) else []


def oldest(channel: Any) -> Optional[int]:
    """The send of the message that leaves this channel now."""
    sent = _in_flight.get(channel)
    return sent.popleft()[0] if sent else None


def same(channel: Any, message: Any) -> Optional[int]:
    """The oldest send of this message to this channel; those before it were lost, and are forgotten."""
    sent = _in_flight.get(channel, ())
    wanted = _as_carried(message)
    at = next((at for at, (_, other) in enumerate(sent) if _as_carried(other) == wanted), None)
    if at is None:
        return None
    for _ in range(at):
        oldest(channel)
    return oldest(channel)


def _as_carried(value: Any) -> Any:
    """What a serialiser makes of it: lists of tuples."""
    if type(value) is dict:
        return {key: _as_carried(item) for key, item in value.items()}
    return [_as_carried(item) for item in value] if type(value) in (list, tuple) else value


class Delivered:
    """Messages that one consumer took from its channel.

    Attributes:
        last: the message that was taken last.
        seq: its `deliver` record.
    """

    def __init__(self, recorder: Recorder, connection: Connection, consumer: Any) -> None:
        self._recorder = recorder
        self._connection = connection
        self._consumer = consumer
        # None is no message of any layer, and no event.
        self.last: Any = None
        self.seq: Optional[int] = None

    def receiver(self, receive: Any) -> Any:
        """Wrap the consumer's receive from its channel."""

        async def recorded_receive() -> Any:
            message = await receive()
            self._note(message)
            return message

        return recorded_receive

    @harmless
    def end(self) -> None:
        """The consumer ended: what is still on its way to it never arrives."""
        channel: str = getattr(self._consumer, "channel_name", "")
        _in_flight.pop(channel, None)
        for group in list(_members):
            part(group, channel)

    @harmless
    def _note(self, message: Any) -> None:
        self.last, self.seq = message, None
        channel: str = getattr(self._consumer, "channel_name", "")
        layer = getattr(self._consumer, "channel_layer", None)
        copy = plain(message)
        cause = oldest(channel) if in_this_process(layer) else same(channel, copy)
        data = {"channel": channel, "message": copy}
        self.seq = self._recorder.record(self._connection.number, "layer", "receive", "deliver", data, cause)


def in_this_process(layer: Any) -> bool:
    """Whether nobody else can put messages into this layer's channels."""
    from channels.layers import InMemoryChannelLayer

    return isinstance(layer, InMemoryChannelLayer)
