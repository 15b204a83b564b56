"""A script that somebody injected into the project's page (lesson 7) reaches nothing of wslearn's."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from tests.browser.traced_pages import PAGES
from tests.live.cli.terminal import environment

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

_FOUND = (re.compile(r"The panel: (http://\S+)/#([\w-]+)"), re.compile(r"ready at (\S+:\d+)"))

# What an attacker can try who knows the panel's port and page.js's address, and runs on the project's origin.
ATTACK = """async ([panel, reports, key]) => {
    const tried = {};
    const attempt = async (name, work) => {
        try { tried[name] = await work() } catch (error) { tried[name] = 'refused' }
    };
    const socket = (url) => new Promise((done) => {
        const link = new WebSocket(url);
        link.onmessage = (event) => done('READ ' + event.data);
        link.onclose = (event) => done('closed ' + event.code);
        setTimeout(() => done(link.readyState === 1 ? 'open and silent' : 'nothing'), 1500);
    });
    const ws = (origin) => origin.replace('http', 'ws');
    await attempt('fetch the panel', () => fetch(panel + '/').then((answer) => answer.text()));
    await attempt('fetch the trace', () => fetch(panel + '/trace.jsonl?token=' + key).then((answer) => answer.text()));
    await attempt('blindly', () => fetch(panel + '/', {mode: 'no-cors'}).then((answer) => answer.text()));
    await attempt('the stream with the key', () => socket(ws(panel) + '/stream?token=' + key + '&from=0'));
    await attempt('the stream without', () => socket(ws(panel) + '/stream?from=0'));
    await attempt('the stream at the reports', () => socket(ws(reports) + '/stream?token=' + key));
    await attempt('the reports', () => socket(ws(reports) + '/page?key=' + key));
    await attempt('a frame', () => new Promise((done, fail) => {
        const frame = document.createElement('iframe');
        frame.src = panel + '/';
        frame.onload = () => {
            try { done('READ ' + frame.contentWindow.location.href) } catch (error) { fail(error) }
        };
        document.body.append(frame);
    }));
    await attempt('a window', () => new Promise((done, fail) => {
        const opened = window.open(panel + '/');
        setTimeout(() => {
            try { done('READ ' + opened.location.hash + opened.document.title) } catch (error) { fail(error) }
            opened.close();
        }, 1000);
    }));
    await attempt('the opener', () => window.opener ? 'READ ' + window.opener.location.href : 'none');
    await attempt('the referrer', () => document.referrer || 'none');
    await attempt('what was loaded', () => performance.getEntries().map((entry) => entry.name).join(' '));
    await attempt('a script of the panel', () => new Promise((done, fail) => {
        const script = document.createElement('script');
        script.src = panel + '/main.js';
        script.onload = () => done('ran');
        script.onerror = fail;
        document.head.append(script);
    }));
    return tried;
}"""


class Addresses(NamedTuple):
    """Of a running `wslearn trace --browser`."""

    panel: str
    token: str
    project: str


@contextmanager
def tracing(home: "Path") -> Iterator[Addresses]:
    """The command on the sample's pages; it is killed at the end."""
    command = [sys.executable, "-m", "wslearn", "trace", "asgi:application", "--port", "0", "--plain", "--browser"]
    with subprocess.Popen(
        command, cwd=PAGES, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        seen = ""
        try:
            while not all(pattern.search(seen) for pattern in _FOUND):
                line = process.stdout.readline()
                assert line, seen
                seen += line
            panel, project = (pattern.search(seen) for pattern in _FOUND)
            assert panel
            assert project
            yield Addresses(panel[1], panel[2], f"http://{project[1]}")
        finally:
            process.kill()


def test_an_injected_script_reads_nothing(page: "Page", tmp_path: "Path") -> None:
    """It knows page.js's address and the panel's port: it can report, and read neither token, stream nor trace."""
    with tracing(tmp_path) as addresses:
        page.context.new_page().goto(f"{addresses.panel}/#{addresses.token}")
        page.goto(f"{addresses.project}/page/")
        script = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")[0]
        reports, key = script.split("/page.js?key=")
        tried = page.evaluate(ATTACK, [addresses.panel, reports, key])
    loaded = tried.pop("what was loaded")
    assert key in loaded  # the attack is real: this much is known to it
    assert tried == {
        "fetch the panel": "refused",
        "fetch the trace": "refused",
        "blindly": "refused",
        "the stream with the key": "closed 1006",
        "the stream without": "closed 1006",
        "the stream at the reports": "closed 1006",
        "the reports": "open and silent",
        "a frame": "refused",
        "a window": "refused",
        "the opener": "none",
        "the referrer": "none",
        "a script of the panel": "refused",
    }
    assert addresses.token not in f"{tried} {loaded}"
