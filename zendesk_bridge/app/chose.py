"""Use case: what the customers have chosen who wait for the next word, from what is remembered alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from zendesk_bridge.app.followups import Lateness
from zendesk_bridge.core.followups import FollowUp, ItemFollowUps
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import Choice, Heard, by_item
from zendesk_bridge.core.notices import settles
from zendesk_bridge.core.ports import Memory

_PAGE = 500
"""Of how many tickets choices are read at once."""


def with_choices(
    items: Sequence[ItemFollowUps], memories: Mapping[str, Memory], late: Lateness
) -> tuple[ItemFollowUps, ...]:
    """Return these follow-ups with what their customers chose last, where it still holds.

    Raises StateError for what cannot be read.
    """
    tickets: dict[str, set[int]] = defaultdict(set)
    for one in (one for item in items for one in item.followups):
        if not one.order:
            tickets[one.helpdesk].add(one.ticket_id)
    found = {
        (helpdesk, choice.ticket_id, choice.sku): choice
        for helpdesk, ids in tickets.items()
        for choice in _holding(memories[helpdesk], ids, late)
    }

    def chosen(one: FollowUp) -> FollowUp:
        choice = found.get((one.helpdesk, one.ticket_id, one.sku))
        return replace(one, chose=choice.kind, chose_at=choice.at) if choice else one

    return tuple(replace(item, followups=tuple(map(chosen, item.followups))) for item in items)


def _holding(memory: Memory, ticket_ids: Iterable[int], late: Lateness) -> Iterator[Choice]:
    """Yield the choices that hold; the promises are read of those tickets alone on which anything was chosen."""
    ids = iter(sorted(ticket_ids))
    while page := tuple(islice(ids, _PAGE)):
        chosen = memory.choices(page)
        told = memory.promises(chosen.keys()) if chosen else {}
        for ticket_id, choices in chosen.items():
            heard = by_item(told.get(ticket_id, ()))
            latest = {choice.sku: choice for choice in choices}
            yield from (choice for choice in latest.values() if _holds(choice, heard, late))


def _holds(choice: Choice, heard: Heard, late: Lateness) -> bool:
    """Tell whether a choice is about the delay as it is now; of an item that is late no more it is the last word."""
    if not late.counts(choice):
        return False
    if (item := late.items.get(choice.sku)) is None:
        return True
    mine = [promise for promise in heard.get(choice.sku, ()) if late.counts(promise)]
    return settles(choice, mine, as_of(item, late.today).ship_window)
