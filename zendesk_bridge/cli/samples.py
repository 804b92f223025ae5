"""The made-up customer for whom replies are shown, and how they are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zendesk_bridge.core.model import Backorder, Macro, Per, Variant
from zendesk_bridge.core.render import Preview, Target, preview, reads_facts, unmarked

SAMPLE = {
    "customer.first_name": "Alex",
    "customer.name": "Alex Morgan",
    "agent.first_name": "Sam",
    "agent.name": "Sam Rivera",
    "ticket.id": "4711",
    "ticket.subject": "Where is my order?",
}


class Sample(NamedTuple):
    """One reply, filled in. ``unmarked`` is what a ticket that is not marked gives.

    ``key`` is that of the managed macro: where one macro speaks every language, all of them have the same.
    """

    key: str
    macro: Macro
    variant: Variant
    shown: Preview
    unmarked: Preview | None


def samples(macro: Macro, variant: Variant, items: Sequence[Backorder], target: Target) -> Iterator[Sample]:
    """Fill in a macro in one language: per ticket once about all these items, per item once for each it is for."""
    every = target.dialect.conditions or reads_facts(macro)
    language = "" if every or variant is macro.variants[0] else f".{variant.locale}"
    if macro.per is Per.TICKET:
        for shown in preview(macro, variant, items, SAMPLE, target):
            yield Sample(f"{macro.key}{language}", macro, variant, shown, unmarked(macro, variant, SAMPLE, target))
        return
    for item in items:
        for shown in preview(macro, variant, [item], SAMPLE, target):
            yield Sample(f"{macro.key}/{item.sku}{language}", macro, variant, shown, None)
