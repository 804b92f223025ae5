"""A ship window in words, per locale.

Dates are written with the month's full name, because a customer who reads "1/12" may read it two ways.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from zendesk_bridge.core.macros import foreign
from zendesk_bridge.core.macros.calendar import calendar_for
from zendesk_bridge.core.model import ShipWindow

# Per language: the last ship day alone, the only day, and no date at all. Languages without an entry read the English
# one.
_PHRASES = {
    "en": ("by {day}", "{day}", "date not confirmed yet"),
    "de": ("bis zum {day}", "{day}", "Termin noch nicht bestätigt"),
    "fr": ("d'ici au {day}", "le {day}", "date non encore confirmée"),
    "es": ("a más tardar el {day}", "el {day}", "fecha aún sin confirmar"),
}

# Nearer than this, no other day of the same name is as near, so that a customer cannot take it for another year's.
_HALF_A_YEAR = timedelta(days=182)


def words(window: ShipWindow | None, locale: str, today: date) -> str:
    """Return the window in words: ``December 1 - 5`` (with an en dash), ``by December 5``, ``date not confirmed yet``.

    The year is told where it is needed: in a window across New Year, and more than half a year away. New Year's Day
    thus changes nothing, and the words of a late item hardly ever change but for the facts. All spaces are plain.
    """
    by, only, unknown = _PHRASES.get(language(locale), _PHRASES["en"])
    if window is None:
        return unknown
    if window.first is None:
        return by.format(day=day(window.last, locale, today))
    if window.first == window.last:
        return only.format(day=day(window.last, locale, today))
    return _range(window.first, window.last, locale, today)


def day(when: date, locale: str, today: date) -> str:
    """Return one day in words, with its year when it is more than half a year away."""
    with_year = is_far(when, today)
    calendar = calendar_for(locale)
    return calendar.one(when, with_year=with_year) if calendar else foreign.one(when, locale, with_year=with_year)


def is_far(when: date, today: date) -> bool:
    """Tell whether a day is so far away that it is told with its year."""
    return abs(when - today) > _HALF_A_YEAR


def language(locale: str) -> str:
    """Return the language of a locale in any of its spellings: ``de-AT`` -> ``de``."""
    return re.split("[-_]", locale.strip(), maxsplit=1)[0].lower()


def _range(first: date, last: date, locale: str, today: date) -> str:
    """Write two different days."""
    with_year = first.year != last.year or is_far(last, today)
    calendar = calendar_for(locale)
    if calendar is not None:
        return calendar.span(first, last, with_year=with_year)
    return foreign.span(first, last, locale, with_year=with_year)
