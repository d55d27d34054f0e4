"""The vault: every received file once, under the hash of its content, never changed.

Belongs here: putting a file in, finding it as it was put in. Does not belong here: which files may come in (`landing`),
reading one (`reading`).
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from orchestration.extracts.files import sync_folder
from orchestration.extracts.scout import sha256_of
from orchestration.settings import Home

_CHUNK = 1 << 20
_CHANGED = "it changed while it was read; it is taken when it has come to rest"


class VaultDamaged(Exception):
    """A file of the vault is gone or no longer what was received. Restore it; nothing is guessed."""


def path_of(sha256: str, home: Home, told: str) -> Path:
    """The file of this content. Raises `VaultDamaged`, which names it as `told`."""
    path = home.vault / sha256
    if not path.is_file() or sha256_of(path) != sha256:
        raise VaultDamaged(f"vault file of {told} is missing or altered; restore it from a backup")
    return path


def sweep(home: Home) -> None:
    """Make the vault, and remove the half-written copies of a run that was killed."""
    for leftover in home.make(home.vault).glob(".*.partial"):
        leftover.unlink()


def store(file: Path, home: Home) -> tuple[str, int]:
    """Copy one file under its content hash; what the vault holds already is read and not written again.

    A file that changes under the reading is refused, and taken on another night.
    """
    partial = home.vault / f".{os.getpid()}.partial"
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise OSError(0, "not a regular file")
        with os.fdopen(handle, "rb", closefd=False) as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            target = home.vault / sha256
            if not target.exists():
                source.seek(0)
                copied = _copy(source, partial)
                if copied != sha256:
                    raise OSError(0, _CHANGED)
        after = os.fstat(handle)
        if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
            raise OSError(0, _CHANGED)
        if partial.exists():
            partial.chmod(0o400)
            partial.replace(target)
            sync_folder(home.vault)
        return sha256, after.st_size
    finally:
        os.close(handle)
        with suppress(FileNotFoundError):
            partial.unlink()


def _copy(source: BinaryIO, target: Path) -> str:
    """Write the rest of `source` to `target`, durably, and return the hash of what was written."""
    digest = hashlib.sha256()
    with target.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()
