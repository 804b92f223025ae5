"""One ticket that the helpdesk will not give or take is that ticket's trouble, whatever the answer's status."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from zendesk_bridge.core.errors import AuthRefused, NotFound, Rejected, Unavailable
from zendesk_bridge.core.model import (
    Change,
    Conversation,
    Failed,
    FieldKey,
    Fields,
    Note,
    Outcome,
    Skipped,
    Stale,
    TicketPatch,
    Written,
)
from zendesk_bridge.core.ports import Helpdesk

Face = Any  # a class in conftest.py, which a test cannot import
STATUSES = [301, 400, 403, 404, 405, 410, 422, 423, 500]
PAGE = "<html><body>Alex Morgan wrote: WID-12</body></html>"
TAG = TicketPatch(0, add_tags=frozenset({"bo_late"}), fields=((FieldKey.ITEMS, "WID-12"),))
NOTE = Note("<p>Told [zb-note-9]</p>", "[zb-note-9]", maybe_there=True)


def spoil(face: Face, ticket: int, method: str, status: int, body: object = PAGE) -> None:
    """Let every request of this method about one ticket, and its row in a job, end with this answer."""
    face.fault("fail_rows", tickets=[ticket])
    face.fault("status", rf"/tickets/{ticket}\b", method, to=None, status=status, body=body)


def written(face: Face, desk: Helpdesk, fields: Fields, ids: list[int], patch: TicketPatch = TAG) -> dict[int, Outcome]:
    """Read and patch these tickets; return what became of each."""
    found: dict[int, Outcome] = {}
    changes = []
    for ticket in desk.tickets(ids, fields):
        if isinstance(ticket, Failed):
            found[ticket.ticket_id] = ticket
        else:
            changes.append(Change(ticket, replace(patch, ticket_id=ticket.id)))
    for outcome in desk.patch(changes, fields):
        assert not isinstance(outcome, Stale)
        found[outcome.patch.ticket_id if isinstance(outcome, Written) else outcome.ticket_id] = outcome
    for ticket in ids:
        if isinstance(found[ticket], Written):
            assert "bo_late" in face.kept(ticket).tags
    return found


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_one_ticket_stops_no_other(face: Face, desk: Helpdesk, fields: Fields, method: str, status: int) -> None:
    """Whatever is asked about one ticket and however that is answered, the others are written and it is told."""
    first, bad, last = face.customer(tickets=3)
    spoil(face, bad, method, status)
    found = written(face, desk, fields, [first, bad, last], replace(TAG, note=NOTE))
    assert isinstance(found[first], Written)
    assert isinstance(found[last], Written)
    outcome = found[bad]
    assert isinstance(outcome, Written | Failed | Skipped)
    assert isinstance(outcome, Written) == ("bo_late" in face.kept(bad).tags and len(face.written_on(bad)) == 1)
    if isinstance(outcome, Failed):
        assert str(status) in outcome.reason
        assert "Alex" not in outcome.reason
    if isinstance(outcome, Skipped):
        assert status in {404, 405, 410}


@pytest.mark.parametrize("status", STATUSES)
def test_one_ticket_that_cannot_be_read(face: Face, desk: Helpdesk, status: int) -> None:
    """What cannot be read of one ticket is an error about that ticket, which says so by its kind."""
    good, bad = face.customer(tickets=2)
    spoil(face, bad, "GET", status)
    for read in (lambda: desk.conversation(bad), lambda: desk.ticket(bad, {})):
        with pytest.raises((NotFound, Rejected)):
            read()
    assert desk.conversation(good) == Conversation()
    assert desk.ticket(good, {}).id == good


@pytest.mark.parametrize("body", [PAGE, "", [1, 2], {}, {"ticket": None}], ids=["html", "empty", "list", "{}", "null"])
def test_an_answer_that_is_no_ticket(face: Face, desk: Helpdesk, fields: Fields, body: object) -> None:
    """200 with something else in it is one ticket's trouble, too; nothing is taken for written that is not."""
    first, bad, last = face.customer(tickets=3)
    for method in ("GET", "PUT"):
        spoil(face, bad, method, 200, body)
    found = written(face, desk, fields, [first, bad, last])
    assert [isinstance(found[ticket], Written) for ticket in (first, bad, last)] == [True, False, True]
    with suppress(NotFound, Rejected):
        desk.ticket(bad, fields)


def test_credentials_are_everybodys(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """A 401 is never one ticket's, not even where only that ticket was asked for."""
    (bad,) = face.customer()
    spoil(face, bad, "", 401)
    with pytest.raises(AuthRefused):
        written(face, desk, fields, [bad])


@pytest.mark.parametrize(("status", "error"), [(403, AuthRefused), (500, Unavailable)])
def test_an_account_that_answers_nothing(
    face: Face, desk: Helpdesk, fields: Fields, status: int, error: type[Exception]
) -> None:
    """Where the account answers nothing else either, no ticket is blamed for it."""
    ids = face.customer(tickets=2)
    desk.groups()  # signed in
    face.fault("status", "/api/v2/", to=None, status=status)
    with pytest.raises(error):
        written(face, desk, fields, ids)
    with pytest.raises(error):
        desk.conversation(ids[0])


def test_every_ticket_refused_names_the_cause(face: Face, desk: Helpdesk, fields: Fields) -> None:
    """Each failure holds the error that it was made of, so that whoever sees all of them can tell what they mean."""
    ids = face.customer(tickets=3)
    for ticket in ids:
        spoil(face, ticket, "PUT", 403)
    face.fault("fail_rows", tickets=ids)
    found = written(face, desk, fields, ids)
    causes = [outcome.cause for outcome in found.values() if isinstance(outcome, Failed)]
    assert [type(cause) for cause in causes] == [AuthRefused] * 3
