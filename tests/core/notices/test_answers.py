"""Whether a customer's answer still says what they want, whatever has become of the delay since."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from zendesk_bridge.core.model import Accuracy, Choice, ChoiceKind, NoticeKind, Promise, ShipWindow
from zendesk_bridge.core.notices import settles

DEC5, DEC16 = date(2026, 12, 5), date(2026, 12, 16)


def at(day: int) -> datetime:
    """Return a moment of that day of November."""
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def told(day: int, last: date | None) -> Promise:
    """Return that a reply on this day told this last day of a window, None for no day."""
    window = last and ShipWindow(None, last)
    return Promise(1, "WID-12", f"comment {day}", at(day), window, None, Accuracy.CURRENT, NoticeKind.FIRST)


@pytest.mark.parametrize(
    ("kind", "heard", "last", "settled"),
    [
        ("wait", (told(10, DEC5),), DEC5, True),
        ("split", (told(10, DEC5),), DEC5, True),
        ("wait", (told(10, DEC5),), date(2026, 12, 1), True),
        ("wait", (told(10, DEC5),), DEC16, False),
        ("split", (told(10, DEC5),), DEC16, False),
        ("wait", (told(10, DEC5),), None, False),
        ("wait", (told(10, None),), None, True),
        ("wait", (told(10, None),), DEC16, True),
        ("wait", (told(10, DEC5), told(14, DEC16)), DEC16, True),
        ("wait", (told(10, DEC5), told(16, DEC16)), DEC16, False),
        ("wait", (), DEC16, True),
        ("cancel", (told(10, DEC5), told(16, DEC16)), DEC16, True),
        ("swap", (told(10, DEC5), told(16, DEC16)), None, True),
    ],
)
def test_an_answer(kind: ChoiceKind, heard: tuple[Promise, ...], last: date | None, settled: object) -> None:
    """A yes on the 15th holds for the delay that was told until then, and for none that is longer."""
    choice = Choice(1, "WID-12", kind, at(15), "comment 15", "wait.en")
    assert settles(choice, heard, last and ShipWindow(None, last)) is settled
