"""All that runs inside the server process: a real Daphne, and the hooks that record what happens in it.

Started as a script (`launch.py`) by the project's own interpreter, where wslearn need not be installed. It knows
nothing of the rest of wslearn: relative imports, the standard library, Daphne, Channels and Django only, in syntax
that Python 3.9 reads. Each hook touches names that are not public API, so each lives in a small module of its own with
an `install` function that returns None, or one sentence when a name is not there; its lane is then missing and the
server runs all the same.
"""
