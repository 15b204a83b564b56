"""A small course that every check of files accepts, to be damaged in one place at a time."""

from pathlib import Path

from tests.unit.course.sample import lesson_text, write
from wslearn.course.content import check_files
from wslearn.course.load import load_course
from wslearn.course.problem import Problem

FOLDER = "01_one"
LESSON = f"{FOLDER}/lesson.md"

_PREDICT = """\
```predict
question = "What comes, {number}?"
[[choice]]
text = "A"
when = "asgi websocket.accept send"
why = "Because."
[[choice]]
text = "B"
mistake = "b-comes"
when = "no asgi websocket.accept"
why = "Not."
```

```play
connect /ws/one/
```

```expect first
asgi websocket.accept send
```

"""

_EXERCISE = """\
## Your turn

Read [the specification][spec], then [the notes](project/s/notes.txt) and lesson 1 again: `wslearn lesson 1 --step 1`.

```exercise
edit = "live/one.py"
starter = "silent"
```

```play exercise
connect /ws/one/
```

```expect exercise
asgi websocket.accept send
```

```hint
Look at `self.scope["a"]["b"]` again.
```

```wrong silent
name = "Silent"
when = ["client failed"]
did = "Nothing."
try = "Something."
```

```wrong loud
name = "Loud"
when = ["asgi websocket.close send"]
did = "Too much."
try = "Less."
```

[spec]: https://asgi.readthedocs.io/en/latest/
"""

BODY = (
    "You will see.\n\n## Step\n\n```scaffold s\nA file.\n```\n\n"
    + "".join(_PREDICT.format(number=number) for number in (1, 2, 3))
    + _EXERCISE
)

FILES = {
    "course.toml": (
        f'format_version = 1\ntitle = "T"\nlessons = ["{FOLDER}"]\n\n'
        '[concepts]\nfirst = { lesson = "one", step = 1 }\n'
    ),
    "curriculum.toml": (
        'one = ["first"]\nlater = ["second"]\n\n'
        '[mistakes]\nsilent = "one"\nb-comes = "one"\nunwritten = "later"\n\n[told]\nelse = "lesson 1"\n'
    ),
    "sources.toml": 'spec = "https://asgi.readthedocs.io/en/latest/"\n',
    LESSON: lesson_text(BODY),
    f"{FOLDER}/project/s/live/routes.py": "first = 1\n",
    f"{FOLDER}/project/s/notes.txt": "notes\n",
    f"{FOLDER}/starter/live/one.py": "starter = 1\n",
    f"{FOLDER}/solution/live/one.py": "solution = 1\n",
    f"{FOLDER}/wrong/silent/live/one.py": "wrong = 1\n",
    f"{FOLDER}/wrong/loud/live/one.py": "wrong = 2\n",
}


def damaged(root: Path, file: str = "", old: str = "", new: str = "") -> list[Problem]:
    """What is said of the course when in one file the first `old` is `new`; the whole file, when `old` is empty."""
    files = dict(FILES)
    if file:
        assert old in files.get(file, ""), f"{old!r} is not in {file}"
        files[file] = files[file].replace(old, new, 1) if old else new
    write(root, files)
    course = load_course(root)
    return list(check_files(course, course.lessons[0]))


def said(root: Path, file: str, old: str, new: str) -> list[tuple[str, str]]:
    """The same as pairs of place and reason."""
    return [(problem.source, problem.reason) for problem in damaged(root, file, old, new)]


def line_of(text: str, body: str = FILES[LESSON]) -> int:
    """The number of the first line of the lesson that has this text."""
    return next(number for number, line in enumerate(body.splitlines(), 1) if text in line)
