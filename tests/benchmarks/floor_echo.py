"""The floor of start-up: plain `python -m daphne` and a bare websockets client that echoes once.

    python floor_echo.py PROJECT_FOLDER PATH

prints the echo and ends at once. Measured as a whole process.
"""

import os
import subprocess
import sys


def main() -> None:
    """Start, connect, echo, print."""
    folder, path = sys.argv[1:]
    daphne = subprocess.Popen(
        [sys.executable, "-m", "daphne", "-p", "0", "mysite.asgi:application"],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # as wslearn's own: Linux shares a busy core out by session
    )
    import asyncio

    from websockets.asyncio.client import connect

    async def echo(port: int) -> str:
        async with connect(f"ws://127.0.0.1:{port}{path}", proxy=None, compression=None) as socket:
            await socket.send('{"name":"Ada"}')
            return str(await socket.recv())

    assert daphne.stderr is not None
    port = next(int(line.rpartition(":")[2]) for line in daphne.stderr if "Listening on TCP address" in line)
    sys.stdout.write(asyncio.run(echo(port)) + "\n")
    sys.stdout.flush()
    daphne.kill()
    os._exit(0)


if __name__ == "__main__":
    main()
