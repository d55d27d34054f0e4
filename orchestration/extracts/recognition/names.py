"""Names in the landing folder: which are let in, which are litter, and how one is repeated in a message.

Belongs here: names only. Does not belong here: what a file of that name holds (`recognise`).
"""

from __future__ import annotations

import re

LITTER = re.compile(r"^(~\$.*|\.~lock.*|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
"""What desktops, editors and transfer programs leave behind."""
# an allow-list: letters and digits of any script, and what people put between them
_ALLOWED = re.compile(r"[\w(][\w .()&,+@#'-]*")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 200


def out_of_order(name: str) -> str:
    """Why a name (no folders) is not let in; empty when it is. It is refused before anything opens the file."""
    if len(name) > _LONGEST:
        return f"its name is longer than {_LONGEST} characters"
    if not _ALLOWED.fullmatch(name):
        return "its name holds other signs than letters, digits, spaces and . _ - ( ) & , + @ # '"
    if _DEVICES.fullmatch(name):
        return "its name is that of a device"
    return ""


def told(name: str) -> str:
    """The name as messages repeat it: control and direction signs written out, cut at the longest that is let in."""
    return "".join(sign if sign.isprintable() else _written_out(sign) for sign in name[:_LONGEST])


def _written_out(sign: str) -> str:
    # a name that is not UTF-8 comes with lone surrogates, which no file and no terminal takes
    return sign.encode("unicode_escape", "replace").decode("ascii")
