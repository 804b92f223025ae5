"""Follow-ups: on which day a customer is to hear again, by what they were told last, and who has waited too long.

The rhythm counts from the day that the admin wrote: what customers were promised stays the beginning of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from zendesk_bridge.core.model import ChoiceKind, LastHeard, Promise

RHYTHM = timedelta(days=7)
"""How long customers are left without a word where no rhythm is set: the "weekly update" of every shop."""

SEASON = timedelta(days=120)
"""After so long without a word a day that still lies ahead is no comfort any more."""

_SATURDAY = 5
_WEEK = 7
_WEEKEND = timedelta(days=2)


class FollowUpState(StrEnum):
    """How a follow-up stands today.

    ``COMING``: its day lies ahead, or the customer has just heard; ``DUE``: it is today; ``OVERDUE``: it has passed and
    nobody wrote; ``SILENT``: no day was named, and nobody has written for longer than the rhythm.
    """

    COMING = "coming"
    DUE = "due today"
    OVERDUE = "overdue"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What one customer waits for: the next word about one item on one ticket, or on one ``order`` by its number.

    An order stands here whose customer was told by a mail that another program sent: then ``ticket_id`` is 0.

    ``promised`` is the day on which they were told to hear again, None where none was named; ``told_at`` (aware) is
    when they last heard. ``days`` is how long it is overdue or silent, 0 for the others. ``helpdesk`` is the admin's
    name for where the ticket is. ``chose`` is what the customer wants done about the item, since ``chose_at`` (aware),
    where it was looked up and still holds.
    """

    ticket_id: int
    sku: str
    promised: date | None
    told_at: datetime
    state: FollowUpState
    days: int = 0
    helpdesk: str = ""
    chose: ChoiceKind | None = None
    chose_at: datetime | None = None
    order: str = ""

    @property
    def where(self) -> str:
        """What the next word is about, as people name it: ``shop #7``, or ``order #1042``."""
        return f"order {self.order}" if self.order else f"{self.helpdesk} #{self.ticket_id}"

    @property
    def waits(self) -> bool:
        """Whether somebody must write to the customer now."""
        return self.state is not FollowUpState.COMING


@dataclass(frozen=True, slots=True)
class FollowUpCounts:
    """How many follow-ups are due today, overdue, silent and coming; ``oldest`` is since when any is overdue."""

    due: int = 0
    overdue: int = 0
    silent: int = 0
    coming: int = 0
    oldest: date | None = None

    @classmethod
    def of(cls, followups: Iterable[FollowUp]) -> FollowUpCounts:
        """Count these."""
        found = tuple(followups)
        states = Counter(one.state for one in found)
        overdue = (one.promised for one in found if one.state is FollowUpState.OVERDUE and one.promised)
        return cls(
            states[FollowUpState.DUE],
            states[FollowUpState.OVERDUE],
            states[FollowUpState.SILENT],
            states[FollowUpState.COMING],
            min(overdue, default=None),
        )

    @property
    def waiting(self) -> int:
        """How many of them somebody must write now."""
        return self.due + self.overdue + self.silent

    @property
    def as_json(self) -> dict[str, int | str | None]:
        """The counts as JSON-like data."""
        counts = {"due": self.due, "overdue": self.overdue, "silent": self.silent, "coming": self.coming}
        return {**counts, "oldest": self.oldest.isoformat() if self.oldest else None}

    def __str__(self) -> str:
        """Say what waits: ``3 due today, 2 overdue (the oldest since 2026-11-25), 1 silent``; "" where nothing does."""
        since = f"the oldest since {self.oldest}" if self.overdue > 1 else f"since {self.oldest}"
        parts = (
            (self.due, f"{self.due} due today"),
            (self.overdue, f"{self.overdue} overdue ({since})"),
            (self.silent, f"{self.silent} silent"),
        )
        return ", ".join(text for count, text in parts if count)


@dataclass(frozen=True, slots=True)
class ItemFollowUps:
    """The follow-ups of one item, the most urgent first. ``next_day`` is what replies may promise today, if any.

    ``ended`` is since when it is late no more, and ``name`` "" where nobody knows what such an item was called.
    """

    sku: str
    name: str
    followups: tuple[FollowUp, ...]
    next_day: date | None = None
    ended: date | None = None

    @property
    def counts(self) -> FollowUpCounts:
        """How many of them stand how."""
        return FollowUpCounts.of(self.followups)


_URGENT = (FollowUpState.OVERDUE, FollowUpState.DUE, FollowUpState.SILENT, FollowUpState.COMING)


def urgency(one: FollowUp) -> tuple[int, date, datetime, str, int]:
    """Sort follow-ups by what must be done first: what has waited longest, and on one day whom we told first.

    Of those that stand alike, who was told a day comes before who was told none.
    """
    return _URGENT.index(one.state), one.promised or date.max, one.told_at, one.helpdesk, one.ticket_id


def chosen(one: FollowUp, zone: tzinfo | None) -> str:
    """Return what the customer chose, on which day in this zone, and what to do besides writing; "" for no choice."""
    if one.chose is None or one.chose_at is None:
        return ""
    todo = "" if one.chose == "wait" else ": carry it out, and tell them"
    return f"chose to {one.chose} on {one.chose_at.astimezone(zone).date()}{todo}"


def total(items: Iterable[ItemFollowUps]) -> FollowUpCounts:
    """Count the follow-ups of all these items."""
    return FollowUpCounts.of(one for item in items for one in item.followups)


def next_day(written: date, every: timedelta | None, today: date, last: date | None = None) -> date | None:
    """Return the day on which customers may be told today to hear again; None where nobody promises one.

    Until it has come that is the day which the admin has ``written``, then the next of the rhythm: later than today,
    and never after ``last``, the end of the ship window, on which the item ships or customers hear. A day of the rhythm
    that would be a Saturday or Sunday is the Monday after, for a promise that nobody is there to keep is worse than a
    later one; where the admin's own day is one, people work then, and it may be any day.
    """
    if written > today:
        return written
    if every is None or (last is not None and last <= today):
        return None
    # What was moved from a weekend may still lie ahead.
    steps = max((today - _WEEKEND - written) // every, 1)
    while (day := _working(written + steps * every, written)) <= today:
        steps += 1
    return min(day, last) if last else day


def _working(day: date, written: date) -> date:
    if written.weekday() >= _SATURDAY or day.weekday() < _SATURDAY:
        return day
    return day + timedelta(days=_WEEK - day.weekday())


def is_due(heard: Sequence[Promise], today: date) -> bool:
    """Tell whether the next word is due by what one customer has heard of one item, oldest first.

    It is from the promised day on, until a later public reply speaks of the item.
    """
    promised = heard[-1].next_update if heard else None
    return promised is not None and promised <= today


def follow_up(
    last: LastHeard | Promise, today: date, zone: tzinfo, every: timedelta = RHYTHM, helpdesk: str = ""
) -> FollowUp:
    """Return what the customer waits for who was told this last, as it stands today in the shop's zone.

    A reply that a clock sets in the future is one of today.
    """
    promised = last.next_update
    if promised and promised <= today:
        since = today - promised
        state = FollowUpState.OVERDUE if since else FollowUpState.DUE
        return FollowUp(last.ticket_id, last.sku, promised, last.at, state, since.days, helpdesk)
    unheard = max(today - last.at.astimezone(zone).date(), timedelta())
    if unheard > (SEASON if promised else every):
        return FollowUp(last.ticket_id, last.sku, promised, last.at, FollowUpState.SILENT, unheard.days, helpdesk)
    return FollowUp(last.ticket_id, last.sku, promised, last.at, FollowUpState.COMING, 0, helpdesk)
