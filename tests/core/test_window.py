# ruff: noqa: RUF001 the en dash is what a range is written with
from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.macros import foreign
from zendesk_bridge.core.macros.calendar import listed
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.macros.window import day, words
from zendesk_bridge.core.model import Backorder, ShipWindow

TODAY = date(2026, 11, 23)
ITEM = Backorder(sku="WID-12", name="Blue Widget 12 oz")

ONE_MONTH = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
TWO_MONTHS = ShipWindow(date(2026, 11, 28), date(2026, 12, 5))
NEW_YEAR = ShipWindow(date(2026, 12, 28), date(2027, 1, 6))
NEXT_YEAR = ShipWindow(date(2027, 1, 4), date(2027, 1, 8))
ONE_DAY = ShipWindow(date(2026, 12, 1), date(2026, 12, 1))
BEGUN = ShipWindow(None, date(2026, 12, 5))
FAR = ShipWindow(date(2027, 6, 7), date(2027, 6, 11))
FAR_MONTHS = ShipWindow(date(2027, 6, 28), date(2027, 7, 2))
BEGUN_NEXT = ShipWindow(None, date(2027, 1, 6))

TABLE = [
    ("en_US", ONE_MONTH, "December 1 – 5"),
    ("en_US", TWO_MONTHS, "November 28 – December 5"),
    ("en_US", NEW_YEAR, "December 28, 2026 – January 6, 2027"),
    ("en_US", NEXT_YEAR, "January 4 – 8"),
    ("en_US", FAR, "June 7 – 11, 2027"),
    ("en_US", ONE_DAY, "December 1"),
    ("en_US", BEGUN, "by December 5"),
    ("en_US", BEGUN_NEXT, "by January 6"),
    ("en_US", None, "date not confirmed yet"),
    ("en_GB", ONE_MONTH, "1–5 December"),
    ("en_GB", TWO_MONTHS, "28 November – 5 December"),
    ("en_GB", NEW_YEAR, "28 December 2026 – 6 January 2027"),
    ("en_GB", NEXT_YEAR, "4–8 January"),
    ("en_GB", FAR, "7–11 June 2027"),
    ("en_GB", ONE_DAY, "1 December"),
    ("en_GB", BEGUN, "by 5 December"),
    ("en_GB", BEGUN_NEXT, "by 6 January"),
    ("en_GB", None, "date not confirmed yet"),
    ("de", ONE_MONTH, "1.–5. Dezember"),
    ("de", TWO_MONTHS, "28. November – 5. Dezember"),
    ("de", NEW_YEAR, "28. Dezember 2026 – 6. Januar 2027"),
    ("de", NEXT_YEAR, "4.–8. Januar"),
    ("de", FAR, "7.–11. Juni 2027"),
    ("de", ONE_DAY, "1. Dezember"),
    ("de", BEGUN, "bis zum 5. Dezember"),
    ("de", BEGUN_NEXT, "bis zum 6. Januar"),
    ("de", None, "Termin noch nicht bestätigt"),
    ("fr", ONE_MONTH, "du 1er au 5 décembre"),
    ("fr", TWO_MONTHS, "du 28 novembre au 5 décembre"),
    ("fr", NEW_YEAR, "du 28 décembre 2026 au 6 janvier 2027"),
    ("fr", NEXT_YEAR, "du 4 au 8 janvier"),
    ("fr", FAR, "du 7 au 11 juin 2027"),
    ("fr", ONE_DAY, "le 1er décembre"),
    ("fr", BEGUN, "d'ici au 5 décembre"),
    ("fr", BEGUN_NEXT, "d'ici au 6 janvier"),
    ("fr", None, "date non encore confirmée"),
    ("es", ONE_MONTH, "del 1 al 5 de diciembre"),
    ("es", TWO_MONTHS, "del 28 de noviembre al 5 de diciembre"),
    ("es", NEW_YEAR, "del 28 de diciembre de 2026 al 6 de enero de 2027"),
    ("es", NEXT_YEAR, "del 4 al 8 de enero"),
    ("es", FAR, "del 7 al 11 de junio de 2027"),
    ("es", ONE_DAY, "el 1 de diciembre"),
    ("es", BEGUN, "a más tardar el 5 de diciembre"),
    ("es", BEGUN_NEXT, "a más tardar el 6 de enero"),
    ("es", None, "fecha aún sin confirmar"),
    ("de-AT", ONE_MONTH, "1.–5. Dezember"),
    ("de_AT", NEXT_YEAR, "4.–8. Jänner"),
    ("en", ONE_MONTH, "December 1 – 5"),
    ("en-au", ONE_MONTH, "1–5 December"),
    ("en_US_POSIX", ONE_MONTH, "December 1 – 5"),
    ("es_MX", ONE_MONTH, "del 1 al 5 de diciembre"),
    ("es_PE", ShipWindow(date(2026, 9, 1), date(2026, 9, 5)), "del 1 al 5 de setiembre"),
    ("fr_CA", FAR_MONTHS, "du 28 juin au 2 juillet 2027"),
    ("en_CA", FAR_MONTHS, "June 28 – July 2, 2027"),
    ("en_GB", FAR_MONTHS, "28 June – 2 July 2027"),
    ("de", FAR_MONTHS, "28. Juni – 2. Juli 2027"),
    ("es", FAR_MONTHS, "del 28 de junio al 2 de julio de 2027"),
    ("xx-nowhere", ONE_DAY, "December 1"),
]


@pytest.mark.parametrize(("locale", "window", "expected"), TABLE)
def test_a_window_reads_naturally(locale: str, window: ShipWindow | None, expected: str) -> None:
    """Every shape of window has its words in every language we offer, with the year where it is needed."""
    assert words(window, locale, TODAY) == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en_US", "June 1, 2027"),
        ("en_GB", "1 June 2027"),
        ("de", "1. Juni 2027"),
        ("fr", "1er juin 2027"),
        ("es", "1 de junio de 2027"),
    ],
)
def test_a_day_far_away_carries_its_year(locale: str, expected: str) -> None:
    """One day tells its year when it is more than half a year away, and not before."""
    far = date(2027, 6, 1)
    assert day(far, locale, TODAY) == expected
    assert day(far, locale, far - timedelta(182)) == re.sub(r"(,| de)? 2027", "", expected)
    assert "2027" in day(far, locale, far - timedelta(183))


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "de", "fr", "es"])
@pytest.mark.parametrize("window", [ONE_MONTH, TWO_MONTHS, NEW_YEAR, NEXT_YEAR, FAR, ONE_DAY])
def test_the_calendar_hardly_changes_the_words(window: ShipWindow, locale: str) -> None:
    """From half a year before its end a window has one wording until it begins and one after, over New Year, too."""
    assert window.first
    days = [window.last - timedelta(182 - n) for n in range(183)]
    told = [as_of(replace(ITEM, ship_window=window), today).ship_window for today in days]
    before = {words(one, locale, today) for one, today in zip(told, days, strict=True) if today <= window.first}
    after = {words(one, locale, today) for one, today in zip(told, days, strict=True) if today > window.first}
    assert len(before) == 1
    assert len(after) == (window.first < window.last)


def test_no_language_breaks_the_laws_of_a_window() -> None:
    """Whatever a release of Babel holds: no locale hides a year that is to be told, or brings odd spaces."""
    for locale in locale_identifiers():
        for window in (TWO_MONTHS, NEW_YEAR, FAR):
            text = words(window, locale, TODAY)
            assert not re.search(r"[^\S ]", text), (locale, text)
            if window is not TWO_MONTHS:
                assert str(window.last.year) in text, (locale, text)
        assert "2026" in words(NEW_YEAR, locale, TODAY), locale
        assert "2027" in day(date(2027, 6, 1), locale, TODAY), locale


def test_dates_are_ours_in_the_languages_we_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    """No table of a library is asked for them: its next release rewords nothing that customers read."""
    for name in ("one", "span"):
        monkeypatch.delattr(foreign, name)
    for locale in ("en_US", "en_GB", "de_DE", "de_CH", "fr_FR", "fr_BE", "es_ES", "es_419"):
        assert words(NEW_YEAR, locale, TODAY)
        assert day(TODAY, locale, TODAY)


@pytest.mark.parametrize(
    ("parts", "locale", "style", "expected"),
    [
        ([], "en_US", "and", ""),
        (["a"], "en_US", "or", "a"),
        (["a", "b"], "en_US", "and", "a and b"),
        (["a", "b", "c"], "en_US", "or", "a, b, or c"),
        (["a", "b", "c"], "en_GB", "or", "a, b or c"),
        (["a", "b", "c"], "de", "and", "a, b und c"),
        (["a", "b", "c"], "fr", "or", "a, b ou c"),
        (["a", "b"], "es_MX", "and", "a y b"),
        (["a", "Imán"], "es", "and", "a e Imán"),
        (["a", "hielo"], "es", "and", "a y hielo"),
        (["a", "Horno"], "es", "or", "a u Horno"),
    ],
)
def test_a_list_ends_as_its_language_ends_it(parts: list[str], locale: str, style: str, expected: str) -> None:
    """Commas and the last word are the language's, and Spanish words give way to their own sound."""
    assert listed(parts, locale, style) == expected


@pytest.mark.parametrize(
    ("window", "told", "lapsed"),
    [
        (ONE_MONTH, ONE_MONTH, False),
        (ShipWindow(TODAY, date(2026, 12, 5)), ShipWindow(TODAY, date(2026, 12, 5)), False),
        (ShipWindow(date(2026, 11, 22), date(2026, 12, 5)), BEGUN, False),
        (ShipWindow(date(2026, 11, 20), TODAY), ShipWindow(None, TODAY), False),
        (ShipWindow(date(2026, 11, 20), date(2026, 11, 22)), None, True),
        (ShipWindow(None, date(2026, 11, 22)), None, True),
        (None, None, False),
    ],
)
def test_only_what_is_still_true_is_told(window: ShipWindow | None, told: ShipWindow | None, lapsed: bool) -> None:  # noqa: FBT001 a column of the table
    """A window that has begun keeps its last day, and one that is over is gone and marked as lapsed."""
    item = as_of(replace(ITEM, ship_window=window), TODAY)
    assert (item.ship_window, item.lapsed) == (told, lapsed)


@pytest.mark.parametrize(
    ("next_update", "told"), [(date(2026, 11, 22), None), (TODAY, None), (date(2026, 11, 24), date(2026, 11, 24))]
)
def test_only_a_later_next_update_is_told(next_update: date, told: date | None) -> None:
    """The day of the next update is told before that day; on the day, what is sent is that update."""
    assert as_of(replace(ITEM, next_update=next_update), TODAY).next_update == told


DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@given(first=DAYS, length=st.integers(0, 60), today=DAYS, update=st.none() | DAYS)
def test_no_date_of_the_past_survives(first: date, length: int, today: date, update: date | None) -> None:
    """Whatever the facts say, nothing told today lies before today, and telling it again changes nothing."""
    item = replace(ITEM, ship_window=ShipWindow(first, first + timedelta(length)), next_update=update)
    told = as_of(item, today)
    assert told.next_update is None or told.next_update > today
    dates = [*((told.ship_window.first, told.ship_window.last) if told.ship_window else ())]
    assert all(when >= today for when in dates if when)
    assert as_of(told, today) == told


def test_no_day_is_promised_that_no_admin_wrote() -> None:
    """What is promised changes once, when the promised day has come, and nothing takes its place."""
    item = Backorder("A", "A", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
    assert as_of(item, date(2026, 11, 4)).next_update is None
    promised = replace(item, next_update=date(2026, 11, 5))
    assert as_of(promised, date(2026, 11, 4)).next_update == date(2026, 11, 5)
    assert as_of(promised, date(2026, 11, 5)).next_update is None
    assert as_of(promised, date(2026, 11, 4)).version != as_of(promised, date(2026, 11, 5)).version


def test_a_rhythm_promises_one_day_after_the_other() -> None:
    """Told twice a day it is the same, by words and version; it is told anew once a rhythm, up to the window's end."""
    item = Backorder("A", "A", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)), next_update=TODAY)
    item = replace(item, every=timedelta(7))
    days = [TODAY - timedelta(1) + timedelta(number) for number in range(15)]
    told = [as_of(item, today) for today in days]
    assert [one.next_update for one in told] == [
        TODAY,
        *[date(2026, 11, 30)] * 7,
        *[date(2026, 12, 5)] * 5,
        *[None] * 2,  # on the window's last day, and once it is over
    ]
    assert [as_of(one, today) for one, today in zip(told, days, strict=True)] == told
    assert len({one.version for one in told}) == 6  # three promises, the window that begins, its last day, and its end


def test_a_rhythm_is_told_apart_where_it_is_written_only() -> None:
    """Another rhythm is another fact, and no other words before its first day."""
    item = Backorder("A", "A", next_update=date(2026, 11, 30))
    weekly, daily = (replace(item, every=timedelta(days)) for days in (7, 1))
    assert len({one.version for one in (item, weekly, daily)}) == 3
    assert len({as_of(one, TODAY).version for one in (item, weekly, daily)}) == 1
    assert as_of(weekly, date(2026, 11, 30)).next_update == date(2026, 12, 7)
    assert as_of(daily, date(2026, 11, 30)).next_update == date(2026, 12, 1)
