"""How a canned response is written: placeholders by name, no logic, one ``<div>`` a line. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zendesk_bridge.core.model import FieldKey, Fields

_PLACEHOLDERS = {
    "customer.first_name": "{{ticket.requester.firstname}}",
    "customer.name": "{{ticket.requester.name}}",
    # Only the full name is known to exist. A full name in a signature reads well; an unknown placeholder is a hole.
    "agent.first_name": "{{ticket.agent.name}}",
    "agent.name": "{{ticket.agent.name}}",
    "ticket.id": "{{ticket.id}}",
    "ticket.subject": "{{ticket.subject}}",
}
_LOOSE_ITEM = re.compile(r"(<li[^>]*>)\s*<p[^>]*>((?:(?!<p[ >]).)*?)</p>\s*(?=</li>|<[uo]l)", re.DOTALL)
_BETWEEN = re.compile(r"</p>\s*<p[^>]*>")
_BLOCK = r"</?(?:blockquote|div|h[1-6]|hr|li|ol|pre|table|tbody|td|th|thead|tr|ul)\b[^>]*>"
_GAP = re.compile(rf"\s*\n\s*(?={_BLOCK})|(?P<block>{_BLOCK})\s*\n\s*")


@dataclass(frozen=True, slots=True)
class FreshdeskDialect:
    """Replies for an account that has these ticket fields."""

    fields: Fields

    @property
    def conditions(self) -> bool:
        """No: a canned response is text with placeholders."""
        return False

    def placeholder(self, name: str) -> str | None:
        """Return Freshdesk's placeholder for a neutral name; None where there is none.

        A custom field's placeholder is its API name, which Freshdesk chose when the field was created.
        """
        group, _, key = name.partition(".")
        if group != "backorder":
            return _PLACEHOLDERS.get(name)
        field = next((field for known, field in self.fields.items() if known == key), None)
        return f"{{{{ticket.{field.name}}}}}" if field else None

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:  # noqa: ARG002 - the port's
        """Return ``body``: whether a canned response understands ``{% if %}`` is not documented."""
        return body

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:  # noqa: ARG002 - the port's
        """Return ``otherwise``: there is no ``{% case %}`` either."""
        return otherwise

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:
        """Say what becomes of the agent's name: only the assigned agent's full name has a placeholder here."""
        if not {"agent.name", "agent.first_name"}.intersection(names):
            return ()
        return ("the agent's name here is the full name of whom the ticket is assigned to, and blank where nobody is",)

    def shape(self, html: str) -> str:
        """Return HTML as Freshdesk itself would write it, so that saving it rewrites as little as possible.

        ``<p>`` becomes ``<div>`` with an empty line between two of them, because a div has no margin of its own.
        """
        html = _LOOSE_ITEM.sub(r"\1\2", html)
        html = _BETWEEN.sub("</div><div><br></div><div>", html)
        html = re.sub(r"<p(?: [^>]*)?>", "<div>", html).replace("</p>", "</div>")
        html = re.sub(r"<(br|hr)\s*/>", r"<\1>", html)
        return _GAP.sub(lambda gap: gap["block"] or "", html).strip()
