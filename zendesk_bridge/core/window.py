"""A ship window as it may be told today, and in words, per locale (Babel).

Dates are written with the month's full name, because a customer who reads "1/12" may read it two ways.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, parse_pattern

from zendesk_bridge.core.model import Backorder, ShipWindow

# Per language: the last ship day alone, and no date at all. Languages without an entry read the English one.
_PHRASES = {
    "en": ("by {day}", "date not confirmed yet"),
    "de": ("bis zum {day}", "Termin noch nicht bestätigt"),
    "fr": ("d'ici au {day}", "date pas encore confirmée"),
    "es": ("a más tardar el {day}", "fecha aún sin confirmar"),
}

# Nearer than this, no other day of the same name is as near, so that a customer cannot take it for another year's.
_HALF_A_YEAR = timedelta(days=182)

_PATTERN_LETTERS = re.compile(r"'[^']*'|M{3,}|d+")
_ODD_SPACES = re.compile("[\u00a0\u2009\u202f]")


def as_of(item: Backorder, today: date) -> Backorder:
    """Return the item with what may be told about it today; no date in it lies in the past.

    A window that is over is gone, and the item ``lapsed``. In a window that has begun only the last day is told,
    so that the words change once and not every day. A next update that is due today is gone, too: what is written
    today is that update, and must promise a later one. Where no day is promised, the last day of the ship window is:
    by then the item has shipped, which the customer is told, or it has not, which the customer must be told. Applying
    this twice changes nothing more.
    """
    window = item.ship_window
    if item.next_update and item.next_update <= today:
        item = replace(item, next_update=None)
    if window is None:
        return item
    if item.next_update is None and window.last > today:
        item = replace(item, next_update=window.last)
    if window.last < today:
        return replace(item, ship_window=None, lapsed=True)
    if window.first and window.first < today:
        return replace(item, ship_window=ShipWindow(None, window.last))
    return item


def words(window: ShipWindow | None, locale: str, today: date) -> str:
    """Return the window in words: ``December 1 - 5`` (with an en dash), ``by December 5``, ``date not confirmed yet``.

    The year is told where it is needed: in a window across New Year, and more than half a year away. New Year's Day
    thus changes nothing, and the words of a late item hardly ever change but for the facts. All spaces are plain.
    """
    by, unknown = _PHRASES.get(language(locale), _PHRASES["en"])
    if window is None:
        return unknown
    if window.first is None:
        return by.format(day=day(window.last, locale, today))
    if window.first == window.last:
        return day(window.last, locale, today)
    return _range(window.first, window.last, babel_locale(locale), today)


def day(when: date, locale: str, today: date) -> str:
    """Return one day in words, with its year when it is more than half a year away."""
    return _day(when, babel_locale(locale), with_year=_far(when, today))


def language(locale: str) -> str:
    """Return the language of a locale in any of its spellings: ``de-AT`` -> ``de``."""
    return re.split("[-_]", locale.strip(), maxsplit=1)[0].lower()


@lru_cache(maxsize=256)
def babel_locale(locale: str) -> Locale:
    """Return Babel's locale for ``de_AT`` or ``de-AT``, else its language's, else English.

    A customer's locale comes from the helpdesk as it is: an odd one must not stop the ticket from being answered.
    """
    for candidate in (locale.strip().replace("-", "_"), language(locale)):
        try:
            return Locale.parse(candidate)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


def _range(first: date, last: date, locale: Locale, today: date) -> str:
    """Write two different days by CLDR's interval patterns, widened to full month names."""
    with_year = first.year != last.year or _far(last, today)
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    formats = locale.interval_formats
    for skeleton in ("yMMMMd", "yMMMd") if with_year else ("MMMMd", "MMMd"):
        parts = formats.get(skeleton, {}).get(differs)
        if parts:
            days = (first, last)
            return _plain("".join(_apply(part, when, locale) for part, when in zip(parts, days, strict=True)))
    return " \N{EN DASH} ".join(_day(when, locale, with_year=with_year) for when in (first, last))


def _day(when: date, where: Locale, *, with_year: bool) -> str:
    """Write one day by CLDR's pattern for it."""
    skeleton = "yMMMMd" if with_year else "MMMMd"
    pattern = where.datetime_skeletons.get(skeleton)
    if pattern is None and skeleton == "yMMMMd":
        pattern = where.date_formats["long"]
    if pattern is None:
        return _plain(format_skeleton(skeleton, when, locale=where))
    return _plain(_apply(pattern.pattern, when, where))


def _far(when: date, today: date) -> bool:
    return abs(when - today) > _HALF_A_YEAR


def _apply(pattern: str, when: date, locale: Locale) -> str:
    """Format by a CLDR pattern, its abbreviated month names written out.

    CLDR has interval patterns for short months in most languages; widening them is the rule of its own
    specification (UTS 35, "Missing Skeleton Fields"). French says "1er décembre", which CLDR leaves out.
    """

    def widen(letters: re.Match[str]) -> str:
        found = letters.group()
        if found == "MMM":
            return "MMMM"
        return "d'er'" if found == "d" and when.day == 1 and locale.language == "fr" else found

    return parse_pattern(_PATTERN_LETTERS.sub(widen, pattern)).apply(when, locale)


def _plain(text: str) -> str:
    """Replace thin and non-breaking spaces, which agents cannot type and searches do not find."""
    return _ODD_SPACES.sub(" ", text)
