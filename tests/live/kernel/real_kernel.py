"""A real Jupyter kernel, as JupyterLab starts one, and what its cells put out."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

SECONDS = 30.0


@dataclass
class Output:
    """What one cell put out.

    Attributes:
        text: its streams and plain texts, one after the other.
        data: of its displays and its result, MIME type → content; display updates replace what they update.
        error: name and text of the exception, else empty.
    """

    text: str = ""
    data: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""


class Kernel:
    """A kernel that is running."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    def begin(self, code: str) -> str:
        """Begin a cell; the number of its request."""
        return str(self.client.execute(code))

    def finish(self, request: str, seconds: float = SECONDS) -> Output:
        """What a cell put out, once it is over; raises `queue.Empty` when nothing comes for so long."""
        output, displays = Output(), dict[str | None, int]()
        while True:
            message = self.client.get_iopub_msg(timeout=seconds)
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            match message["msg_type"]:
                case "stream":
                    output.text += content["text"]
                case "display_data" | "execute_result" | "update_display_data":
                    name = content.get("transient", {}).get("display_id")
                    if message["msg_type"] == "update_display_data" and name in displays:
                        output.data[displays[name]] = content["data"]
                        continue
                    displays[name] = len(output.data)
                    output.data.append(content["data"])
                    output.text += content["data"].get("text/plain", "")
                case "error":
                    output.error = "\n".join(content["traceback"])
                case "status" if content["execution_state"] == "idle":
                    return output

    def run(self, code: str) -> Output:
        """A whole cell."""
        return self.finish(self.begin(code))

    def said(self, request: str, words: str) -> None:
        """Wait until a running cell has printed something."""
        text = ""
        while words not in text:
            message = self.client.get_iopub_msg(timeout=SECONDS)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
                text += message["content"]["text"]


@contextmanager
def kernel(**variables: str) -> Iterator[Kernel]:
    """A kernel of this interpreter, with `wslearn` loaded."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env={**os.environ, **variables}, stderr=subprocess.DEVNULL)
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        started = Kernel(manager, client)
        assert started.run("%load_ext wslearn\nimport wslearn").error == ""
        yield started
    finally:
        client.stop_channels()
        if manager.is_alive():
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


def held(origin: str) -> socket.socket:
    """A TCP connection to a server, which ends with the server's process."""
    address = urlsplit(origin)
    return socket.create_connection((address.hostname, address.port), timeout=SECONDS)


def is_over(connection: socket.socket) -> bool:
    """Whether the process at the other end is gone within `SECONDS`."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True
