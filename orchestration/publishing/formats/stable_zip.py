"""Archives whose bytes depend on what is in them and on nothing else.

Belongs here: members without an hour of writing, and taking the hours out of a finished .pptx or .xlsx, which are zip
archives. Does not belong here: what the files hold.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

# the earliest hour that a zip archive can hold
EARLIEST = (1980, 1, 1, 0, 0, 0)
_HOURS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def timeless(name: str) -> zipfile.ZipInfo:
    """A member of an archive that is the same on every machine and at every hour."""
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.create_system, entry.compress_type = 3, zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def settled(archive: bytes, day: date) -> bytes:
    """The archive with each member dated alike and `day` as the day of writing, in embedded workbooks as well."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.endswith(".xlsx"):
                content = settled(content, day)
            elif member.filename == "docProps/core.xml":
                content = _HOURS.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
            target.writestr(timeless(member.filename), content)
    return made.getvalue()
