"""From the marts to files that people and other programs open: one edition, written apart, switched in whole.

Belongs here: copying the marts, drawing the scorecards, the manifest and the switch. Does not belong here: any rule
about what an indicator means (`seeds` and `models`), and anything that reads a table outside the schema `marts`.
"""

from orchestration.publishing.edition import Published, PublishError, current, last_good, publish
from orchestration.publishing.record import CheckOutcome, RunRecord

__all__ = ["CheckOutcome", "PublishError", "Published", "RunRecord", "current", "last_good", "publish"]
