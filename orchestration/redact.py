"""The one boundary that error texts cross on their way to Dagster's database, the logs and the terminal.

DuckDB, pandera and dbt put the offending values into their messages, and Dagster stores messages world-readable. So an
exception from below is never passed on: only its type, the place in our code and, for our own `Stop`, its safe parts.

Belongs here: that rule. Does not belong here: the wording of a problem.
"""

from __future__ import annotations

import functools
import inspect
import os
import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from orchestration.problems import Exit, Problem, Stop
from orchestration.settings import PROJECT

SHOW_VARIABLE = "SCORECARDS_SHOW_ERRORS"
"""For whoever repairs the program: prints whole tracebacks to this terminal, values and all. Never set on a schedule.
"""

# The kinds of error that DuckDB and dbt name at the start of a message; what follows the name may hold a value.
KIND = re.compile(
    r"\b(Binder|Catalog|Compilation|Constraint|Conversion|Database|Dependency|Invalid Input|IO|Not implemented"
    r"|Out of Memory|Out of Range|Parser|Runtime|Serialization|Transaction|Type mismatch)\s?(?:Error|Exception)\b",
    re.IGNORECASE,
)


def kind_of(message: str | None) -> str:
    """The kinds of error that a message names ("Conversion Error"), without the rest of it; "" when it names none."""
    if not message:
        return ""
    found = dict.fromkeys(match.group(0) for match in KIND.finditer(message))
    # dbt wraps every database error in a "Runtime Error"; the inner kind says more.
    inner = [kind for kind in found if not kind.lower().startswith("runtime")] or list(found)
    return ", ".join(inner[:2])


def place_of(error: BaseException) -> str:
    """Innermost line of this project's own code in the error's traceback, `file:line in function`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PROJECT / "orchestration")]
    if not ours:
        return ""
    frame = ours[-1]
    return f"{Path(frame.filename).relative_to(PROJECT)}:{frame.lineno} in {frame.name}"


def problem_of(error: BaseException, step: str) -> Problem:
    """An exception as a problem that is safe to show: never its text, unless it is our own `Stop`."""
    if isinstance(error, Stop):
        return error.problem
    if os.environ.get(SHOW_VARIABLE):
        traceback.print_exception(error)
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, OSError):
        return Problem(
            what=f"step {step}: the machine refused a file operation ({error.strerror or name})",
            where=place_of(error),
            why=f"{name}, errno {error.errno}",
            mend="scorecards doctor checks disk space, permissions and folders",
            exit_code=Exit.MACHINE,
        )
    kind = kind_of(str(error))
    return Problem(
        what=f"step {step} stopped on an unexpected error",
        where=place_of(error),
        why=f"{name}{f' ({kind})' if kind else ''}; its text is withheld because it may hold a value of a child's row",
        mend="run scorecards doctor; if it finds nothing this is a defect: report the place and the type shown here",
    )


def guarded(step: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a step's function: whatever it raises leaves as `dagster.Failure` with a safe text and nothing behind
    it.

    A decorator and not a context manager, because Dagster stores the exception that was being handled too
    (`__context__`), and what a context manager raises always has one. Here the failure is raised when nothing is being
    handled.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.isgeneratorfunction(function):

            @functools.wraps(function)
            def generator(*arguments: Any, **named: Any) -> Iterator[Any]:
                stopped: BaseException | None = None
                try:
                    yield from function(*arguments, **named)
                except Exception as error:
                    stopped = _failure(error, step)
                if stopped:
                    raise stopped

            return generator

        @functools.wraps(function)
        def plain(*arguments: Any, **named: Any) -> Any:
            try:
                return function(*arguments, **named)
            except Exception as error:
                stopped = _failure(error, step)
            raise stopped

        return plain

    return decorate


def _failure(error: Exception, step: str) -> BaseException:
    import dagster as dg  # after the command line has started: the import costs half a second

    problem = problem_of(error, step)
    return dg.Failure(description=problem.text(), metadata=problem.metadata(), allow_retries=False)
