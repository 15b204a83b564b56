"""Which language the environment asks for."""

from collections.abc import Mapping

import pytest

from wslearn.course.asked import language


@pytest.mark.parametrize(
    ("environ", "system", "wanted"),
    [
        ({"WSLEARN_LANGUAGE": "es", "LANG": "de_DE.UTF-8"}, "", "es"),
        ({"LC_ALL": "es_MX.UTF-8", "LANG": "de_DE.UTF-8"}, "", "es"),
        ({"LC_MESSAGES": "de_AT", "LANG": "es_ES"}, "", "de"),
        ({"LANG": "ES"}, "", "es"),
        ({"LANG": "C.UTF-8"}, "", ""),
        ({"LANG": "POSIX"}, "", ""),
        ({"LANG": "", "LC_ALL": ""}, "", ""),
        ({}, "es_ES", "es"),
        ({"WSLEARN_LANGUAGE": "../x"}, "", ""),
    ],
)
def test_language(environ: Mapping[str, str], system: str, wanted: str) -> None:
    """wslearn's own variable first, then the locale's in its order; what is no language is none."""
    assert language(environ, system) == wanted
