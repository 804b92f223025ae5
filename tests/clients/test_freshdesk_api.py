"""freshdesk-api 3 (Node) on the Freshdesk face; freshdesk.js holds the calls, and these tests what must come of them.

Like python-freshdesk, it has no calls for canned responses, jobs and automations.
"""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.clients

Node = Callable[[str, str], Any]


def test_agents(node: Node) -> None:
    """Who am I, all agents, and one by id."""
    assert node("freshdesk.js", "agents") == {"listed": True, "shown": True}


def test_ticket_life(node: Node) -> None:
    """A ticket is created with tags, updated, read, deleted and restored."""
    assert node("freshdesk.js", "tickets") == {
        "created": ["Where is my widget?", ["late", "vip"]],
        "changed": [["late"], 3, 4],
        "shown": "It is late.",
        "deleted": True,
        "restored": True,
    }


def test_pages(node: Node) -> None:
    """The Link header tells the client which page is the last; no ticket stands on two pages."""
    assert node("freshdesk.js", "pages") == {
        "sizes": [10, 10, 0], "repeated": [], "pageIsLast": [False, True], "requestId": "string",
    }  # fmt: skip


def test_attachments(node: Node) -> None:
    """A ticket with a file goes out as a form, tags and all."""
    assert node("freshdesk.js", "attachments") == {"tags": ["file"], "files": [["freshdesk.js", True]]}


def test_conversations(node: Node) -> None:
    """A note is written, edited and deleted; a reply stays."""
    assert node("freshdesk.js", "conversations") == {
        "edited": "We have looked.",
        "listed": [["We have looked.", True], ["It ships soon.", False]],
        "left": True,
    }


def test_search(node: Node) -> None:
    """A query by tag finds one ticket."""
    assert node("freshdesk.js", "search") == {"total": 1, "found": True}


def test_contacts(node: Node) -> None:
    """A contact is created, changed, listed, found, and deleted softly."""
    assert node("freshdesk.js", "contacts") == {"changed": "Nora N", "listed": 1, "found": 1, "deleted": True}


def test_ticket_fields(node: Node) -> None:
    """Ticket fields are listed, also by type."""
    told = node("freshdesk.js", "fields")
    assert {"subject", "status", "priority"} <= set(told["names"])
    assert told["some"] == ["status"]


def test_errors(node: Node) -> None:
    """A wrong value and a wrong key raise the client's error with the status and the body.

    A missing ticket raises a SyntaxError: the client reads the empty body of Freshdesk's 404 as JSON.
    """
    told = node("freshdesk.js", "errors")
    assert told["invalid"]["status"] == 400
    assert [error["field"] for error in told["invalid"]["data"]["errors"]] == ["priority"]
    assert told["missing"] == {"name": "SyntaxError"}
    assert (told["stranger"]["status"], told["stranger"]["data"]["code"]) == (401, "invalid_credentials")
