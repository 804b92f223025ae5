"""The client against the sandbox's Freshdesk face over real HTTP: what tables cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from zendesk_bridge.core import fields as our_fields
from zendesk_bridge.core.errors import AuthRefused
from zendesk_bridge.core.model import (
    Change,
    FieldKey,
    Fields,
    ManagedMacro,
    Marker,
    Note,
    Skipped,
    Ticket,
    TicketPatch,
    TicketStatus,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.freshdesk import ApiKey, build
from zendesk_bridge.sandbox import Sandbox

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
BODY = "<div>Hi {{ticket.requester.firstname}}</div><div><br></div><div>AT&amp;T <b>x</b>-1 &lt;3</div>"
MARKER = Marker.of("acme", "delay-update")
MACRO = ManagedMacro("delay-update", "Backorder::Late::Delay update", BODY, MARKER, add_tags=("x",), status="pending")
PATCH = TicketPatch(
    0,
    add_tags=frozenset({"backorder"}),
    fields=((FieldKey.ITEMS, "WID-12"), (FieldKey.MESSAGE, "They ship soon.\nYou may wait.")),
    note=Note("<div>told [zb-note-1]</div>", "[zb-note-1]"),
)
Admin = Callable[..., Any]


@pytest.fixture
def box() -> Iterator[Sandbox]:
    """A Freshdesk with people and groups and nothing else."""
    with Sandbox(seed=None, faces=("freshdesk",)) as sandbox:
        yield sandbox


@pytest.fixture
def desk(box: Sandbox) -> Helpdesk:
    """A client of it that waits for nothing."""
    return opened(box, box.credentials.freshdesk_api_key)


@pytest.fixture
def admin(box: Sandbox) -> Admin:
    """What happens behind the helpdesk's back."""

    def call(path: str, body: Any, method: str = "POST") -> Any:
        reply = requests.request(method, f"{box.freshdesk_url}/_sandbox/{path}", json=body, timeout=60)
        reply.raise_for_status()
        return reply.json()

    return call


def read(desk: Helpdesk, number: int, fields: Fields) -> Ticket:
    """Return a ticket as it is now."""
    [found] = desk.tickets([number], fields)
    assert isinstance(found, Ticket)
    return found


def for_(ticket: Ticket) -> TicketPatch:
    """Return the patch for this ticket."""
    return replace(PATCH, ticket_id=ticket.id)


def opened(box: Sandbox, key: str) -> Helpdesk:
    """Return a client with this key."""
    return build("eu", box.freshdesk_url, ApiKey(key), sleep=lambda _: None)


def made_fields(desk: Helpdesk) -> Fields:
    """Create our ticket fields and find them again."""
    for spec in our_fields.SPECS:
        desk.create_field(spec)
    found = our_fields.find(desk.ticket_fields(), {})
    assert found.complete
    return found.found


def loaded(admin: Admin, count: int = 1, **more: Any) -> list[int]:
    """Load tickets and return their ids."""
    rows = [
        {
            "subject": f"Where is it? {number}",
            "description": "My WID-12",
            "requester": {"email": f"c{number}@example.com", "name": "Cus Tomer", "locale": "de"},
            "tags": ["vip"],
            "created_at": (datetime.now(UTC) - timedelta(seconds=count - number)).isoformat(),
            **more,
        }
        for number in range(count)
    ]
    ids: list[int] = admin("tickets", rows)["ids"]
    return ids


def test_wrong_key(box: Sandbox) -> None:
    """A wrong key is refused with what to check."""
    with pytest.raises(AuthRefused, match="api_key"):
        opened(box, "wrong").probe()


def test_macro_life(box: Sandbox, desk: Helpdesk) -> None:
    """Every write answers exactly what the next listing says, so that nothing looks like drift."""
    vip = desk.groups()["VIP"]
    before = len(desk.macros())
    made = desk.create_macro(MACRO)
    assert (made.content, made.marker) == (desk.content(MACRO), MARKER)
    assert made in desk.macros()

    narrowed = ManagedMacro("delay-update", "Delay", "<p>New</p>\n<p>words</p>", MARKER, visible_to=(vip,))
    changed = desk.update_macro(made, narrowed)
    assert (changed.id, changed.content) == (made.id, desk.content(narrowed))
    assert changed in desk.macros()

    retired = desk.retire_macro(changed)
    assert (retired.content.active, retired.content.visible_to, retired.marker) == (False, (vip,), MARKER)
    assert retired in desk.macros()

    back = desk.update_macro(retired, MACRO)
    assert (back.content, back.digest) == (made.content, made.digest)
    assert len(opened(box, box.credentials.freshdesk_api_key).macros()) == before + 1


@pytest.mark.parametrize("path", ["canned_response_folders$", "canned_responses$"])
@pytest.mark.parametrize("effect", ["cut_after", "cut_before", "cut_within"])
def test_create_with_a_lost_answer(desk: Helpdesk, admin: Admin, path: str, effect: str) -> None:
    """Whether or not the POST took effect before the connection was cut, there is one copy in one folder."""
    admin("faults", {"method": "POST", "path": path, "effect": effect})
    made = desk.create_macro(MACRO)
    assert [macro for macro in desk.macros() if macro.marker == MARKER] == [made]


def test_portal_edit_shows(box: Sandbox, desk: Helpdesk) -> None:
    """An edit that only touches markup changes the digest, though the text is the same."""
    made = desk.create_macro(MACRO)
    url = f"{box.freshdesk_url}/api/v2/canned_responses/{made.id}"
    edit = {"content_html": BODY.replace("<b>x</b>", "<i>x</i>")}
    requests.put(url, json=edit, auth=(box.credentials.freshdesk_api_key, "X"), timeout=60).raise_for_status()
    edited = next(macro for macro in desk.macros() if macro.id == made.id)
    assert edited.content == made.content
    assert edited.digest != made.digest


def test_scan_and_patch(desk: Helpdesk, admin: Admin) -> None:
    """A scan costs a call for each 99 tickets; a mark two and its note one; the second time nothing is written."""
    fields = made_fields(desk)
    ids = loaded(admin, 250)
    before = desk.calls
    pages = list(desk.changed_tickets(None, SINCE, fields))
    found = [ticket for page in pages for ticket in page.tickets]
    assert sorted(ticket.id for ticket in found) == sorted(ids)
    assert desk.calls - before == 3
    assert {words.text for words in found[0].words if words.part == "description"} == {"My WID-12"}

    before = desk.calls
    outcomes = list(desk.patch([Change(one, for_(one)) for one in found[:3]], fields))
    assert outcomes == [Written(for_(one)) for one in found[:3]]
    assert desk.calls - before == 9
    ticket = read(desk, found[0].id, fields)
    assert ticket.tags == {"vip", "backorder"}
    assert {key: text for key, text in ticket.fields.items() if text} == dict(PATCH.fields)

    again = list(desk.patch([Change(ticket, for_(ticket))], fields))
    assert again == [Written(for_(ticket), changed=False)]
    cleared = TicketPatch(ticket.id, remove_tags=frozenset({"backorder"}), fields=((FieldKey.ITEMS, ""),))
    assert list(desk.patch([Change(ticket, cleared)], fields)) == [Written(cleared)]
    assert read(desk, ticket.id, fields).fields[FieldKey.ITEMS] == ""


def test_next_scan_reads_only_what_changed(desk: Helpdesk, admin: Admin) -> None:
    """From the cursor on: new tickets, changed ones and the overlap; a customer's reply shows as unread."""
    ids = loaded(admin, 3)
    cursor = list(desk.changed_tickets(None, SINCE, {}))[-1].cursor
    admin("clock", {"advance_seconds": 3600})
    admin(f"tickets/{ids[0]}/comments", {"author": "customer", "body": "And WID-14?"})
    cursor = list(desk.changed_tickets(cursor, SINCE, {}))[-1].cursor
    admin("clock", {"advance_seconds": 3600})
    admin(f"tickets/{ids[1]}/comments", {"author": "customer", "body": "And WID-15?"})
    pages = list(desk.changed_tickets(cursor, SINCE, {}))
    assert [(ticket.id, ticket.unread) for page in pages for ticket in page.tickets] == [
        (ids[0], True),
        (ids[1], True),
    ]
    assert [words.text for words in desk.conversation(ids[1]).words] == ["And WID-15?"]
    assert len(desk.ticket(ids[1], {}).words) == 3


def test_note_with_a_lost_answer(box: Sandbox, desk: Helpdesk, admin: Admin) -> None:
    """A note whose answer was lost stands on the ticket once."""
    fields = made_fields(desk)
    ids = loaded(admin)
    admin("faults", {"method": "POST", "path": "notes$", "effect": "cut_after"})
    for changed in (True, False):
        ticket = read(desk, ids[0], fields)
        assert list(desk.patch([Change(ticket, for_(ticket))], fields)) == [Written(for_(ticket), changed=changed)]
    url = f"{box.freshdesk_url}/api/v2/tickets/{ids[0]}/conversations"
    notes = requests.get(url, auth=(box.credentials.freshdesk_api_key, "X"), timeout=60).json()
    assert [note["private"] for note in notes] == [True]
    assert desk.conversation(ids[0]).words == ()


def test_agent_who_writes_before_our_read_keeps_the_tag(desk: Helpdesk, admin: Admin) -> None:
    """A tag that an agent added after the scan survives, because the ticket is read again before it is written."""
    ids = loaded(admin)
    listed = [ticket for page in desk.changed_tickets(None, SINCE, {}) for ticket in page.tickets]
    edit = {"ticket": ids[0], "changes": {"add_tags": ["agents-own"]}}
    admin("faults", {"method": "GET", "path": r"tickets/\d+$", "effect": "before_write", **edit})
    list(desk.patch([Change(one, TicketPatch(one.id, add_tags=frozenset({"backorder"}))) for one in listed], {}))
    assert read(desk, ids[0], {}).tags == {"vip", "agents-own", "backorder"}


def test_field_write_never_touches_tags(desk: Helpdesk, admin: Admin) -> None:
    """Where only fields change, even a tag added between our read and our write survives."""
    fields = made_fields(desk)
    ids = loaded(admin)
    edit = {"ticket": ids[0], "changes": {"add_tags": ["agents-own"]}}
    admin("faults", {"method": "PUT", "path": r"tickets/\d+$", "effect": "before_write", **edit})
    patch = TicketPatch(ids[0], add_tags=frozenset({"VIP"}), fields=((FieldKey.ITEMS, "WID-12"),))
    assert list(desk.patch([Change(read(desk, ids[0], fields), patch)], fields)) == [Written(patch)]
    assert read(desk, ids[0], {}).tags == {"vip", "agents-own"}


def test_spam_and_deleted(desk: Helpdesk, admin: Admin) -> None:
    """Spam and deleted tickets read as such, and a patch all the same is skipped for good."""
    spam, deleted = loaded(admin, 2)
    admin(f"tickets/{spam}", {"spam": True}, "PATCH")
    admin(f"tickets/{deleted}", {"deleted": True}, "PATCH")
    found = [read(desk, number, {}) for number in (spam, deleted, 999_999)]
    assert [one.status for one in found] == [TicketStatus.SPAM, TicketStatus.DELETED, TicketStatus.DELETED]
    outcomes = desk.patch([Change(one, TicketPatch(one.id, add_tags=frozenset({"backorder"}))) for one in found], {})
    assert all(isinstance(outcome, Skipped) and outcome.final for outcome in outcomes)


def test_locales(desk: Helpdesk, admin: Admin) -> None:
    """The requester's language is read once."""
    ids = loaded(admin)
    requester = desk.ticket(ids[0], {}).requester_id
    assert requester is not None
    before = desk.calls
    assert desk.locales([requester, requester]) == {requester: "de"}
    assert desk.calls - before == 1


def test_field_with_a_lost_answer(desk: Helpdesk, admin: Admin) -> None:
    """A field whose answer was lost is not made twice."""
    admin("faults", {"method": "POST", "path": "ticket_fields$", "effect": "cut_after"})
    made_fields(desk)


def test_slow_down(desk: Helpdesk, admin: Admin) -> None:
    """A 429, with Retry-After and without, and a 503 page are waited out."""
    admin("faults", {"effect": "status", "status": 429, "retry_after": 3, "body": "<html>slow down</html>"})
    admin("faults", {"effect": "status", "status": 429, "from": 2})
    admin("faults", {"effect": "status", "status": 503, "from": 3, "body": "<html>maintenance</html>"})
    assert desk.groups()
    assert desk.calls == 4


def test_cursor_of_an_empty_account(desk: Helpdesk) -> None:
    """An empty account yields one page, and its cursor can be continued."""
    [page] = desk.changed_tickets(None, datetime.now(UTC) - timedelta(days=30), {})
    assert page.tickets == ()
    assert [again.cursor for again in desk.changed_tickets(page.cursor, SINCE, {})] == [page.cursor]
