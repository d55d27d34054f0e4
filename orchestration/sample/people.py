"""The people of Wexbridge: one growing register of made-up persons with a sex, an ethnicity and a date of birth.

Belongs here: who exists. A person is known by an index; nothing about a person is drawn from any real record, and
names are the word "Child" and a number. Does not belong here: what happens to a person.
"""

from __future__ import annotations

import numpy as np

from orchestration.sample.clock import FAR, Ints, birthday
from orchestration.sample.tables import Table, take

# shares of a mid-sized southern port city, in per cent
ETHNICITIES = np.array(
    [
        "WBRI",
        "WIRI",
        "WOTH",
        "WIRT",
        "WROM",
        "MWBC",
        "MWBA",
        "MWAS",
        "MOTH",
        "AIND",
        "APKN",
        "ABAN",
        "CNHE",
        "AOTH",
        "BCRB",
        "BAFR",
        "BOTH",
        "OOTH",
        "REFU",
        "NOBT",
    ]
)
_ETHNIC_SHARES = np.array([62, 0.4, 7, 0.2, 0.8, 2, 1.5, 1.8, 2.2, 2, 2.5, 2, 0.5, 2.4, 0.6, 3.5, 0.8, 2.3, 0.5, 5.0])
_DISABILITIES = np.array(["MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA", "NONE"])
_NATIONS = np.array(["SDN", "IRN", "IRQ", "ERI", "AFG", "VNM", "ALB", "SYR", "ETH"])


class People:
    """The register: parallel arrays by person index, which grow as services meet new children."""

    def __init__(self, rng: np.random.Generator, capacity: int) -> None:
        self.rng = rng
        self.n = 0
        self.dob: Ints = np.full(capacity, FAR, dtype=np.int64)
        self.sex = np.zeros(capacity, dtype=np.int8)  # 0 F, 1 M, 2 U
        self.ethnicity = np.zeros(capacity, dtype=np.int8)
        self.nation = np.full(capacity, -1, dtype=np.int8)

    def _grow(self, n: int) -> None:
        while self.n + n > len(self.dob):
            self.dob = np.concatenate([self.dob, np.full_like(self.dob, FAR)])
            self.sex = np.concatenate([self.sex, np.zeros_like(self.sex)])
            self.ethnicity = np.concatenate([self.ethnicity, np.zeros_like(self.ethnicity)])
            self.nation = np.concatenate([self.nation, np.full_like(self.nation, -1)])

    def add(self, dob: Ints, sex: np.ndarray | None = None) -> Ints:
        """New persons with these dates of birth; returns their indexes."""
        n = len(dob)
        self._grow(n)
        at = slice(self.n, self.n + n)
        self.dob[at] = dob
        self.sex[at] = (self.rng.random(n) < 0.515).astype(np.int8) if sex is None else sex
        cumulative = np.cumsum(_ETHNIC_SHARES) / _ETHNIC_SHARES.sum()
        drawn = np.searchsorted(cumulative, self.rng.random(n), side="right")
        self.ethnicity[at] = np.minimum(drawn, len(ETHNICITIES) - 1).astype(np.int8)
        self.n += n
        return np.arange(at.start, at.stop, dtype=np.int64)

    def children(self, n: int, on: int, youngest: int = 0, oldest: int = 17) -> Ints:
        """New persons whose age on that day lies between two completed ages, spread evenly over the days."""
        first = int(birthday(on, -(oldest + 1))) + 1
        last = int(birthday(on, -youngest))
        return self.add(self.rng.integers(first, last + 1, n))

    def table(self) -> Table:
        """ssd_person: one row per person."""
        n = self.n
        number = np.arange(n, dtype=np.int64)
        labels = np.array([f"{100001 + i}" for i in range(n)], dtype=object)
        send = np.where(self.rng.random(n) < 0.06, "Y", "N")
        return {
            "pers_person_id": number,
            "pers_legacy_id": take(labels, np.where(self.rng.random(n) < 0.2, number, -1)),
            "pers_forename": np.full(n, "Child", dtype=object),
            "pers_surname": labels,
            "pers_sex": take(np.array(["F", "M", "U"], dtype=object), self.sex[:n]),
            "pers_gender": take(np.array(["02", "01", "00"], dtype=object), self.sex[:n]),
            "pers_ethnicity": take(ETHNICITIES.astype(object), self.ethnicity[:n]),
            "pers_dob": self.dob[:n],
            "pers_send_flag": send.astype(object),
            "pers_is_mother": np.full(n, "N", dtype=object),
            "pers_nationality": take(_NATIONS.astype(object), self.nation[:n]),
        }

    def disabilities(self, known: Ints) -> Table:
        """ssd_disability: the codes of one known person in nine, some with two, and NONE recorded for some others."""
        draw = self.rng.random(len(known))
        disabled, none = known[draw < 0.11], known[(draw >= 0.11) & (draw < 0.30)]
        second = disabled[self.rng.random(len(disabled)) < 0.25]
        person = np.concatenate([disabled, second, none])
        code = np.concatenate(
            [
                self.rng.integers(0, 6, len(disabled)),
                self.rng.integers(6, 12, len(second)),
                np.full(len(none), 12),
            ]
        )
        return {
            "disa_table_id": np.arange(len(person)),
            "disa_person_id": person,
            "disa_disability_code": take(_DISABILITIES.astype(object), code),
        }
