"""An nginx of this session's own in front of its Daphne: one port for each way to pass a WebSocket on, or not to."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wslearn.errors import ClientError

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "plain": "",
        "half": "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;",
        "upgrade": "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
        ' proxy_set_header Connection "upgrade";',
        "hurried": "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
        ' proxy_set_header Connection "upgrade"; proxy_read_timeout 1s;',
        "tls": 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
    }
)
"""How it is passed on → what its `location` says beside `proxy_pass`."""

_HOST = "127.0.0.1"
_SECONDS = 10.0
# A free port may be taken by somebody else before nginx takes it.
_TRIES = 3
# Debian keeps it where only root's PATH looks.
_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
_ERRORS = "error.log"
_CERTIFICATE, _KEY = "certificate.pem", "key.pem"
_CONFIGURATION = """\
daemon off;
master_process off;
pid nginx.pid;
error_log {errors};
events {{}}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
{servers}}}
"""
_SERVER = """\
    server {{
        listen {host}:{port}{tls};
        location / {{
            proxy_pass http://{host}:{upstream};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            {passing}
        }}
    }}
"""
_TLS = " ssl; ssl_certificate certificate.pem; ssl_certificate_key key.pem"
# nginx outlives who started it. So it is started by a process that kills it as soon as nobody holds its stdin, and
# that ends when nginx does.
_KEEPER = """
import os, subprocess, sys, threading
nginx = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
threading.Thread(target=lambda: (sys.stdin.read(), nginx.kill()), daemon=True).start()
nginx.wait()
os._exit(0)
"""
# `cryptography` is there wherever Daphne is, but it belongs to the server's side of the house.
_CERTIFY = """
import datetime, ipaddress
from pathlib import Path
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "made by wslearn for one session")])
now, day = datetime.datetime.now(datetime.timezone.utc), datetime.timedelta(days=1)
usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False)
usage |= dict.fromkeys(("crl_sign", "encipher_only", "decipher_only"), False)
certificate = (
    x509.CertificateBuilder()
    .subject_name(name)
    .issuer_name(name)
    .public_key(key.public_key())
    .serial_number(x509.random_serial_number())
    .not_valid_before(now - day)
    .not_valid_after(now + day)
    .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
    .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
    .add_extension(x509.KeyUsage(digital_signature=True, key_cert_sign=True, **usage), True)
    .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    .sign(key, hashes.SHA256())
)
form = serialization.Encoding.PEM
secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
Path("certificate.pem").write_bytes(certificate.public_bytes(form))
Path("key.pem").write_bytes(secret)
"""


def find_program(environment: Mapping[str, str] = os.environ) -> str | None:
    """The path of `nginx` on PATH, or where systems keep it outside of PATH; else None."""
    return shutil.which("nginx", path=os.pathsep.join([environment.get("PATH", os.defpath), *_FOLDERS]))


class Nginx:
    """One process with a certificate of its own, ready when this is made; nothing is left of it when it is stopped.

    Args:
        program: `nginx`.
        upstream: the port of 127.0.0.1 that it passes everything on to.

    Attributes:
        upstream: the same.

    Raises:
        ClientError: it does not start.
    """

    def __init__(self, program: str, upstream: int) -> None:
        self.upstream = upstream
        self._temporary = tempfile.TemporaryDirectory(prefix="wslearn-", ignore_cleanup_errors=True)
        self._folder = Path(self._temporary.name)
        try:
            self._certify()
            self._begin(program)
        except BaseException:
            self._temporary.cleanup()
            raise

    @property
    def certificate(self) -> Path:
        """The file with its certificate, signed by itself; it names 127.0.0.1, for two days."""
        return self._folder / _CERTIFICATE

    def address(self, kind: str) -> str:
        """`ws://host:port` or `wss://host:port` of one of `KINDS`."""
        return f"{'wss' if kind == 'tls' else 'ws'}://{_HOST}:{self._ports[kind]}"

    def stop(self) -> None:
        """Kill it: its clients are told nothing but that their TCP connection is gone."""
        self._end()
        self._temporary.cleanup()

    def _certify(self) -> None:
        words = [sys.executable, "-I", "-c", _CERTIFY]
        done = subprocess.run(words, cwd=self._folder, capture_output=True, timeout=60, check=False)
        if done.returncode:
            why = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise ClientError(f"No certificate could be made: {why}", "pip install cryptography")

    def _begin(self, program: str) -> None:
        for _ in range(_TRIES):
            self._ports = dict(zip(KINDS, _free_ports(len(KINDS)), strict=True))
            (self._folder / "nginx.conf").write_text(self._configuration(), "utf-8")
            self._keeper = _start(program, self._folder)
            if self._is_ready():
                return
            self._end()
        raise ClientError(f"{program} does not start: {self._last_error()}", "Try it yourself: nginx -t")

    def _configuration(self) -> str:
        servers = "".join(
            _SERVER.format(
                host=_HOST, port=self._ports[kind], upstream=self.upstream, passing=passing, tls=_TLS * (kind == "tls")
            )
            for kind, passing in KINDS.items()
        )
        return _CONFIGURATION.format(servers=servers, errors=_ERRORS)

    def _is_ready(self) -> bool:
        """Wait until it takes connections at its last port; False where it ends before that."""
        until = time.monotonic() + _SECONDS
        port = self._ports[list(KINDS)[-1]]
        while self._keeper.poll() is None and time.monotonic() < until:
            with suppress(OSError), socket.create_connection((_HOST, port), timeout=1):
                return True
            time.sleep(0.02)
        return False

    def _last_error(self) -> str:
        with suppress(OSError):
            return (self._folder / _ERRORS).read_text("utf-8", "replace").strip().rpartition("\n")[2]
        return "it said nothing"

    def _end(self) -> None:
        assert self._keeper.stdin is not None
        with suppress(OSError):
            self._keeper.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._keeper.wait(_SECONDS)


def _start(program: str, folder: Path) -> "subprocess.Popen[bytes]":
    options: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if sys.platform == "win32"
        else {"start_new_session": True}
    )
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _KEEPER, program, "-p", str(folder), "-c", "nginx.conf"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        **options,
    )


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens at now, all different."""
    listeners = [socket.create_server((_HOST, 0)) for _ in range(count)]
    try:
        return [listener.getsockname()[1] for listener in listeners]
    finally:
        for listener in listeners:
            listener.close()
