"""When the night starts by itself. Belongs here: the schedule. Does not belong here: what it runs (`definitions`)."""

from __future__ import annotations

import dagster as dg

from orchestration.freshness import TIME_ZONE


def nightly_schedule(job_name: str) -> dg.ScheduleDefinition:
    """03:30 local time: outside 01:00 to 02:00, the hour that the clock change repeats or leaves out."""
    return dg.ScheduleDefinition(
        name="every_night",
        job_name=job_name,
        cron_schedule="30 3 * * *",
        execution_timezone=TIME_ZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="The whole night at 03:30 Europe/London: receive, ingest, build, check, publish.",
    )
