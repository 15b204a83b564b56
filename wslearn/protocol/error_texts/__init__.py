"""The error texts that people meet with Channels and Daphne, with cause and cure."""

from collections.abc import Mapping
from types import MappingProxyType

from wslearn.protocol.error_texts import browser, consumers, json_text, layers, payloads, routing, setup
from wslearn.protocol.error_texts.entry import ErrorText

__all__ = ["ERROR_TEXTS", "ErrorText"]

ERROR_TEXTS: Mapping[str, ErrorText] = MappingProxyType(
    {text.id: text for part in (setup, routing, consumers, payloads, json_text, layers, browser) for text in part.TEXTS}
)
"""Id → error text."""
