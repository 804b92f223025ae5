from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests
import responses
from responses.matchers import json_params_matcher

from zendesk_bridge.core.errors import AuthRefused, NotFound, Rejected, Unavailable
from zendesk_bridge.core.model import (
    Change,
    Failed,
    FieldKey,
    Note,
    Outcome,
    RemoteField,
    Skipped,
    SkipReason,
    Stale,
    Ticket,
    TicketPatch,
    TicketStatus,
    Words,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks.freshdesk import ApiKey, build

API = "https://acme.freshdesk.com/api/v2"
ONE = f"{API}/tickets/1"
TALK = f"{ONE}/conversations"
FIELDS = {
    FieldKey.ITEMS: RemoteField(1, "cf_items", "Items", "custom_text"),
    FieldKey.SHIP_WINDOW: RemoteField(2, "cf_window", "Window", "custom_text"),
}
ROW = {
    "id": 1,
    "status": 2,
    "subject": "Where is WID-12?",
    "description_text": "Hello",
    "tags": ["VIP", "old"],
    "custom_fields": {"cf_items": "WID-12", "cf_window": "soon", "cf_theirs": "x"},
    "requester_id": 8,
}
PATCH = TicketPatch(
    1,
    add_tags=frozenset({"backorder", "vip"}),
    remove_tags=frozenset({"OLD", "absent"}),
    fields=((FieldKey.ITEMS, "WID-12"), (FieldKey.SHIP_WINDOW, "Dec 1")),
)
BODY = {"tags": ["VIP", "backorder"], "custom_fields": {"cf_window": "Dec 1"}}
DONE = {**ROW, "tags": BODY["tags"], "custom_fields": {"cf_items": "WID-12", "cf_window": "Dec 1", "cf_theirs": "x"}}
NOTE = Note("<div>told [zb-note-1]</div>", "[zb-note-1]")
Server = responses.RequestsMock
Json = dict[str, Any]
LOST = requests.ConnectionError("cut")


@pytest.fixture
def http() -> Iterator[Server]:
    """Nothing but what a test registers, all of it, in order."""
    registry = responses.registries.OrderedRegistry
    with responses.RequestsMock(assert_all_requests_are_fired=True, registry=registry) as mock:
        yield mock


@pytest.fixture
def desk() -> Helpdesk:
    """A client that never sleeps."""
    return build("eu", "https://acme.freshdesk.com", ApiKey("KEY"), sleep=lambda _: None)


def patched(desk: Helpdesk, *ids: int, patch: TicketPatch = PATCH) -> list[Outcome]:
    """Return the outcomes of the same patch on tickets as just read."""
    outcomes: list[Outcome] = []
    for one in desk.tickets(ids, FIELDS):
        change = [] if isinstance(one, Failed) else [Change(one, replace(patch, ticket_id=one.id))]
        outcomes += [one] if isinstance(one, Failed) else desk.patch(change, FIELDS)
    return outcomes


def listed() -> Ticket:
    """Return the ticket as a listing showed it."""
    fields = {FieldKey.ITEMS: "WID-12", FieldKey.SHIP_WINDOW: "soon"}
    return Ticket(1, TicketStatus.OPEN, frozenset({"vip", "old"}), fields, words=(Words("comment 3", "x"),))


def test_patch(http: Server, desk: Helpdesk) -> None:
    """One GET, one PUT with tags and fields together: agents' tags and spelling survive, only changes are named."""
    http.get(ONE, json=ROW)
    http.put(ONE, json=DONE, match=[json_params_matcher(BODY)])
    assert patched(desk, 1) == [Written(PATCH)]
    assert desk.calls == 2


def test_nothing_to_do(http: Server, desk: Helpdesk) -> None:
    """What is there already is not sent."""
    http.get(
        ONE, json={**ROW, "tags": ["Backorder", "vip"], "custom_fields": {"cf_items": "WID-12", "cf_window": "Dec 1"}}
    )
    assert patched(desk, 1) == [Written(PATCH, changed=False)]


def test_a_listed_ticket_is_read_before_it_is_written(http: Server, desk: Helpdesk) -> None:
    """A reading of some time ago is compared with one of now: tags that are nobody's concern may differ."""
    http.get(ONE, json={**ROW, "tags": ["VIP", "old", "agents-new"]})
    http.put(ONE, json={**DONE, "tags": ["VIP", "agents-new", "backorder"]})
    assert list(desk.patch([Change(listed(), PATCH)], FIELDS)) == [Written(PATCH)]
    assert json.loads(http.calls[-1].request.body)["tags"] == ["VIP", "agents-new", "backorder"]


@pytest.mark.parametrize(
    "now",
    [{"status": 4}, {"tags": ["VIP"]}, {"custom_fields": {"cf_items": "WID-12", "cf_window": "by hand"}}],
    ids=["solved", "tag", "field"],
)
def test_a_ticket_that_is_not_what_was_decided_on(http: Server, desk: Helpdesk, now: Json) -> None:
    """Nothing is written, the ticket comes back as it is, and once decided on again it is written without a reading."""
    http.get(ONE, json={**ROW, **now})
    [stale] = desk.patch([Change(listed(), PATCH)], FIELDS)
    assert isinstance(stale, Stale)
    assert not stale.begun
    assert stale.ticket.words == ()
    http.put(ONE, json={**ROW, **now, "tags": ["VIP", "backorder"]})
    tag = TicketPatch(1, add_tags=frozenset({"backorder"}), remove_tags=frozenset({"old"}))
    assert list(desk.patch([Change(stale.ticket, tag)], FIELDS)) == [Written(tag)]
    assert [call.request.method for call in http.calls] == ["GET", "PUT"]


@pytest.mark.parametrize("there", [["VIP"], ["VIP", "backorder", "OLD"]], ids=["lost", "kept"])
def test_tags_that_did_not_become_what_was_asked(http: Server, desk: Helpdesk, there: list[str]) -> None:
    """An answer without our tag, or with one that was to go, is no success: somebody wrote the list meanwhile."""
    http.get(ONE, json=ROW)
    http.put(ONE, json={**DONE, "tags": there})
    [stale] = patched(desk, 1)
    assert isinstance(stale, Stale)
    assert stale.begun
    http.get(ONE, json={**DONE, "tags": [*there, "agents-new"]})
    http.put(ONE, json=DONE)
    assert list(desk.patch([Change(stale.ticket, PATCH)], FIELDS)) == [Written(PATCH)]
    assert set(json.loads(http.calls[-1].request.body)["tags"]) == {"VIP", "agents-new", "backorder"}


def test_a_conflict_is_decided_on_again(http: Server, desk: Helpdesk) -> None:
    """A 409 wrote nothing; the ticket comes back as it is."""
    http.get(ONE, json=ROW)
    http.put(ONE, status=409, json={})
    http.get(ONE, json={**ROW, "status": 3})
    [stale] = patched(desk, 1)
    assert isinstance(stale, Stale)
    assert (stale.ticket.status, stale.begun) == (TicketStatus.PENDING, False)


@pytest.mark.parametrize(("status", "reason"), [(405, SkipReason.SPAM), (404, SkipReason.DELETED)])
def test_put_that_finds_no_ticket(http: Server, desk: Helpdesk, status: int, reason: SkipReason) -> None:
    """Spam and deleted tickets cannot be written and are skipped for good, not failed."""
    http.get(ONE, json=ROW)
    http.put(ONE, status=status)
    if status == 404:
        http.get(ONE, status=404)
        http.get(f"{API}/tickets", json=[])
    else:
        http.get(ONE, json={**ROW, "spam": True})
    assert patched(desk, 1) == [Skipped(1, reason)]


ACCESS = {"code": "access_denied", "message": "You are not authorized"}
CLEARED = TicketPatch(1, fields=((FieldKey.SHIP_WINDOW, ""),))


def test_put_that_this_agent_may_not_do(http: Server, desk: Helpdesk) -> None:
    """A 403 about one ticket fails that ticket, and the next one is written."""
    http.get(ONE, json=ROW)
    http.put(ONE, status=403, json=ACCESS)
    http.get(f"{API}/tickets", json=[])
    http.get(f"{API}/tickets/2", json={**ROW, "id": 2})
    http.put(f"{API}/tickets/2", json=DONE)
    first, second = patched(desk, 1, 2)
    assert isinstance(first, Failed)
    assert "403 access_denied" in first.reason
    assert second == Written(replace(PATCH, ticket_id=2))


@pytest.mark.parametrize("status", [403, 409])
def test_note_refused(http: Server, desk: Helpdesk, status: int) -> None:
    """A conflict or a missing right on the note fails that ticket only."""
    patch = TicketPatch(1, add_tags=frozenset({"backorder"}), note=NOTE)
    http.get(ONE, json=ROW)
    http.put(ONE, json={**ROW, "tags": ["backorder"]})
    http.post(f"{ONE}/notes", status=status, json=ACCESS)
    if status == 403:
        http.get(f"{API}/tickets", json=[])
    assert isinstance(patched(desk, 1, patch=patch)[0], Failed)


def test_conflict_on_the_second_put(http: Server, desk: Helpdesk) -> None:
    """A conflict where a field is cleared in the other way is one like any."""
    http.get(ONE, json=ROW)
    http.put(ONE, status=400, json={})
    http.put(ONE, status=409, json={})
    http.get(ONE, json={**ROW, "spam": True})
    assert patched(desk, 1, patch=CLEARED) == [Skipped(1, SkipReason.SPAM)]


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
@pytest.mark.parametrize("code", ["account_suspended", "password_lockout", "password_expired", "ssl_required"])
def test_an_account_that_is_shut_while_we_run(http: Server, desk: Helpdesk, code: str, method: str) -> None:
    """A code about the account stops the run, wherever it comes, and never makes a ticket a deleted one."""
    http.get(ONE, status=404)
    http.get(f"{API}/tickets", json=[])
    assert patched(desk, 1) == [Skipped(1, SkipReason.DELETED)]
    if method != "GET":
        http.get(ONE, json=ROW)
    if method == "POST":
        http.put(ONE, json={**ROW, "tags": ["backorder"]})
    http.add(method, f"{ONE}/notes" if method == "POST" else ONE, status=403, json={"code": code, "message": "Jane"})
    with pytest.raises(AuthRefused, match=code) as caught:
        patched(desk, 1, patch=TicketPatch(1, add_tags=frozenset({"backorder"}), note=NOTE))
    assert "Jane" not in str(caught.value)


def test_an_account_that_is_shut_has_no_languages(http: Server, desk: Helpdesk) -> None:
    """Where the account is the matter, a contact is not taken for one without a language."""
    http.get(f"{API}/contacts/8", status=403, json={"code": "account_suspended"})
    with pytest.raises(AuthRefused):
        desk.locales([8])


def test_a_key_that_loses_its_rights_deletes_nothing(http: Server, desk: Helpdesk) -> None:
    """After a real deletion was proven, a 403 still only means that this key may not see the ticket."""
    http.get(ONE, status=404)
    http.get(f"{API}/tickets", json=[])
    http.get(f"{API}/tickets/2", status=403, json=ACCESS)
    deleted, hidden = patched(desk, 1, 2)
    assert deleted == Skipped(1, SkipReason.DELETED)
    assert isinstance(hidden, Failed)
    assert "403" in hidden.reason


def test_a_wrong_subdomain_deletes_nothing(http: Server, desk: Helpdesk) -> None:
    """Where nothing at all is found, writing stops and no ticket counts as deleted."""
    http.get(ONE, status=404)
    http.get(f"{API}/tickets", status=404)
    with pytest.raises(NotFound):
        patched(desk, 1)


def test_put_refused(http: Server, desk: Helpdesk) -> None:
    """A refusal fails this ticket, telling fields and codes and never a sentence."""
    http.get(ONE, json=ROW)
    error = {"field": "cf_size", "code": "missing_field", "message": "jane@example.com wrote"}
    http.put(ONE, status=400, json={"description": "Validation failed", "errors": [error]})
    [outcome] = patched(desk, 1)
    assert isinstance(outcome, Failed)
    assert "cf_size: missing_field" in outcome.reason
    assert "jane" not in outcome.reason


def test_clearing_a_field(http: Server, desk: Helpdesk) -> None:
    """An empty text clears with null; where that is refused, with empty text."""
    http.get(ONE, json=ROW)
    http.put(ONE, status=400, json={}, match=[json_params_matcher({"custom_fields": {"cf_window": None}})])
    emptied = {**ROW, "custom_fields": {"cf_window": None}}
    http.put(ONE, json=emptied, match=[json_params_matcher({"custom_fields": {"cf_window": ""}})])
    assert patched(desk, 1, patch=CLEARED) == [Written(CLEARED)]


def test_note_follows_the_put(http: Server, desk: Helpdesk) -> None:
    """Tags and fields first, then the private note, without a look."""
    patch = TicketPatch(1, add_tags=frozenset({"backorder"}), note=NOTE)
    http.get(ONE, json=ROW)
    http.put(ONE, json={**ROW, "tags": ["VIP", "old", "backorder"]})
    http.post(f"{ONE}/notes", status=201, json={}, match=[json_params_matcher({"body": NOTE.html, "private": True})])
    assert patched(desk, 1, patch=patch) == [Written(patch)]


@pytest.mark.parametrize(
    ("rows", "changed"),
    [([{"id": 3, "private": True, "body": "<div>told [zb-note-1]</div>"}], False), ([{"id": 3, "body": "else"}], True)],
)
def test_note_alone_looks_first(http: Server, desk: Helpdesk, rows: list[Json], changed: object) -> None:
    """When nothing else is due an earlier run may have posted it: its marker is looked for."""
    http.get(ONE, json=ROW)
    http.get(TALK, json=rows)
    if changed:
        http.post(f"{ONE}/notes", status=201, json={})
    patch = TicketPatch(1, note=NOTE)
    assert patched(desk, 1, patch=patch) == [Written(patch, changed=changed)]


def test_note_after_a_lost_answer(http: Server, desk: Helpdesk) -> None:
    """A note whose answer was lost is looked for before it is posted again."""
    patch = TicketPatch(1, add_tags=frozenset({"backorder"}), note=NOTE)
    http.get(ONE, json=ROW)
    http.put(ONE, json={**ROW, "tags": ["backorder"]})
    http.post(f"{ONE}/notes", body=LOST)
    http.get(TALK, json=[{"id": 3, "body_text": "told [zb-note-1]"}])
    assert patched(desk, 1, patch=patch) == [Written(patch)]
    assert [call.request.method for call in http.calls] == ["GET", "PUT", "POST", "GET"]


def test_put_is_sent_again_after_a_lost_answer(http: Server, desk: Helpdesk) -> None:
    """Tags and fields may be written twice, so the transport tries again by itself."""
    http.get(ONE, json=ROW)
    http.put(ONE, body=LOST)
    http.put(ONE, json=DONE)
    assert patched(desk, 1) == [Written(PATCH)]


def test_helpdesk_down(http: Server, desk: Helpdesk) -> None:
    """Being down is not one ticket's failure: it is raised."""
    http.get(ONE, json=ROW)
    for _ in range(6):
        http.put(ONE, status=503)
    for _ in range(6):
        http.get(f"{API}/tickets", status=503)
    with pytest.raises(Unavailable):
        patched(desk, 1)


@pytest.mark.parametrize("there", [DONE, ROW])
def test_what_a_write_dropped_is_told(http: Server, desk: Helpdesk, there: Json) -> None:
    """A PUT that answers well and keeps another text in a field has failed; one without an answer is read."""
    http.get(ONE, json=ROW)
    http.put(ONE, status=204)
    http.get(ONE, json={**there, "tags": BODY["tags"]})
    (outcome,) = patched(desk, 1)
    assert outcome == (Written(PATCH) if there is DONE else Failed(1, "the helpdesk did not take: cf_window"))


def test_another_writing_of_the_same_words_is_no_loss(http: Server, desk: Helpdesk) -> None:
    """Entities, white space and composed letters are the server's business."""
    http.get(ONE, json=ROW)
    rewritten = {"cf_items": "WID-12", "cf_window": " De&#99;&nbsp;1 "}
    http.put(ONE, json={**DONE, "custom_fields": rewritten})
    assert patched(desk, 1) == [Written(PATCH)]


def test_gone_tickets(http: Server, desk: Helpdesk) -> None:
    """404 means deleted once it is proven that the key reads tickets; one that is hidden has failed."""
    http.get(ONE, json={**ROW, "spam": True})
    http.get(f"{API}/tickets/2", status=404)
    http.get(re.compile(rf"{API}/tickets\?per_page=1$"), json=[])
    http.get(f"{API}/tickets/3", status=403, json={"code": "access_denied"})
    *found, hidden = desk.tickets([1, 2, 3], FIELDS)
    assert isinstance(hidden, Failed)
    assert isinstance(hidden.cause, AuthRefused)
    assert [(ticket.id, ticket.status) for ticket in found] == [(1, TicketStatus.SPAM), (2, TicketStatus.DELETED)]
    assert not any(ticket.words for ticket in found)


@pytest.mark.parametrize(("first", "error"), [(403, AuthRefused), (404, NotFound)])
def test_key_or_address_that_reads_nothing(http: Server, desk: Helpdesk, first: int, error: type[Exception]) -> None:
    """A key without rights or a wrong subdomain must not look like deleted tickets."""
    http.get(ONE, status=first)
    http.get(f"{API}/tickets", status=first)
    with pytest.raises(error):
        list(desk.tickets([1], FIELDS))


def test_wrong_key(http: Server, desk: Helpdesk) -> None:
    """A 401 stops at once."""
    http.get(ONE, status=401, json={"code": "invalid_credentials"})
    with pytest.raises(AuthRefused):
        patched(desk, 1)


def test_ticket_with_all_words(http: Server, desk: Helpdesk) -> None:
    """Subject, description and every public customer entry, over all pages of the conversation."""
    said = {"id": 5, "incoming": True, "private": False, "body_text": "and WID-14?"}
    http.get(ONE, json=ROW)
    http.get(TALK, json=[said], headers={"Link": f'<{TALK}?page=2>; rel="next"'})
    http.get(TALK, json=[{**said, "id": 6, "incoming": False}, {**said, "id": 7}])
    ticket = desk.ticket(1, FIELDS)
    assert [words.part for words in ticket.words] == ["subject", "description", "comment 5", "comment 7"]


@pytest.mark.parametrize(("status", "told"), [(404, "deleted"), (403, "403")])
def test_no_such_ticket(http: Server, desk: Helpdesk, status: int, told: str) -> None:
    """Asking for one that is not there, or not for us, is NotFound."""
    http.get(ONE, status=status)
    http.get(f"{API}/tickets", json=[])
    with pytest.raises(NotFound if status == 404 else Rejected, match=told):
        desk.ticket(1, FIELDS)


def test_locales(http: Server, desk: Helpdesk) -> None:
    """Each contact is asked once; agents, who are no contacts, and hidden ones have none."""
    http.get(f"{API}/contacts/8", json={"id": 8, "language": "pt-BR"})
    http.get(f"{API}/contacts/9", status=404)
    http.get(f"{API}/contacts/10", status=403, json=ACCESS)
    http.get(f"{API}/tickets", json=[])
    assert desk.locales([8, 9, 10]) == {8: "pt_BR"}
    assert desk.locales([9, 8]) == {8: "pt_BR"}
