"""The floor of a check: two plain `python -m daphne` side by side, until each has answered one opening handshake.

    python floor_handshake.py PROJECT_FOLDER PATH

prints the two statuses and ends at once. Measured as a whole process.
"""

import os
import socket
import subprocess
import sys

COMMAND = [sys.executable, "-m", "daphne", "-p", "0", "mysite.asgi:application"]


def answer(port: int, path: str) -> str:
    """The status line of the answer to a handshake."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        return connection.recv(4096).partition(b"\r\n")[0].decode("latin-1")


def main() -> None:
    """Start both, connect to both, print."""
    folder, path = sys.argv[1:]
    servers = [
        # A session of its own each, as wslearn's: Linux shares a busy core out by session.
        subprocess.Popen(COMMAND, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True)
        for _ in range(2)
    ]
    for server in servers:
        assert server.stderr is not None
        port = next(int(line.rpartition(":")[2]) for line in server.stderr if "Listening on TCP address" in line)
        sys.stdout.write(answer(port, path) + "\n")
    sys.stdout.flush()
    for server in servers:
        server.kill()
    os._exit(0)


if __name__ == "__main__":
    main()
