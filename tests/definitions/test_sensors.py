"""The landing sensor asks once for each whole delivery, and not before it is whole."""

from __future__ import annotations

import os
import time
from pathlib import Path

import dagster as dg
import pytest

from orchestration import sensors
from orchestration.resources import Night
from tests.pipeline.council import EXTRACT_DATE, LA_CODE, write_delivery


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    rest(write_delivery(folder))
    return folder


def rest(folder: Path, seconds: float = sensors.QUIET_SECONDS + 5) -> None:
    """Make a folder look as if nothing had touched it for a while."""
    then = time.time() - seconds
    for path in [*folder.iterdir(), folder]:
        os.utime(path, (then, then))


def test_a_delivery_at_rest_is_asked_for(landing: Path) -> None:
    found = sensors.look(landing)
    assert isinstance(found, dg.RunRequest)
    assert found.run_key


def test_the_key_is_the_content_and_not_the_time(landing: Path) -> None:
    before = sensors.look(landing)
    folder = landing / LA_CODE / EXTRACT_DATE
    rest(folder, 5000)
    again = sensors.look(landing)
    (folder / "ssd_contacts.csv").write_text("cont_contact_id\nC1\n", encoding="utf-8")
    rest(folder)
    changed = sensors.look(landing)
    assert isinstance(before, dg.RunRequest)
    assert isinstance(again, dg.RunRequest)
    assert isinstance(changed, dg.RunRequest)
    assert before.run_key == again.run_key != changed.run_key


def test_a_file_that_was_just_written_is_waited_for(landing: Path) -> None:
    (landing / LA_CODE / EXTRACT_DATE / "ssd_cp_plans.csv").write_text("half", encoding="utf-8")
    found = sensors.look(landing)
    assert isinstance(found, dg.SkipReason)
    assert f"{LA_CODE}/{EXTRACT_DATE}" in str(found.skip_message)


def test_a_file_still_being_copied_is_waited_for(landing: Path) -> None:
    folder = landing / LA_CODE / EXTRACT_DATE
    (folder / "ssd_cp_plans.csv.part").write_text("half", encoding="utf-8")
    rest(folder)
    assert isinstance(sensors.look(landing), dg.SkipReason)


@pytest.mark.parametrize("place", ["nowhere", "."])
def test_nothing_there_is_nothing_to_do(tmp_path: Path, place: str) -> None:
    assert isinstance(sensors.look(tmp_path / place), dg.SkipReason)


def test_the_sensor_looks_into_files_only_after_a_change(landing: Path, tmp_path: Path) -> None:
    sensor = sensors.landing_sensor("nightly")
    night = Night(home_folder=str(tmp_path / "home"), landing_folder=str(landing))
    with dg.instance_for_test() as instance:
        context = dg.build_sensor_context(instance=instance, resources={"night": night})
        assert isinstance(sensor(context), dg.RunRequest)
        later = dg.build_sensor_context(instance=instance, cursor=context.cursor, resources={"night": night})
        assert isinstance(sensor(later), dg.SkipReason)
