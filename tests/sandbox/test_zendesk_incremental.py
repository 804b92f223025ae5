from typing import Any

import pytest


def stream(desk: Any, path: str) -> tuple[list[Any], str]:
    """Read an export to the end of its stream; returns the tickets and the cursor."""
    found = []
    while True:
        body = desk.get(path)
        found += body["tickets"]
        if body["end_of_stream"]:
            return found, body["after_cursor"]
        path = body["after_url"]


def ids(tickets: list[Any]) -> list[int]:
    """Return the tickets' ids."""
    return [ticket["id"] for ticket in tickets]


@pytest.fixture
def end(desk: Any) -> str:
    """The cursor behind everything there is."""
    return stream(desk, "incremental/tickets/cursor.json?start_time=0")[1]


def behind(cursor: str, more: str = "") -> str:
    """Return the path of an export that goes on from a cursor."""
    return f"incremental/tickets/cursor?cursor={cursor}{more}"


def test_pages_follow_each_other_without_gap_or_repeat(desk: Any, end: str) -> None:
    """The after_url leads on; a cursor at the end leads nowhere and stays."""
    new = desk.load(*"abcde")
    found, cursor = stream(desk, behind(end, "&per_page=2"))
    assert ids(found) == new
    assert stream(desk, behind(cursor)) == ([], cursor)


def test_an_id_repeats_on_a_later_page_of_one_run(desk: Any, end: str) -> None:
    """A ticket that changes while the export is read comes once more; after_url is there at the end of the stream."""
    first, second, third = desk.load(*"abc")
    page = desk.get(behind(end, "&per_page=2"))
    desk.admin("PATCH", f"tickets/{first}", {"add_tags": ["meanwhile"]})
    rest = desk.get(page["after_url"])
    assert (ids(page["tickets"]), ids(rest["tickets"])) == ([first, second], [third, first])
    assert (rest["end_of_stream"], desk.get(rest["after_url"])["tickets"]) == (True, [])
    assert all(type(ticket["generated_timestamp"]) is int for ticket in rest["tickets"])


def test_a_change_by_the_system_moves_generated_timestamp_alone(desk: Any, end: str) -> None:
    """Such a ticket is exported again although its updated_at lies before; only exports tell that moment."""
    number = desk.load("Touched")[0]
    before = stream(desk, behind(end))[0][-1]
    assert desk.get(f"tickets/{number}")["ticket"] == {k: v for k, v in before.items() if k != "generated_timestamp"}
    desk.admin("POST", "clock", {"advance_seconds": 5})
    desk.admin("PATCH", f"tickets/{number}", {"touch": True})
    after = stream(desk, behind(end))[0][-1]
    assert after["updated_at"] == before["updated_at"]
    assert after["generated_timestamp"] >= before["generated_timestamp"] + 5


def test_a_change_brings_a_ticket_back_in_the_order_of_changes(desk: Any, end: str) -> None:
    """Tickets come in the order in which they changed, with their newest state."""
    first, second = desk.load("first", "second")
    desk.admin("PATCH", f"tickets/{first}", {"add_tags": ["late"]})
    found, cursor = stream(desk, behind(end))
    assert ids(found) == [second, first]
    desk.admin("PATCH", f"tickets/{second}", {"touch": True})
    again, _ = stream(desk, behind(cursor))
    assert ids(again) == [second]


def test_deleted_tickets_are_in_the_export(desk: Any, end: str) -> None:
    """They say so in their status, and can be left out."""
    gone, spam, here = desk.load("gone", "spam", "here")
    desk.admin("PATCH", f"tickets/{gone}", {"deleted": True})
    desk.admin("PATCH", f"tickets/{spam}", {"spam": True})
    found, _ = stream(desk, behind(end))
    assert {ticket["id"]: ticket["status"] for ticket in found} == {here: "new", gone: "deleted", spam: "deleted"}
    assert ids(stream(desk, behind(end, "&exclude_deleted=true"))[0]) == [here]


def test_users_come_along_when_asked_for(desk: Any, end: str) -> None:
    """Requesters with their locale, each once."""
    desk.load("a", "b", requester={"email": "de@example.de", "name": "D E", "locale": "de"})
    body = desk.get(behind(end, "&include=users"))
    assert [(user["email"], user["locale"]) for user in body["users"]] == [("de@example.de", "de")]


def test_start_time_is_a_filter(desk: Any) -> None:
    """Only what was touched since then is exported."""
    desk.admin("POST", "clock", {"advance_seconds": 100})
    new = desk.load("later")
    start = int(desk.sandbox.store.now().timestamp()) - 50
    assert ids(stream(desk, f"incremental/tickets/cursor?start_time={start}")[0]) == new


def test_the_last_minute_is_withheld_and_nothing_is_lost(desk: Any, end: str) -> None:
    """A cursor taken meanwhile still brings the withheld ticket later, and a backdated one does not overtake it."""
    desk.admin("POST", "lag", {"seconds": 60})
    fresh = desk.load("fresh")
    old = desk.load("backdated", created_at="2026-01-01T00:00:00Z")
    found, cursor = stream(desk, behind(end))
    assert found == []
    assert "fresh" not in str(desk.get("incremental/ticket_events?start_time=0&include=comment_events"))
    desk.admin("POST", "clock", {"advance_seconds": 61})
    assert ids(stream(desk, behind(cursor))[0]) == fresh + old


@pytest.mark.parametrize("path", ["tickets/cursor", "ticket_events"])
@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("start_time=x", 400), ("start_time=99999999999999999", 400), ("start_time=now", 422)],
)
def test_a_wrong_start_is_refused(desk: Any, path: str, query: str, status: int) -> None:
    """It is required, a number, and over a minute old when the lag is on."""
    desk.admin("POST", "lag", {"seconds": 60})
    now = str(int(desk.sandbox.store.now().timestamp()))
    answer = desk.ask("GET", f"incremental/{path}?{query.replace('now', now)}")
    assert (answer.status_code, answer.json()["error"]) == (status, answer.json()["error"])


@pytest.mark.parametrize("cursor", ["nonsense", "bnVsbA==", "WyJhIiwgMV0=", "WzAsIDk5OTk5OTk5OTk5OTk5XQ=="])
def test_a_wrong_cursor_is_refused(desk: Any, cursor: str) -> None:
    """Rubbish, null, text and a year beyond all years in a cursor are 400."""
    assert desk.ask("GET", behind(cursor)).status_code == 400


def test_events_carry_comments_authors_and_changes(desk: Any) -> None:
    """A page of audits with the text of comments; without the sideload only that there was one."""
    desk.admin("POST", "clock", {"advance_seconds": 10})
    start = int(desk.sandbox.store.now().timestamp())
    number = desk.load("Events")[0]
    body = {"ticket": {"status": "open", "comment": {"body": "noted", "public": False}, "metadata": {"m": 1}}}
    desk.ask("PUT", f"tickets/{number}", body)
    path = f"incremental/ticket_events.json?start_time={start}"
    page = desk.get(f"{path}&include=comment_events")
    created, updated = page["ticket_events"]
    comment, change = updated["child_events"]
    assert (comment["event_type"], comment["body"], comment["public"], comment["via"]["channel"]) == (
        "Comment", "noted", False, "api",
    )  # fmt: skip
    assert (change["status"], change["previous_value"]) == ("open", "new")
    assert (updated["updater_id"], updated["metadata"]["custom"]) == (desk.get("users/me")["user"]["id"], {"m": 1})
    assert created["child_events"][0]["body"] == "Where is it?"
    assert (page["count"], page["end_of_stream"]) == (2, True)
    bare = desk.get(path)["ticket_events"][1]["child_events"][0]
    assert (bare["comment_present"], bare["comment_public"], "body" in bare) == (True, False, False)


def test_a_crowded_second_does_not_hold_up_the_events(desk: Any) -> None:
    """1,200 tickets of one second, then one more: two pages, every event once."""
    desk.admin("POST", "clock", {"advance_seconds": 10})
    start = int(desk.sandbox.store.now().timestamp())
    crowd = desk.load(*map(str, range(1200)), created_at=desk.sandbox.store.now().isoformat())
    desk.admin("POST", "clock", {"advance_seconds": 5})
    last = desk.load("last")
    first = desk.get(f"incremental/ticket_events?start_time={start}")
    second = desk.get(first["next_page"])
    assert (first["end_of_stream"], second["end_of_stream"]) == (False, True)
    assert ids_of_events(first) == crowd
    assert ids_of_events(second) == last


def ids_of_events(page: Any) -> list[int]:
    """Return the tickets that a page of events is about."""
    return [event["ticket_id"] for event in page["ticket_events"]]
