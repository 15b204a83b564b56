"""What the exit code of every command means."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The process exit codes; scripts and teachers may rely on them."""

    PASSED = 0
    FINDINGS_FAILED = 1
    USAGE = 2
    ENVIRONMENT = 3
    LESSON_CONTENT = 4
    INTERNAL = 5
    INTERRUPTED = 130
