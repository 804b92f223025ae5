"""What a macro does besides its reply, and our YAML cannot say: told, because adopting the macro would drop it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from zendesk_bridge.core.model import Actions, MacroContent

_TAG = re.compile(r"[a-z0-9_/-]+")
_STATUSES: Mapping[str, Literal["open", "pending", "hold", "solved"]] = {
    "open": "open",
    "pending": "pending",
    "hold": "hold",
    "solved": "solved",
}
_NAMED = {
    "priority": "the priority",
    "type": "the ticket's type",
    "assignee_id": "the assignee",
    "group_id": "the assigned group",
    "follower": "followers",
    "cc": "people in copy",
    "set_tags": "tags that replace all others",
    "subject": "the ticket's subject",
    "side_conversation": "a side conversation",
    "side_conversation_ticket": "a side conversation",
    "side_conversation_slack": "a side conversation",
    "brand_id": "the brand",
    "ticket_form_id": "the ticket form",
    "custom_status_id": "a status of your own",
    "comment_mode_is_public": "that it is an internal note, which customers do not read",
    "attachments": "attached files",
    "restriction": "that it is shown to",
}
_SHOWN = frozenset({"priority", "type", "set_tags", "subject", "custom_status_id", "attachments", "restriction"})
"""What has a value that people know; of the others it is a number, or somebody's name or address."""

_LONGEST = 60  # characters of a value


def kept(content: MacroContent) -> Actions:
    """Return what our YAML can say of a macro's actions."""
    add = tuple(tag for tag in content.add_tags if _TAG.fullmatch(tag))
    remove = tuple(tag for tag in content.remove_tags if _TAG.fullmatch(tag) and tag not in add)
    status = _STATUSES.get(content.status or "")
    return Actions(add, status, remove)


def dropped(content: MacroContent) -> tuple[str, ...]:
    """Return in words what adopting this macro would drop."""
    return tuple(dict.fromkeys(_dropped(content)))


def _dropped(content: MacroContent) -> Iterator[str]:
    said = kept(content)
    for tag in (*content.add_tags, *content.remove_tags):
        if tag not in {*said.add_tags, *said.remove_tags}:
            yield f"the tag '{tag}', which our files cannot write"
    for tag in {*content.add_tags}.intersection(content.remove_tags):
        yield f"that it takes off the tag '{tag}', which it adds"
    if content.status and not said.status:
        yield f"the status '{content.status}'"
    for action in content.other:
        name, _, value = action.partition("=")
        yield _in_words(name, value)


def _in_words(name: str, value: str) -> str:
    number = re.fullmatch(r"custom_fields_(\d+)", name)
    if number:
        return f"the custom field {number[1]} ({value[:_LONGEST]})" if value else f"the custom field {number[1]}"
    shown = " ".join(value.split())
    if name == "comment_value":
        channel = re.match(r'\["(channel:\w{1,20})"', shown)
        return f"a reply for one channel alone ({channel[1]})" if channel else "one more reply"
    named = _NAMED.get(name, f"'{name}'")
    return f"{named} ({shown[:_LONGEST]})" if name in _SHOWN and shown else named
