"""What is remembered of a ticket before a write, after one that failed, and of what its customer was heard to say."""

from __future__ import annotations

from dataclasses import replace

from zendesk_bridge.core.model import DISMISSED, Mark, Marks, TicketPatch

POSSIBLE = "?"
"""The version of an item that a ticket may mean, by a typo: nothing is told about it, and ``facts`` says from which
facts it was tagged so; "" while that has still to be done."""


def intent(patch: TicketPatch) -> Marks:
    """Return what to remember before a patch is sent: should its record be lost, both states are ours.

    No item counts as told, so that the next run decides on the ticket again; what an agent dismissed stays so. Of items
    that are back nobody knows whether their tags are still there: should they be late again, no agent took them off.
    """
    told = {mark.sku: mark for mark in patch.before.items}
    items = (mark if mark.version == DISMISSED else _before(mark, told.get(mark.sku)) for mark in patch.marks.items)
    back = (mark if mark.version == DISMISSED else replace(mark, facts="") for mark in patch.before.items)
    return Marks(
        items=tuple(map(owed, items)) or tuple(map(owed, back)),
        tags=patch.before.tags | patch.add_tags,
        fields=tuple(sorted({*patch.before.fields, *patch.marks.fields})),
        locale=patch.marks.locale or patch.before.locale,
        restored=patch.marks.restored,
    )


def _before(mark: Mark, told: Mark | None) -> Mark:
    """Return what this item's mark was before it becomes what it is: of the same kind, whatever stood there."""
    if told is not None and (told.version == POSSIBLE) == (mark.version == POSSIBLE):
        return told
    return replace(mark, window="", facts="")


def owed(mark: Mark) -> Mark:
    """Return the mark as one that has still to be told, unless nothing is: an agent dismissed it, or it is a doubt."""
    return mark if mark.version in {DISMISSED, POSSIBLE} else replace(mark, version="")


def heard(marks: Marks) -> frozenset[str]:
    """Return the items that a ticket is known to mention: those it only may mean are still to be heard."""
    return frozenset(mark.sku for mark in marks.items if mark.version != POSSIBLE)
