"""node-zendesk 6 on the Zendesk face; zendesk.js holds the calls, and these tests what must come of them."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.clients

Node = Callable[[str, str], Any]


def test_people(node: Node) -> None:
    """Who am I (by OAuth as well), users by list, id and search, and the groups."""
    told = node("zendesk.js", "people")
    me = told.pop("me")
    assert told == {
        "role": "admin", "shown": True, "listed": True, "found": [me], "group": True, "oauth": True, "assignable": True,
    }  # fmt: skip


def test_ticket_life(node: Node) -> None:
    """A ticket is created, updated with a note, listed by cursor pages and by requester, deleted, and gone."""
    assert node("zendesk.js", "tickets") == {
        "created": ["Where is my widget?", ["late"]],
        "updated": "high",
        "comments": [["It is late.", True], ["We are looking.", False]],
        "audits": [True, True],
        "listed": True,
        "requested": True,
        "gone": "Request processing failed: Zendesk Error (404): Item not found",
    }


def test_ticket_tags(node: Node) -> None:
    """Tags are added and replaced, and stand in the list of all tags."""
    assert node("zendesk.js", "tags") == {
        "added": [{"tags": ["late", "two"]}],
        "replaced": [{"tags": ["only"]}],
        "listed": True,
    }


def test_bulk_jobs(node: Node) -> None:
    """The client's own watcher sees create_many, update_many, merge and destroy_many end."""
    assert node("zendesk.js", "jobs") == {
        "made": 2,
        "updated": ["completed", [["update", True], ["update", True]]],
        "rows": [["pending", ["bulk"]], ["pending", ["bulk"]]],
        "merged": "completed",
        "destroyed": ["completed", 2],
        "listed": True,
    }


def test_incremental_exports(node: Node) -> None:
    """Exports by time, with users beside the tickets, by cursor, and of events."""
    assert node("zendesk.js", "incremental") == {
        "byTime": True, "withUsers": True, "byCursor": [5, False, True, True], "events": True,
    }  # fmt: skip


def test_macros(node: Node) -> None:
    """A macro is created, renamed without losing its actions, applied, listed, found, switched off and deleted."""
    assert node("zendesk.js", "macros") == {
        "renamed": ["Backorder::Renamed", 2],
        "applied": ["pending", True],
        "alone": "pending",
        "listed": [True, True],
        "found": True,
        "categories": True,
        "moved": True,
        "kept": False,
    }


def test_search(node: Node) -> None:
    """Search answers a page and all pages, counts, and exports."""
    told = node("zendesk.js", "search")
    found = [told["id"]]
    assert told == {
        "id": told["id"], "query": found, "queryAll": found, "count": {"count": 1}, "exported": found,
    }  # fmt: skip


def test_ticket_fields(node: Node) -> None:
    """A dropdown is created, renamed, listed and deleted; forms and locales are listed."""
    assert node("zendesk.js", "fields") == {
        "renamed": "Tone", "options": ["node_dark"], "listed": True, "forms": 1, "locales": True,
    }  # fmt: skip


def test_webhooks_and_triggers(node: Node) -> None:
    """A webhook shows a secret, which it can be given anew; a trigger that calls it is created, listed and deleted."""
    assert node("zendesk.js", "webhooks") == {
        "secrets": ["SHA256", False], "shown": "node two", "listed": True, "invocations": [], "triggers": True,
    }  # fmt: skip


def test_dynamic_content(node: Node) -> None:
    """An item is created, renamed without changing its placeholder, listed and deleted."""
    assert node("zendesk.js", "dynamic") == {
        "placeholders": ["{{dc.node_window}}", "{{dc.node_window}}"], "renamed": "Node window two", "listed": True,
    }  # fmt: skip
