"""zdesk 2 on the Zendesk face: a thin client, generated from the pages of the API reference.

Where an answer has a Location header, zdesk returns that instead of the body; ``retval="content"`` asks for the body.
"""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.clients

Published = Callable[[str], Any]

ASKED = {"subject": "Where is my widget?", "comment": {"body": "It is late."}}


def opened(desk: Any, **more: Any) -> Any:
    """Create a ticket; returns it."""
    return desk.ticket_create({"ticket": ASKED | more}, retval="content")["ticket"]


def finished(desk: Any, queued: Any) -> Any:
    """Poll a job; returns it when it is over."""
    for _ in range(5):
        job = desk.job_status_show(queued["job_status"]["id"])["job_status"]
        if job["status"] in ("completed", "failed"):
            return job
    pytest.fail("the job never ended")


def ids(rows: Any) -> set[int]:
    """Return the ids of records."""
    return {row["id"] for row in rows}


def test_people(desk: Any) -> None:
    """Who am I, and the groups."""
    assert desk.users_me()["user"]["role"] == "admin"
    groups = desk.groups_list()["groups"]
    assert ids(desk.groups_assignable_list()["groups"]) == ids(groups)
    assert desk.group_show(groups[0]["id"])["group"]["name"] == groups[0]["name"]
    assert desk.users_list(per_page=5)["next_page"]


def test_oauth(box: Any, token: str, published: Published) -> None:
    """A bearer token logs in as the admin."""
    client = published("zdesk").Zendesk(box.zendesk_url, zdesk_oauth=token)
    assert client.users_me()["user"]["role"] == "admin"
    client.client.close()


def test_location_of_a_new_ticket(desk: Any, published: Published) -> None:
    """A new ticket's Location names it, which is what zdesk returns by itself."""
    place = desk.ticket_create({"ticket": ASKED})
    assert desk.ticket_show(published("zdesk").get_id_from_url(place))["ticket"]["subject"] == ASKED["subject"]


def test_ticket_life(desk: Any, published: Published) -> None:
    """A ticket is created, updated with a note, deleted, and gone; its comments and audits tell of it."""
    number = opened(desk, priority="low")["id"]
    change = {"priority": "high", "comment": {"body": "We are looking.", "public": False}}
    assert desk.ticket_update(number, {"ticket": change})["ticket"]["priority"] == "high"
    comments = desk.ticket_comments(number)["comments"]
    assert [(one["plain_body"], one["public"]) for one in comments] == [
        ("It is late.", True),
        ("We are looking.", False),
    ]
    assert {audit["ticket_id"] for audit in desk.ticket_audits(number)["audits"]} == {number}
    assert desk.ticket_delete(number, retval="code") == 204
    with pytest.raises(published("zdesk").ZendeskError) as gone:
        desk.ticket_show(number)
    assert gone.value.error_code == 404


def test_all_pages(desk: Any) -> None:
    """Offset pages follow ``next_page`` to the end, and hold every ticket once."""
    tickets = desk.tickets_list(get_all_pages=True, per_page=7)["tickets"]
    assert len(tickets) == len(ids(tickets)) == desk.tickets_count_list()["count"]["value"] > 30


def test_ticket_tags(desk: Any) -> None:
    """PUT adds, POST replaces; each returns the tags that are there now.

    zdesk cannot remove tags by DELETE, for it sends no JSON with that verb: a batch item's remove_tags does it.
    """
    number = opened(desk, tags=["late"])["id"]
    assert desk.ticket_tags_update(number, {"tags": ["two", "three"]})["tags"] == ["late", "three", "two"]
    finished(desk, desk.tickets_update_many({"tickets": [{"id": number, "remove_tags": ["late", "two"]}]}))
    assert desk.ticket_tags(number)["tags"] == ["three"]
    assert desk.ticket_tag_create(number, {"tags": ["only"]}, retval="content")["tags"] == ["only"]
    assert desk.ticket_tags(number)["tags"] == ["only"]


def test_bulk_jobs(desk: Any) -> None:
    """create_many, both forms of update_many, and destroy_many queue jobs that end."""
    made = finished(desk, desk.tickets_create_many({"tickets": [ASKED, ASKED]}))
    numbers = [row["id"] for row in made["results"]]
    both = ",".join(map(str, numbers))
    job = finished(desk, desk.tickets_update_many({"ticket": {"status": "pending"}}, ids=numbers))
    assert ids(job["results"]) == set(numbers)
    batch = {"tickets": [{"id": number, "additional_tags": [f"row_{number}"]} for number in numbers]}
    finished(desk, desk.tickets_update_many(batch))
    rows = desk.tickets_show_many(ids=both)["tickets"]
    assert [(row["status"], row["tags"]) for row in rows] == [("pending", [f"row_{number}"]) for number in numbers]
    job = finished(desk, desk.tickets_destroy_many(ids=both))
    assert job["id"] in ids(desk.job_statuses_list()["job_statuses"])
    assert ids(desk.job_statuses_show_many(ids=job["id"])["job_statuses"]) == {job["id"]}
    assert set(numbers) <= ids(desk.deleted_tickets_list(get_all_pages=True)["deleted_tickets"])
    desk.deleted_tickets_restore_many_update({}, ids=both)
    assert ids(desk.tickets_show_many(ids=both)["tickets"]) == set(numbers)


def test_merge(desk: Any) -> None:
    """A merged ticket is closed."""
    target, source = opened(desk), opened(desk)
    finished(desk, desk.ticket_merge(target["id"], {"ids": [source["id"]], "target_comment": "Merged in"}))
    assert desk.ticket_show(source["id"])["ticket"]["status"] == "closed"


def test_incremental_exports(desk: Any) -> None:
    """The exports by time and by cursor bring every ticket, and both end; events come beside them."""
    everything = ids(desk.tickets_list(get_all_pages=True)["tickets"])
    assert everything <= ids(desk.incremental_tickets_list(start_time=1, get_all_pages=True)["tickets"])
    page = desk.incremental_tickets_cursor_list(start_time=1, per_page=10)
    exported = page["tickets"]
    while not page["end_of_stream"]:
        page = desk.incremental_tickets_cursor_list(cursor=page["after_cursor"], per_page=10)
        exported += page["tickets"]
    assert everything <= ids(exported)
    assert desk.incremental_ticket_events_list(start_time=1)["ticket_events"]


def test_macros(desk: Any) -> None:
    """A macro is created, found, retitled, moved, applied to nothing and to a ticket, and deleted."""
    actions = [{"field": "comment_value", "value": "Ticket {{ticket.id}}"}, {"field": "status", "value": "pending"}]
    macro = desk.macro_create({"macro": {"title": "Backorder::Zdesk", "actions": actions}}, retval="content")["macro"]
    number = macro["id"]
    assert number in ids(desk.macros_list(get_all_pages=True)["macros"])
    assert ids(desk.macros_search(query="zdesk")["macros"]) == {number}
    assert number in ids(desk.macros_active_list()["macros"])
    assert "Backorder" in desk.macros_categories_list()["categories"]
    assert desk.macro_update(number, {"macro": {"title": "Backorder::Renamed"}})["macro"]["actions"] == actions
    assert ids(desk.macros_update_many({"macros": [{"id": number, "active": False}]})["macros"]) == {number}
    assert desk.macro_show(number)["macro"]["active"] is False
    ticket = opened(desk)
    assert desk.macro_apply(number)["result"]["ticket"]["status"] == "pending"
    applied = desk.ticket_macro_apply(ticket["id"], number)["result"]["ticket"]
    assert applied["comment"]["body"] == f"Ticket {ticket['id']}"
    assert desk.macros_definitions_list()["definitions"]["actions"]
    assert desk.macros_actions_list()["actions"]
    assert desk.macros_new_list(macro_id=number)["macro"]["title"] == "Backorder::Renamed"
    assert desk.macro_delete(number, retval="code") == 204


def test_macros_destroy_many(desk: Any, published: Published) -> None:
    """PUT is refused, although zdesk sends that: the reference has DELETE, which zdesk can be told to send."""
    asked = {"macro": {"title": "Gone", "actions": [{"field": "status", "value": "open"}]}}
    number = desk.macro_create(asked, retval="content")["macro"]["id"]
    with pytest.raises(published("zdesk").ZendeskError):
        desk.macros_destroy_many({}, ids=number)
    assert desk.call(f"/api/v2/macros/destroy_many?ids={number}", method="DELETE", retval="code") == 204


def test_search(desk: Any) -> None:
    """Search finds a new ticket, counts it, and exports it."""
    number = opened(desk, subject="Yellow submarine", tags=["yellow"])["id"]
    query = "type:ticket tags:yellow"
    assert ids(desk.search(query=query)["results"]) == {number}
    assert desk.search_count(query=query)["count"] == 1
    found = desk.call("/api/v2/search/export", query={"query": "tags:yellow", "filter[type]": "ticket"})
    assert ids(found["results"]) == {number}


def test_ticket_fields(desk: Any) -> None:
    """A dropdown is created, takes an option, is renamed and deleted."""
    asked = {"type": "tagger", "title": "Size", "custom_field_options": [{"name": "Big", "value": "zdesk_big"}]}
    number = desk.ticket_field_create({"ticket_field": asked}, retval="content")["ticket_field"]["id"]
    option = {"custom_field_option": {"name": "Small", "value": "zdesk_small"}}
    desk.ticket_field_option_create(number, option)
    options = desk.ticket_field_options(number)["custom_field_options"]
    assert [row["value"] for row in options] == ["zdesk_big", "zdesk_small"]
    assert desk.ticket_field_option_delete(number, options[1]["id"], retval="code") == 204
    assert desk.ticket_field_update(number, {"ticket_field": {"title": "Length"}})["ticket_field"]["title"] == "Length"
    assert number in ids(desk.ticket_fields_list()["ticket_fields"])
    assert desk.ticket_field_delete(number, retval="code") == 204


def test_dynamic_content(desk: Any) -> None:
    """An item and its texts are created, read, changed and deleted."""
    english = {"locale_id": 1, "default": True, "content": "Ships Dec 1"}
    asked = {"item": {"name": "Zdesk window", "default_locale_id": 1, "variants": [english]}}
    number = desk.dynamic_content_item_create(asked, retval="content")["item"]["id"]
    german = {"variant": {"locale_id": 8, "default": False, "active": True, "content": "Versand am 1.12."}}
    desk.dynamic_content_item_variant_create(number, german)
    variants = desk.dynamic_content_item_variants(number)["variants"]
    change = {"variants": [{"id": row["id"], "content": "Later"} for row in variants]}
    desk.dynamic_content_item_variants_update_many(number, change)
    item = desk.dynamic_content_item_show(number)["item"]
    assert [row["content"] for row in item["variants"]] == ["Later", "Later"]
    assert number in ids(desk.dynamic_content_items_list()["items"])
    assert desk.dynamic_content_item_delete(number, retval="code") == 204


def test_triggers(desk: Any) -> None:
    """A trigger that calls a webhook is created, listed, retitled and deleted; zdesk has no calls for webhooks."""
    hook = {"name": "zdesk", "endpoint": "http://127.0.0.1:9/", "http_method": "POST", "request_format": "json"}
    hook |= {"status": "active", "subscriptions": ["conditional_ticket_events"]}
    made = desk.call("/api/v2/webhooks", method="POST", data={"webhook": hook}, retval="content")["webhook"]
    asked = {
        "title": "Tell them",
        "conditions": {"all": [{"field": "update_type", "operator": "is", "value": "Create"}], "any": []},
        "actions": [{"field": "notification_webhook", "value": [made["id"], "{}"]}],
        "active": False,
    }
    number = desk.trigger_create({"trigger": asked}, retval="content")["trigger"]["id"]
    assert number in ids(desk.triggers_list()["triggers"])
    assert desk.trigger_update(number, {"trigger": {"title": "Tell us"}})["trigger"]["title"] == "Tell us"
    assert desk.trigger_show(number)["trigger"]["active"] is False
    assert number not in ids(desk.triggers_active_list()["triggers"])
    assert desk.trigger_delete(number, retval="code") == 204


def test_locales(desk: Any) -> None:
    """All locales, one, and the account's own."""
    assert desk.locales_current_list()["locale"]["locale"] == "en-US"
    assert desk.locale_show(1)["locale"]["id"] == 1
    assert len(desk.locales_list()["locales"]) > 1


def test_wrong_login(box: Any, published: Published) -> None:
    """A wrong token raises zdesk's authentication error."""
    stranger = published("zdesk").Zendesk(box.zendesk_url, zdesk_email="nobody@example.com", zdesk_api="wrong")
    with pytest.raises(published("zdesk").AuthenticationError):
        stranger.users_me()
    stranger.client.close()
