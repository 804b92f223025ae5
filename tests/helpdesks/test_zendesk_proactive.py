"""Zendesk: by which trigger a message to a customer becomes a mail, as far as triggers tell."""

from __future__ import annotations

from typing import Any

import pytest

from zendesk_bridge.core.model import Mailing
from zendesk_bridge.helpdesks import zendesk
from zendesk_bridge.helpdesks.zendesk.proactive import mailing
from zendesk_bridge.sandbox import Sandbox

MAIL = {"field": "notification_user", "value": ["requester_id", "[{{ticket.title}}]", "{{ticket.comments_formatted}}"]}
OURS = (("update_type", "is", "Create"), ("comment_is_public", "is", "true"), ("role", "is", "agent"))


def trigger(*conditions: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    """Return a trigger that needs these conditions."""
    needed = [{"field": field, "operator": operator, "value": value} for field, operator, value in conditions]
    return {"title": "Tell", "active": True, "conditions": {"all": needed, "any": []}, "actions": [MAIL], **more}


@pytest.mark.parametrize(
    "found",
    [
        trigger(*OURS),
        trigger(),
        trigger(("update_type", "is_not", "Change"), ("status", "is_not", "solved"), ("role", "is_not", "end_user")),
        trigger(("brand_id", "is", "7"), ("status", "less_than", "solved")),
        trigger(actions=[{"field": "current_tags", "value": "a"}, MAIL]),
        trigger(conditions=None),
    ],
)
def test_what_fires_for_our_tickets(found: dict[str, Any]) -> None:
    """A trigger that mails the requester, and excludes nothing that our tickets are; it is named by its title."""
    assert mailing([trigger(active=False), found]) == Mailing("the trigger 'Tell'")


@pytest.mark.parametrize(
    "found",
    [
        trigger(("update_type", "is", "Change")),
        trigger(("update_type", "is_not", "Create")),
        trigger(("role", "is", "end_user")),
        trigger(("role", "is_not", "agent")),
        trigger(("comment_is_public", "is", "false")),
        trigger(("status", "is", "solved")),
        trigger(("via_id", "is", "4")),
        trigger(active=False),
        trigger(actions=[{"field": "notification_user", "value": ["assignee_id", "a", "b"]}]),
        trigger(actions=None),
        trigger(actions=["x", {"field": "notification_user", "value": []}]),
    ],
)
def test_what_does_not(found: dict[str, Any]) -> None:
    """Then nobody would read the message, and what to switch on is told."""
    told = mailing([found])
    assert told.by == ""
    assert "Notify requester of new proactive ticket" in told.fix


def test_the_account_is_asked() -> None:
    """An account without such a trigger says so; with one it is named."""
    with Sandbox(seed=None, faces=("zendesk",)) as box:
        desk = zendesk.build("shop", box.zendesk_url, box.credentials.by_type["zendesk"])
        try:
            assert desk.probe().mailing == mailing([])
            body = {**trigger(*OURS), "title": "Notify requester of new proactive ticket"}
            box.store.put("zendesk_trigger", 1, {"id": 1, "position": 1, **body})
            told = desk.probe().mailing
        finally:
            desk.close()
    assert told is not None
    assert told.by == "the trigger 'Notify requester of new proactive ticket'"
