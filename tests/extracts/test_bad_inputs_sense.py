"""Bad inputs that are well written and make no sense: ids, numbers, years, words. docs/bad_inputs.md lists them all."""

from __future__ import annotations

from orchestration.contracts.rules import SYMBOLS
from tests.extracts.good import GOOD, Place
from tests.extracts.test_bad_inputs_text import faults

PERSON, WORDS = GOOD["ssd_person"], GOOD["local_commentary"]


def test_ids_that_are_none(place: Place) -> None:
    """B19: a blank id costs the row. Stand-ins (0, TEMP) are ids like others: the second child of one is rejected, and
    nobody is merged."""
    ids = ["K1", "", " ", "NULL", "0", "TEMP"]
    rows = [{**PERSON, "pers_person_id": one} for one in ids]
    place.deliver(ssd_person=[*rows, {**PERSON, "pers_person_id": "0", "pers_dob": "2011-01-01"}])
    outcome = place.night()["990", "ssd_person"]
    assert (outcome.rows_loaded, outcome.rules) == (3, {"key.missing": 3, "key.unique": 1})


def test_what_is_noted_is_of_rows_that_load(place: Place) -> None:
    """B19: TEMP-1 stands three times: a copy is ignored, a row with an unknown sex rejected, one loads; ab1 is rejected
    too, so AB-1 is like no other child that loads. Without a list of people no visit of a rejected row is unchecked."""
    rows = [
        {**PERSON, "pers_person_id": "TEMP-1"}, {**PERSON, "pers_person_id": "TEMP-1"},
        {**PERSON, "pers_person_id": "TEMP-1", "pers_sex": "X"}, {**PERSON, "pers_person_id": "AB-1"},
        {**PERSON, "pers_person_id": "ab1", "pers_sex": "X"},
    ]  # fmt: skip
    contact = GOOD["ssd_contacts"]
    place.deliver(ssd_person=rows)
    place.deliver(
        "991", ssd_contacts=[contact, contact, {**contact, "cont_contact_id": "C2", "cont_contact_date": "x"}]
    )
    found = place.night()
    person, contacts = found["990", "ssd_person"], found["991", "ssd_contacts"]
    assert (person.rows_loaded, person.ignored) == (2, {"exact duplicate": 1})
    assert (person.rules, person.warnings) == ({"code.set": 2}, {"id.placeholder:pers_person_id": 1})
    assert (contacts.rows_loaded, contacts.warnings) == (1, {"reference.unchecked:cont_person_id": 1})


def test_ids_that_come_twice_or_nearly(place: Place) -> None:
    """B19: a copy is ignored, other content under one id costs the later row; ids that differ in case or marks alone
    stay two children and are counted; spaces around an id are none of it. Nobody is merged."""
    rows = [
        PERSON, PERSON, {**PERSON, "pers_dob": "2011-01-01"},
        {**PERSON, "pers_person_id": f" {PERSON['pers_person_id']} "}, {**PERSON, "pers_person_id": "ab-1"},
        {**PERSON, "pers_person_id": "AB1"},
    ]  # fmt: skip
    place.deliver(ssd_person=rows)
    outcome = place.night()["990", "ssd_person"]
    assert (outcome.rows_loaded, outcome.rules, outcome.ignored) == (3, {"key.unique": 1}, {"exact duplicate": 2})
    assert outcome.warnings == {"key.alike:pers_person_id": 2}


def returned(place: Place, *numerators: str) -> dict[str, int]:
    row = {**GOOD["local_returns"], "denominator": ""}
    months = [f"2020-{month:02}-28" for month in range(1, 13)]
    rows = [{**row, "numerator": text, "period_end": months[n]} for n, text in enumerate(numerators)]
    place.deliver(local_returns=rows)
    return place.night()["990", "local_returns"].rules


def test_numbers_as_people_write_them(place: Place) -> None:
    """B23: plain decimals and commas between thousands are numbers; per cent signs, decimal commas and powers of ten
    are not, and each is told."""
    assert returned(place, "12", "1,234", "0.5", "1,234,567.8") == {}
    assert returned(place, "12%", "3,5", "1.23E+12", "1,23", "12 000", "£5") == {"type.number": 6}


def test_symbols_of_published_statistics(place: Place) -> None:
    """B23: a symbol for a number that is not known is told apart from nonsense, and never becomes nought."""
    chosen = ("c", "z", "x", "low", "<5", "..", ":", "-", "n/a", "K")
    assert returned(place, *chosen) == {"number.symbol": len(chosen)}
    assert {text.upper() for text in chosen} <= set(SYMBOLS)


def test_numbers_that_cannot_be(place: Place) -> None:
    """B25: below nought, or a part larger than its whole."""
    row = GOOD["local_returns"]
    rows = [{**row, "numerator": "-1"}, {**row, "numerator": "3", "denominator": "2", "period_end": "2020-09-30"}]
    place.deliver(local_returns=rows)
    assert place.night()["990", "local_returns"].rules == {"number.negative": 1, "number.share": 1}


def test_a_population_of_another_place_or_time(place: Place) -> None:
    """B26: another council's rows are ignored and counted; a year that has not been is rejected; nonsense too."""
    row = {**GOOD["local_populations"], "la_code": "990"}
    years = [{**row, "mid_year": year} for year in ("2021", "2999", "mid-2019", "")]
    place.deliver(local_populations=[row, {**row, "la_code": "991"}, *years])
    outcome = place.night()["990", "local_populations"]
    assert (outcome.rows_loaded, outcome.ignored) == (1, {"other council": 1})
    assert {rule for _, _, rule in faults(place, "local_populations")} == {"year.future", "type.number", "key.missing"}


POINTING = {
    "postcode": "A family in SO14 7LY moved.",
    "telephone": "Ring 023 8083 3000 for more.",
    "mobile": "Ring 07700 900123.",
    "international": "Ring +44 20 7946 0958.",
    "e-mail": "Write to j.smith@council.gov.uk.",
    "pupil number": "See A123456789012.",
    "NHS number": "See 943 476 5919.",
    "picture": "![chart](x.png)",
    "link": "See https://example.org/x",
    "Markdown link": "See [this](javascript:alert(1))",
    "tag": "<img src=x onerror=alert(1)>",
    "script": "<script>alert(1)</script>",
}


def test_words_that_point_at_someone(place: Place) -> None:
    """B27: postcodes, telephone numbers, addresses, pupils' and patients' numbers, links and pictures cost the text,
    told by its row."""
    rows = [{**WORDS, "analysis": text, "period_end": f"2020-{n:02}-28"} for n, text in enumerate(POINTING.values(), 1)]
    place.deliver(ssd_person=[PERSON], local_commentary=[WORDS, *rows])
    outcome = place.night()["990", "local_commentary"]
    told = [(row, rule) for row, column, rule in faults(place, "local_commentary") if column == "analysis"]
    assert told == [(str(n), "commentary.points_at_someone") for n in range(2, len(rows) + 2)]
    assert outcome.rows_loaded == 1


ORDINARY = (
    "Up from 44 to 52, 18.2% more than in Q4 2019.", "Between 2019-20 and 2020-21 the rate was 553.7 per 10,000.",
    "The A27 team (East) has 12 of 14 posts filled; see table 3.", "The target of 85% < the 90% of 2018.",
)  # fmt: skip


def test_ordinary_words_stay(place: Place) -> None:
    """B27: figures, years, quarters and team names point at nobody."""
    rows = [{**WORDS, "analysis": text, "period_end": f"2020-{n:02}-28"} for n, text in enumerate(ORDINARY, start=1)]
    place.deliver(ssd_person=[PERSON], local_commentary=rows)
    outcome = place.night()["990", "local_commentary"]
    assert (outcome.rows_loaded, outcome.warnings) == (4, {})


def test_few_children_in_words_are_counted(place: Place) -> None:
    """B27: one to five children in words are noted; longer texts than the contract allows are refused by their row."""
    texts = ["One child was seen late.", "3 young people left.", "A sibling group of six came.", "x" * (10 << 20)]
    rows = [{**WORDS, "analysis": text, "period_end": f"2020-{n:02}-28"} for n, text in enumerate(texts, start=1)]
    place.deliver(ssd_person=[PERSON], local_commentary=rows)
    outcome = place.night()["990", "local_commentary"]
    assert outcome.warnings == {"commentary.small_count:analysis": 2}
    assert outcome.rules == {"text.length": 1}
