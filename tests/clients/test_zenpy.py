"""zenpy 2 on the Zendesk face: the client that most Python programs use."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

pytestmark = pytest.mark.clients

RICH = [
    {"field": "comment_value_html", "value": "<p>Ticket {{ticket.id}}</p>"},
    {"field": "status", "value": "pending"},
]


def finished(zen: Any, job: Any) -> Any:
    """Poll a job as zenpy's users do; returns it when it is over."""
    for _ in range(5):
        job = zen.job_status(id=job.id)
        if job.status in ("completed", "failed"):
            return job
    pytest.fail("the job never ended")


def opened(zen: Any, nouns: Any, subject: str = "Where is my widget?", **more: Any) -> Any:
    """Create a ticket; returns it."""
    person = nouns.User(name="Ana B", email="ana@example.com")
    return zen.tickets.create(nouns.Ticket(subject=subject, description="It is late.", requester=person, **more)).ticket


def several(zen: Any, nouns: Any, *subjects: str) -> list[Any]:
    """Create tickets in one job; returns them in their order."""
    job = finished(
        zen, zen.tickets.create([nouns.Ticket(subject=each, description="It is late.") for each in subjects])
    )
    assert [row.index for row in job.results] == list(range(len(subjects)))
    return list(zen.tickets(ids=[row.id for row in job.results]))


def test_people(zen: Any) -> None:
    """Who am I, all users by page, one by id, many by id, and the groups."""
    me = zen.users.me()
    everybody = list(zen.users())
    assert me.role == "admin"
    assert zen.users(id=me.id).email == me.email
    assert [one.id for one in zen.users(ids=[everybody[0].id, me.id])].count(me.id) == 1
    assert [one.id for one in zen.users.search(query=f"email:{me.email}")] == [me.id]
    groups = list(zen.groups())
    assert {one.id for one in zen.groups.assignable()} == {one.id for one in groups}
    assert zen.groups(id=groups[0].id).name == groups[0].name


def test_oauth(zen: Any, token: str, published: Callable[[str], Any]) -> None:
    """A bearer token logs in as the same admin."""
    with requests.Session() as own:
        client = published("zenpy").Zenpy(subdomain="sandbox", oauth_token=token, session=own)
        assert client.users.me().id == zen.users.me().id


def test_tickets_are_listed_by_cursor_and_by_slices(zen: Any) -> None:
    """Cursor pages end where the face says so, and a slice works."""
    ids = [ticket.id for ticket in zen.tickets()]
    assert len(ids) == len(set(ids)) > 30
    assert [ticket.id for ticket in zen.tickets(cursor_pagination=10)] == ids
    assert [ticket.id for ticket in zen.tickets()[:10]] == ids[:10]


def test_ticket_life(zen: Any, nouns: Any) -> None:
    """A ticket is created with tags, read, updated with a note, and its comments and audits tell of it."""
    ticket = opened(zen, nouns, tags=["late", "vip_order"])
    assert zen.tickets(id=ticket.id).subject == "Where is my widget?"
    ticket.priority = "high"
    ticket.comment = nouns.Comment(body="We are looking.", public=False)
    updated = zen.tickets.update(ticket)
    assert (updated.ticket.priority, updated.audit.ticket_id) == ("high", ticket.id)
    comments = list(zen.tickets.comments(ticket.id))
    assert [(one.plain_body, one.public) for one in comments] == [("It is late.", True), ("We are looking.", False)]
    events = [event["type"] for audit in zen.tickets.audits(ticket.id) for event in audit.events]
    assert events[0] == "Comment"
    assert "Change" in events


def test_ticket_tags(zen: Any, nouns: Any) -> None:
    """Tags are added, removed and replaced, and each call returns those that are there now."""
    ticket = opened(zen, nouns, tags=["late"])
    assert [str(tag) for tag in zen.tickets.add_tags(ticket.id, ["two", "three"])] == ["late", "three", "two"]
    assert [str(tag) for tag in zen.tickets.delete_tags(ticket.id, ["late"])] == ["three", "two"]
    assert [str(tag) for tag in zen.tickets.set_tags(ticket.id, ["only"])] == ["only"]
    assert [str(tag) for tag in zen.tickets.tags(ticket.id)] == ["only"]
    assert "only" in [tag.name for tag in zen.tags()]


def test_lists_of_tickets(zen: Any, nouns: Any, published: Callable[[str], Any]) -> None:
    """Tickets are found by ids, by external id and by requester; one that does not exist raises zenpy's error."""
    ticket = opened(zen, nouns, external_id="order-7001")
    assert [one.id for one in zen.tickets(ids=[ticket.id, 999_999])] == [ticket.id]
    assert [one.id for one in zen.tickets(external_id="order-7001")] == [ticket.id]
    assert ticket.id in [one.id for one in zen.users.requested(ticket.requester_id)]
    with pytest.raises(published("zenpy.lib.exception").RecordNotFoundException):
        zen.tickets(id=999_999)


def test_bulk_jobs(zen: Any, nouns: Any) -> None:
    """create_many, update_many and destroy_many queue jobs whose rows tell what became of each ticket."""
    tickets = several(zen, nouns, "one", "two", "three")
    for ticket in tickets:
        ticket.status = "pending"
    job = finished(zen, zen.tickets.update(tickets))
    assert {(row.id, row.action, row.success) for row in job.results} == {(one.id, "update", True) for one in tickets}
    assert {one.status for one in zen.tickets(ids=[one.id for one in tickets])} == {"pending"}
    job = finished(zen, zen.tickets.delete(tickets))
    assert {row.id for row in job.results} == {one.id for one in tickets}
    assert job.id in [one.id for one in zen.job_status()["job_statuses"]]


def test_deleted_tickets_come_back(zen: Any, nouns: Any) -> None:
    """One ticket and several are deleted, listed as deleted, and restored."""
    tickets = several(zen, nouns, "one", "two", "three")
    ids = {one.id for one in tickets}
    zen.tickets.delete(tickets[0])
    finished(zen, zen.tickets.delete(tickets[1:]))
    assert ids <= {one.id for one in zen.tickets.deleted()}
    zen.tickets.restore(tickets[0])
    zen.tickets.restore(tickets[1:])
    assert {one.id for one in zen.tickets(ids=list(ids))} == ids


def test_merge(zen: Any, nouns: Any) -> None:
    """A merged ticket is closed, and its text stands in the other one."""
    target, source = several(zen, nouns, "first", "again")
    finished(zen, zen.tickets.merge(target, source, target_comment="Merged in", source_comment="Merged away"))
    assert zen.tickets(id=source.id).status == "closed"
    assert list(zen.tickets.comments(target.id))[-1].plain_body == "Merged in"


@pytest.mark.parametrize("options", [{"per_page": 7}, {"paginate_by_time": True}, {"include": ["users"]}])
def test_incremental_exports(zen: Any, options: dict[str, Any]) -> None:
    """Each incremental export brings every ticket, the deleted ones as well, and ends."""
    exported = list(zen.tickets.incremental(start_time=0, **options))
    assert {one.id for one in exported} >= {one.id for one in zen.tickets()}
    assert all(one.generated_timestamp for one in exported)


def test_incremental_by_cursor_goes_on(zen: Any, nouns: Any) -> None:
    """The cursor that an export ended with brings later changes only."""
    export = zen.tickets.incremental(start_time=0)
    assert len(list(export)) > 1
    ticket = opened(zen, nouns, "after the export")
    assert [one.id for one in zen.tickets.incremental(cursor=export.after_cursor)] == [ticket.id]


def test_ticket_events(zen: Any, nouns: Any) -> None:
    """The export of events tells of a new ticket."""
    ticket = opened(zen, nouns)
    assert ticket.id in [event.ticket_id for event in zen.tickets.events(start_time=0)]


def test_macros(zen: Any, nouns: Any) -> None:
    """A macro is created, listed, retitled without losing its actions, previewed with and without a ticket, deleted."""
    macro = zen.macros.create(nouns.Macro(title="Backorder::Delay", actions=RICH))
    assert macro.id in [one.id for one in zen.macros()]
    macro.title = "Backorder::Delayed"
    assert zen.macros.update(macro).title == "Backorder::Delayed"
    read = zen.macros(id=macro.id)
    assert {action["field"] for action in read.actions} >= {"comment_value_html", "status"}
    assert zen.macros.apply(macro).ticket.status == "pending"
    ticket = opened(zen, nouns)
    shown = zen.tickets.show_macro_effect(ticket, macro).ticket
    assert (shown.id, shown.status) == (ticket.id, "pending")
    assert f"Ticket {ticket.id}" in shown.comment.html_body
    assert zen.tickets(id=ticket.id).status != "pending"
    zen.macros.delete(macro)
    assert macro.id not in [one.id for one in zen.macros()]


def test_search(zen: Any, nouns: Any) -> None:
    """Search finds by keyword arguments and by a query in words; it counts the same."""
    ticket = opened(zen, nouns, "Zebra crossing", tags=["zebra"])
    assert [one.id for one in zen.search("zebra", type="ticket")] == [ticket.id]
    assert [one.id for one in zen.search(type="ticket", tags="zebra", status="open")] == [ticket.id]
    assert zen.search.count(type="ticket", tags="zebra") == 1
    assert [one.email for one in zen.search(type="user", email="ana@example.com")] == ["ana@example.com"]


def test_search_export(zen: Any, nouns: Any) -> None:
    """The client sends the type twice, as filter[type] and in the query, and gets its tickets as in recordings.

    The API reference has an error for the second ("Searches with type in the query string will result in an error").
    """
    wanted = [opened(zen, nouns, f"export {number}", tags=["exported"]).id for number in range(3)]
    assert [one.id for one in zen.search_export(type="ticket", tags="exported")] == wanted


def test_ticket_fields(zen: Any, nouns: Any) -> None:
    """A text field is created, renamed and set on a ticket; a dropdown takes options one by one; both are deleted."""
    field = zen.ticket_fields.create(nouns.TicketField(type="text", title="Order"))
    field.title = "Order number"
    assert zen.ticket_fields.update(field).title == "Order number"
    ticket = opened(zen, nouns, custom_fields=[{"id": field.id, "value": "7001"}])
    assert {"id": field.id, "value": "7001"} in zen.tickets(id=ticket.id).custom_fields
    choices = [{"name": "Blue", "value": "zen_blue"}]
    drop = zen.ticket_fields.create(nouns.TicketField(type="tagger", title="Colour", custom_field_options=choices))
    zen.ticket_fields.options.create_or_update(drop, nouns.CustomFieldOption(name="Red", value="zen_red"))
    options = zen.ticket_fields(id=drop.id).custom_field_options
    assert [option.value for option in options] == ["zen_blue", "zen_red"]
    assert zen.ticket_fields.options.show(drop, options[1]).name == "Red"
    zen.ticket_fields.options.delete(drop, options[1])
    for made in (field, drop):
        zen.ticket_fields.delete(made)
    assert not {field.id, drop.id} & {one.id for one in zen.ticket_fields()}


def test_dynamic_content(zen: Any, nouns: Any) -> None:
    """An item is created with its default text; texts in other languages come and go."""
    english = {"locale_id": 1, "default": True, "content": "Ships Dec 1"}
    item = zen.dynamic_content.create(nouns.Item(name="Zen window", default_locale_id=1, variants=[english]))
    assert item.placeholder == "{{dc.zen_window}}"
    german = zen.dynamic_content.variants.create(
        item, nouns.Variant(locale_id=8, default=False, content="Versand am 1.12.")
    )
    german.content = "Versand am 2.12."
    zen.dynamic_content.variants.update(item, german)
    assert zen.dynamic_content.variants.show(item, german).content == "Versand am 2.12."
    zen.dynamic_content.variants.delete(item, german)
    assert [one.content for one in zen.dynamic_content(id=item.id).variants] == ["Ships Dec 1"]
    zen.dynamic_content.delete(item)
    assert item.id not in [one.id for one in zen.dynamic_content()]


def test_webhooks_and_triggers(zen: Any, nouns: Any) -> None:
    """A webhook is created, read, patched and asked for its secret; a trigger calls it; both are deleted."""
    hook = zen.webhooks.create(
        nouns.Webhook(
            name="zen", endpoint="http://127.0.0.1:9/hook", http_method="POST", request_format="json",
            status="active", subscriptions=["conditional_ticket_events"],
        )
    )  # fmt: skip
    assert zen.webhooks.show_secret(hook).secret != zen.webhooks.reset_secret(hook).secret
    hook.name = "zen two"
    zen.webhooks.patch(hook)
    assert zen.webhooks(id=hook.id).name == "zen two"
    copy = zen.webhooks.clone(hook)
    assert {hook.id, copy.id} <= {one.id for one in zen.webhooks.list()}
    assert list(zen.webhooks.invocations(hook)) == []
    conditions = {"all": [{"field": "update_type", "operator": "is", "value": "Create"}], "any": []}
    actions = [{"field": "notification_webhook", "value": [hook.id, "{}"]}]
    trigger = zen.triggers.create(nouns.Trigger(title="Tell zen", conditions=conditions, actions=actions, active=False))
    assert trigger.id in [one.id for one in zen.triggers()]
    zen.triggers.delete(trigger)
    for made in (hook, copy):
        zen.webhooks.delete(made)


def test_locales_and_forms(zen: Any) -> None:
    """Locales, as agents and as customers see them, the account's own, and the ticket forms."""
    assert "en-US" in [one.locale for one in zen.locales()]
    assert zen.locales.current().locale == "en-US"
    assert list(zen.locales.agent())
    assert list(zen.locales.public())
    assert [form.default for form in zen.ticket_forms()] == [True]


def test_views(zen: Any, nouns: Any) -> None:
    """A view is made, listed, counted, executed and removed; its tickets are those with its tag."""
    ticket = opened(zen, nouns, tags=["asked_for"])
    every = [
        {"field": "status", "operator": "less_than", "value": "solved"},
        {"field": "current_tags", "operator": "includes", "value": "asked_for"},
    ]
    view = zen.views.create(nouns.View(title="Asked for", all=every))
    assert "Asked for" in [one.title for one in zen.views()]
    assert "Asked for" in [one.title for one in zen.views.active()]
    assert [one.id for one in zen.views.tickets(view=view)] == [ticket.id]
    assert zen.views.count(view=view).value == 1
    assert zen.views.execute(view=view).id == view.id
    zen.views.delete(view)
    assert "Asked for" not in [one.title for one in zen.views()]


def test_ticket_forms(zen: Any, nouns: Any) -> None:
    """A form is made, listed and shown with its fields."""
    field = zen.ticket_fields.create(nouns.TicketField(type="text", title="On a form"))
    form = zen.ticket_forms.create(nouns.TicketForm(name="Returns", ticket_field_ids=[field.id]))
    assert [one.ticket_field_ids for one in zen.ticket_forms() if one.id == form.id] == [[field.id]]
    assert zen.ticket_forms(id=form.id).name == "Returns"
