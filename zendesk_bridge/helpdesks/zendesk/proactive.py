"""Which of an account's triggers mails a customer whose ticket an agent begins. Pure.

Zendesk mails nothing by itself: https://support.zendesk.com/hc/en-us/articles/4408886797466 (triggers) and
https://developer.zendesk.com/documentation/ticketing/reference-guides/conditions-reference/. Accounts come with "Notify
requester of new proactive ticket", which may be switched off, or changed.

UNCONFIRMED, and decided here alone: by which conditions a trigger is none that fires for our tickets. One that asks for
what we do not know counts as one that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zendesk_bridge.core.model import Mailing

_STEPS = (
    "Switch on 'Notify requester of new proactive ticket' in Admin Center > Objects and rules > Business rules > "
    "Triggers, or make one: ticket is created, comment is public, current user is (agent); then email (requester)."
)
_OURS: Mapping[str, frozenset[str]] = {
    "update_type": frozenset({"Create"}),
    "role": frozenset({"agent"}),
    "comment_is_public": frozenset({"true", "requester_can_see_comment", "not_relevant"}),
    "status": frozenset({"pending"}),
    "via_id": frozenset({"5"}),  # web service (API)
    "current_via_id": frozenset({"5"}),
}
"""What our tickets are, by a condition's field."""
_REQUESTER = frozenset({"requester_id", "requester_and_ccs"})
_SHOWN = 80  # characters of a title


def mailing(triggers: Iterable[Mapping[str, Any]]) -> Mailing:
    """Return the first active trigger by which our message becomes a mail."""
    for trigger in triggers:
        if trigger.get("active") is True and _mails(trigger) and not _excluded(trigger):
            return Mailing(f"the trigger '{str(trigger.get('title'))[:_SHOWN]}'")
    return Mailing("", _STEPS)


def _mails(trigger: Mapping[str, Any]) -> bool:
    actions = trigger.get("actions")
    found = [action for action in actions if isinstance(action, dict)] if isinstance(actions, list) else []
    values = [action.get("value") for action in found if action.get("field") == "notification_user"]
    return any(isinstance(value, list) and value and value[0] in _REQUESTER for value in values)


def _excluded(trigger: Mapping[str, Any]) -> bool:
    """Tell whether one of the conditions, all of which must be met, is not met by our tickets."""
    conditions = trigger.get("conditions")
    needed = conditions.get("all") if isinstance(conditions, dict) else None
    found = [condition for condition in needed if isinstance(condition, dict)] if isinstance(needed, list) else []
    return any(_is_not_ours(condition) for condition in found)


def _is_not_ours(condition: Mapping[str, Any]) -> bool:
    known = _OURS.get(str(condition.get("field")))
    if known is None or condition.get("operator") not in {"is", "is_not"}:
        return False
    return (str(condition.get("value")) in known) is (condition["operator"] == "is_not")
