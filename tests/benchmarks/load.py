"""The load: one connection of bare sockets that echoes JSON; run as a process of its own so that it costs nobody.

    python load.py PORT PATH WINDOW SECONDS

prints the round trips a second. WINDOW is how many messages are under way at once (1 is ping-pong).
"""

import socket
import sys
import time

PAYLOAD = b'{"name": "wslearn", "n": 12}'
MASK = b"\x11\x22\x33\x44"


def frame(payload: bytes) -> bytes:
    """One masked text frame."""
    masked = bytes(byte ^ MASK[index % 4] for index, byte in enumerate(payload))
    return bytes([0x81, 0x80 | len(payload)]) + MASK + masked


def open_socket(port: int, path: str) -> socket.socket:
    """Connected, and the handshake done."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(4096)
    assert answer.startswith(b"HTTP/1.1 101"), answer
    return connection


def echoes(connection: socket.socket, window: int, seconds: float) -> float:
    """Round trips a second over `seconds`."""
    message, answer = frame(PAYLOAD), len(PAYLOAD) + 2
    connection.sendall(message * window)
    begun = time.perf_counter()
    done = received = 0
    while time.perf_counter() - begun < seconds:
        received += len(connection.recv(1 << 16))
        arrived, received = divmod(received, answer)
        if arrived:
            done += arrived
            connection.sendall(message * arrived)
    return done / (time.perf_counter() - begun)


if __name__ == "__main__":
    port, path, window, seconds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    with open_socket(port, path) as connection:
        echoes(connection, window, 0.3)  # warm up
        print(echoes(connection, window, seconds))
