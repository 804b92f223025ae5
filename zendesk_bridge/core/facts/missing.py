"""What a feed does not list any more: delivered, moved, renamed, or not believed to be gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zendesk_bridge.core.facts.values import FeedAnswer, FeedPolicy, Gathering
from zendesk_bridge.core.mentions.match import collisions
from zendesk_bridge.core.model import LastGood, LastRead

FEW = 2
"""Losing fewer items than this at once is a normal day, however small the feed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A feed's answer, and which of the items that are not in it stand all the same."""

    answer: FeedAnswer
    rows: tuple[LastRead, ...]


def usable(answer: FeedAnswer, manner: Gathering) -> bool:
    """Tell whether anything can be told of a feed: a mistake leaves nothing where nobody said that it may be held."""
    return not answer.problems or (manner.keep_going and bool(answer.last or answer.read))


def kept(answer: FeedAnswer, answers: Sequence[FeedAnswer], manner: Gathering) -> Kept:
    """Return which items stand that a feed does not list, among the answers of all feeds."""
    listed = {item.sku for item in answer.read}
    gone = [row for sku, row in answer.known.items() if sku not in listed]
    if not gone:
        return Kept(answer, ())
    others = [other for other in answers if other is not answer]
    elsewhere = _overtaken(answer, others) | _renamed(gone, answer, others)
    missing = [row for row in gone if row.item.sku not in elsewhere]
    return Kept(answer, tuple(_doubted(missing, answer, accept_fewer=manner.accept_fewer)))


def _overtaken(answer: FeedAnswer, others: Sequence[FeedAnswer]) -> set[str]:
    """Return the SKUs that another feed has just given.

    Of a feed that could not be read to its end only what the other says anew: where that says what it said before,
    this one may have overruled it all the time.
    """
    return {
        item.sku
        for other in others
        for known in (other.known,)
        for item in other.read
        if answer.whole or item.sku not in known or known[item.sku].item != item
    }


def _renamed(gone: Sequence[LastRead], answer: FeedAnswer, others: Sequence[FeedAnswer]) -> set[str]:
    """Return the SKUs of items that have just come in under another SKU and the same name."""
    asked = (answer, *others) if answer.whole else (answer,)
    new = {item.sku: item for one in asked for known in (one.known,) for item in one.read if item.sku not in known}
    if not new:
        return set()
    pairs = ({clash.item.sku, clash.other.sku} for clash in collisions([*new.values(), *(row.item for row in gone)]))
    return {sku for pair in pairs if pair & new.keys() for sku in pair}


def _doubted(missing: Sequence[LastRead], answer: FeedAnswer, *, accept_fewer: bool) -> Iterable[LastRead]:
    """Return the missing items that are not taken for delivered: too many at once, now or in an earlier reading.

    Items that were last read together went missing together: new ones beside them, read since, are no reason to
    believe it.
    """
    if not answer.whole:
        return missing
    if accept_fewer or len(missing) < FEW:
        return ()
    if not answer.read or _too_many(len(missing), len(answer.known), answer.policy):
        return missing
    together: dict[datetime, list[LastRead]] = {}
    for row in missing:
        together.setdefault(row.read_at, []).append(row)
    groups = (rows for rows in together.values() if _too_many(len(rows), max(row.among for row in rows), answer.policy))
    return (row for rows in groups for row in rows)


def _too_many(lost: int, of: int, policy: FeedPolicy) -> bool:
    return lost >= FEW and lost > policy.max_shrink * of


def remembered(it: Kept, now: datetime) -> LastGood | None:
    """Return what stands of a feed from now on; None where nothing has changed."""
    answer = it.answer
    if not answer.silent:
        read = tuple(LastRead(item, now, len(answer.read)) for item in answer.read)
        return LastGood(now, (*read, *it.rows))
    if answer.last is None or len(it.rows) == len(answer.last.items):
        return None
    return replace(answer.last, items=it.rows)
