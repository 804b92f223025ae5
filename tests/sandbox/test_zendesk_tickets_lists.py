import base64
import json
from typing import Any

import pytest


def test_the_last_cursor_page_still_has_a_next_link(desk: Any) -> None:
    """Only has_more ends the loop: the link after the last page leads to an empty one, which has none."""
    desk.load("a", "b")
    page = desk.get("tickets?page[size]=100")
    assert (page["meta"]["has_more"], bool(page["meta"]["after_cursor"]), bool(page["links"]["next"])) == (
        False, True, True,
    )  # fmt: skip
    behind = desk.get(page["links"]["next"])
    assert (behind["tickets"], behind["meta"]["has_more"], behind["links"]["next"]) == ([], False, None)


@pytest.mark.parametrize(
    ("query", "key", "way"),
    [
        ("sort=id", "id", "up"),
        ("sort=-id", "id", "down"),
        ("sort=-updated_at", "updated_at", "down"),
        ("sort=status", "status", "up"),
        ("sort_by=created_at&sort_order=desc", "created_at", "down"),
    ],
)
def test_tickets_are_sorted(desk: Any, query: str, key: str, way: str) -> None:
    """Each order gives the same tickets by cursor, page by page, as by offset."""
    listed = desk.get(f"tickets?{query}&per_page=100")["tickets"]
    values = [row[key] for row in listed]
    assert values == sorted(values, reverse=way == "down")
    path, found = f"tickets?{query}&page[size]=15", []
    while path:
        page = desk.get(path)
        found += [row["id"] for row in page["tickets"]]
        path = page["links"]["next"] if page["meta"]["has_more"] else ""
    assert found == [row["id"] for row in listed]


def forged(key: object) -> str:
    """Return a cursor that nobody was given."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


@pytest.mark.parametrize(
    "query",
    [
        "sort=nonsense&page[size]=5",
        "page[size]=0",
        "page[size]=101",
        "page[size]=x",
        "page[after]=x",
        f"page[after]={forged(['users', 1])}",
        f"page[after]={forged(['tickets', 'x'])}",
        f"page[after]={forged(['tickets', {}])}",
        f"page[after]={forged(['tickets', 1, 2])}",
        "page[after]=" + base64.urlsafe_b64encode(b"[" * 30_000).decode(),
        "page=0",
        "page=101",
        "per_page=x",
        "page=99999999999999999999",
    ],
)
def test_a_page_that_makes_no_sense_is_refused(desk: Any, query: str) -> None:
    """Wrong sizes, orders and made-up cursors are 400."""
    assert desk.ask("GET", f"tickets?{query}").status_code == 400


def test_a_list_of_tags_refuses_another_kind_of_key(desk: Any) -> None:
    """A cursor with text where numbers belong is 400, not a server's error."""
    assert desk.ask("GET", f"tags?page[after]={forged(['tags', 'x'])}").status_code == 400


def test_a_users_tickets_are_listed(desk: Any) -> None:
    """Requested and assigned ones, with their people when asked for."""
    number, _ = desk.load("Mine", "Not mine", requester={"email": "list@example.com", "name": "List"})
    me = desk.get("users/me")["user"]["id"]
    ticket = desk.ask("PUT", f"tickets/{number}", {"ticket": {"assignee_id": me}}).json()["ticket"]
    asked = desk.get(f"users/{ticket['requester_id']}/tickets/requested?include=users&sort_by=id&sort_order=desc")
    assert [row["subject"] for row in asked["tickets"]] == ["Not mine", "Mine"]
    assert {user["id"] for user in asked["users"]} == {me, ticket["requester_id"]}
    assert number in [row["id"] for row in desk.get(f"users/{me}/tickets/assigned")["tickets"]]


def test_tickets_are_counted(desk: Any) -> None:
    """The count is that of the list, and dated."""
    count = desk.get("tickets/count.json")["count"]
    assert count["value"] == desk.get("tickets")["count"]
    assert count["refreshed_at"].endswith("Z")


def test_comments_are_sorted_counted_and_know_their_audit(desk: Any) -> None:
    """Newest first by cursor and by offset, with their authors."""
    number = desk.load("Talk")[0]
    for word in ("one", "two"):
        desk.ask("PUT", f"tickets/{number}", {"ticket": {"comment": word}})
    path = f"tickets/{number}/comments"
    first = desk.get(f"{path}?sort=-created_at&page[size]=2&include=users&include_inline_images=true")
    second = desk.get(first["links"]["next"])
    bodies = [comment["body"] for page in (first, second) for comment in page["comments"]]
    assert bodies == ["two", "one", "Where is it?"]
    assert [row["body"] for row in desk.get(f"{path}?sort_order=desc&per_page=1&page=2")["comments"]] == ["one"]
    assert {user["role"] for user in first["users"]} == {"admin"}
    assert desk.get(f"{path}/count")["count"]["value"] == 3
    audits = desk.get(f"tickets/{number}/audits")["audits"]
    assert [row["audit_id"] for row in desk.get(path)["comments"]] == [audit["id"] for audit in audits]


def test_a_comment_is_made_private(desk: Any) -> None:
    """A public comment turns into a note, which the export of events and the audits tell; another's is not found."""
    number, other = desk.load("Too open", "Other")
    comment = desk.get(f"tickets/{number}/comments")["comments"][0]["id"]
    assert desk.ask("PUT", f"tickets/{other}/comments/{comment}/make_private").status_code == 404
    assert desk.ask("PUT", f"tickets/{number}/comments/{comment}/make_private.json").status_code == 200
    assert desk.get(f"tickets/{number}/comments")["comments"][0]["public"] is False
    told = {"type": "CommentPrivacyChange", "comment_id": comment, "public": False}
    [event] = desk.get(f"tickets/{number}/audits")["audits"][-1]["events"]
    assert told.items() <= event.items()
    last = desk.get("incremental/ticket_events?start_time=0&include=comment_events")["ticket_events"][-1]
    told["event_type"] = told.pop("type")
    assert (last["ticket_id"], told.items() <= last["child_events"][0].items()) == (number, True)


def test_a_string_is_blacked_out(desk: Any) -> None:
    """Each of its letters becomes a block, for good; what does not stand there cannot be taken out."""
    number = desk.load("My number")[0]
    desk.ask("PUT", f"tickets/{number}", {"ticket": {"comment": "Call me at 555-0100, please"}})
    comment = desk.get(f"tickets/{number}/comments")["comments"][-1]["id"]
    path = f"tickets/{number}/comments/{comment}/redact"
    assert desk.ask("PUT", path, {"text": "555-0199"}).status_code == 400
    answer = desk.ask("PUT", path, {"text": "555-0100"})
    assert answer.json()["comment"]["body"] == f"Call me at {chr(0x2587) * 8}, please"
    assert "555" not in str(desk.get(f"tickets/{number}/comments"))
    [event] = desk.get(f"tickets/{number}/audits")["audits"][-1]["events"]
    assert (event["type"], event["comment_id"]) == ("CommentRedactionEvent", comment)


def test_audits_are_paged(desk: Any) -> None:
    """By cursor and by offset, oldest first, and one by one."""
    number = desk.load("Audits")[0]
    for word in ("one", "two"):
        desk.ask("PUT", f"tickets/{number}", {"ticket": {"comment": word, "tags": [word]}})
    path = f"tickets/{number}/audits"
    everything = [row["id"] for row in desk.get(path)["audits"]]
    first = desk.get(f"{path}?page[size]=2")
    second = desk.get(first["links"]["next"])
    assert [row["id"] for page in (first, second) for row in page["audits"]] == everything
    assert (first["meta"]["has_more"], second["meta"]["has_more"]) == (True, False)
    assert [row["id"] for row in desk.get(f"{path}?per_page=1&page=3")["audits"]] == everything[2:]
    kinds = [event["type"] for event in desk.get(f"{path}/{everything[2]}")["audit"]["events"]]
    assert kinds == ["Comment", "Change"]
    assert desk.ask("GET", f"{path}/1").status_code == 404


def test_ticket_updates_carry_their_own_limits(desk: Any) -> None:
    """On a small account 20 a minute, and 30 in ten minutes for one ticket, its tags included."""
    desk.admin("POST", "settings", {"plan": "trial"})
    one, other = desk.load("One", "Other")
    answer = desk.ask("PUT", f"tickets/{one}", {"ticket": {"priority": "low"}})
    assert answer.headers["zendesk-ratelimit-tickets-update"].startswith("total=20; remaining=19; resets=")
    assert answer.headers["zendesk-ratelimit-ticket-updates"].startswith("total=30; remaining=29; resets=")
    left = [
        desk.ask("PUT", path, body).headers["zendesk-ratelimit-ticket-updates"].split(";")[1]
        for path, body in (
            (f"tickets/{one}.json", {"ticket": {}}),
            (f"tickets/{one}/tags", {"tags": ["x"]}),
            (f"tickets/{other}", {"ticket": {}}),
        )
    ]
    assert left == [" remaining=28", " remaining=27", " remaining=29"]
    assert "zendesk-ratelimit-tickets-update" not in desk.ask("GET", f"tickets/{one}").headers


def test_the_list_of_deleted_tickets_is_asked_for_ten_times_a_minute(desk: Any) -> None:
    """The eleventh is 429 with Retry-After."""
    desk.admin("POST", "settings", {"plan": "enterprise"})
    answers = [desk.ask("GET", "deleted_tickets") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
