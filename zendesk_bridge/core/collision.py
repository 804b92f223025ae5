"""Whether a ticket still is what was decided on, right before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zendesk_bridge.core.model import Change, Ticket
from zendesk_bridge.core.rewriting import same_words


def collides(change: Change, now: Ticket, *, begun: bool = False) -> bool:
    """Tell whether somebody changed the ticket in a way that the decision hangs on.

    That is its status, our fields, and the tags that the patch names or that are ours; a patch undoes nothing else.

    Args:
        change: the patch, with the ticket that it was decided on.
        now: what the helpdesk shows of the ticket now.
        begun: whether a try may have written some of the patch: what the patch puts there is nobody's change, then.
    """
    base, patch = change.base, change.patch
    expected = (base, _patched(change)) if begun else (base,)
    tags = _folded((*patch.add_tags, *patch.remove_tags, *patch.before.tags, *patch.after.tags, *patch.before.beside))
    there = [_folded(ticket.tags) for ticket in expected]
    return (
        now.status is not base.status
        or any(all((tag in _folded(now.tags)) != (tag in known) for known in there) for tag in tags)
        or any(
            not any(_alike(now.fields.get(key), ticket.fields.get(key)) for ticket in expected)
            for key in now.fields.keys() | base.fields.keys()
        )
    )


def _patched(change: Change) -> Ticket:
    """Return the ticket as the patch makes it."""
    base, patch = change.base, change.patch
    tags = (_folded(base.tags) - _folded(patch.remove_tags)) | _folded(patch.add_tags)
    return replace(base, tags=frozenset(tags), fields={**base.fields, **dict(patch.fields)})


def _alike(one: str | None, other: str | None) -> bool:
    """Tell whether a field holds the same words; a field that the helpdesk lacks is another thing than an empty one."""
    return one == other or (one is not None and other is not None and same_words(one, other))


def _folded(tags: Iterable[str]) -> set[str]:
    """Return tags in one spelling: upper and lower case are the same tag."""
    return {tag.casefold() for tag in tags}
