"""Customers should hear of a delay before the promised day: what shows that they could not, and advice in comments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from said import COMPLETE, NOTICE, WIDGET, rules

from zendesk_bridge.app.reports.told_late import told_late
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.macros.lint import lint_comments
from zendesk_bridge.core.model import FactVersion

BEGAN = datetime(2026, 11, 1, 12, tzinfo=UTC)


def history(seen: datetime) -> History:
    """Return what is known of an item seen first at this time, beside one that stood there when history began."""
    first = FactVersion("OLD-1", "a", BEGAN, WIDGET)
    return History.of([first, FactVersion("WID-12", "b", seen, WIDGET)])


@pytest.mark.parametrize(
    ("seen", "promised", "late"),
    [
        (datetime(2026, 11, 20, 12, tzinfo=UTC), date(2026, 11, 15), True),
        (datetime(2026, 11, 15, 12, tzinfo=UTC), date(2026, 11, 15), False),
        (datetime(2026, 11, 16, 0, 30, tzinfo=UTC), date(2026, 11, 15), True),
        (datetime(2026, 11, 10, 12, tzinfo=UTC), date(2026, 11, 15), False),
        (datetime(2026, 11, 20, 12, tzinfo=UTC), None, False),
        (BEGAN, date(2026, 10, 15), False),
    ],
)
def test_an_item_that_came_on_the_list_too_late(seen: datetime, promised: date | None, *, late: bool) -> None:
    """After the promised day nobody can be told in time; what stood there from the first may have been told before."""
    found = list(told_late([replace(WIDGET, promised_by=promised)], history(seen), UTC))
    assert [one.rule for one in found] == (["sent-late"] if late else [])
    if late:
        assert found[0].severity == "note"
        assert f"and was promised by {promised}: nobody was told in time" in found[0].message


def test_an_item_without_history() -> None:
    """Nothing is said of an item that no run has seen."""
    item = replace(WIDGET, promised_by=date(2026, 11, 15))
    assert list(told_late([item], History(), UTC)) == []
    assert list(told_late([replace(item, sku="X")], history(BEGAN + timedelta(30)), UTC)) == []


@pytest.mark.parametrize(
    "words",
    [
        "It was due to ship on November 15.",
        "We had promised November 15.",
        "Originally it was to ship by 11/15/2026.",
        "Wir hatten den 15. November versprochen.",
        "La date initiale était le 15 novembre.",
        "La fecha original era el 15 de noviembre.",
    ],
)
def test_a_text_that_comes_after_the_day_that_it_speaks_of(words: str) -> None:
    """The day that was promised at first may be named, and shows that the word comes late; it is no stale date."""
    found = rules(NOTICE + words)
    assert "sent-late" in found
    assert "past-date" not in found
    assert "past-date" in rules(f"{NOTICE}It ships on November 15.")
    assert "sent-late" not in rules(COMPLETE)


def test_advice_in_a_comment_is_found_at_its_line() -> None:
    """Agents read what a macro is for; only whole lines of comment are looked at."""
    text = "# Refunds: do not mention cancellation to anybody.\nkey: a\nreply: x # never mention refunds\n  # fine\n"
    (found,) = lint_comments(text, "macros/a.yaml")
    assert (found.rule, str(found.place)) == ("hides-cancellation", "macros/a.yaml:1:12")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("BW12 ships on December 20.", {"other-date"}),
        ("BW12: December 20", {"other-date"}),
        ("BW12 ships on December 3.", {"one-day"}),
        ("BW12 ships by December 5.", set()),
        ("BW12 ships December 1 - 5.", set()),
        ("BW12 ships from December 1 to December 5.", set()),
        ("BW12: envoi du 1er au 5 décembre.", set()),
        ("BW12: Versand vom 1. bis 5. Dezember.", set()),
        ("BW12: envío del 1 al 5 de diciembre.", set()),
        ("LAMP-3 ships December 9.", set()),
        ("LAMP-3 ships December 8 - 9.", {"one-day"}),
        ("CHAIR-OAK ships December 9.", {"other-date"}),
        ("BW12 is late. You will hear from us by December 8.", set()),
        ("BW12 is late. The refund leaves us by December 11.", set()),
        ("BW12 is late. Please tell us by December 20.", set()),
    ],
)
def test_a_text_says_as_much_of_an_item_as_the_facts_do(words: str, found: set[str]) -> None:
    """Another day, one day of a range and a range for a day are found; days of other things are no ship dates."""
    assert rules(words) & {"other-date", "one-day"} == found
