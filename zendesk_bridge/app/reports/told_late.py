"""Items of whose delay nobody could be told in time: they came on the list after the day that was promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.macros import lint
from zendesk_bridge.core.model import Backorder


def told_late(late: Iterable[Backorder], history: History, zone: tzinfo) -> Iterator[lint.Finding]:
    """Yield the items that were seen first after the day that was promised, in the shop's ``zone``.

    What stood there when history began may have been told before: of that nobody can say it.
    """
    began = min((versions[0].seen_at for versions in history.versions.values() if versions), default=None)
    for item in late:
        first = next((version.seen_at for version in history.of_item(item.sku)), None)
        if first is None or first == began or item.promised_by is None:
            continue
        listed = first.astimezone(zone).date()
        if listed > item.promised_by:
            says = f"it came on the list on {listed}, and was promised by {item.promised_by}: nobody was told in time"
            yield lint.found("sent-late", item.place, f"{item.sku}: {says}", sku=item.sku)
