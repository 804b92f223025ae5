from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge.sandbox import bulk, seed, volume
from zendesk_bridge.sandbox.context import SandboxCredentials
from zendesk_bridge.sandbox.desk import days, views
from zendesk_bridge.sandbox.records import TicketWrite
from zendesk_bridge.sandbox.store import Store

Browser = Any  # a class in conftest.py, which a test cannot import
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("November 29", date(2026, 11, 29)),
        ("November 29, 2027", date(2027, 11, 29)),
        ("29 November", date(2026, 11, 29)),
        ("29. November", date(2026, 11, 29)),
        ("5. März 2027", date(2027, 3, 5)),
        ("1er décembre", date(2026, 12, 1)),
        ("15 août 2027", date(2027, 8, 15)),
        ("29 de noviembre", date(2026, 11, 29)),
        ("3 de enero de 2027", date(2027, 1, 3)),
        ("January 3", date(2027, 1, 3)),
        ("October 30", date(2026, 10, 30)),
        ("February 29, 2028", date(2028, 2, 29)),
        ("February 29", None),
        ("November 31", None),
        ("the second working day after this message", None),
        ("zweiten Werktag nach dieser Nachricht", None),
        ("May we call you?", None),
        ("29", None),
        ("", None),
    ],
)
def test_a_day_in_words_is_read(words: str, expected: date | None) -> None:
    """In each of the four languages, with and without a year; without one the nearest such day is meant."""
    assert days.named_day(words, TODAY) == expected


@pytest.fixture(scope="module")
def keys(browser: Browser) -> dict[str, str]:
    """Give both helpdesks the field that triage fills; returns its key on each."""
    own = browser.api(
        "POST", "ticket_fields.json", {"ticket_field": {"type": "text", "title": "Backorder next update"}}
    )
    label = "Backorder next update"
    body = {"label": label, "label_for_customers": label, "type": "custom_text", "displayed_to_customers": False}
    name = browser.freshdesk("POST", "admin/ticket_fields", body)["name"]
    return {"zendesk": str(own["ticket_field"]["id"]), "freshdesk": name}


def _mark(browser: Browser, keys: dict[str, str], face: str, words: str, *tags: str, **more: str) -> int:
    """Load a ticket as triage leaves it on one face."""
    number = int(browser.load(tags=list(tags), **more))
    change = TicketWrite(browser.sandbox.store.users(("admin",))[0].id, {f"{face}_fields": {keys[face]: words}})
    browser.sandbox.store.update_ticket(number, change)
    return number


def _words(ahead: int) -> str:
    day = datetime.now(UTC).date() + timedelta(days=ahead)
    return f"{day:%B} {day.day}, {day.year}"


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_due_follow_ups_are_listed_oldest_first(browser: Browser, keys: dict[str, str], face: str) -> None:
    """Today's and earlier ones of open backorder tickets, on the face whose field says so; tagged ones in any case."""
    other = {"zendesk": "freshdesk", "freshdesk": "zendesk"}[face]
    today = _mark(browser, keys, face, _words(0), "backorder")
    early = _mark(browser, keys, face, _words(-3), "backorder", status="pending")
    tagged = _mark(browser, keys, face, "zweiten Werktag", "backorder_followup_due")
    not_due = [
        _mark(browser, keys, face, _words(1), "backorder"),
        _mark(browser, keys, face, _words(-1), "backorder", status="solved"),
        _mark(browser, keys, face, _words(-1), "vip"),
        _mark(browser, keys, face, _words(-1), "backorder_resolved"),
        _mark(browser, keys, other, _words(-1), "backorder"),
    ]
    page = browser.get(f"/desk/{face}?view=due")
    links = [attrs["href"].rpartition("/")[2] for attrs, _ in page.all("a", class_="ticket")]
    ours = [int(number) for number in links if int(number) in {today, early, tagged, *not_due}]
    assert ours == [early, today, tagged]
    rows = [words for _, words in page.all("span", class_="due")]
    assert any(row.startswith("Due") and row.endswith("3 days ago") for row in rows)
    assert "Due no day named" in rows


def test_without_the_field_nothing_is_due(browser: Browser) -> None:
    """An account that was never set up has an empty list, which says what it waits for."""
    store = browser.sandbox.store
    assert views.listing(store, "due", 1, "zendesk", None).due == {}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store with 6,000 tickets, the oldest of which is late, and one that is late and deleted."""
    path: Path = tmp_path_factory.mktemp("crowded") / "sandbox.db"
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    store = Store(path, lambda: now)
    seed.fill(store, SandboxCredentials(), demo=False)
    rows = list(volume.rows(6_000, 0, int(now.timestamp())))
    bulk.write(store, rows)
    agent = store.users(("agent",))[0].id
    values = {"add_tags": ["backorder"], "status": "open", "zendesk_fields": {"7": "November 20"}}
    store.update_ticket(1, TicketWrite(agent, values, at=now - timedelta(days=3)))
    store.update_ticket(2, TicketWrite(agent, values | {"deleted": True}))
    yield store
    store.close()


@pytest.mark.parametrize("view", ["backorder", "due"])
def test_views_are_exact_among_many_tickets(crowded: Store, view: str) -> None:
    """A late ticket is found however many others have changed since; deleted ones count nowhere."""
    found = views.listing(crowded, view, 1, "zendesk", "7")
    assert [ticket.id for ticket in found.tickets] == [1]
    assert found.counts == {"all": 5_999, "backorder": 1, "due": 1, "moved": 0, "mine": 0}
    assert not found.more


def test_views_by_tag_read_an_index(crowded: Store) -> None:
    """What keeps a list fast among a million tickets: no question about tags reads the whole table."""
    for question in (views._COUNT_TAGGED, views._TAGGED, views._PROMISED):
        asked = {"tag": "backorder", "limit": 1, "offset": 0, "face": "zendesk", "field": None}
        plan = [row[3] for row in crowded.read(f"EXPLAIN QUERY PLAN {question}", asked)]
        assert any("tickets_marked" in step for step in plan), plan
        assert "SCAN tickets" not in plan


def _view(browser: Browser, title: str, **more: object) -> int:
    """Make a view of the unsolved tickets with the tag ``asked_for`` in Zendesk."""
    every = [
        {"field": "status", "operator": "less_than", "value": "solved"},
        {"field": "current_tags", "operator": "includes", "value": "asked_for"},
    ]
    return int(browser.api("POST", "views.json", {"view": {"title": title, "all": every, **more}})["view"]["id"])


def test_views_of_the_helpdesk_stand_beside_the_desks_own(browser: Browser) -> None:
    """Zendesk's active views are listed with their numbers and open their tickets; Freshdesk's desk has none."""
    inside, solved = (browser.load(tags=["asked_for"]) for _ in range(2))
    browser.api("PUT", f"tickets/{solved}.json", {"ticket": {"status": "solved"}})
    shown = _view(browser, "Asked::<for>")
    _view(browser, "Switched off", active=False)
    page = browser.get("/desk/zendesk")
    links = {words: attrs["href"] for attrs, words in page.all("a") if attrs["href"].startswith("?view=view-")}
    assert links == {"Asked \u203a <for> 1": f"?view=view-{shown}"}
    assert page.one("span", class_="group")[1] == "Views in Zendesk"
    opened = browser.get(f"/desk/zendesk?view=view-{shown}")
    assert opened.one("h1")[1] == "Asked \u203a <for>"
    assert [attrs["href"] for attrs, _ in opened.all("a", class_="ticket")] == [f"/desk/zendesk/tickets/{inside}"]
    other = browser.get("/desk/freshdesk")
    assert not other.all("span", class_="group")
    browser.get(f"/desk/freshdesk?view=view-{shown}", 404)


def test_a_view_of_the_helpdesk_has_pages(browser: Browser) -> None:
    """What does not fit on a page is on the next; the switch to the other helpdesk leads to a list that it has."""
    for _ in range(26):
        browser.load(tags=["asked_for"])
    shown = _view(browser, "Many")
    first = browser.get(f"/desk/zendesk?view=view-{shown}")
    second = browser.get(f"/desk/zendesk?view=view-{shown}&page=2")
    numbers = [{attrs["href"] for attrs, _ in page.all("a", class_="ticket")} for page in (first, second)]
    assert len(numbers[0]) == 25
    assert numbers[1]
    assert not numbers[0] & numbers[1]
    assert [attrs["href"] for attrs, _ in first.all("a") if attrs["href"].startswith("/desk/freshdesk")] == [
        "/desk/freshdesk"
    ]
