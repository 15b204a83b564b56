"""The program `wslearn`, also as `python -m wslearn`. Imports nothing heavy before the command line is looked at."""

import sys

_SERVERS = {"lesson": 1, "check": 2, "watch": 2}
"""How many servers a command needs at once: a check plays the learner's project and the solution."""


def main() -> None:
    """Run the command line of this process, and exit with its code."""
    arguments = sys.argv[1:]
    servers = _SERVERS.get("".join(arguments[:1]), 0)
    if servers and "--help" not in arguments:
        # Daphne's imports take longest: its process starts before this one imports anything else.
        from wslearn.session import early

        early.start(servers)
    try:
        from wslearn.cli.app import run

        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        code = _reader_is_gone()
    finally:
        if "wslearn.session.early" in sys.modules:
            sys.modules["wslearn.session.early"].discard()
    sys.exit(code)


def _reader_is_gone() -> int:
    """Throw away what nobody reads (`| head`), so that Python does not complain about it when it ends."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


if __name__ == "__main__":
    main()
