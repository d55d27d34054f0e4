"""docs/presentation.md: every rule of the papers and every feature has its row, and the tests it names exist."""

from __future__ import annotations

import re

from orchestration.settings import PROJECT

PAGE = (PROJECT / "docs" / "presentation.md").read_text(encoding="utf-8")
LATER = {"12"}
"""Features whose row says that they come later and that no test shows yet."""


def test_every_rule_and_feature_has_a_row_and_its_tests_exist() -> None:
    rows = {row[1]: row[0] for row in re.finditer(r"^\| (P\d\d|\d+) \|.*$", PAGE, re.M)}
    assert list(rows) == [f"P{number:02d}" for number in range(1, 48)] + [str(number) for number in range(1, 29)]
    known = {
        name
        for path in (PROJECT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }
    for name, row in rows.items():
        named = set(re.findall(r"`(test_\w+)`", row))
        assert named or name in LATER, f"{name} has no test"
        assert named <= known, f"{name} names a test that is not there"
