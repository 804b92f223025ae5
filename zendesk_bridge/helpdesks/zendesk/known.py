"""What is known of a Zendesk account without asking it: what it holds, and how replies are written."""

from __future__ import annotations

from zendesk_bridge.core.model import Fields, ViewSpec
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
