"""What a page's Content-Security-Policy says about one script and the address it reports to.

Only what a policy allows for certain counts as allowed (W3C CSP Level 3, section 6.7.2): the price of an error is a
page that is not recorded, and a sentence that says so.
"""

from __future__ import annotations

import re
from typing import Iterable, Optional

_SCRIPT = ("script-src-elem", "script-src", "default-src")
_CONNECT = ("connect-src", "default-src")
_HOST = re.compile(r"(?:([a-z][a-z0-9+.-]*)://)?(\[[^\]]*\]|[^/:\[]+)(?::(\d+|\*))?(/.*)?\Z")
_ADDRESS = re.compile(r"([a-z]+)://(\[[^\]]*\]|[^/:\[]+)(?::(\d+))?(/[^?]*)")


def forbidding(policies: Iterable[str], script: str, stream: str) -> Optional[str]:
    """The first directive that forbids the script or its stream, or None.

    Args:
        policies: values of Content-Security-Policy headers; each holds one policy or several with commas.
        script, stream: absolute addresses, `http://…` and `ws://…`.
    """
    for policy in ",".join(policies).split(","):
        directives = _directives(policy)
        if "sandbox" in directives and "allow-scripts" not in directives["sandbox"]:
            return "sandbox"
        for names, address in ((_SCRIPT, script), (_CONNECT, stream)):
            name = next((name for name in names if name in directives), None)
            if name and not _allows(directives[name], address):
                return name
    return None


def _directives(policy: str) -> dict[str, list[str]]:
    """Name → sources; of two directives of the same name the first one counts."""
    found: dict[str, list[str]] = {}
    for directive in policy.lower().split(";"):
        words = directive.split()
        if words:
            found.setdefault(words[0], words[1:])
    return found


def _allows(sources: list[str], address: str) -> bool:
    # With 'strict-dynamic' browsers look at no address at all.
    return "'strict-dynamic'" not in sources and any(_matches(source, address) for source in sources)


def _matches(source: str, address: str) -> bool:
    """Whether one source expression names the address."""
    wanted = _ADDRESS.match(address.lower())
    if wanted is None:
        return False
    scheme, host, port, path = wanted.groups()
    if source in ("*", f"{scheme}:"):
        return True
    named = _HOST.match(source)
    if named is None or source.endswith(":"):
        return False
    return (
        (named[1] or "http") == scheme
        and named[2] == host
        and named[3] in (port, "*")
        and named[4] in (None, "/", path)
    )
