"""Follow-ups as an iCalendar file (RFC 5545), for a calendar to read: counts and ticket numbers, and nobody's words.

One event for each item and day. What is overdue or silent stands on today, where people look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from zendesk_bridge.core.followups import FollowUp, FollowUpCounts, ItemFollowUps
from zendesk_bridge.core.model import digest
from zendesk_bridge.core.plural import number

_OCTETS = 75  # of a content line without its break: RFC 5545, section 3.1
_BREAK = "\r\n"
_NAMED = 50  # tickets of one event; the others are counted
_DAY = timedelta(days=1)
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_EMPTY = (  # a calendar holds one component at least: section 3.6
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)

Link = Callable[[FollowUp], str]
"""Returns where agents see the ticket of a follow-up, "" where nobody knows."""


def calendar(items: Iterable[ItemFollowUps], now: datetime, owner: str, link: Link) -> bytes:
    """Return the calendar as of ``now`` (aware, in the shop's zone); ``owner`` tells one installation from another."""
    events = [
        line
        for item in items
        for day, found in _days(item, now.date())
        for line in _event(item, day, found, now, owner, link)
    ]
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//zendesk-bridge//follow-ups//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Follow-ups on delayed items",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(events or _EMPTY),
        "END:VCALENDAR",
    )
    return "".join(f"{folded}{_BREAK}" for line in lines for folded in _folded(line)).encode()


def _days(item: ItemFollowUps, today: date) -> Iterator[tuple[date, Sequence[FollowUp]]]:
    """Yield each day on which somebody must write about an item, with whom; the days in order."""
    found: dict[date, list[FollowUp]] = defaultdict(list)
    for one in item.followups:
        if one.waits:
            found[today].append(one)
        elif one.promised:
            found[one.promised].append(one)
    yield from sorted(found.items())


def _event(
    item: ItemFollowUps, day: date, found: Sequence[FollowUp], now: datetime, owner: str, link: Link
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{digest([owner, item.sku, day.isoformat()])}@zendesk-bridge"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + _DAY:%Y%m%d}"  # the day after the last: section 3.6.1
    yield f"SUMMARY:{_text(f'{_called(item)}: {_counted(found)}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(_tickets(found, link)))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _called(item: ItemFollowUps) -> str:
    return f"{item.name} ({item.sku})" if item.name else item.sku


def _counted(found: Sequence[FollowUp]) -> str:
    counts = FollowUpCounts.of(found)
    due, chose = counts.due + counts.coming, sum(one.chose is not None for one in found)
    parts = (
        (due, f"{number(due, 'update')} due"),
        (counts.overdue, f"{counts.overdue} overdue"),
        (counts.silent, f"{counts.silent} silent"),
        (chose, f"{chose} of them with a choice"),
    )
    return ", ".join(text for count, text in parts if count)


def _tickets(found: Sequence[FollowUp], link: Link) -> Iterator[str]:
    for one in found[:_NAMED]:
        state = f" {one.state}" if one.waits else ""
        yield f"{one.where}{state} {link(one)}".rstrip()
    if len(found) > _NAMED:
        yield f"and {len(found) - _NAMED} more: zendesk-bridge followups"


def _text(text: str) -> str:
    """Return a text as a value of a property: section 3.3.11. What is no line break and cannot be seen is left out."""
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable()).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Yield a content line in pieces of at most 75 octets, each but the first after a space, no sign torn apart."""
    piece, used = "", 0
    for sign in line:
        width = len(sign.encode())
        if used + width > _OCTETS:
            yield piece
            piece, used = " ", 1
        piece, used = piece + sign, used + width
    yield piece
