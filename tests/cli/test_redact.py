"""The boundary: values in error texts stop there, everything that helps goes on."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import pytest
from dagster._utils.error import serializable_error_info_from_exc_info

from orchestration.problems import Exit, Problem, Stop
from orchestration.redact import guarded, kind_of, problem_of

CANARY = "Quetzalcanary 2011-02-17"


def leak() -> None:
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        raise RuntimeError(f"Conversion Error: could not convert {CANARY}") from error


@guarded("ingest")
def plain() -> None:
    leak()


@guarded("ingest")
def generator() -> Iterator[int]:
    yield 1
    leak()


def as_dagster_stores_it(error: BaseException) -> str:
    return repr(serializable_error_info_from_exc_info((type(error), error, error.__traceback__)))


@pytest.mark.parametrize("step", [plain, lambda: list(generator())], ids=["function", "generator"])
def test_nothing_of_the_text_is_stored(step: object) -> None:
    with pytest.raises(dg.Failure) as failed:
        step()  # type: ignore[operator]
    stored = as_dagster_stores_it(failed.value) + repr(failed.value.metadata) + str(failed.value.description)
    assert "Quetzalcanary" not in stored
    assert "2011-02-17" not in stored
    assert "RuntimeError (Conversion Error)" in stored
    assert "step ingest" in stored


def test_a_generator_gives_what_it_had_before_it_failed() -> None:
    steps = generator()
    assert next(steps) == 1


def test_our_own_reason_goes_through_whole() -> None:
    problem = Problem("no delivery", "landing/", "it is empty", "put extracts there", Exit.NOTHING_TO_DO)

    @guarded("deliveries")
    def step() -> None:
        raise Stop(problem)

    with pytest.raises(dg.Failure) as failed:
        step()
    assert Problem.from_metadata(dict(failed.value.metadata)) == problem


def test_a_full_disk_is_the_machine_and_not_a_defect() -> None:
    problem = problem_of(OSError(28, "No space left on device", f"/home/{CANARY}"), "edition")
    assert problem.exit_code == Exit.MACHINE
    assert "No space left" in problem.what
    assert CANARY not in problem.text()


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (f'Runtime Error in model x\n  Constraint Error: Duplicate key "{CANARY}"', "Constraint Error"),
        (f"Conversion Error: Could not convert string '{CANARY}' to INT32", "Conversion Error"),
        (f"Invalid Input Error: {CANARY}", "Invalid Input Error"),
        (f"Runtime Error {CANARY}", "Runtime Error"),
        (CANARY, ""),
        (None, ""),
    ],
)
def test_the_kind_of_a_database_error_is_kept(message: str | None, kind: str) -> None:
    assert kind_of(message) == kind
