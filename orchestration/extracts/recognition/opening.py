"""Opening a file that somebody else put there: regular files only, and never a wait.

Belongs here: links, pipes, devices, owners. Does not belong here: what the bytes mean.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

NOT_REGULAR = "not a regular file"


class NotTaken(Exception):
    """The file is left where it lies, and why; the text is fit to send to the service."""


@contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """The file's bytes. Raises `NotTaken` for whatever is not a plain file of one name, and `OSError`."""
    refuse_irregular(path)
    # a pipe put here in the meantime must not make the night wait
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotTaken(NOT_REGULAR)
        yield file


def refuse_irregular(path: Path) -> None:
    """Raises `NotTaken` for links, pipes, devices, folders, and files of an owner who could not have delivered them."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise NotTaken(NOT_REGULAR)
    if found.st_nlink > 1:
        raise NotTaken("a hard link: the same file has a name elsewhere; put a copy here")
    # whoever may write the folder delivers; a file moved here from another account is not theirs to deliver
    if found.st_uid not in {path.parent.lstat().st_uid, os.geteuid(), 0}:
        raise NotTaken("it belongs to another user than its folder")


def sha256_of_regular(path: Path) -> str:
    """Raises `NotTaken` and `OSError`."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
