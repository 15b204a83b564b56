"""Lane layer: what is asked of the channel layer. What consumers take from it is in `deliveries`."""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import Any, Callable, Optional

from . import current, deliveries
from .harmless import harmless
from .plain import plain
from .recorder import Recorder

# The group_send that is being carried out: group and record.
_group: ContextVar[Optional[tuple[Any, int]]] = ContextVar("wslearn_group", default=None)


def install(recorder: Recorder) -> Optional[str]:
    """Give every channel layer that Channels makes methods that record and do the same."""
    from channels import layers

    manager = layers.ChannelLayerManager
    if not hasattr(manager, "make_backend"):
        return "channels.layers has no ChannelLayerManager.make_backend here: lane layer is missing."
    make_backend = manager.make_backend

    def recorded_make_backend(self: Any, name: str) -> Any:
        layer = make_backend(self, name)
        _record(layer, _Lane(recorder, deliveries.in_this_process(layer)))
        return layer

    manager.make_backend = recorded_make_backend
    return None


@harmless
def _record(layer: Any, lane: _Lane) -> None:
    """Lay recorded methods over the layer object; its class stays what it is (some find their methods at run time)."""
    for name in ("new_channel", "group_add", "group_discard", "group_send", "send"):
        method = getattr(layer, name, None)
        if method is not None:
            setattr(layer, name, getattr(lane, name)(method))
    if lane.local and hasattr(layer, "_clean_expired"):
        layer._clean_expired = lane.clean_expired(layer, layer._clean_expired)


class _Lane:
    """Wrappers of a layer's methods, by the methods' names; `local` is a layer that lives in this process."""

    def __init__(self, recorder: Recorder, local: bool) -> None:
        self._recorder = recorder
        self.local = local

    def new_channel(self, method: Any) -> Any:
        async def new_channel(*args: Any, **kwargs: Any) -> Any:
            channel = await method(*args, **kwargs)
            self._note(None, "new_channel", {"channel": channel})
            return channel

        return new_channel

    def group_add(self, method: Any) -> Any:
        return self._membership(method, "group_add", deliveries.join)

    def group_discard(self, method: Any) -> Any:
        return self._membership(method, "group_discard", deliveries.part)

    def _membership(self, method: Any, type_: str, changed: Callable[[Any, Any], None]) -> Any:
        async def recorded(group: Any, channel: Any, *args: Any, **kwargs: Any) -> Any:
            self._note(None, type_, {"group": group, "channel": channel})
            result = await method(group, channel, *args, **kwargs)
            changed(group, channel)
            return result

        return recorded

    def group_send(self, method: Any) -> Any:
        async def group_send(group: Any, message: Any, *args: Any, **kwargs: Any) -> Any:
            copy = plain(message)
            seq = self._note("send", "group_send", {"group": group, "message": copy})
            # An in-memory layer sends to each channel by itself, and is seen to do so.
            channels = () if self.local else deliveries.channels_of(group)
            token = _group.set((group, seq))
            try:
                return await self._carried_out(method(group, message, *args, **kwargs), channels, seq, copy)
            finally:
                _group.reset(token)

        return group_send

    def send(self, method: Any) -> Any:
        async def send(channel: Any, message: Any, *args: Any, **kwargs: Any) -> Any:
            copy = plain(message)
            data = {"channel": channel, "message": copy}
            group = _group.get()
            if group is not None:
                data["group"] = group[0]
            seq = self._note("send", "send", data, group[1] if group else current.cause())
            channels = (channel,) if self.local or group is None else ()
            try:
                return await self._carried_out(method(channel, message, *args, **kwargs), channels, seq, copy)
            except Exception as error:
                if type(error).__name__ == "ChannelFull":
                    self._note(None, "drop", {**data, "why": "capacity"}, seq)
                raise

        return send

    async def _carried_out(self, sending: Any, channels: Any, seq: int, message: Any) -> Any:
        # Before it is sent: on Redis a consumer may take it before this task runs again.
        deliveries.remember(channels, seq, message)
        try:
            return await sending
        except BaseException:
            deliveries.forget(channels, seq)
            raise

    def clean_expired(self, layer: Any, method: Any) -> Any:
        def clean_expired() -> Any:
            self._expire(layer)
            return method()

        return clean_expired

    @harmless
    def _expire(self, layer: Any) -> None:
        """Record what an in-memory layer is about to throw away: the messages that waited for longer than `expiry`."""
        now = time.time()
        for channel, queue in list(layer.channels.items()):
            for expires, message in list(queue._queue):
                if expires >= now:
                    break
                data = {"channel": channel, "message": plain(message), "why": "expiry"}
                self._note(None, "drop", data, deliveries.oldest(channel))

    def _note(self, direction: Optional[str], type_: str, data: dict[str, Any], cause: Optional[int] = None) -> int:
        cause = current.cause() if cause is None else cause
        return self._recorder.record(current.number(), "layer", direction, type_, data, cause)
