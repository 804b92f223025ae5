"""What differs between two states of a macro, property by property, as text."""

from __future__ import annotations

from dataclasses import dataclass

from zendesk_bridge.core.model import MacroContent


@dataclass(frozen=True, slots=True)
class Difference:
    """One property that changes, as text on both sides."""

    name: str
    before: str
    after: str


def differences(before: MacroContent | None, after: MacroContent | None) -> tuple[Difference, ...]:
    """Return what changes from one content to another; None stands for a macro that does not exist."""
    old, new = _properties(before), _properties(after)
    return tuple(
        Difference(name, old.get(name, ""), new.get(name, ""))
        for name in ("title", "active", "visible to", "status", "adds tags", "other", "reply")
        if old.get(name, "") != new.get(name, "")
    )


def _properties(content: MacroContent | None) -> dict[str, str]:
    if content is None:
        return {}
    groups = content.visible_to
    return {
        "title": content.title,
        "active": "yes" if content.active else "no",
        "visible to": "everybody" if groups is None else "groups " + ", ".join(str(group) for group in groups),
        "status": content.status or "",
        "adds tags": " ".join(content.add_tags),
        "other": "\n".join(content.other),
        "reply": content.body,
    }
