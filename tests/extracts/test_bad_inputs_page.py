"""docs/bad_inputs.md and the tests name the same 29 bad inputs."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from orchestration.settings import PROJECT

IDS = [f"B{number:02}" for number in range(1, 30)]
ROWS = re.findall(
    r"^\| (B\d\d) \| .+ \| .+ \| `(tests/[\w/]+\.py)` \|$",
    (PROJECT / "docs" / "bad_inputs.md").read_text(),
    re.MULTILINE,
)


def files_of_tests() -> Iterator[tuple[str, ast.Module, list[ast.FunctionDef]]]:
    """Path, text and tests of each."""
    for path in sorted((PROJECT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]
        yield path.relative_to(PROJECT).as_posix(), tree, tests


def named_in_tests() -> dict[str, set[str]]:
    """Id → the test files that name it, in the docstring of a test or of the file, or in a test's name."""
    found: dict[str, set[str]] = {}
    for path, tree, tests in files_of_tests():
        words = [ast.get_docstring(node) or "" for node in (tree, *tests)]
        names = [match[1].upper() for test in tests if (match := re.match(r"test_(b\d\d)_", test.name))]
        for one in [*names, *(id_ for text in words for id_ in re.findall(r"\b(B\d\d)\b", text.split(":")[0]))]:
            found.setdefault(one, set()).add(path)
    return found


def test_the_page_has_each_once_and_its_test_says_so() -> None:
    found = named_in_tests()
    assert [one for one, _ in ROWS] == IDS
    assert [(one, path) for one, path in ROWS if path not in found.get(one, set())] == []
    assert set(found) == set(IDS)


def test_no_two_tests_claim_the_same() -> None:
    """A docstring that was copied with its test says of one of them what it does not show."""
    said = Counter(text for _, _, tests in files_of_tests() for test in tests if (text := ast.get_docstring(test)))
    assert [text for text, times in said.items() if times > 1] == []
