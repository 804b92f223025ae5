from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from zendesk_bridge.core.errors import Incomplete, NotFound, Unavailable
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Fields, Ticket, TicketPage, Words
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
_ENDS = ("deleted", "spam", "closed", "merged")


def scan(desk: Helpdesk, face: Face, cursor: str | None = None) -> list[TicketPage]:
    """Read to the end, from the cursor or from the beginning of the test."""
    return list(desk.changed_tickets(cursor, face.since, {}))


def newest(pages: Iterable[TicketPage]) -> dict[int, Ticket]:
    """Return what was last said of each ticket."""
    return {ticket.id: ticket for page in pages for ticket in page.tickets}


def said(words: Iterable[Words]) -> set[str]:
    """Return the texts as a reader sees them."""
    return {html_to_text(part.text) if part.html else part.text for part in words}


def heard(desk: Helpdesk, pages: Iterable[TicketPage]) -> dict[int, set[str]]:
    """Return all customer words that pages bring, or tell us to fetch."""
    found: dict[int, set[str]] = {}
    for page in pages:
        for ticket in page.tickets:
            later = desk.conversation(ticket.id).words if ticket.unread else ()
            found.setdefault(ticket.id, set()).update(said(ticket.words + later))
        for comments in page.comments:
            found.setdefault(comments.ticket_id, set()).update(said(comments.words))
    return found


def test_every_ticket_comes_with_its_words(face: Face, desk: Helpdesk) -> None:
    """A first scan brings every customer's ticket, with subject and description."""
    ids = [face.customer(f"Where is WID-{number}? Grüße", subject=f"Order {number}")[0] for number in range(5)]
    pages = scan(desk, face)
    words = {ticket.id: {part.part: said([part]) for part in ticket.words} for page in pages for ticket in page.tickets}
    for number, ticket in enumerate(ids):
        assert words[ticket] == {"subject": {f"Order {number}"}, "description": {f"Where is WID-{number}? Grüße"}}
    assert newest(pages)[ids[0]].tags == {"vip"}


def test_an_empty_account_has_a_cursor(empty: Face) -> None:
    """Where nothing is, a scan still says where the next one goes on, and that one finds what came since."""
    desk = empty.desk()
    pages = scan(desk, empty)
    assert newest(pages) == {}
    assert pages[-1].cursor
    [ticket] = empty.customer()
    assert ticket in newest(scan(desk, empty, pages[-1].cursor))


def test_the_cursor_goes_on(face: Face, desk: Helpdesk) -> None:
    """Ten runs between which tickets are opened, edited and commented lose nothing; most is not read again."""
    ids = face.customer(tickets=30, apart=60)
    cursor, calm = None, 0
    for run in range(10):
        face.later(600)
        [ids[run]] = new = face.customer()
        face.edit(ids[20], add_tags=[f"run-{run}"])
        face.says(ids[10], f"Any news? {run}")
        pages = scan(desk, face, cursor)
        cursor = pages[-1].cursor
        found = newest(pages)
        assert {*new, ids[10], ids[20]} <= found.keys()
        assert f"run-{run}" in found[ids[20]].tags
        assert f"Any news? {run}" in heard(desk, pages)[ids[10]]
        calm += run > 1 and len(found) <= 6
    assert calm == 8


def test_tickets_of_one_second_all_come(face: Face, desk: Helpdesk) -> None:
    """250 tickets that changed in the same second are all read, and a later scan goes on from there."""
    ids = face.customer(tickets=250)
    pages = scan(desk, face)
    assert set(ids) <= newest(pages).keys()
    [late] = face.customer()
    assert late in newest(scan(desk, face, pages[-1].cursor))


def test_tickets_that_move_while_they_are_read(face: Face, desk: Helpdesk) -> None:
    """Edits between two pages, to tickets read already and to others, lose no ticket and no edit."""
    ids = face.customer(tickets=250, apart=1)
    pages = []
    for page in desk.changed_tickets(None, face.since, {}):
        pages.append(page)
        face.later(5)
        for ticket in (ids[0], ids[99], ids[100], ids[-1]):
            face.edit(ticket, add_tags=[f"page-{len(pages)}"])
        if len(pages) > 8:
            break  # our own edits keep it going
    pages += scan(desk, face, pages[-1].cursor)
    found = newest(pages)
    assert set(ids) <= found.keys()
    for ticket in (ids[0], ids[99], ids[100], ids[-1]):
        assert found[ticket].tags == set(face.kept(ticket).tags)


def test_every_page_can_be_gone_on_from(face: Face, desk: Helpdesk) -> None:
    """A run that stops after any page loses nothing: that page's cursor leads to all the rest."""
    ids = face.customer(tickets=250, apart=1)
    face.says(ids[3], "And WID-99?")
    face.later(600)
    pages = scan(desk, face)
    for last in range(len(pages)):
        done = [*pages[: last + 1], *scan(face.desk(), face, pages[last].cursor)]
        assert set(ids) <= newest(done).keys()
        assert "And WID-99?" in heard(desk, done)[ids[3]]


def test_late_comments_are_heard(face: Face, desk: Helpdesk) -> None:
    """What a customer writes after the first scan is delivered, on old tickets and by several customers."""
    ids = face.customer(tickets=3)
    cursor = scan(desk, face)[-1].cursor
    for pause in (0, 30, 600, 7200):
        face.later(pause)
        for ticket in ids:
            face.says(ticket, f"After {pause}: <b> & Grüße")
        pages = scan(desk, face, cursor)
        cursor = pages[-1].cursor
        found = heard(desk, pages)
        assert all(f"After {pause}: <b> & Grüße" in found[ticket] for ticket in ids)


def test_changes_that_show_late_are_not_lost(face: Face, desk: Helpdesk) -> None:
    """While the helpdesk withholds the last minute, scans every 40 seconds still bring every ticket and comment."""
    face.admin("lag", {"seconds": 60})
    [old] = face.customer()
    cursor, pages, opened = None, [], []
    for run in range(8):
        face.later(40)
        opened += face.customer()
        face.says(old, f"Say {run}")
        pages += scan(desk, face, cursor)
        cursor = pages[-1].cursor
    face.later(120)
    pages += scan(desk, face, cursor)
    assert set(opened) <= newest(pages).keys()
    assert {f"Say {run}" for run in range(8)} <= heard(desk, pages)[old]


def test_agents_are_never_heard(face: Face, desk: Helpdesk) -> None:
    """Replies of agents, private notes whoever wrote them, and tickets that an agent opened are not listened to."""
    [ticket] = face.customer("My lamp")
    mail = face.outbound("We owe you")
    cursor = scan(desk, face)[-1].cursor
    face.later(600)
    face.says(ticket, "Reply WID-1", "agent")
    face.says(ticket, "Note WID-2", "agent", public=False)
    face.says(ticket, "Hidden WID-5", public=False)
    face.says(ticket, "Mine WID-3")
    face.says(mail, "Answer WID-4")
    pages = scan(desk, face, None) + scan(desk, face, cursor)
    assert heard(desk, pages)[ticket] == {"My order", "My lamp", "Mine WID-3"}
    assert heard(desk, pages)[mail] == {"Answer WID-4"}
    assert said(desk.conversation(ticket).words) == {"Mine WID-3"}
    assert said(desk.ticket(ticket, {}).words) == {"My order", "My lamp", "Mine WID-3"}
    assert said(desk.ticket(mail, {}).words) == {"Answer WID-4"}


def test_many_comments(face: Face, desk: Helpdesk) -> None:
    """More than a page of comments of all kinds comes apart cleanly."""
    [ticket] = face.customer()
    for number in range(35):
        face.says(ticket, f"Customer {number}")
        face.says(ticket, f"Agent {number}", "agent")
        face.says(ticket, f"Note {number}", "agent", public=False)
    assert said(desk.conversation(ticket).words) == {f"Customer {number}" for number in range(35)}


@pytest.mark.parametrize("end", _ENDS)
def test_how_tickets_end(face: Face, desk: Helpdesk, end: str) -> None:
    """A ticket that came to an end is told as such by id, and a scan never shows it as open."""
    [ticket] = face.customer()
    face.end_as(ticket, end)
    [told] = desk.tickets([ticket], {})
    assert (told.id, told.status, told.words) == (ticket, face.statuses[end], ())
    listed = newest(scan(desk, face)).get(ticket)
    assert listed is None or listed.status is face.statuses[end]


@pytest.mark.parametrize("status", ["open", "pending", "solved"])
def test_where_tickets_stand(face: Face, desk: Helpdesk, status: str) -> None:
    """A ticket that agents work on has the same status in a scan and by id."""
    [ticket] = face.customer(status=status)
    [told] = desk.tickets([ticket], {})
    assert told.status == newest(scan(desk, face))[ticket].status == desk.ticket(ticket, {}).status == status


def test_tickets_by_id(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Of 150 ids each comes once, in order, without words; one that never was is deleted; fields are empty text."""
    ids = [*face.customer(tickets=149), 99_999_999]
    found = list(desk.tickets(ids, fields))
    assert [ticket.id for ticket in found] == ids
    assert found[-1].status == "deleted"
    assert all(ticket.words == () and ticket.fields == dict.fromkeys(fields, "") for ticket in found[:-1])


def test_a_ticket_that_is_gone(face: Face, desk: Helpdesk) -> None:
    """One ticket that is deleted, or never was, is not found, or told as deleted."""
    [ticket] = face.customer()
    face.end_as(ticket, "deleted")
    for number in (ticket, 99_999_999):
        try:
            found = desk.ticket(number, {})
        except NotFound:
            continue
        assert found.status == "deleted"


def test_languages(face: Face, desk: Helpdesk) -> None:
    """A requester's language is known, by the listing or by asking; one who is gone has none."""
    [german], [brazilian] = (
        face.customer(requester={"email": f"{locale}@example.com", "locale": locale}) for locale in ("de", "pt-BR")
    )
    found = newest(scan(desk, face))
    people = [found[german].requester_id, found[brazilian].requester_id]
    assert all(people)
    told = desk.locales([*people, people[0], 1])
    assert told == {people[0]: "de", people[1]: "pt_BR"}
    assert {found[german].locale, found[brazilian].locale} <= {"de", "pt_BR", None}


def test_words_are_not_printed(face: Face, desk: Helpdesk) -> None:
    """The representation of a page, as a log would show it, holds nothing that a customer wrote."""
    [ticket] = face.customer("Confidential WID-12", subject="Confidential")
    face.says(ticket, "Confidential too")
    pages = scan(desk, face)
    assert newest(pages)[ticket].words
    assert "Confidential" not in repr(pages)
    assert "Confidential" not in repr(desk.ticket(ticket, {}))


@pytest.mark.parametrize("cursor", ["nonsense", "{}", "[1]", '{"tickets": 1}'])
def test_a_strange_cursor_is_an_error(face: Face, desk: Helpdesk, cursor: str) -> None:
    """A cursor that is not ours stops the scan instead of starting another."""
    with pytest.raises(Incomplete):
        scan(desk, face, cursor)


def test_a_scan_that_breaks_off_is_an_error(face: Face, desk: Helpdesk) -> None:
    """When a later page does not come, the scan says so, and the next one still finds everything."""
    ids = face.customer(tickets=120, apart=1)
    face.fault("status", "tickets|events", "GET", start=2, to=None, status=502)
    pages: list[TicketPage] = []
    with pytest.raises(Unavailable):
        pages.extend(desk.changed_tickets(None, face.since, {}))
    face.admin("faults", method="DELETE")
    pages += scan(desk, face, pages[-1].cursor if pages else None)
    assert set(ids) <= newest(pages).keys()


@pytest.mark.parametrize(
    "number", ["1e999", "-1", "Infinity", "NaN", "1" + "0" * 400, '"99999-01-01"', "[" * 2000, "null"]
)
def test_an_absurd_position_is_told(desk: Helpdesk, face: Face, number: str) -> None:
    """A position that is no time of this age is an error that says so, and asks nobody anything."""
    names = ("since", "tickets", "tickets_from", "events_from")
    cursor = "{" + ", ".join(f'"{name}": {number}' for name in names) + "}"
    with pytest.raises(Incomplete, match=r"position|cursor"):
        scan(desk, face, cursor)
