"""The sentences of the indicator card: numerator and denominator in words, and the distance to target in children.

Belongs here: grammar around one figure, for none, one and many. Does not belong here: the words themselves, which are
in the indicator's registry row (`numerator_words` is a verb phrase, with its own subject where the thing counted is
not the denominator's; `denominator_words` is a plural noun phrase).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from orchestration.publishing.words.numbers import RATES, number, rounded, signed, with_unit
from orchestration.publishing.words.wording import OPERATORS, day, plural_words, singular, within

Row = dict[str, Any]

COMPLEMENTS = {"was girls": "was a girl", "was boys": "was a boy", "was agency workers": "was an agency worker"}
"""What was said of many, said of one."""


PEOPLE = {"children", "people", "leavers", "professionals"}
"""Of one of these `their` is said; of one referral or conference, `its`."""


def amount(value: float) -> str:
    """A numerator or denominator: whole where it is whole (children), one decimal where not (full-time equivalents)."""
    return number(value, 0 if rounded(value, 6) == rounded(value, 0) else 1)


def has_subject(phrase: str) -> bool:
    """True for `referrals were started`, false for `were completed on time` and `followed another referral`."""
    return bool(plural_words(phrase)) and not _starts_with_verb(phrase)


def _starts_with_verb(phrase: str) -> bool:
    first = phrase.split(" ", 1)[0]
    return first in {"were", "had", "led", "should", "took"} or first.endswith("ed")


def head(phrase: str) -> str:
    """The thing counted: `single assessments authorised` → `single assessments`."""
    words = phrase.split(" ")
    places = plural_words(phrase)
    if not places:
        return phrase
    end = places[0] + 1
    return " ".join(words[: end + 2 if words[end : end + 2] == ["of", "care"] else end])


def things(indicator: Row) -> str:
    """The plural noun for the numerator: children, referrals, single assessments …"""
    own = str(indicator["numerator_words"] or "")
    if has_subject(own):
        return head(own)
    return head(str(indicator["denominator_words"] or "")) or "cases"


def happened(value: float, indicator: Row) -> str:
    """Numerator and its verb phrase: `no referrals were started`, `1 was completed …`, `166 were completed …`."""
    phrase = str(indicator["numerator_words"])
    text = amount(value)
    if text == "0":
        return f"{'no' if has_subject(phrase) else 'none'} {phrase}"
    if text == "1":
        one = singular(phrase) if has_subject(phrase) else phrase
        one = f" {one} ".replace(" were ", " was ", 1).strip()
        if not PEOPLE & set(things(indicator).split(" ")):
            one = one.replace(" their ", " its ")
        for many, single in COMPLEMENTS.items():
            one = one.replace(many, single)
        return f"1 {one}"
    return f"{text} {phrase}"


def of_what(value: float, indicator: Row) -> str:
    """Denominator and its noun phrase: `1 plan ended`, `17 plans ended`."""
    phrase = str(indicator["denominator_words"])
    text = amount(value)
    # over several months the staff in post is a mean
    mean = " on average" if indicator.get("counting_window") == "average_base" else ""
    return f"{text} {singular(phrase) if text == '1' else phrase}{mean}"


def sentence(indicator: Row, view: str, end: date, row: Row, population: str = "") -> str:
    """One figure in words. `row` holds numerator, denominator, value and status; `population` names its estimate."""
    num, den, value = row["numerator"], row["denominator"], row["value"]
    unit, decimals = indicator["unit"], indicator["decimals"]
    when = within(view, end)
    if row["status"] == "no cases" and unit not in ("count", *RATES):
        noun = str(indicator["denominator_words"])
        return f"There were no {noun} {when}, so there is no figure to give."
    if value is None or num is None or unit == "text":
        return ""
    if indicator.get("sign") and unit != "days":
        return _change(indicator, when, row)
    if unit == "count":
        return f"{_capital(when)}, {happened(num, indicator)}."
    if den is None:
        return ""
    result = with_unit(value, unit, decimals)
    if unit in RATES:
        who = happened(num, indicator)
        if not has_subject(str(indicator["numerator_words"])):
            who = _with_subject(num, indicator)
        source = f" ({population})" if population else ""
        return (
            f"{_capital(when)}, {who}. The population was {of_what(den, indicator_population(indicator))}{source}, "
            f"so that is {result}."
        )
    if unit == "percent":
        return f"Out of {of_what(den, indicator)} {when}, {happened(num, indicator)}. That is {result}."
    return f"For {of_what(den, indicator)} {when}, {happened(num, indicator)}. That is {result} on average."


def _change(indicator: Row, when: str, row: Row) -> str:
    """A figure that may fall below zero: `the net change … was −3`, `12 fewer referrals … than a year earlier`."""
    phrase = str(indicator["numerator_words"])
    if indicator["unit"] == "count":
        return f"{_capital(when)}, {phrase.removeprefix('was ')} was {signed(row['numerator'])}."
    size, less = amount(abs(row["numerator"])), row["numerator"] < 0
    told = phrase.replace("more ", "fewer ", 1) if less else phrase
    result = signed(row["value"], indicator["decimals"]) + ("%" if indicator["unit"] == "percent" else "")
    there = f"there {'was' if size == '1' else 'were'} {size} {singular(told) if size == '1' else told}"
    return f"{_capital(when)}, {there}, against {of_what(row['denominator'], indicator)}. That is {result}."


def indicator_population(indicator: Row) -> Row:
    """The denominator's words of a rate without the word population, which the sentence says itself."""
    words = str(indicator["denominator_words"]).replace(" in the population", "")
    return {**indicator, "denominator_words": words}


def _with_subject(num: float, indicator: Row) -> str:
    """A rate's numerator whose words have no subject of their own: the children of the denominator."""
    noun = head(str(indicator["denominator_words"]))
    return happened(num, {**indicator, "numerator_words": f"{noun} {indicator['numerator_words']}"})


def gap_clause(indicator: Row, gap: float | None, target: str) -> str:
    """How many children (or events) the figure is from its target: `15 single assessments below the target of 90%`."""
    if gap is None or not target:
        return ""
    if gap == 0:
        return f"exactly the target of {target}"
    whole = rounded(abs(gap), 0)
    text = "less than 1" if whole.is_zero() else f"{whole:,}"
    noun = singular(things(indicator)) if text in ("less than 1", "1") else things(indicator)
    return f"{text} {noun} {'above' if gap > 0 else 'below'} the target of {target}"


def target_words(row: Row, unit: str, *, plain: bool = False) -> str:
    """A typed target in words: `90% or more`, `200 by 31 March 2023`; `plain` leaves the operator out."""
    value = row.get("target_value")
    if value is None:
        return ""
    shown = number(value, _places(value)) + ("%" if unit == "percent" else "")
    # Nothing is more than all of them or less than none, so `100% or more` is said as 100%, and `0% or less` as 0%.
    operator = str(row.get("target_operator"))
    bound = (operator, shown) in ((">=", "100%"), ("<=", "0%"))
    text = shown if plain or bound else OPERATORS.get(operator, "{}").format(shown)
    if row.get("target_by_date"):
        text += f" by {day(row['target_by_date'])}"
    return text


def _places(value: float) -> int:
    """The decimals a target was set with, at most two: 90 → 0, 2.5 → 1."""
    return next((places for places in (0, 1) if rounded(value, places) == rounded(value, 2)), 2)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
