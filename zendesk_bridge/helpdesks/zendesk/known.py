"""What is known of a Zendesk account without asking it: what it holds, and how replies are written."""

from __future__ import annotations

from zendesk_bridge.core.model import Fields
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
