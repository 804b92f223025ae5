"""How Zendesk writes a reply: Liquid placeholders and conditions.

https://support.zendesk.com/hc/en-us/articles/4408886858138 and 4408883291290.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zendesk_bridge.core.macros.wording.offers import BULLET
from zendesk_bridge.core.model import FieldKey, Fields

_PLACEHOLDERS = {
    "customer.first_name": "{{ticket.requester.first_name}}",
    "customer.name": "{{ticket.requester.name}}",
    "agent.name": "{{current_user.name}}",
    "agent.first_name": "{{current_user.first_name}}",
    "ticket.id": "{{ticket.id}}",
    "ticket.subject": "{{ticket.title}}",
}
_FIELD = "backorder."
_LISTS = {FieldKey.OPTIONS, FieldKey.CHOICES, FieldKey.MESSAGE}
_LINES = (
    f"{{{{% assign parts = {{field}} | split: '{BULLET}' %}}}}{{{{% for part in parts %}}}}"
    f"{{{{% unless forloop.first %}}}}<br>{BULLET}{{{{% endunless %}}}}{{{{{{{{part}}}}}}}}{{{{% endfor %}}}}"
)
"""A field that may hold a list of items: a reply is HTML, in which a field's own line ends would be lost."""


def _filled(name: str) -> str:
    """Return the Liquid condition for a ticket field that is not empty.

    The one place that relies on Zendesk's Liquid knowing ``blank``, which standard Liquid does.
    """
    return f"ticket.ticket_field_{name} != blank"


class ZendeskDialect:
    """Placeholders for an account whose ticket fields have these ids."""

    conditions = True

    def __init__(self, fields: Fields) -> None:
        self._fields = dict(fields)

    def placeholder(self, name: str) -> str | None:
        """Return Zendesk's placeholder for a neutral name, None if it has none."""
        if not name.startswith(_FIELD):
            return _PLACEHOLDERS.get(name)
        key = name.removeprefix(_FIELD)
        field = self._fields.get(FieldKey(key)) if key in set(FieldKey) else None
        return f"{{{{ticket.ticket_field_{field.name}}}}}" if field else None

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        """Return HTML that shows ``body`` only where all these fields are filled; a field we lack never is."""
        if not fields:
            return body
        if any(key not in self._fields for key in fields):
            return fallback
        condition = " and ".join(_filled(self._fields[key].name) for key in sorted(fields))
        for key in _LISTS.intersection(fields):
            field = f"ticket.ticket_field_{self._fields[key].name}"
            body = body.replace(f"{{{{{field}}}}}", _LINES.format(field=field))
        return f"{{% if {condition} %}}{body}{{% else %}}{fallback}{{% endif %}}"

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:
        """Return HTML that shows the body of the locale in the ticket's language field, else ``otherwise``."""
        field = self._fields[FieldKey.LANGUAGE]
        cases = "".join(f"{{% when '{locale}' %}}{body}" for locale, body in bodies.items())
        return f"{{% case ticket.ticket_field_{field.name} %}}{cases}{{% else %}}{otherwise}{{% endcase %}}"

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:  # noqa: ARG002 - the port's
        """Return nothing: every name has a placeholder that Zendesk fills."""
        return ()

    def shape(self, html: str) -> str:
        """Return the HTML as it is: Zendesk keeps ``<p>``."""
        return html.strip()
