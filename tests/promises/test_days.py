"""Days and ranges are found in the ways that people write them, and numbers that are something else are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.days import find_days
from zendesk_bridge.core.macros import window
from zendesk_bridge.core.model import ShipWindow

NEAR = date(2026, 12, 2)
SIXTH_TO_TENTH = [
    ("en_US", "Dec 6-10"), ("en_US", "December 6th to 10th"), ("en_US", "December 6 \u2013 10, 2026"),
    ("en_US", "between 6 and 10 December"), ("en_US", "12/06-12/10"), ("en_US", "12/6 - 10"),
    ("en_US", "from Sunday, December 6 through Thursday, December 10"), ("en_US", "2026-12-06 to 2026-12-10"),
    ("en_US", "2026-12-06/2026-12-10"), ("en_US", "between the 6th and the 10th"), ("en_US", "Sun 6 Dec - Thu 10 Dec"),
    ("en_GB", "06/12 - 10/12"), ("de", "6.-10.12."), ("de", "6. bis 10. Dezember"), ("de", "vom 6. bis zum 10.12.2026"),
    ("de", "zw. 6. und 10.12."), ("de", "So., 6.12. bis Do., 10.12."), ("fr", "du 6 au 10 d\u00e9cembre"),
    ("fr", "entre le 6 et le 10 d\u00e9cembre"), ("fr", "06/12 au 10/12"),
    ("fr", "du dimanche 6 au jeudi 10 d\u00e9c."),
    ("es", "entre el 6 y el 10 de diciembre"), ("es", "del 6 al 10 de diciembre"), ("es", "6-10/12"),
    ("nl", "6 t/m 10 december"), ("nl", "van 6-12 t/m 10-12"), ("nl", "tussen 6 en 10 december"),
    ("it", "dal 6 al 10 dicembre"), ("pt_BR", "de 6 a 10 de dezembro"), ("ja", "12\u67086\u65e5\uff5e10\u65e5"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text"), SIXTH_TO_TENTH)
def test_a_range_is_found_however_it_is_written(locale: str, text: str) -> None:
    """Shortened, in figures, in words, with weekdays, with its month told once or twice."""
    found = find_days(f"It ships {text}.", NEAR, locale)
    assert [(one.first, one.last) for one in found] == [(date(2026, 12, 6), date(2026, 12, 10))]


@pytest.mark.parametrize(
    ("locale", "text", "first", "last"),
    [
        ("en_US", "December 30 - January 3", "2026-12-30", "2027-01-03"),
        ("de", "30.12.-2.1.", "2026-12-30", "2027-01-02"),
        ("fr", "du 30 d\u00e9cembre 2026 au 3 janvier 2027", "2026-12-30", "2027-01-03"),
        ("en_US", "Dec 6 or 7", "2026-12-06", "2026-12-07"),
        ("de", "14./15./16.12.", "2026-12-14", "2026-12-16"),
        ("es", "14, 15 o 16/12", "2026-12-14", "2026-12-16"),
        ("en_US", "Friday, Dec 11", "2026-12-11", "2026-12-11"),
        ("en_US", "Tuesday the 8th", "2026-12-08", "2026-12-08"),
        ("es", "el dieciocho de diciembre", "2026-12-18", "2026-12-18"),
        ("en_US", "decmber 10th", "2026-12-10", "2026-12-10"),
        ("de", "KW 50", "2026-12-07", "2026-12-13"),
        ("en_US", "tomorrow", "2026-12-03", "2026-12-03"),
        ("en_US", "May 5", "2027-05-05", "2027-05-05"),
        ("en_US", "12/06", "2026-12-06", "2026-12-06"),
        ("en_GB", "12/06", "2027-06-12", "2027-06-12"),
    ],
)
def test_a_day_is_the_one_that_people_mean(locale: str, text: str, first: str, last: str) -> None:
    """Across New Year, of two days, with a slip of the pen, in figures of the place."""
    found = find_days(f"It ships on {text}.", NEAR, locale)
    assert [(str(one.first), str(one.last)) for one in found] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "24/7 support, size 1/2, a 3/4 inch pipe, version 1.2, $12.10, 10.12 EUR, 12.10 \u20ac",
        "all 4 may ship within 5-7 days", "call 555-012-1206", "December 2026", "April 24/7", "um 10.12 Uhr",
        "a set of 4, 3 out of 5", "Best,\nApril\n12 Main Street", "am 2. Platz", "the 2nd batch",
        "Guten Morgen Frau Mai",
        "February 30", "31.11.", "99/99", "12 oz, 0.7 l",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    """Prices, times, sizes, versions, phone numbers, people called April and months without a day tell none."""
    assert find_days(text, NEAR, "en_US") == ()


@given(
    st.sampled_from(["en_US", "en_GB", "de", "fr", "es", "nl", "it", "pt_BR", "sv", "pl", "tr", "ro", "ja", "ko"]),
    st.dates(date(2026, 1, 1), date(2029, 1, 1)),
    st.integers(0, 170),
    st.sampled_from([0, 1, 4, 20]),
)
def test_what_is_rendered_in_any_language_is_found(locale: str, today: date, ahead: int, length: int) -> None:
    """The window that a macro tells is read back, also in languages whose months come from Babel."""
    told = ShipWindow(today + timedelta(days=ahead), today + timedelta(days=ahead + length))
    found = find_days(f"({window.words(told, locale, today)})", today, locale)
    assert [(one.first, one.last) for one in found] == [(told.first, told.last)]
