"""The kinds of text that more than one file of the admin's holds: dates, locales, names that cannot be empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from zendesk_bridge.core import cells
from zendesk_bridge.core.document.dates import advice
from zendesk_bridge.core.document.shape import nearest, wrong
from zendesk_bridge.core.raw import day_of

_EXAMPLE = date(2026, 12, 31)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CODESET = re.compile(r"[.@].*")  # as an operating system writes it: de_DE.UTF-8@euro


def _date(value: Any, info: ValidationInfo) -> date:
    """Return the date. Stricter than pydantic, to whom ``1700000000`` is one too.

    A table may write its dates otherwise: then ``context["dates"]`` is its strptime pattern, and ``context["table"]``
    is true in any table.
    """
    context = info.context or {}
    pattern = context.get("dates")
    if isinstance(value, date):
        return value
    if value is None:
        raise wrong("is empty", fix="write the day as YYYY-MM-DD, or take the line away", quote=False)
    if not isinstance(value, str):
        raise wrong("must be a date, as YYYY-MM-DD", quote=False)
    if (pattern or _ISO.fullmatch(value)) and (day := day_of(value, pattern)):
        return day
    form = f"{pattern}, such as {_EXAMPLE.strftime(pattern)}" if pattern else "YYYY-MM-DD"
    fix = _instead(value, pattern, table=bool(context.get("table")), span=info.field_name == "ship_window")
    raise wrong(f"is not a date; write {form}", fix=fix)


def _instead(value: str, pattern: str | None, *, table: bool, span: bool) -> str:
    """Return what to do about a text that is no date, or one in another form than this feed's."""
    if pattern and _ISO.fullmatch(value):
        return "its form is another than that under dates: in your config; write the whole column in one form"
    left = cells.residue(value)
    return advice(value, table=table, span=span) or (left.fix if left else "")


def _locale(text: str) -> str:
    """Return the locale if Babel knows it and it is spelled as Babel does: ``en_US``, ``de``, ``pt_BR``."""
    from babel import Locale, UnknownLocaleError, localedata  # noqa: PLC0415 - a tenth of a second that few files need

    joined = _CODESET.sub("", text).replace("-", "_")
    try:
        found = str(Locale.parse(joined))
    except (ValueError, UnknownLocaleError) as error:
        known = _code(text, dict(Locale("en").languages)) or _of_country(text, Locale)
        fix = known or nearest(joined, localedata.locale_identifiers()) or "write one such as en_US, de or pt_BR"
        raise wrong("is not a language or locale", fix=fix) from error
    spelled = found if found.lower() == joined.lower() or _otherwise_called(joined, found) else joined
    if spelled != text:
        raise wrong("is not how a locale is written here", fix=f"write {spelled}")
    return text


def _code(text: str, languages: Mapping[str, str]) -> str:
    """Return what to write for a language that is called by its English name, or by its own."""
    wanted = text.strip().casefold()
    own = {"deutsch": "de", "français": "fr", "francais": "fr", "español": "es", "espanol": "es", "italiano": "it"}
    named = {name.casefold(): code for code, name in languages.items() if len(code) == len("en")} | own
    return f"write {named[wanted]}" if wanted in named else ""


def _otherwise_called(written: str, found: str) -> bool:
    """Tell whether a locale names a country by another code than its own: UK is GB."""
    country, own = written.rpartition("_")[2], found.rpartition("_")[2]
    return len(country) == len(own) == len("GB") and "_" in written and country.upper() != own


def _of_country(text: str, locale: Any) -> str:
    """Return the locale of a country that stands where a language should."""
    country = {"uk": "gb"}.get(text.strip().casefold(), text.strip())
    try:
        found = locale.parse(f"und_{country.upper()}")
    except ValueError:
        return ""
    return f"write {found.language}_{country.upper()}" if len(country) == len("GB") else ""


def _filled(text: str) -> str:
    if not text.strip():
        raise wrong("is empty")
    return text


IsoDate = Annotated[date, BeforeValidator(_date)]
LocaleName = Annotated[str, AfterValidator(_locale)]
Filled = Annotated[str, AfterValidator(_filled)]
