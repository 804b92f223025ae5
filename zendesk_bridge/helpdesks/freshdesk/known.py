"""What is known of a Freshdesk account without asking it: what it holds, and how canned responses are written."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from zendesk_bridge.core.model import Fields, MacroContent, ManagedMacro, Marker, ViewSpec, WholeMacro
from zendesk_bridge.core.ports import Capabilities
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect

LONGEST_TITLE = 255
"""Not documented; what Freshdesk's short texts usually hold."""

_LONG_TEXT = 65_000
"""How much a body or a paragraph field holds: not documented, what a text column usually takes."""


def title_length() -> int:
    """Return how long a title may be, so that its marker fits behind it."""
    return LONGEST_TITLE - len(str(Marker.of("", "").signed(MacroContent("", "")))) - 1


_CAPABILITIES = Capabilities(
    actions=frozenset(),
    title_length=title_length(),
    body_length=_LONG_TEXT,
    tag_length=32,
    tags_per_ticket=30,
    short_field=255,
    long_field=_LONG_TEXT,
    macro_word="canned response",
)


class OfflineFreshdesk:
    """An account that nothing is sent to."""

    kind = "freshdesk"
    capabilities = _CAPABILITIES

    def __init__(self, name: str) -> None:
        self.name = name

    def dialect(self, fields: Fields) -> FreshdeskDialect:
        """Return the way canned responses are written."""
        return FreshdeskDialect(fields)

    def view_steps(self, spec: ViewSpec) -> str:
        """Return what a person does to make this view by hand: the API makes none."""
        return (
            f"Tickets > Filters: Tags {spec.tag}, Status All unresolved > Apply; "
            f"then save it as '{spec.title}', visible to all agents"
        )

    def content(self, macro: ManagedMacro) -> MacroContent:
        """Return what this macro is compared by."""
        found: MacroContent = _late("canned").content(macro)
        return found

    def whole_macro(self, row: Mapping[str, Any]) -> WholeMacro:
        """Read one canned response word for word; raises Incomplete for what is none."""
        found: WholeMacro = _late("wire").whole_macro(row)
        return found


def _late(module: str) -> Any:
    """Return a module of this folder that is imported late, because it knows of HTTP."""
    return import_module(f"zendesk_bridge.helpdesks.freshdesk.{module}")
