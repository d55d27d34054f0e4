"""When each thing must have been made by. Belongs here: freshness policies. Does not belong here: who is told
(`alerts`).
"""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

TIME_ZONE = "Europe/London"

NIGHTLY = dg.FreshnessPolicy.cron(deadline_cron="0 7 * * *", lower_bound_delta=timedelta(hours=4), timezone=TIME_ZONE)
"""Made between 03:00 and 07:00 local time, so that the figures stand when the service starts its day. It is put on the
feeds and on the edition; the models between them are made by the same run, so their own clocks would say nothing more.
"""
