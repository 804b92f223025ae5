# ruff: noqa: RUF001 the en dash is what a range is written with
"""How a day and a range of days are written in the languages we offer, as data of our own.

What customers read must not change because a library's tables did: Babel 2.19 put spaces into ranges that 2.18 wrote
without, and every macro was reworded. The source of months and orders is CLDR 46 (``ca-gregorian`` and its
``intervalFormats`` of each language), with the months' full names, because "1/12" may be read two ways. French and
Spanish say their ranges in words, "du 14 au 18 décembre" and "del 14 al 18 de diciembre", so that they read well in a
sentence, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Calendar:
    """One language's patterns: ``d`` is a day of the month, ``m`` its month, ``y`` its year; 2 is the later day's.

    ``range_days`` is a range within one month, ``range_months`` within one year, ``range_years`` across years; each
    ``..._year`` is the same with its year told. ``first`` is how the first day of a month is written.
    """

    months: tuple[str, ...]
    day: str
    day_year: str
    range_days: str
    range_days_year: str
    range_months: str
    range_months_year: str
    range_years: str
    first: str = "1"

    def one(self, when: date, *, with_year: bool) -> str:
        """Write one day."""
        return (self.day_year if with_year else self.day).format(**self._parts(when, ""))

    def span(self, first: date, last: date, *, with_year: bool) -> str:
        """Write a range of two different days; one across New Year always tells both years."""
        if first.year != last.year:
            pattern = self.range_years
        elif first.month != last.month:
            pattern = self.range_months_year if with_year else self.range_months
        else:
            pattern = self.range_days_year if with_year else self.range_days
        return pattern.format(**self._parts(first, ""), **self._parts(last, "2"))

    def _parts(self, when: date, suffix: str) -> dict[str, str]:
        day = self.first if when.day == 1 else str(when.day)
        return {f"d{suffix}": day, f"m{suffix}": self.months[when.month - 1], f"y{suffix}": str(when.year)}


@dataclass(frozen=True, slots=True)
class Conjunctions:
    """How a list ends: its word for "and" and for "or"; ``serial`` puts a comma before that word in longer lists."""

    and_word: str
    or_word: str
    serial: bool = False


_ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_GERMAN = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_FRENCH = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_SPANISH = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)

_MONTH_FIRST = Calendar(
    months=_ENGLISH,
    day="{m} {d}",
    day_year="{m} {d}, {y}",
    range_days="{m} {d} – {d2}",
    range_days_year="{m} {d} – {d2}, {y}",
    range_months="{m} {d} – {m2} {d2}",
    range_months_year="{m} {d} – {m2} {d2}, {y}",
    range_years="{m} {d}, {y} – {m2} {d2}, {y2}",
)
_DAY_FIRST = Calendar(
    months=_ENGLISH,
    day="{d} {m}",
    day_year="{d} {m} {y}",
    range_days="{d}–{d2} {m}",
    range_days_year="{d}–{d2} {m} {y}",
    range_months="{d} {m} – {d2} {m2}",
    range_months_year="{d} {m} – {d2} {m2} {y}",
    range_years="{d} {m} {y} – {d2} {m2} {y2}",
)
_DE = Calendar(
    months=_GERMAN,
    day="{d}. {m}",
    day_year="{d}. {m} {y}",
    range_days="{d}.–{d2}. {m}",
    range_days_year="{d}.–{d2}. {m} {y}",
    range_months="{d}. {m} – {d2}. {m2}",
    range_months_year="{d}. {m} – {d2}. {m2} {y}",
    range_years="{d}. {m} {y} – {d2}. {m2} {y2}",
)
_FR = Calendar(
    months=_FRENCH,
    day="{d} {m}",
    day_year="{d} {m} {y}",
    range_days="du {d} au {d2} {m}",
    range_days_year="du {d} au {d2} {m} {y}",
    range_months="du {d} {m} au {d2} {m2}",
    range_months_year="du {d} {m} au {d2} {m2} {y}",
    range_years="du {d} {m} {y} au {d2} {m2} {y2}",
    first="1er",
)
_ES = Calendar(
    months=_SPANISH,
    day="{d} de {m}",
    day_year="{d} de {m} de {y}",
    range_days="del {d} al {d2} de {m}",
    range_days_year="del {d} al {d2} de {m} de {y}",
    range_months="del {d} de {m} al {d2} de {m2}",
    range_months_year="del {d} de {m} al {d2} de {m2} de {y}",
    range_years="del {d} de {m} de {y} al {d2} de {m2} de {y2}",
)

_CALENDARS = {"en": _DAY_FIRST, "de": _DE, "fr": _FR, "es": _ES}

# Where a region writes otherwise than its language does elsewhere (CLDR 46).
_SETIEMBRE = replace(_ES, months=tuple("setiembre" if name == "septiembre" else name for name in _SPANISH))
_REGIONS = {
    **{f"en_{region}": _MONTH_FIRST for region in ("US", "CA", "PH", "AS", "BI", "GU", "MH", "MP", "PR", "UM", "VI")},
    "en": _MONTH_FIRST,
    "de_AT": replace(_DE, months=("Jänner", *_GERMAN[1:])),
    "es_PE": _SETIEMBRE,
    "es_UY": _SETIEMBRE,
}

_CONJUNCTIONS = {
    "en": Conjunctions("and", "or", serial=True),
    "de": Conjunctions("und", "oder"),
    "fr": Conjunctions("et", "ou"),
    "es": Conjunctions("y", "o"),
}

# "y" and "o" become "e" and "u" before their own sound (RAE, Ortografía 2010), but "y" stays before "hielo".
_BEFORE_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)
_BEFORE_O = re.compile(r"h?[oó8]", re.IGNORECASE)


def calendar_for(locale: str) -> Calendar | None:
    """Return the patterns of a locale such as ``de_AT``; None for a language that we do not offer."""
    language, *rest = locale.strip().replace("-", "_").split("_")
    region = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), "")
    name = "_".join(filter(None, (language.lower(), region)))
    return _REGIONS.get(name) or _CALENDARS.get(language.lower())


def every_calendar() -> tuple[Calendar, ...]:
    """Return the patterns of every language and region that we offer, each once."""
    return tuple(dict.fromkeys([*_CALENDARS.values(), *_REGIONS.values()]))


def listed(parts: Sequence[str], locale: str, style: str = "and") -> str:
    """Join with the commas of an offered language and its word for "and", or for "or" if ``style`` says so.

    British English and its kin take no comma before that word. Raises KeyError for a language that we do not offer.
    """
    *others, last = parts or ("",)
    if not others:
        return last
    language = re.split("[-_]", locale.strip(), maxsplit=1)[0].lower()
    words = _CONJUNCTIONS[language]
    word = words.or_word if style == "or" else words.and_word
    if language == "es":
        word = _sounding(word, last)
    comma = "," if words.serial and others[1:] and calendar_for(locale) is _MONTH_FIRST else ""
    return f"{', '.join(others)}{comma} {word} {last}"


def _sounding(word: str, following: str) -> str:
    if word == "y" and _BEFORE_I.match(following):
        return "e"
    return "u" if word == "o" and _BEFORE_O.match(following) else word
