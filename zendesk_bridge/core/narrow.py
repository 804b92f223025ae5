"""What we want -> what fits on this helpdesk; whatever is left out is returned, never silently lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from zendesk_bridge.core.fields import SPECS
from zendesk_bridge.core.model import ChoiceKind, FieldKey, ManagedMacro, digest
from zendesk_bridge.core.ports import Capabilities

TAG = "backorder"
MOVED_TAG = "backorder_window_moved"
FOLLOWUP_TAG = "backorder_followup_due"
RESOLVED_TAG = "backorder_resolved"
POSSIBLE_TAG = "backorder_possible"
CHOICE_TAGS: Final[Mapping[ChoiceKind, str]] = {
    "wait": "backorder_chose_wait",
    "swap": "backorder_chose_swap",
    "split": "backorder_chose_split",
    "cancel": "backorder_chose_cancel",
}
"""Tags by which a macro, or an agent, says what the customer chose.

The bridge itself puts one on a ticket for a choice that was made on the page of a message, and takes it off again when
the customer has chosen otherwise there; no other way does it touch them.
"""

GENERAL_TAGS = frozenset({TAG, MOVED_TAG, FOLLOWUP_TAG, RESOLVED_TAG, POSSIBLE_TAG})
"""Our tags that are of no one item."""

_CUT = " …"
_LONG_FIELDS = frozenset(spec.key for spec in SPECS if spec.long)
_WHOLE_WORDS = re.compile(r"(.*\S)\s", re.DOTALL)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def macro(managed: ManagedMacro, capabilities: Capabilities) -> tuple[ManagedMacro, tuple[str, ...]]:
    """Return the macro as this helpdesk can hold it, and in words what was dropped or cut.

    A body is never cut: half a reply is worse than none, so the helpdesk's own refusal is left to say it.
    """
    reasons: list[str] = []
    if managed.add_tags and "add_tags" not in capabilities.actions:
        reasons.append(f"replies here cannot add tags; left out: {', '.join(managed.add_tags)}")
        managed = replace(managed, add_tags=())
    if managed.remove_tags and "remove_tags" not in capabilities.actions:
        reasons.append(f"replies here cannot remove tags; left out: {', '.join(managed.remove_tags)}")
        managed = replace(managed, remove_tags=())
    if managed.status and "status" not in capabilities.actions:
        reasons.append(f"replies here cannot set a status; left out: {managed.status}")
        managed = replace(managed, status=None)
    add, remove = (tuple(tag(text, capabilities) for text in tags) for tags in (managed.add_tags, managed.remove_tags))
    if (add, remove) != (managed.add_tags, managed.remove_tags):
        reasons.append(f"tags were shortened to {', '.join((*add, *remove))}")
        managed = replace(managed, add_tags=add, remove_tags=remove)
    if len(managed.title) > capabilities.title_length:
        managed = replace(managed, title=_cut(managed.title, capabilities.title_length))
        reasons.append(f"the title was cut to {capabilities.title_length} characters: {managed.title}")
    if len(managed.body) > capabilities.body_length:
        reasons.append(f"the reply has {len(managed.body)} of at most {capabilities.body_length} characters")
    return managed, tuple(reasons)


def tag(text: str, capabilities: Capabilities) -> str:
    """Return the tag, or where it is too long a shorter one that is the same every time and no other tag's."""
    return _fit(text, text, capabilities)


def sku_tag(sku: str, capabilities: Capabilities) -> str:
    """Return the tag that says which late item a ticket is about: ``WID-12`` -> ``backorder_wid_12``.

    Accents are dropped. Whatever of a SKU cannot be written in ASCII is told apart by a short digest instead.
    """
    folded = unicodedata.normalize("NFKC", sku).casefold()
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    slug = _NOT_SLUG.sub("_", plain).strip("_")
    lost = any(letter.isalnum() and not letter.isascii() for letter in plain) or not slug
    name = "_".join(part for part in (TAG, slug, digest(sku, 6) if lost else "") if part)
    return _fit(name, sku, capabilities)


def tags(
    current: AbstractSet[str], wanted: AbstractSet[str], capabilities: Capabilities
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return which wanted tags fit beside the ticket's current ones, and which do not.

    A wanted tag that is there already takes no room. Of the others ``backorder`` comes first, then by name.
    """
    if capabilities.tags_per_ticket is None:
        return frozenset(wanted), ()
    room = max(0, capabilities.tags_per_ticket - len(current))
    new = sorted(wanted - current, key=lambda name: (name != TAG, name))
    return frozenset((wanted & current) | set(new[:room])), tuple(new[room:])


def field_text(key: FieldKey, text: str, capabilities: Capabilities) -> str:
    """Return the text cut at a word, with an ellipsis, to what this ticket field holds."""
    return _cut(text, capabilities.long_field if key in _LONG_FIELDS or key.macro else capabilities.short_field)


def is_cut(text: str) -> bool:
    """Tell whether this text was cut."""
    return text.endswith(_CUT)


def _cut(text: str, limit: int) -> str:
    """Cut at the last space that leaves room for the ellipsis; one endless word is cut within."""
    if len(text) <= limit:
        return text
    room = limit - len(_CUT)
    words = _WHOLE_WORDS.match(text[: room + 1])
    return (words.group(1) if words else text[:room]).rstrip(" ,;:") + _CUT


def _fit(name: str, origin: str, capabilities: Capabilities) -> str:
    """Shorten a name to the tag length, keeping it unique by a digest of what it stands for."""
    if len(name) <= capabilities.tag_length:
        return name
    suffix = f"_{digest(origin, 6)}"
    return name[: capabilities.tag_length - len(suffix)].rstrip("_") + suffix
