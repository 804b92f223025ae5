"""The made-up customer for whom replies are shown, and how they are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from zendesk_bridge.core.macros.render import Preview, Target, preview, reads_facts, unmarked
from zendesk_bridge.core.model import Backorder, Macro, Per, Variant

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


def samples(
    macro: Macro, variant: Variant, items: Sequence[Backorder], target: Target, heard: date | None = None
) -> Iterator[Sample]:
    """Fill in a macro in one language: per ticket once about all these items, per item once for each it is for.

    ``heard`` is the last ship day that the customer was told before, if any. Where one macro speaks every language, it
    has the title of the main one, and is not there without that one.

    Raises InvalidInput for a reply that cannot be rendered.
    """
    every = bool(target.dialect.conditions or reads_facts(macro))
    main = macro.variants[0]
    language = "" if every or variant is main else f".{variant.locale}"
    values = _values(target)
    for about in [items] if macro.per is Per.TICKET else [[item] for item in items]:
        key = macro.key + (f"/{about[0].sku}" if macro.per is Per.ITEM else "") + language
        titles = [one.title for one in preview(macro, main if every else variant, about, values, target)]
        for title, shown in zip(titles, preview(macro, variant, about, values, target, heard), strict=False):
            bare = unmarked(macro, variant, values, target)
            yield Sample(key, macro, variant, replace(shown, title=title), bare)


def _values(target: Target) -> Mapping[str, str]:
    """Return the made-up values as this helpdesk fills them in: some know an agent by the full name alone."""
    known = target.dialect.placeholder
    short, full = "agent.first_name", "agent.name"
    return {**SAMPLE, short: SAMPLE[full if known(short) == known(full) else short]}
