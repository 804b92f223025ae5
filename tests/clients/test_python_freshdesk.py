"""python-freshdesk 1 on the Freshdesk face; it has no calls for canned responses, jobs and automations."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.clients

Published = Callable[[str], Any]


def opened(fresh: Any, subject: str = "Where is my widget?", **more: Any) -> Any:
    """Create a ticket; returns it."""
    return fresh.tickets.create_ticket(subject, description="<p>It is late.</p>", email="ana@example.com", **more)


def test_agents_and_groups(fresh: Any) -> None:
    """Who am I, all agents by page, one by id, and the groups."""
    me = fresh.agents.currently_authenticated_agent()
    agents = fresh.agents.list_agents(per_page=2)
    assert me.id in [one.id for one in agents]
    assert fresh.agents.get_agent(me.id).contact["email"] == me.contact["email"]
    groups = fresh.groups.list_groups()
    assert fresh.groups.get_group(groups[0].id).name == groups[0].name


def test_ticket_life(fresh: Any) -> None:
    """A ticket is created with tags, read with what belongs to it, updated, and deleted."""
    ticket = opened(fresh, tags=["late", "vip"], priority=3)
    assert (ticket.priority, ticket.status, sorted(ticket.tags)) == ("high", "open", ["late", "vip"])
    full = fresh.tickets.get_ticket(ticket.id, "requester", "stats", "conversations")
    assert (full.requester["email"], full.conversations) == ("ana@example.com", [])
    changed = fresh.tickets.update_ticket(ticket.id, tags=["late"], status=3)
    assert (changed.tags, changed.status) == (["late"], "pending")
    fresh.tickets.delete_ticket(ticket.id)
    assert ticket.id in [one.id for one in fresh.tickets.list_deleted_tickets()]


def test_lists_of_tickets(fresh: Any) -> None:
    """The named filters answer, and pages add up to all of the last 30 days."""
    ticket = opened(fresh)
    everything = fresh.tickets.list_tickets(filter_name=None)
    assert [one.id for one in fresh.tickets.list_tickets(filter_name=None, per_page=7)] == [
        one.id for one in everything
    ]
    assert ticket.id in [one.id for one in everything]
    assert ticket.id in [one.id for one in fresh.tickets.list_new_and_my_open_tickets()]
    assert fresh.tickets.list_watched_tickets() == []
    assert len(fresh.tickets.list_tickets(filter_name=None, page=1, per_page=3)) == 3
    since = fresh.tickets.list_tickets(filter_name=None, updated_since="2020-01-01T00:00:00Z")
    assert len(since) >= len(everything)


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the client leaves the file open
def test_attachments(fresh: Any, tmp_path: Path) -> None:
    """A ticket with a file goes out as a form, tags and all."""
    label = tmp_path / "label.txt"
    label.write_text("WID-12", encoding="utf-8")
    ticket = opened(fresh, tags=["file"], attachments=(str(label),))
    assert (ticket.tags, [one["name"] for one in ticket.attachments]) == (["file"], ["label.txt"])


def test_notes_and_replies(fresh: Any) -> None:
    """A private note and a reply stand in the conversation, in their order."""
    ticket = opened(fresh)
    note = fresh.comments.create_note(ticket.id, "We are looking.")
    reply = fresh.comments.create_reply(ticket.id, "It ships soon.")
    comments = fresh.comments.list_comments(ticket.id)
    assert [(one.id, one.body_text) for one in comments] == [(note.id, "We are looking."), (reply.id, "It ships soon.")]
    assert [one.private for one in comments] == [True, False]


def test_search(fresh: Any, published: Published) -> None:
    """A query by tag finds one ticket; a wrong one raises the client's error."""
    ticket = opened(fresh, tags=["zebra"])
    assert [one.id for one in fresh.tickets.filter_tickets("tag:'zebra' AND status:2")] == [ticket.id]
    with pytest.raises(published("freshdesk.v2.errors").FreshdeskBadRequest):
        fresh.tickets.filter_tickets("nonsense:'zebra'")


def test_contacts(fresh: Any) -> None:
    """A contact is created, found, changed, deleted and restored."""
    contact = fresh.contacts.create_contact(name="Zoe Fresh", email="zoe@example.com")
    assert fresh.contacts.get_contact(contact.id).email == "zoe@example.com"
    assert [one.id for one in fresh.contacts.list_contacts(email="zoe@example.com")] == [contact.id]
    assert [one.id for one in fresh.contacts.filter_contacts("email:'zoe@example.com'")] == [contact.id]
    assert fresh.contacts.update_contact(contact.id, name="Zoe F").name == "Zoe F"
    fresh.contacts.soft_delete_contact(contact.id)
    fresh.contacts.restore_contact(contact.id)
    assert fresh.contacts.get_contact(contact.id).name == "Zoe F"


def test_ticket_fields(fresh: Any) -> None:
    """Ticket fields are listed, also by type."""
    names = [one.name for one in fresh.ticket_fields.list_ticket_fields()]
    assert {"subject", "status", "priority"} <= set(names)
    assert [one.name for one in fresh.ticket_fields.list_ticket_fields(type="default_status")] == ["status"]


def test_errors(fresh: Any, published: Published) -> None:
    """What does not exist, and what is wrong, raise the client's own errors."""
    with pytest.raises(published("freshdesk.v2.errors").FreshdeskNotFound):
        fresh.tickets.get_ticket(999_999)
    with pytest.raises(published("freshdesk.v2.errors").FreshdeskBadRequest, match="priority"):
        opened(fresh, priority=9)


def test_wrong_key(box: Any, published: Published) -> None:
    """A wrong key raises the client's authentication error."""
    stranger = published("freshdesk.v2.api").API("sandbox.freshdesk.com", "wrong")
    stranger._api_prefix = f"{box.freshdesk_url}/api/v2/"
    with pytest.raises(published("freshdesk.v2.errors").FreshdeskUnauthorized):
        stranger.agents.currently_authenticated_agent()
    stranger._session.close()
