"""What each rule id means, to the person who has to put the record right.

Belongs here: words. Does not belong here: tests of anything. Every id that can appear in quarantine, in a reject
report or among the ignored rows has an entry (a test holds the rules to it).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """`severity`: 'file refused', 'row rejected', 'row ignored', 'noted' (the row is loaded)."""

    severity: str
    explanation: str
    what_to_do: str


def _rejected(explanation: str, what_to_do: str) -> Entry:
    return Entry("row rejected", explanation, what_to_do)


def _refused(explanation: str, what_to_do: str) -> Entry:
    return Entry("file refused", explanation, what_to_do)


RULEBOOK: dict[str, Entry] = {
    "file.unreadable": _refused(
        "The file cannot be taken as a whole; the report says why.", "Put right what the report says and deliver again."
    ),
    "reader.memory": _refused(
        "Reading the file needs more memory than a file may.", "Deliver it in smaller parts, or tell the data team."
    ),
    "reader.time": _refused(
        "Reading the file takes longer than a file may.", "Deliver it in smaller parts, or tell the data team."
    ),
    "reader.crash": _refused(
        "The file ended the program that reads it, and nothing else.",
        "Export it again. If it happens again it is a defect: report the words of the reason.",
    ),
    "contract.broken": _refused(
        "Rows of the file that passed every rule do not keep the contract: a defect of the program.",
        "Report this with the rules that the reason names.",
    ),
    "row.shape": _rejected(
        "The row has more or fewer fields than the header.",
        "Export again; look for an unquoted comma or line break in a text field of this row.",
    ),
    "row.bytes": _rejected("The row holds bytes that are not text.", "Export again from the case system as UTF-8."),
    "element.repeated": _rejected(
        "A field of the record stands twice, with different content.",
        "Find why the export writes the field twice; the record should give it once.",
    ),
    "key.missing": _rejected(
        "The record has no identifier.", "Find why the extract writes this record without its id."
    ),
    "key.unique": _rejected(
        "An earlier row of the file has the same identifier and different content; the earlier row is loaded.",
        "Decide which record is right and make the extract give it once.",
    ),
    "cell.error": _rejected(
        "The cell shows an error of Excel (#REF!, #N/A and the like) where a value should be.",
        "Put the formula right, or paste the values before the list is sent.",
    ),
    "row.total": _rejected("The row is a total and no child.", "Nothing, or leave totals out of the list."),
    "id.damaged": _rejected(
        "Excel has made a day or a rounded number (1.23E+12) of the child's id.",
        "Export again, and let the column be text before the file is opened in Excel.",
    ),
    "type.date": _rejected(
        "This is not a date in the form YYYY-MM-DD or DD/MM/YYYY, or it is a day that does not exist.",
        "Correct the date in the record, or the date format of the extract.",
    ),
    "date.ambiguous": _rejected(
        "The day can be read in two ways: a year of two figures, or a column in which another day is month first.",
        "Write the day as DD/MM/YYYY, or let the cell be a date.",
    ),
    "type.number": _rejected(
        "This is not a plain decimal number.", "Correct the number, or the extract's number format."
    ),
    "number.symbol": _rejected(
        "A symbol of published statistics (c, z, x, low, <5) stands where a number belongs: the number is not known.",
        "Leave the cell empty, or give the number from the unpublished source.",
    ),
    "year.future": _rejected(
        "The year lies after the extract date.", "Give the estimates of a year that has been; check the file's year."
    ),
    "commentary.points_at_someone": _rejected(
        "The text holds a postcode, a telephone number, an e-mail address, a number of a pupil or patient, a link or a "
        "picture.",
        "Write about the service, so that nobody can be found by the words.",
    ),
    "code.set": _rejected(
        "The code is not in the national code set, nor one that may be added to it.",
        "Correct the code, or map it in the extract.",
    ),
    "number.negative": _rejected("This number is below zero.", "Correct the number."),
    "number.share": _rejected("The part is larger than the whole.", "Correct the numerator or the denominator."),
    "text.length": _rejected(
        "The text is longer than the contract allows.",
        "Shorten it to a line for the scorecard, without anything about a person.",
    ),
    "cell.needed": _rejected(
        "An empty cell that another cell of the row asks for: a commentary needs its month, its author and the day it "
        "was written, and a group chosen for the board needs its reason.",
        "Fill the cell, or empty the cell that asks for it.",
    ),
    "date.placeholder": _rejected(
        "The year stands for an unknown date (1900 or before, 2999 or after).",
        "Enter the date, or leave the field empty.",
    ),
    "date.future": _rejected("The event lies after the day of the extract.", "Correct the date in the record."),
    "date.order": _rejected("The end lies before its start.", "Correct the start or the end in the record."),
    "reference.person": _rejected(
        "The record belongs to no child in this delivery's accepted ssd_person rows.",
        "Add the child to the ssd_person extract, or correct the record's person id.",
    ),
    "reference.contact": _rejected(
        "The decision belongs to no contact in this delivery's accepted ssd_contacts rows.",
        "Add the contact to the ssd_contacts extract, or correct the contact id.",
    ),
    "reference.missing_episode": _rejected(
        "The return belongs to no missing episode in this delivery's accepted ssd_missing rows.",
        "Add the episode to the ssd_missing extract, or correct the episode id.",
    ),
    "commentary.names_a_child": _rejected(
        "The text holds the id of a child, or the delivery has no accepted ssd_person rows to hold it against.",
        "Take the id out of the text; put the file into the folder of the extract that it comments on.",
    ),
    "exact duplicate": Entry(
        "row ignored",
        "The row repeats an earlier row in every column that is read.",
        "Nothing, or make the extract distinct.",
    ),
    "the header stands again": Entry(
        "row ignored", "The row repeats the header of its list, as lists that were put together do.", "Nothing."
    ),
    "blank row": Entry("row ignored", "The row has no content.", "Nothing."),
    "superseded by a later return": Entry(
        "row ignored",
        "A later SSDA903 return or CIN census holds the same record; the later one is loaded.",
        "Nothing.",
    ),
    "no dental check in the year": Entry("row ignored", "OC2 says that there was no dental check.", "Nothing."),
    "no indicator uses this element": Entry(
        "row ignored",
        "The element is not one that is read, or no indicator needs it; it is counted and named.",
        "Nothing, or tell the data team what it holds.",
    ),
    "the child stands in the CIN census": Entry(
        "row ignored", "The delivery's CIN census names the same child, and its row is loaded instead.", "Nothing."
    ),
    "no indicator uses this table": Entry("row ignored", "The table is read and counted, and not needed.", "Nothing."),
    "the feed came as a file of its own": Entry(
        "row ignored", "The delivery also has this table as a file of its own, which is loaded instead.", "Nothing."
    ),
    "the table came as a file of its own": Entry(
        "row ignored",
        "The delivery also has this table of the return as CSV, which is loaded instead.",
        "Nothing.",
    ),
    "the list came as a file of its own": Entry(
        "row ignored", "The delivery also has this list as a file of its own, which is loaded instead.", "Nothing."
    ),
    "the feed came in another format as well": Entry(
        "row ignored",
        "Another format of the delivery has this table, and is loaded instead: a return (SSDA903, CIN census) before "
        "the lists of Annex A, and the lists where a month has ended since the return did.",
        "Nothing.",
    ),
    "another format of the delivery names the child": Entry(
        "row ignored",
        "A CIN census or SSDA903 return of the delivery names the same child, and its row is loaded instead.",
        "Nothing.",
    ),
    "not a child in need plan": Entry(
        "row ignored", "The case status of list 6 is another than a child in need plan.", "Nothing."
    ),
    "the review before is not known": Entry(
        "row ignored",
        "The plan began long before the first census of the delivery, so when this review of it was due is not known.",
        "Deliver the census of the year before as well.",
    ),
    "no case status": Entry(
        "row ignored",
        "The row of list 6 has no case status, so nobody can tell whether the child has a child in need plan.",
        "Fill the case status of every child in need, or add the column where the list lacks it.",
    ),
    "another file of the table was refused": Entry(
        "row ignored",
        "Another SSDA903 file of the table, or another CIN census, was refused, and figures of a part would be wrong.",
        "Put the refused file right and deliver it again.",
    ),
    "held": Entry(
        "row ignored",
        "The feed is far smaller or larger than in the delivery before, or has nothing new, and was not accepted.",
        "Deliver it again whole; where the change is real: scorecards accept COUNCIL DATE FEED --reason TEXT.",
    ),
    "drift.empty": Entry(
        "noted",
        "Far more rows have nothing in this column than in the delivery before.",
        "See whether the case system or the extract has changed.",
    ),
    "drift.codes": Entry(
        "noted",
        "The codes of this column are spread quite otherwise than in the delivery before.",
        "See whether the codes have changed, or what they are recorded for.",
    ),
    "test record": Entry(
        "row ignored",
        "The council's list of test records (seeds/test_records.csv) names the child or worker whom the row is about.",
        "Nothing, or take the entry off the list.",
    ),
    "person.unborn": Entry(
        "noted",
        "The event lies more than 300 days before the child's date of birth; a child who is not born yet may be known.",
        "Correct the date of the event or the date of birth.",
    ),
    "person.age": Entry(
        "noted",
        "The event lies on or after the person's 26th birthday, when no service for children goes on.",
        "Correct the date of the event or the date of birth, or see whether the record is another person's.",
    ),
    "visit.before_plan": Entry(
        "noted", "The visit lies before the start of the plan that it names.", "Correct the visit's day or its plan."
    ),
    "event.after_close": Entry(
        "noted",
        "The assessment starts after its referral was closed.",
        "Open a new referral, or correct the closure or the assessment's referral.",
    ),
    "period.overlap": Entry(
        "noted",
        "The period begins before an earlier one of the same child has ended.",
        "End the earlier record, or take out the one that stands twice.",
    ),
    "period.open": Entry(
        "noted",
        "The child has more than one open record of this kind; those beyond the first are counted.",
        "End the records that are over.",
    ),
    "id.placeholder": Entry(
        "noted",
        "The id of the child or worker reads like a test record's or a stand-in (TEST, TEMP, ZZ, 0); it is loaded.",
        "Give the record its own id; a record that is nobody's goes on the council's list of test records.",
    ),
    "other council": Entry("row ignored", "The row is another council's.", "Nothing."),
    "return.chain": Entry(
        "noted",
        "The episode's reason for starting does not agree with the end of the episode before; it is loaded.",
        "Correct RNE, or the DEC and REC of the episode before.",
    ),
    "return.overlap": Entry(
        "noted",
        "The episode begins before an earlier episode of the child has ended; both are loaded, in one period of care "
        "unless the end or RNE says otherwise.",
        "Correct DECOM, or the DEC of the episode before.",
    ),
    "return.gap": Entry(
        "noted",
        "The episode before ended with X1 (care goes on the same day), but this one begins later; one period of care "
        "goes on over the gap unless RNE is S.",
        "Add the episode between, or correct DECOM, DEC or REC.",
    ),
    "return.no_successor": Entry(
        "noted",
        "The last episode known of the child ended with X1 (care goes on), and none follows; the child counts as "
        "still looked after.",
        "Add the episode that follows, or give REC the reason for which care ended.",
    ),
    "return.half_an_end": Entry(
        "noted",
        "The episode has the day of its end without a reason, or a reason without the day; it is loaded.",
        "Fill both DEC and REC, or empty both.",
    ),
    "return.no_start": Entry(
        "noted",
        "The first episode known of the child is not a start of being looked after; its period starts with it.",
        "Deliver the earlier returns, or correct RNE.",
    ),
    "return.left_open": Entry(
        "noted",
        "The episode was open at the end of its return and the child is in no later one; it stays open.",
        "Give the episode its end in the return in which it ended.",
    ),
    "commentary.small_count": Entry(
        "noted",
        "The text counts one to five children in words; it is published as it stands.",
        "Ask whether anybody could tell who is meant.",
    ),
    "key.alike": Entry(
        "noted",
        "The ids of two children differ in case, spaces or marks alone; they are taken as two children.",
        "Find out whether they are one child, and let the extract give one id.",
    ),
    "text.stripped": Entry(
        "noted",
        "The text holds characters that nobody sees (control characters, zero widths, overrides of direction); "
        "they are taken out, and the row is loaded.",
        "Find where the case system takes them in; often a text was pasted from elsewhere.",
    ),
    "file.cp1252": Entry(
        "noted",
        "The file is not UTF-8; it was read as Windows-1252.",
        "Export it as UTF-8, so that nothing is guessed.",
    ),
    "file.open_end": Entry(
        "noted",
        "The last row has no line end: the file may have been cut off, and the row is loaded as it stands.",
        "Compare the last row with the case system; let the extract end every row.",
    ),
    "value.unmapped": Entry(
        "noted",
        "The council's mapping has values for this column, and this one is not among them; it goes on as it stands.",
        "Add the value to the mapping file, or correct it in the extract.",
    ),
    "code.new": Entry(
        "noted",
        "The code is not among those known so far; the row is loaded as it is, and the code counts as none of those "
        "that an indicator asks for. A commentary on an indicator that the registry does not have is shown nowhere.",
        "Tell the data team what it means, or correct it.",
    ),
    "code.unmapped": Entry(
        "noted",
        "The text is none of the codes known for this column; it is kept as it stands, without code and group.",
        "Use the code that the inspectors print, or tell the data team what the text means.",
    ),
    "date.nothing": Entry(
        "noted",
        "A word, a dash or day nought of Excel stands where a day would; the cell counts as empty.",
        "Nothing, if there is no day; otherwise enter it.",
    ),
    "column.twice": Entry(
        "noted",
        "Two columns of the list have this name. No figure needs it, or only the split by team: neither is read.",
        "Nothing, or give the list one of them.",
    ),
    "column.extra": Entry(
        "noted",
        "The file has a column that is not read. Its name is repeated only where it cannot be anything else.",
        "Nothing, or tell the data team what it holds.",
    ),
    "reference.dangling": Entry(
        "noted",
        "The row names a record that is not in this delivery; the row is loaded.",
        "Check why the record is not extracted.",
    ),
    "reference.unchecked": Entry(
        "noted",
        "The feed that says which records exist did not come, so references were not checked.",
        "Deliver that feed.",
    ),
}
