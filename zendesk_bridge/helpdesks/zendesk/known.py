"""What is known of a Zendesk account without asking it: what it holds, and how replies are written."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from zendesk_bridge.core.model import Fields, MacroContent, ManagedMacro, ViewSpec, WholeMacro
from zendesk_bridge.core.ports import Capabilities, Dialect
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect

_CAPABILITIES = Capabilities(
    actions=frozenset({"add_tags", "remove_tags", "status"}),
    title_length=255,
    body_length=60_000,  # all business rules must stay under 65k; title and tag lengths are our own caution
    tag_length=80,
    tags_per_ticket=None,
    short_field=255,
    long_field=65_535,
    views=True,
)


class OfflineZendesk:
    """An account that nothing is sent to."""

    kind = "zendesk"
    capabilities = _CAPABILITIES

    def __init__(self, name: str) -> None:
        self.name = name

    def dialect(self, fields: Fields) -> Dialect:
        """Return the way replies are written here."""
        return ZendeskDialect(fields)

    def view_steps(self, spec: ViewSpec) -> str:
        """Return what a person does to make this view by hand."""
        return (
            "Admin Center > Workspaces > Agent tools > Views > Create view: "
            f"title '{spec.title}', all of: Status category less than Solved; Tags contains at least one of {spec.tag}"
        )

    def content(self, macro: ManagedMacro) -> MacroContent:
        """Return what this macro is compared by: what we would send, read as an answer is."""
        wire = _wire()
        found: MacroContent = wire.content(wire.unsigned_payload(macro))
        return found

    def whole_macro(self, row: Mapping[str, Any]) -> WholeMacro:
        """Read one macro word for word; raises Incomplete for what is none."""
        found: WholeMacro = _wire().whole_macro(row)
        return found


def _wire() -> Any:
    """Return what reads and writes Zendesk's JSON: imported late, because it knows of HTTP."""
    return import_module("zendesk_bridge.helpdesks.zendesk.wire")
