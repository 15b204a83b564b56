"""`wslearn courses`: the courses that can be named with `--course`."""

import json as json_module
import sys

from wslearn.cli.options import JsonObjectOption, PlainOption, ThemeOption


def courses(
    json: JsonObjectOption = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """List the courses that are here: the built-in one, and those of installed packages.

    A folder with a course.toml is a course, too: wslearn lessons --course FOLDER.
    """
    from rich.text import Text

    from wslearn.course.courses import offers
    from wslearn.course.load import load_course
    from wslearn.errors import WslearnError
    from wslearn.render.console import make_console
    from wslearn.render.escape import visible

    found = []
    for offer in offers():
        try:
            course = load_course(offer.root) if offer.root else None
            title = f"{course.title}, {len(course.lessons)} lessons" if course else "its package has no course.toml"
        except WslearnError as error:  # a damaged one does not hide the others
            title = error.message
        found.append({"name": offer.name, "title": title, "root": str(offer.root or "")})
    if json:
        sys.stdout.write(json_module.dumps({"v": 1, "kind": "courses", "courses": found}) + "\n")
        return 0
    console = make_console(plain=plain, theme=theme)
    for one in found:
        console.print(Text.assemble((visible(one["name"]), "command"), f"   {visible(one['title'])}"), soft_wrap=True)
        console.print(Text(f"   {visible(one['root'])}", "meta"), soft_wrap=True)
    console.print(Text.assemble("Next: ", ("wslearn lessons --course NAME", "command")))
    return 0
