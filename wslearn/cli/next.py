"""`wslearn next`: goes on where the learner stopped."""

from typing import Annotated

import typer

from wslearn.cli.options import PlainOption, ThemeOption


def go_on(
    no_predict: Annotated[bool, typer.Option("--no-predict", help="Do not ask for predictions.")] = False,
    plain: PlainOption = False,
    theme: ThemeOption = None,
) -> int:
    """Go on where you stopped: play the next lesson, or say which exercise is open."""
    from rich.text import Text

    from wslearn.cli.course_folder import project_here
    from wslearn.course.courses import open_course
    from wslearn.course.exercise import exercise_of
    from wslearn.course.onward import next_thing
    from wslearn.course.progress import Progress
    from wslearn.render.console import make_console
    from wslearn.render.lesson import notice

    course = open_course()
    console = make_console(plain=plain, theme=theme)
    project = project_here(course)
    with Progress(project.folder) as progress:
        thing = next_thing(course, progress.lessons(), project.stage)
        if progress.notice:
            console.print(notice(progress.notice))
    if thing is None:
        console.print(f"You have done all {len(course.lessons)} lessons.")
        console.print(Text.assemble("Next: ", ("wslearn review", "command"), "   asks three questions about them"))
        return 0
    if thing.what == "check":
        exercise = exercise_of(thing.lesson)
        edit = f" Edit {exercise.task.edit}." if exercise else ""
        console.print(f"You have played lesson {thing.lesson.number}; its exercise is open.{edit}", soft_wrap=True)
        console.print(Text.assemble("Next: ", (thing.command, "command")))
        return 0
    console.print(Text.assemble("Next: ", (thing.command, "command")))
    from wslearn.session import early

    early.start()  # as for `wslearn lesson`: Daphne imports while we do
    from wslearn.cli.lesson import lesson

    begin = None if thing.step == 1 else thing.step
    return lesson(str(thing.lesson.number), no_predict=no_predict, begin=begin, plain=plain, theme=theme)
