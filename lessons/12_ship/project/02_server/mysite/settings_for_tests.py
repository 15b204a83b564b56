"""Settings for tests with a live server."""

from mysite.settings import *  # noqa: F403

# The server of the tests is a process of its own: it cannot see a database in the memory of this one.
DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "test.sqlite3"}  # noqa: F405
