"""How a management command ended, in words."""

import pytest

from wslearn.session.manage import Ran

UNITTEST = """\
FAIL: test_who_comes_back (live.test_chat.ChatTests)
Traceback (most recent call last):
  File "live/test_chat.py", line 30, in test_who_comes_back
AssertionError: '2' != '3'
- 2
+ 3

Ran 3 tests in 0.1s

FAILED (failures=1)
"""


@pytest.mark.parametrize(
    ("output", "verdict"),
    [
        (UNITTEST, "it ended with exit status 1: AssertionError: '2' != '3'"),
        ("a.b.ImproperlyConfigured\ndjango.db.utils.OperationalError: no such table: x\n", "no such table: x"),
        ("Unknown command: 'tset'\n", "it ended with exit status 1"),
    ],
)
def test_a_failed_command_is_told_with_its_first_error(output: str, verdict: str) -> None:
    """In a check nobody sees the output: the finding says the first error of it, when there is one."""
    assert Ran(1, output).verdict.endswith(verdict)
