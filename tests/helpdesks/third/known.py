"""What is known of an account without asking it: what it holds, and how replies are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from zendesk_bridge.helpdesks.third import wire

from zendesk_bridge.core.model import FieldKey, Fields, MacroContent, ManagedMacro, ViewSpec, WholeMacro
from zendesk_bridge.core.ports import Capabilities

_NAMES = frozenset(
    ("customer.first_name", "customer.name", "agent.first_name", "agent.name", "ticket.id", "ticket.subject")
)


@dataclass(frozen=True, slots=True)
class ThirdDialect:
    """Replies with placeholders such as ``%(ticket.id)``, and nothing that decides."""

    fields: Fields
    conditions: bool = False

    def placeholder(self, name: str) -> str | None:
        """Return the placeholder for a neutral name."""
        group, _, key = name.partition(".")
        if group == "backorder":
            return next((f"%(field.{field.name})" for known, field in self.fields.items() if known == key), None)
        return f"%({name})" if name in _NAMES else None

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:  # noqa: ARG002 - the port's
        """Return ``body``: nothing decides here."""
        return body

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:  # noqa: ARG002 - the port's
        """Return ``otherwise``: nothing decides here."""
        return otherwise

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:  # noqa: ARG002 - the port's
        """Return nothing: every name is what it says."""
        return ()

    def shape(self, html: str) -> str:
        """Return the HTML as it is: it is kept as it is sent."""
        return html


class OfflineThird:
    """An account that nothing is sent to."""

    kind = "third"
    capabilities = Capabilities(
        actions=frozenset({"add_tags"}),
        title_length=200,
        body_length=60_000,
        tag_length=60,
        tags_per_ticket=None,
        short_field=200,
        long_field=60_000,
        views=True,
    )

    def __init__(self, name: str) -> None:
        self.name = name

    def dialect(self, fields: Fields) -> ThirdDialect:
        """Return the way replies are written here."""
        return ThirdDialect(fields)

    def view_steps(self, spec: ViewSpec) -> str:
        """Return what a person does to make this list by hand."""
        return f"Lists > New: {spec.title}, label {spec.tag}"

    def content(self, macro: ManagedMacro) -> MacroContent:
        """Return what this macro is compared by."""
        return wire.content(wire.payload(macro))

    def whole_macro(self, row: Mapping[str, Any]) -> WholeMacro:
        """Read one macro word for word."""
        return wire.whole_macro(row)
