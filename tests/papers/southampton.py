"""Southampton, papers 002 to 004: what its modules share.

Belongs here: the council's code, population and months. Does not belong here: rows.
"""

from __future__ import annotations

from tests.papers.making import months_between

LA_CODE = "852"
# the one 0-17 population that every rate of 2020 fits; no paper prints it
POPULATION = 50_869
# paper 003 prints July and August 2019, paper 004 the twelve months to August 2020, paper 002 December 2019 on
MONTHS = months_between("2019-07", "2020-12")
