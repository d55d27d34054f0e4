"""The landing folder, which others write to and nobody here trusts.

Belongs here: copying what is recognised into the vault and listing it in the ledger. Does not belong here: finding the
delivery folders (`folders`), what a file is (`recognition`), opening one to read it (`reading`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from orchestration.contracts.feeds import FEEDS
from orchestration.extracts import ledger, vault
from orchestration.extracts.annex_a import names as annex_a
from orchestration.extracts.annex_a.numbering import numbered, withdrawn
from orchestration.extracts.annex_a.sheets import forget as forget_unpacked
from orchestration.extracts.files import private_files
from orchestration.extracts.folders import deliveries_in, inside
from orchestration.extracts.ledger import Entry
from orchestration.extracts.mapping.loading import mapping_of
from orchestration.extracts.recognition.answers import Ambiguous, Unknown
from orchestration.extracts.recognition.arrivals import Hostile, looked_into
from orchestration.extracts.recognition.names import told
from orchestration.extracts.recognition.opening import NotTaken, sha256_of_regular
from orchestration.extracts.recognition.receipts import Line, Receipt, Refusal, write_receipt
from orchestration.extracts.recognition.recognise import recognise
from orchestration.extracts.scout import Unreadable
from orchestration.settings import Home

_NO_FILE = ("refused", ledger.WITHDRAWN)
_WORDS = {feed.name for feed in FEEDS.values() if feed.is_commentary}
_ALONE = "a commentary without an extract: put it into the folder of the extract that it comments on"


def receive(landing: Path, home: Home) -> Receipt:
    """Copy every new file of the landing folder into the vault and list it in the ledger; leave the landing as it is.

    A file that is already listed costs nothing and adds nothing. Files of one folder are listed together after all of
    them are safe, so a night that is killed in between takes the same step again.
    """
    receipt = Receipt()
    return receive_folders(deliveries_in(landing, receipt), home, receipt)


def receive_folders(folders: Iterable[tuple[str, str, Path]], home: Home, receipt: Receipt) -> Receipt:
    """The same for delivery folders wherever they lie, each with its council and extract date; fills the receipt.

    Raises `BadMapping` for a council whose mapping cannot be used.
    """
    by_folder: dict[tuple[str, str], dict[str, Entry]] = {}
    for (la_code, extract_date, feed), entry in ledger.in_force(home).items():
        by_folder.setdefault((la_code, extract_date), {})[feed] = entry
    with private_files():
        vault.sweep(home)
        forget_unpacked(home.make(home.unpacked))
        for la_code, extract_date, folder in folders:
            known = by_folder.setdefault((la_code, extract_date), {})
            new = _Folder(folder, la_code, extract_date, home, known, receipt).receive()
            ledger.append(home, new)
            known.update({entry.feed: entry for entry in new})
            receipt.received.extend(entry for entry in new if entry.kind != ledger.WITHDRAWN)
    return receipt


class _Folder:
    """One delivery folder at work. `known`: feed → the entry in force of this council and extract date."""

    def __init__(
        self, folder: Path, la_code: str, extract_date: str, home: Home, known: dict[str, Entry], receipt: Receipt
    ) -> None:
        self.mapping = mapping_of(home, la_code)
        self.folder, self.la_code, self.extract_date = folder, la_code, extract_date
        self.home, self.known, self.receipt = home, known, receipt
        self.listed = {(entry.file_name, entry.sha256): entry for entry in known.values() if entry.kind not in _NO_FILE}
        self.seen, self.unopened = set[str](), set[str]()
        self.lines: list[Line] = []

    def receive(self) -> list[Entry]:
        by_feed: dict[str, list[Entry]] = {}
        for file in inside(self.folder, f"{self.la_code}/{self.extract_date}", self.receipt):
            try:
                with looked_into(file, self.home.vault) as found:
                    for name, path in found:
                        entry = self._take(name, path)
                        if entry:
                            feed = annex_a.WORKBOOK if annex_a.is_workbook(entry.feed) else entry.feed
                            by_feed.setdefault(feed, []).append(entry)
            except (Hostile, NotTaken, OSError) as error:
                self.unopened.add(file.name)
                self._refuse(file.name, _said(error))
        if by_feed.keys() <= _WORDS and not self.known:
            # as a delivery of its own it would take the place of the extract, and every figure would be missing
            for feed in by_feed:
                self._refuse(feed, _ALONE)
            by_feed = {}
        workbooks = numbered(by_feed.pop(annex_a.WORKBOOK, []), self.known, self._is_there)
        new = [entry for entry in map(self._choose, [*by_feed.values(), *([entry] for entry in workbooks)]) if entry]
        new += withdrawn(workbooks, self.known, self._is_there, _now())
        write_receipt(self.home, self.la_code, self.extract_date, self.lines)
        return new

    def _take(self, name: str, file: Path) -> Entry | None:
        """Bring one file into the vault; `name` is its path below the delivery folder, a zip's members below the
        zip."""
        self.seen.add(name)
        try:
            return self._listed(name, file) or self._recognised(name, file)
        except (Unreadable, NotTaken, OSError) as error:
            self._refuse(name, _said(error))
        return None

    def _is_there(self, name: str) -> bool:
        """Whether a file of this name lies in the folder, or may lie in something there that could not be opened."""
        return name in self.seen or name.partition("/")[0] in self.unopened

    def _listed(self, name: str, file: Path) -> Entry | None:
        """The entry of a file that came before under this name, unchanged: it is not opened to be understood again."""
        if not any(name == before for before, _ in self.listed):
            return None
        entry = self.listed.get((name, sha256_of_regular(file)))
        return entry if entry and (self.home.vault / entry.sha256).is_file() else None

    def _recognised(self, name: str, file: Path) -> Entry | None:
        answer = recognise(file, name, self.mapping, self.home.unpacked)
        if isinstance(answer, Unknown):
            self._leave(name, answer.reason, is_litter=answer.is_litter)
            return None
        if isinstance(answer, Ambiguous):
            self._refuse(name, answer.reason, answer.feed)
            if not answer.feed:
                return None
            sha256, size = sha256_of_regular(file), file.lstat().st_size
            kind, evidence = "refused", ""
        else:
            sha256, size = vault.store(file, self.home)
            kind, evidence = "new", answer.evidence
        reason = answer.reason if isinstance(answer, Ambiguous) else ""
        return Entry(self.la_code, self.extract_date, answer.feed, name, sha256, size, _now(), kind, reason, evidence)

    def _choose(self, found: list[Entry]) -> Entry | None:
        """The ledger line that one feed of this folder adds, if it adds any."""
        for entry in found:
            if entry.kind != "refused":
                self.lines.append(Line(entry.file_name, "taken", entry.feed, entry.evidence))
        # what is refused by its own header takes nothing from a file that is what it says
        found = [entry for entry in found if entry.kind != "refused"] or found
        entry = found[0]
        if len({candidate.sha256 for candidate in found}) > 1:
            names = ", ".join(candidate.file_name for candidate in found)
            reason = f"{len(found)} files with different content for one feed: {names}"
            self._refuse(entry.feed, reason, entry.feed)
            together = hashlib.sha256("".join(sorted(c.sha256 for c in found)).encode()).hexdigest()
            entry = replace(entry, file_name=names, sha256=together, kind="refused", reason=reason, evidence="")
        before = self.known.get(entry.feed)
        # what was refused may be sound by now, by the council's mapping or a newer release
        if before and (before.sha256, _state(before)) == (entry.sha256, _state(entry)):
            self.receipt.unchanged += 1
            return None
        return replace(entry, kind="supersedes") if before and entry.kind == "new" else entry

    def _refuse(self, name: str, reason: str, feed: str = "") -> None:
        self.receipt.refused.append(Refusal(self._place(name), reason))
        self.lines.append(Line(told(name), "refused", feed, reason))

    def _leave(self, name: str, reason: str, *, is_litter: bool) -> None:
        (self.receipt.ignored if is_litter else self.receipt.unrecognised).append(Refusal(self._place(name), reason))
        self.lines.append(Line(told(name), "ignored" if is_litter else "left lying", "", reason))

    def _place(self, name: str) -> str:
        return f"{self.la_code}/{self.extract_date}/{told(name)}"


def _state(entry: Entry) -> str:
    """What of an entry's kind makes it another one: a file that is taken is the same whether it was the first."""
    return entry.kind if entry.kind in _NO_FILE else ""


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "could not be read"
    return str(error)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
