"""What is ours on a ticket as just read: by our record, by a write that was begun, or by what it looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zendesk_bridge.core.decide.rules import Rules
from zendesk_bridge.core.ledger import mentioned_in
from zendesk_bridge.core.macros.handwriting import NAMED, could_be_ours, proves_us
from zendesk_bridge.core.macros.telling import text_id
from zendesk_bridge.core.model import Digests, FieldKey, Intended, Mark, MarkState, Ticket, View
from zendesk_bridge.core.narrow import GENERAL_TAGS, RESOLVED_TAG, TAG

_FORM = f"{TAG}_"


@dataclass(frozen=True, slots=True)
class Ours:
    """What is ours on a ticket: ``tags`` to take off, ``fields`` to write anew.

    ``expected`` are the tags that were surely there when we last looked: one that is gone, somebody took off. ``view``
    is settled: it holds no write of which nobody knows whether it came through. ``recovered`` says that there is no
    record, and that the ticket itself shows our work; ``returned`` are tags of items that were late then. ``unsure``
    says that something of ours may be there that nobody remembers, and ``noted`` which facts of which items the ticket
    was surely told.
    """

    view: View
    tags: frozenset[str]
    fields: Digests
    expected: frozenset[str] = frozenset()
    recovered: bool = False
    returned: frozenset[str] = frozenset()
    unsure: bool = False
    noted: frozenset[tuple[str, str]] = frozenset()


def ours_on(ticket: Ticket, view: View, rules: Rules) -> Ours:
    """Return what is ours on a ticket."""
    if view.intended is not None:
        return _settled(ticket, view, view.intended, rules)
    if recoverable(ticket, view, rules):
        return _recovered(ticket, view, rules)
    traces = ticket.tags & {TAG, *map(rules.tag, mentioned_in(view))} or any(ticket.fields.values())
    unsure = not _recorded(view) and bool(traces)
    # Nobody but us says that all items are back: on a ticket that is about a late one it is our word, and wrong.
    tags = view.tags if _recorded(view) else ticket.tags & {RESOLVED_TAG}
    return Ours(view, tags, view.fields, view.tags | view.beside, unsure=unsure, noted=_noted(view))


def recoverable(ticket: Ticket, view: View, rules: Rules) -> bool:
    """Tell whether a ticket that we have no record of shows that we were there: by its tags and its fields together.

    Somebody may have taken the tags off since: several fields in our own sentences are proof enough.
    """
    if _recorded(view) or not any(ticket.fields.values()):
        return False
    if not (_item_tags(ticket, rules) or RESOLVED_TAG in ticket.tags):
        return proves_us(ticket.fields.items(), rules.manner, rules.names)
    language = ticket.fields.get(FieldKey.LANGUAGE)
    return language is None or rules.manner.speaks(language)


def _recorded(view: View) -> bool:
    return bool(view.tags or view.fields or view.intended or view.dismissed or any(mark.told for mark in view.items))


def _item_tags(ticket: Ticket, rules: Rules) -> frozenset[str]:
    """Return the tags that have the form of ours for one item, and that nobody else is known to set."""
    return frozenset(tag for tag in ticket.tags if tag.startswith(_FORM)) - GENERAL_TAGS - rules.spared


def _recovered(ticket: Ticket, view: View, rules: Rules) -> Ours:
    tags = _item_tags(ticket, rules)
    late = {sku for sku, tag in rules.tags.items() if tag in tags}
    known = {mark.sku: mark for mark in view.items}
    items = known | {sku: Mark(sku, MarkState.PENDING) for sku in late - known.keys()}
    returned = tags - {rules.tags[sku] for sku in late}
    unnamed = bool(returned) or not late  # what such items are called, nobody knows any more
    fields = frozenset(
        (key, text_id(text))
        for key, text in ticket.fields.items()
        if text and ((unnamed and key in NAMED) or could_be_ours(key, text, rules.manner, rules.names))
    )
    return Ours(
        replace(view, items=tuple(items[sku] for sku in sorted(items))),
        tags | (GENERAL_TAGS & ticket.tags),
        fields,
        recovered=True,
        returned=returned,
        unsure=True,
    )


def _settled(ticket: Ticket, view: View, meant: Intended, rules: Rules) -> Ours:
    """Return what is ours after a write whose record was lost.

    One write brings tags and fields at once, or nothing: what of it is on the ticket proves the rest. What a helpdesk
    took in pieces is ours to write again all the same, and a note may have had a write of its own.
    """
    new = meant.fields - view.fields
    through = bool(meant.add & ticket.tags) or any((key, text_id(text)) in new for key, text in ticket.fields.items())
    there = view.tags | (meant.add | meant.beside if through else view.beside)
    expected = there - meant.remove
    settled = replace(view, intended=None)
    if through:
        settled = replace(
            settled,
            items=_since(view, meant, rules),
            locale=meant.locale,
            restored=meant.restored,
            beside=meant.beside,
            reminded=meant.reminded,
        )
    return Ours(settled, view.tags | meant.add, view.fields | meant.fields, expected, unsure=True, noted=_noted(view))


def _since(view: View, meant: Intended, rules: Rules) -> tuple[Mark, ...]:
    """Return the items after a write that came through: one mentioned since, or late again, has still to be told."""
    items = {mark.sku: mark for mark in meant.items}
    for mark in view.items:
        if not mark.state.mentioned or mark.state is MarkState.PENDING:
            items.setdefault(mark.sku, mark)
        elif mark.sku in rules.late:
            items.setdefault(mark.sku, Mark(mark.sku, MarkState.PENDING))
    return tuple(items[sku] for sku in sorted(items))


def _noted(view: View) -> frozenset[tuple[str, str]]:
    """Return which facts of which items the ticket was surely told, note and all."""
    return frozenset((mark.sku, mark.told.facts) for mark in view.items if mark.told and mark.state is MarkState.TOLD)
