"""What is wrong with this machine or configuration, and how to mend it.

Belongs here: one function per question; none of them changes anything. Does not belong here: drawing the answers
(`screen`) and anything about the content of extracts.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from orchestration.settings import PROJECT, Home

Level = Literal["ok", "note", "problem"]

PYTHON = ((3, 11), (3, 14))
PINNED = ("dagster", "dagster-dbt", "dagster-webserver", "dbt-core", "dbt-duckdb", "duckdb", "pandas", "pandera")
LEAST_FREE_BYTES = 2 << 30
"""A council's night needs well under 1 GB; below this the disk fills within weeks of nightly deliveries."""
EARLIEST_CLOCK = 1_767_225_600  # 1 January 2026; a clock before this was never set


@dataclass(frozen=True)
class Finding:
    """The answer to one question. `mend` says what to do about a problem or a note."""

    subject: str
    level: Level
    told: str
    mend: str = ""

    @property
    def is_problem(self) -> bool:
        return self.level == "problem"


def examine(home: Home, landing: Path, port: int) -> list[Finding]:
    """Ask every question; a question that fails itself is a problem too, told by its type only."""
    questions: list[Callable[[], Finding]] = [
        python_version,
        package_versions,
        telemetry,
        lambda: disk_space(home),
        lambda: home_permissions(home),
        lambda: closed_files(home),
        lambda: lock_holder(home),
        clock,
        lambda: manifest(home),
        lambda: landing_folder(landing),
        lambda: mappings(home),
        lambda: edition(home),
        lambda: published_figures(home),
        lambda: port_free(port),
    ]
    return [_ask(question) for question in questions]


def _ask(question: Callable[[], Finding]) -> Finding:
    try:
        return question()
    except Exception as error:
        name = getattr(question, "__name__", "a question")
        return Finding(name, "problem", f"could not be answered ({type(error).__name__})", "report this as a defect")


def python_version() -> Finding:
    first, beyond = PYTHON
    told = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if first <= sys.version_info[:2] < beyond:
        return Finding("Python", "ok", told)
    wanted = f">={first[0]}.{first[1]},<{beyond[0]}.{beyond[1]}"
    return Finding("Python", "problem", f"{told} is not {wanted}", "make setup with a Python of that range")


def locked_versions() -> dict[str, str]:
    """Package → version in requirements.lock."""
    found = {}
    for line in (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        name, separator, version = line.partition("==")
        if separator and not line.startswith((" ", "#")):
            found[name.strip()] = version.split()[0].rstrip("\\;")
    return found


def package_versions() -> Finding:
    locked = locked_versions()
    wrong = []
    for name in PINNED:
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "not installed"
        if installed != locked.get(name):
            wrong.append(f"{name} is {installed}, locked {locked.get(name, 'nowhere')}")
    if wrong:
        return Finding("packages", "problem", "; ".join(wrong), "make setup installs the locked versions")
    return Finding("packages", "ok", f"{len(PINNED)} pinned packages as locked (dagster {locked['dagster']})")


def telemetry() -> Finding:
    settings = (PROJECT / "dagster.yaml").read_text(encoding="utf-8")
    project = (PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
    off = "telemetry:\n  enabled: false" in settings and "send_anonymous_usage_stats: false" in project
    if off:
        return Finding("telemetry", "ok", "off for Dagster and dbt")
    return Finding(
        "telemetry", "problem", "not switched off", "restore dagster.yaml and dbt_project.yml from the repository"
    )


def disk_space(home: Home) -> Finding:
    free = shutil.disk_usage(_existing(home.root)).free
    told = f"{free / (1 << 30):.1f} GB free for {home.root}"
    if free >= LEAST_FREE_BYTES:
        return Finding("disk", "ok", told)
    return Finding("disk", "problem", told, f"free at least {LEAST_FREE_BYTES >> 30} GB, or give another --home")


def home_permissions(home: Home) -> Finding:
    if not home.root.exists():
        parent = _existing(home.root)
        if os.access(parent, os.W_OK | os.X_OK):
            return Finding("home", "note", f"{home.root} does not exist yet", "the first scorecards nightly makes it")
        return Finding(
            "home", "problem", f"{home.root} cannot be made in {parent}", "give a --home that you may write to"
        )
    if not os.access(home.root, os.R_OK | os.W_OK | os.X_OK):
        return Finding(
            "home", "problem", f"{home.root} is not writable", f"chown it to this user: chown -R $USER {home.root}"
        )
    exposed = [folder for folder in _private_folders(home) if stat.S_IMODE(folder.stat().st_mode) & 0o077]
    if exposed:
        names = ", ".join(str(folder.relative_to(home.root)) for folder in exposed[:5])
        return Finding(
            "home",
            "problem",
            f"open to other users of this machine: {names}",
            f"chmod -R go-rwx {' '.join(str(folder) for folder in exposed[:5])}",
        )
    return Finding("home", "ok", f"{home.root}, closed to other users")


def closed_files(home: Home) -> Finding:
    """The program sets its umask itself; a mounted share may ignore it all the same."""
    with tempfile.NamedTemporaryFile(dir=_existing(home.root), prefix=".doctor-") as probe:
        mode = stat.S_IMODE(os.fstat(probe.fileno()).st_mode)
    if mode & 0o077:
        told = f"this file system gives new files mode {mode:03o}, whatever the program asks for"
        return Finding("umask", "problem", told, "put the home on a local disk, not on a share")
    return Finding("umask", "ok", f"new files are {mode:03o}")


def lock_holder(home: Home) -> Finding:
    from orchestration.lock import holder

    by = holder(home)
    if by is None:
        return Finding("lock", "ok", "no run is at work")
    told = f"process {by.pid} ({by.what}) is at work since {by.since}"
    return Finding("lock", "note", told, "wait for it; if it hangs, stop that process and the lock goes with it")


def clock() -> Finding:
    now = time.time()
    try:
        zone = ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return Finding("clock", "problem", "the time zone Europe/London is unknown here", "install the package tzdata")
    from datetime import datetime

    told = datetime.now(zone).strftime("%Y-%m-%d %H:%M %Z")
    if now < EARLIEST_CLOCK:
        return Finding("clock", "problem", f"{told} is in the past", "set the clock of this machine (timedatectl)")
    return Finding("clock", "ok", told)


def manifest(home: Home) -> Finding:
    from orchestration.transform import STAMP, manifest_path, sources_fingerprint

    path, stamp = manifest_path(home), home.dbt / STAMP
    if not path.exists() or not stamp.exists():
        return Finding(
            "dbt manifest", "note", "not made yet", f"scorecards prepare --home {home.root} (nightly does it too)"
        )
    if stamp.read_text(encoding="utf-8") != sources_fingerprint():
        told = "older than the dbt project"
        return Finding("dbt manifest", "note", told, f"scorecards prepare --home {home.root} (nightly does it too)")
    return Finding("dbt manifest", "ok", "made from the dbt project as it stands")


def landing_folder(landing: Path) -> Finding:
    if not landing.exists():
        return Finding("landing", "problem", f"{landing} does not exist", f"make it, or: scorecards sample {landing}")
    if not os.access(landing, os.R_OK | os.X_OK):
        return Finding("landing", "problem", f"{landing} cannot be read", "let this user read it")
    closed = [
        path for path in landing.glob("[0-9][0-9][0-9]/*") if path.is_dir() and not os.access(path, os.R_OK | os.X_OK)
    ]
    if closed:
        return Finding(
            "landing", "problem", f"{len(closed)} delivery folders cannot be read", "let this user read them"
        )
    count = sum(path.is_dir() for path in landing.glob("[0-9][0-9][0-9]/????-??-??"))
    if not count:
        return Finding("landing", "problem", f"{landing} holds no <la_code>/<YYYY-MM-DD> folder", "put extracts there")
    return Finding("landing", "ok", f"{count} deliveries in {landing}")


def mappings(home: Home) -> Finding:
    from orchestration.extracts.mapping.loading import mapping_of
    from orchestration.extracts.mapping.schema import BadMapping

    councils = [path.stem for path in sorted(home.mappings.glob("[0-9][0-9][0-9].toml"))]
    for la_code in councils:
        try:
            mapping_of(home, la_code)
        except BadMapping as error:
            return Finding("mappings", "problem", str(error), "correct the file, or put its last version back")
    return Finding("mappings", "ok", f"{len(councils)} councils have one in {home.mappings}")


def edition(home: Home) -> Finding:
    from orchestration.publishing import current
    from orchestration.publishing.edition import damage

    folder = current(home)
    if folder is None:
        return Finding("edition", "note", "nothing has been published yet", "scorecards nightly")
    harmed = damage(folder)
    if harmed:
        told = f"{folder.name}: {len(harmed)} files are missing or differ from the manifest"
        return Finding("edition", "problem", told, "scorecards nightly publishes it again beside the damaged one")
    return Finding("edition", "ok", f"{folder.name} is in force and whole")


def published_figures(home: Home) -> Finding:
    from orchestration.extracts.figures import FiguresDamaged, recorded

    try:
        editions = recorded(home)
    except FiguresDamaged as error:
        return Finding("published figures", "problem", str(error), "restore what is named here from a backup")
    return Finding("published figures", "ok", f"{len(editions)} editions are on the ledger, each as it was written")


def port_free(port: int) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return Finding(
                "port", "note", f"{port} is taken", "if that is not scorecards serve: scorecards serve --port N"
            )
    return Finding("port", "ok", f"{port} is free for scorecards serve")


def _existing(path: Path) -> Path:
    return next(folder for folder in [path, *path.parents] if folder.exists())


def _private_folders(home: Home) -> list[Path]:
    """Everything at the top of the home but the editions (public by design) and the landing folder (others write to
    it).
    """
    open_by_design = {home.published, home.default_landing}
    inside = [path for path in home.root.iterdir() if path.is_dir() and path not in open_by_design]
    return [home.root, *sorted(inside)]
