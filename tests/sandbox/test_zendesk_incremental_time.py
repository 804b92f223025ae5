from typing import Any

import pytest


@pytest.fixture
def start(desk: Any) -> int:
    """A second in which nothing has changed yet."""
    desk.admin("POST", "clock", {"advance_seconds": 10})
    return int(desk.sandbox.store.now().timestamp())


def ids(page: Any) -> list[int]:
    """Return the tickets of a page."""
    return [row["id"] for row in page["tickets"]]


def load_apart(desk: Any, *subjects: str) -> list[int]:
    """Load tickets, each in a second of its own."""
    found = []
    for subject in subjects:
        desk.admin("POST", "clock", {"advance_seconds": 1})
        found += desk.load(subject)
    return found


def last_second(page: Any) -> int:
    """Return when the last ticket of a page changed."""
    return int(page["tickets"][-1]["generated_timestamp"])


def test_pages_that_end_with_a_second_do_not_overlap(desk: Any, start: int) -> None:
    """The next page starts a second after; at the end of the stream it starts with the last second again."""
    made = load_apart(desk, *"abcd")
    first = desk.get(f"incremental/tickets.json?start_time={start}&per_page=2")
    assert (ids(first), first["count"], first["end_of_stream"]) == (made[:2], 2, False)
    assert first["end_time"] == last_second(first) + 1
    assert first["next_page"].endswith(f"start_time={first['end_time']}")
    second = desk.get(first["next_page"])
    assert (ids(second), second["end_of_stream"], second["end_time"]) == (made[2:], True, last_second(second))
    again = desk.get(second["next_page"])
    assert (ids(again), again["end_of_stream"], bool(again["next_page"])) == (made[3:], True, True)


def test_a_page_that_is_cut_within_a_second_overlaps(desk: Any, start: int) -> None:
    """The next page starts with the second that was cut, and tells some tickets twice."""
    first, *_ = load_apart(desk, "first")
    desk.admin("POST", "clock", {"advance_seconds": 1})
    crowd = desk.load(*"abc", created_at=desk.sandbox.store.now().isoformat())
    page = desk.get(f"incremental/tickets?start_time={start}&per_page=3")
    assert (ids(page), page["end_of_stream"], page["end_time"]) == ([first, *crowd[:2]], False, last_second(page))
    rest = desk.get(page["next_page"])
    assert (ids(rest), rest["end_of_stream"]) == (crowd, True)


def test_a_crowded_second_is_larger_than_a_page_and_does_not_hold_up_the_export(desk: Any, start: int) -> None:
    """All of a second come at once, however many; then the export goes on behind it."""
    crowd = desk.load(*map(str, range(12)), created_at=desk.sandbox.store.now().isoformat())
    later = load_apart(desk, "later", "last")
    first = desk.get(f"incremental/tickets?start_time={start}&per_page=5")
    second = desk.get(first["next_page"])
    assert (ids(first), first["count"], first["end_of_stream"]) == (crowd, 12, False)
    assert (ids(second), second["end_of_stream"]) == (later, True)


def test_an_empty_stretch_keeps_its_start(desk: Any, start: int) -> None:
    """Nothing new is an empty page at the end of the stream, which can be asked again."""
    page = desk.get(f"incremental/tickets?start_time={start + 5}")
    assert (page["tickets"], page["count"], page["end_time"], page["end_of_stream"]) == ([], 0, start + 5, True)
    assert desk.get(page["next_page"])["tickets"] == []


def test_deleted_tickets_are_told_or_left_out(desk: Any, start: int) -> None:
    """They have the status deleted, unless exclude_deleted asks for the others only."""
    here, gone = desk.load("Here", "Gone")
    desk.ask("DELETE", f"tickets/{gone}")
    path = f"incremental/tickets?start_time={start}"
    assert {row["id"]: row["status"] for row in desk.get(path)["tickets"]} == {here: "new", gone: "deleted"}
    assert ids(desk.get(f"{path}&exclude_deleted=true")) == [here]


def test_the_last_minute_is_withheld_here_too(desk: Any, start: int) -> None:
    """A lag keeps fresh tickets back; they come when it is over."""
    desk.admin("POST", "lag", {"seconds": 60})
    desk.admin("POST", "clock", {"advance_seconds": 61})
    fresh = desk.load("Fresh")
    assert desk.get(f"incremental/tickets?start_time={start}")["tickets"] == []
    desk.admin("POST", "clock", {"advance_seconds": 61})
    assert ids(desk.get(f"incremental/tickets?start_time={start}")) == fresh


def test_people_come_along(desk: Any, start: int) -> None:
    """include=users works here as in the other export."""
    desk.load("With", requester={"email": "with@example.com", "name": "With"})
    users = desk.get(f"incremental/tickets?start_time={start}&include=users")["users"]
    assert [user["email"] for user in users] == ["with@example.com"]


@pytest.mark.parametrize("query", ["", "start_time=x", "start_time=99999999999999999", "start_time=1&per_page=x"])
def test_a_wrong_start_is_refused(desk: Any, query: str) -> None:
    """A start and a size must be numbers, and a start a time."""
    assert desk.ask("GET", f"incremental/tickets?{query}").status_code == 400


def test_a_token_without_the_scope_does_not_export(desk: Any) -> None:
    """An export needs a token that may read; one for macros alone is refused."""
    desk.admin("POST", "settings", {"scopes": "macros:read"})
    token = desk.token().json()["access_token"]
    assert desk.bearer("GET", "incremental/tickets?start_time=0", token).status_code == 403
