"""Follow-ups in a calendar: what RFC 5545 asks of the file, checked octet by octet, and what people see in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.followups import FollowUp, FollowUpState, ItemFollowUps
from zendesk_bridge.core.followups.ics import calendar

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=ZoneInfo("America/New_York"))
TODAY = NOW.date()
TOLD = datetime(2026, 11, 20, 12, tzinfo=UTC)
WAITS = FollowUp(7, "WID-12", TODAY, TOLD, FollowUpState.DUE, helpdesk="shop")
OVERDUE = replace(WAITS, ticket_id=8, promised=date(2026, 11, 25), state=FollowUpState.OVERDUE, days=3)
SILENT = replace(WAITS, ticket_id=9, promised=None, state=FollowUpState.SILENT, days=8)
COMING = replace(WAITS, ticket_id=10, promised=date(2026, 12, 31), state=FollowUpState.COMING)
UNNAMED = replace(COMING, ticket_id=11, promised=None)
NAME = "Blue Widget, 12 oz; \\ \u00ab\u85cd\u8272\u306e\u30a6\u30a3\u30b8\u30a7\u30c3\u30c8\u00bb"


def link(one: FollowUp) -> str:
    """Return an address for a ticket."""
    return f"https://acme.zendesk.com/agent/tickets/{one.ticket_id}"


def item(*followups: FollowUp, name: str = NAME, sku: str = "WID-12") -> ItemFollowUps:
    """Return an item with these follow-ups."""
    return ItemFollowUps(sku, name, followups)


def written(*items: ItemFollowUps, now: datetime = NOW, owner: str = "main") -> bytes:
    """Return the file."""
    return calendar(items, now, owner, link)


def properties(data: bytes) -> list[tuple[str, str]]:
    """Read the file as section 3.1 says: content lines end in CRLF and are unfolded, then names and values."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line and 0 < len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no sign is torn apart
    unfolded = data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    assert not any(line[:1] in " \t" for line in unfolded)
    parts = [re.fullmatch(r"([A-Z-]+(?:;[A-Z-]+=[A-Z-]+)*):(.*)", line) for line in unfolded]
    return [(part[1], part[2]) for part in parts if part]


def text(value: str) -> str:
    """Read a TEXT value as section 3.3.11 says; nothing in it may stand there unescaped."""
    assert re.fullmatch(r"(?:[^\\;,\x00-\x1f\x7f]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(data: bytes) -> list[dict[str, str]]:
    """Return the events, each with the properties that it must have, once."""
    found: list[dict[str, str]] = []
    inside = False
    for name, value in properties(data):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        inside = (name == "BEGIN" and value == "VEVENT") or (inside and name != "END")
        if inside and name != "BEGIN":
            assert name not in found[-1], name
            found[-1][name] = value
    for event in found:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= event.keys()
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert len({event["UID"] for event in found}) == len(found)
    return found


def test_a_calendar_has_what_the_standard_asks_for() -> None:
    """One calendar, with version and product first, and every component closed where it was opened."""
    found = properties(written(item(WAITS), item(COMING, sku="LAMP-3")))
    assert found[0] == ("BEGIN", "VCALENDAR")
    assert found[-1] == ("END", "VCALENDAR")
    names = [name for name, _ in found]
    assert all(names.count(name) == 1 for name in ("VERSION", "PRODID", "METHOD", "CALSCALE"))
    assert ("VERSION", "2.0") in found
    opened: list[str] = []
    for name, value in found:
        if name == "BEGIN":
            opened.append(value)
        if name == "END":
            assert opened.pop() == value
    assert not opened


def test_a_day_of_an_item_is_one_event_with_counts() -> None:
    """What is due, overdue and silent stands on today; what is to come on its own day; no day, no event."""
    today, later = events(written(item(OVERDUE, WAITS, SILENT, COMING, UNNAMED)))
    assert (today["DTSTART;VALUE=DATE"], today["DTEND;VALUE=DATE"]) == ("20261128", "20261129")
    assert text(today["SUMMARY"]) == f"{NAME} (WID-12): 1 update due, 1 overdue, 1 silent"
    assert text(today["DESCRIPTION"]).split("\n") == [
        "shop #8 overdue https://acme.zendesk.com/agent/tickets/8",
        "shop #7 due today https://acme.zendesk.com/agent/tickets/7",
        "shop #9 silent https://acme.zendesk.com/agent/tickets/9",
    ]
    assert (later["DTSTART;VALUE=DATE"], later["DTEND;VALUE=DATE"]) == ("20261231", "20270101")
    assert text(later["SUMMARY"]) == f"{NAME} (WID-12): 1 update due"
    assert today["DTSTAMP"] == "20261128T143000Z"


def test_an_event_keeps_its_id() -> None:
    """The same item and day is the same event in every file, however many wait; another one is another."""
    first = events(written(item(WAITS)))[0]["UID"]
    assert events(written(item(WAITS, OVERDUE), now=NOW + timedelta(hours=3)))[0]["UID"] == first
    others = (written(item(COMING)), written(item(WAITS, sku="B")), written(item(WAITS), owner="eu"))
    assert first not in {events(data)[0]["UID"] for data in others}


def test_nothing_to_do_is_a_calendar_too() -> None:
    """A calendar must hold a component (section 3.6), also on a day on which nobody waits."""
    data = written(item(UNNAMED))
    assert events(data) == []
    assert ("BEGIN", "VTIMEZONE") in properties(data)


def test_many_tickets_are_counted() -> None:
    """An event names as many tickets as a person reads, and says how many more there are."""
    (event,) = events(written(item(*(replace(WAITS, ticket_id=number) for number in range(200)))))
    told = text(event["DESCRIPTION"]).split("\n")
    assert len(told) == 51
    assert told[-1] == "and 150 more: zendesk-bridge followups"


def test_an_item_that_is_late_no_more_goes_by_its_sku() -> None:
    """Nothing stands where the name would be."""
    (event,) = events(written(item(WAITS, name="")))
    assert text(event["SUMMARY"]) == "WID-12: 1 update due"


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_name_breaks_the_file(name: str, helpdesk: str) -> None:
    """Whatever a feed calls an item: the file can be read, and says the name but for what cannot be seen."""
    (event,) = events(written(item(replace(WAITS, helpdesk=helpdesk), name=name)))
    seen = "".join(sign for sign in name if sign == "\n" or sign.isprintable())
    assert text(event["SUMMARY"]).startswith(f"{seen} (WID-12): " if name else "WID-12: ")


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland", "UTC"])
@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1), date(2028, 2, 29), date(2026, 12, 31)])
def test_today_is_the_shops_own(zone: str, day: date) -> None:
    """An all-day event has no zone: it is on the shop's day, on days of 23 and 25 hours and in a leap year, too."""
    for hour, minute in ((0, 0), (23, 59)):
        now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
        (event,) = events(written(item(WAITS), now=now))
        assert event["DTSTART;VALUE=DATE"] == f"{day:%Y%m%d}"
        assert event["DTEND;VALUE=DATE"] == f"{day + timedelta(1):%Y%m%d}"


def test_those_who_chose_are_counted() -> None:
    """In the summary alone, among the others; the tickets are told as ever."""
    [event] = events(written(item(replace(OVERDUE, chose="cancel", chose_at=TOLD), SILENT, name="")))
    assert text(event["SUMMARY"]) == "WID-12: 1 overdue, 1 silent, 1 of them with a choice"
    [plain] = events(written(item(OVERDUE, SILENT, name="")))
    assert event["DESCRIPTION"] == plain["DESCRIPTION"]
