"""Numbers as people read them: rounded once, half up, with thousands commas, a real minus sign and the unit.

Belongs here: turning one unrounded value into text. Does not belong here: arithmetic on indicators, or words about
periods (`wording`).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"

RATES = {"rate_per_10000": 10_000, "rate_per_1000": 1_000}
"""Rates, and of how many people each is one."""
UNIT_WORDS = {
    "count": "",
    "percent": "%",
    "rate_per_10000": "per 10,000 children",
    "rate_per_1000": "per 1,000 young people",
    "days": "days",
    "average": "on average",
}
DIFFERENCE_WORDS = {
    "count": "",
    "percent": "percentage points",
    "rate_per_10000": "per 10,000",
    "rate_per_1000": "per 1,000",
    "days": "days",
    "average": "",
}


def rounded(value: float, decimals: int) -> Decimal:
    """The value rounded half up (0.5 → 1, −0.5 → −1) to `decimals` places, in one step.

    A double carries about 16 digits; 14 of them are taken, because 29/200×100 is stored as 14.499999999999998 and
    must round as the 14.5 that it is.
    """
    exact = Decimal(f"{value:.14g}")
    result = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result.is_zero() else result


def number(value: float, decimals: int = 0) -> str:
    """`1258` → `1,258`; `-5.64` → `−5.6`."""
    return f"{rounded(value, decimals):,}".replace("-", MINUS)


def signed(value: float, decimals: int = 0) -> str:
    """With its sign always printed, zero as `+0`, as the council papers print it."""
    result = rounded(value, decimals)
    return ("" if result < 0 else "+") + f"{result:,}".replace("-", MINUS)


def figure(value: float, unit: str, decimals: int) -> str:
    """The value as a tile shows it: `26.3%`, `36.4`, `426 days`, `1,507`."""
    text = number(value, decimals)
    if unit == "percent":
        return text + "%"
    if unit == "days":
        return f"{text} day" if text == "1" else f"{text} days"
    return text


def with_unit(value: float, unit: str, decimals: int) -> str:
    """The value as a sentence names it: `26.3%`, `36.4 per 10,000 children`."""
    if unit in RATES:
        return f"{number(value, decimals)} {UNIT_WORDS[unit]}"
    return figure(value, unit, decimals)


def difference(value: float, unit: str, decimals: int) -> str:
    """A difference between two values of one unit: `+1.3 percentage points`, `−5.6 per 10,000`, `+106`."""
    words = DIFFERENCE_WORDS.get(unit, "")
    return f"{signed(value, decimals)} {words}".rstrip()


def size_of_change(value: float, unit: str, decimals: int) -> str:
    """The size without its sign; a change too small to show is called so instead of being printed as zero."""
    result = rounded(abs(value), decimals)
    words = DIFFERENCE_WORDS.get(unit, "")
    if result.is_zero() and value != 0:
        smallest = f"less than {Decimal(1).scaleb(-decimals):f}"
        return f"{smallest} {words}".rstrip()
    return f"{result:,} {words}".rstrip()
