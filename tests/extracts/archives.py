"""Zips made by hand, as several tests of what arrives need them.

Belongs here: an archive as bytes. Does not belong here: archives that lie (`test_bad_inputs_archives`).
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping


def packed(members: Mapping[str, bytes | str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def link() -> bytes:
    """An entry that is a link to a file outside."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        info = zipfile.ZipInfo("a.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return content.getvalue()
