"""Dates in the languages that we do not offer ourselves, by Babel's tables.

An admin may write macros in Portuguese or Japanese; then the window stands in them as Babel writes it. Its tables
change between releases and have holes (Corsican dates lose their year), so each text is held to the laws that matter:
the year is told where it was asked for, and every space is a plain one. What breaks them is written in a plainer way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, parse_pattern

_PATTERN_LETTERS = re.compile(r"'[^']*'|M{3,}")
_ODD_SPACES = re.compile(r"[^\S ]")
"""Thin, non-breaking and other spaces, which agents cannot type and searches do not find."""


def one(when: date, locale: str, *, with_year: bool) -> str:
    """Write one day, with its year if asked for."""
    return _first_with_years(_days(when, _locale(locale), with_year=with_year), when, when, with_year=with_year)


def span(first: date, last: date, locale: str, *, with_year: bool) -> str:
    """Write two different days, with their years if asked for."""
    return _first_with_years(
        _spans(first, last, _locale(locale), with_year=with_year), first, last, with_year=with_year
    )


@lru_cache(maxsize=256)
def _locale(name: str) -> Locale:
    """Return Babel's locale for ``pt_BR`` or ``pt-BR``, else its language's, else English.

    A customer's locale comes from the helpdesk as it is: an odd one must not stop the ticket from being answered.
    """
    plain = name.strip().replace("-", "_")
    for candidate in (plain, plain.split("_", maxsplit=1)[0]):
        try:
            return Locale.parse(candidate)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


def _first_with_years(texts: Iterator[str], first: date, last: date, *, with_year: bool) -> str:
    """Return the first text that tells the years it must; the last resort is ISO 8601, which nobody misreads."""
    for text in texts:
        if not with_year or (str(first.year) in text and str(last.year) in text):
            return _ODD_SPACES.sub(" ", text)
    return first.isoformat() if first == last else f"{first.isoformat()} \N{EN DASH} {last.isoformat()}"


def _spans(first: date, last: date, locale: Locale, *, with_year: bool) -> Iterator[str]:
    """Yield the range by CLDR's interval patterns, widened to full month names, then as two days."""
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    for skeleton in ("yMMMMd", "yMMMd") if with_year else ("MMMMd", "MMMd"):
        parts = locale.interval_formats.get(skeleton, {}).get(differs)
        if parts:
            yield "".join(_apply(part, when, locale) for part, when in zip(parts, (first, last), strict=True))
    days = zip(*(_days(when, locale, with_year=with_year) for when in (first, last)), strict=False)
    yield from (" \N{EN DASH} ".join(pair) for pair in days)


def _days(when: date, locale: Locale, *, with_year: bool) -> Iterator[str]:
    """Yield one day by CLDR's pattern for it, then by its long format, which tells the year."""
    skeleton = "yMMMMd" if with_year else "MMMMd"
    pattern = locale.datetime_skeletons.get(skeleton)
    if pattern is not None:
        yield _apply(pattern.pattern, when, locale)
    elif not with_year:
        yield format_skeleton(skeleton, when, locale=locale)
    yield _apply(locale.date_formats["long"].pattern, when, locale)


def _apply(pattern: str, when: date, locale: Locale) -> str:
    """Format by a CLDR pattern, its abbreviated month names written out.

    CLDR has interval patterns for short months in most languages; widening them is the rule of its own
    specification (UTS 35, "Missing Skeleton Fields").
    """
    widened = _PATTERN_LETTERS.sub(lambda found: "MMMM" if found.group() == "MMM" else found.group(), pattern)
    return parse_pattern(widened).apply(when, locale)
