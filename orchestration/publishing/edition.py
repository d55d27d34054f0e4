"""One edition: written whole in a folder of its own, sealed by a manifest, then switched in by one rename.

Belongs here: the order of the steps, the manifest, the switch of `current`. Does not belong here: what is in the
files (`marts`, `formats`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.publishing.formats import write_formats
from orchestration.publishing.marts import copy_marts
from orchestration.publishing.promise import PublishError
from orchestration.publishing.reading import read_marts
from orchestration.publishing.record import RunRecord
from orchestration.settings import Home

__all__ = ["PublishError", "Published", "current", "last_good", "publish"]

BUILDING = ".building-"
MANIFEST = "manifest.json"
# A DuckDB file's bytes differ from one writing to the next, so it does not decide whether two editions are the same.
UNSTABLE = ".duckdb"
SAFE_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Published:
    """What one call published: `path` is the edition's own folder, which never changes afterwards."""

    edition_id: str
    path: Path
    files: int
    seconds: float
    kept: bool = False
    """True when the same edition already stood there, file for file, and was left as it is."""
    rows: dict[str, int] = field(default_factory=dict)
    """Rows of each published table."""


def publish(home: Home, progress: Progress | None = None, record: RunRecord | None = None) -> Published:
    """Publish the marts of the warehouse as an edition and point `published/current` at it.

    `progress` is called with the name of each step before it is taken; `record` is what the run vouches for. Whatever
    fails, `current` still points at the edition it pointed at before, and the next call removes what this one left
    behind. Raises PublishError.
    """
    started = time.perf_counter()
    step = progress or (lambda _: None)
    root = home.published
    if root.parent.exists():
        root.mkdir(mode=0o755, exist_ok=True)
    else:
        home.make(root.parent)
        root.mkdir(mode=0o755)
    root.chmod(0o755)
    step("clear")
    _clear(root)
    building = root / f"{BUILDING}{os.getpid()}"
    try:
        edition, rows = _write(home, building, step, record or RunRecord())
        edition_id = str(edition["edition_id"])
        step("manifest")
        manifest = _seal(building, edition)
        target, kept = _place(root, building, edition_id, manifest, step)
        step("switch")
        _switch(root, target.name)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return Published(edition_id, target, len(manifest["files"]), time.perf_counter() - started, kept, rows)


def current(home: Home) -> Path | None:
    """The folder of the edition in force, or None when nothing was ever published."""
    link = home.published / "current"
    return link.resolve() if link.is_symlink() and link.exists() else None


def last_good(home: Home) -> Path | None:
    """The newest edition whose files all match its manifest: `current` if it is sound, else the latest that is."""
    in_force = current(home)
    others = sorted(_editions(home.published), key=_published_at, reverse=True)
    for folder in [in_force, *others] if in_force else others:
        if not damage(folder):
            return folder
    return None


def damage(edition: Path) -> list[str]:
    """Files of an edition that are missing or differ from its manifest, by name; empty when it is whole."""
    manifest = _manifest(edition)
    if manifest is None:
        return [MANIFEST]
    return [
        name
        for name, entry in manifest["files"].items()
        if not (edition / name).is_file() or _sha256(edition / name) != entry["sha256"]
    ]


def _clear(root: Path) -> None:
    """Remove what an interrupted run left: half-written editions and a pointer that was never moved into place."""
    for left in root.glob(f"{BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)
    (root / ".current-next").unlink(missing_ok=True)


def _write(home: Home, building: Path, step: Progress, record: RunRecord) -> tuple[dict[str, Any], dict[str, int]]:
    (building / "marts").mkdir(parents=True)
    step("marts")
    rows = copy_marts(home.warehouse, building / "marts")
    if rows["edition"] != 1:
        raise PublishError(f"the table edition must hold one row, it holds {rows['edition']}")
    step("scorecards")
    marts = read_marts(building / "marts" / "marts.duckdb")
    if not SAFE_NAME.match(str(marts.edition["edition_id"])):
        raise PublishError("the edition id is not usable as a folder name")
    write_formats(marts, building / "scorecards", record)
    return marts.edition, rows


def _seal(building: Path, edition: dict[str, Any]) -> dict[str, Any]:
    """Fix the modes, write the manifest last and force everything to disk."""
    files = sorted(path for path in building.rglob("*") if path.is_file())
    manifest: dict[str, Any] = {
        **{name: value if value is None else str(value) for name, value in edition.items()},
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": {
            path.relative_to(building).as_posix(): {"sha256": _sha256(path), "bytes": path.stat().st_size}
            for path in files
        },
    }
    (building / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for path in [*files, building / MANIFEST]:
        path.chmod(0o644)
        _fsync(path)
    for folder in [*(path for path in building.rglob("*") if path.is_dir()), building]:
        folder.chmod(0o755)
        _fsync(folder)
    return manifest


def _place(root: Path, building: Path, edition_id: str, manifest: dict[str, Any], step: Progress) -> tuple[Path, bool]:
    """Move the built folder to its own name; return that folder and whether an equal edition stood there already.

    A published folder is never written again: other programs may have it open. When the same edition id gives other
    bytes (a template changed, say), the new one stands beside the old as `<edition id>.2`, `.3` and so on.
    """
    number = 1
    while True:
        target = root / (edition_id if number == 1 else f"{edition_id}.{number}")
        if not target.exists():
            break
        if _fingerprint(_manifest(target)) == _fingerprint(manifest) and not damage(target):
            return target, True
        number += 1
    step("rename")
    building.rename(target)
    _fsync(root)
    return target, False


def _switch(root: Path, name: str) -> None:
    """Point `current` at an edition; a reader sees the old one or the new one and never neither."""
    waiting = root / ".current-next"
    waiting.symlink_to(name, target_is_directory=True)
    waiting.replace(root / "current")
    _fsync(root)


def _fingerprint(manifest: dict[str, Any] | None) -> dict[str, str] | None:
    if manifest is None:
        return None
    return {name: entry["sha256"] for name, entry in manifest["files"].items() if not name.endswith(UNSTABLE)}


def _manifest(edition: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "files" in found else None


def _editions(root: Path) -> list[Path]:
    if not root.exists():
        return []
    return [path for path in root.iterdir() if path.is_dir() and not path.is_symlink() and path.name[0] != "."]


def _published_at(edition: Path) -> tuple[str, str]:
    return (str((_manifest(edition) or {}).get("published_at", "")), edition.name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
