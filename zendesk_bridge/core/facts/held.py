"""What was read well and had better not be told so: each such item is told as before, and the others go ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.facts.ages import stands
from zendesk_bridge.core.facts.values import Facts, FeedPolicy, Gathering, Judge
from zendesk_bridge.core.mentions.match import Collision, collisions
from zendesk_bridge.core.model import Backorder, LastRead


@dataclass(frozen=True, slots=True)
class LastTold:
    """How each item was told last, with the policy of its feed."""

    last: Mapping[str, tuple[LastRead, FeedPolicy]]
    now: datetime

    def row(self, sku: str) -> LastRead | None:
        """Return the last good reading of this item."""
        found = self.last.get(sku)
        return found[0] if found else None

    def item(self, row: LastRead) -> Backorder:
        """Return what is told of a reading that may be an old one."""
        found = self.last.get(row.item.sku)
        return row.item if not found or stands(row, found[1], self.now) else row.item.undated


@dataclass(frozen=True, slots=True)
class _Objection:
    """One item that had better not be told as it is; ``term`` is what of it means another item, too."""

    sku: str
    problem: Problem
    term: str | None = None


_ROUNDS = 3
"""LastTold as before, then without what is wrong, then whatever these two have laid bare."""


def judged(known: Facts, told: LastTold, manner: Gathering) -> tuple[Facts, tuple[Problem, ...]]:
    """Return the facts without what is wrong; each such item as before, or without what is wrong, or not at all.

    What was told before is never dropped: that an item is late is not in doubt.
    """
    for _ in range(_ROUNDS):
        wrong = {it.sku: it for it in _objections(tuple(known.late.values()), told, manner.judge)}
        if not wrong or not manner.keep_going:
            return known, tuple(it.problem for it in wrong.values())
        known = _without(known, wrong, told)
    return known, ()


def _objections(items: Sequence[Backorder], told: LastTold, judge: Judge) -> Iterator[_Objection]:
    yield from (_Objection(sku, problem) for sku, problem in judge(items))
    for clash in clashes(item for item in items if item.place.file):
        yield _blamed(clash, told)


def clashes(items: Iterable[Backorder]) -> Iterator[Collision]:
    """Yield what means two items that stand in different files, and cannot be told apart."""
    for clash in collisions(items):
        if clash.item.place.file != clash.other.place.file and not clash.tellable:
            yield clash


def _blamed(clash: Collision, told: LastTold) -> _Objection:
    """Blame the item that is new to what the two have in common: the other one was called so before."""
    if _was_called(clash.item, clash.term, told) and not _was_called(clash.other, clash.other_term, told):
        clash = Collision(clash.other, clash.other_reason, clash.other_term, clash.item, clash.reason, clash.term)
    return _Objection(clash.item.sku, clash.problem(), clash.term)


def _was_called(item: Backorder, term: str, told: LastTold) -> bool:
    row = told.row(item.sku)
    if row is None:
        return False
    before = row.item
    names = (text.name for _, text in before.locales)
    return term in {before.sku, before.name, *before.aliases, *before.also, *names}


def _without(known: Facts, wrong: Mapping[str, _Objection], told: LastTold) -> Facts:
    """Put something else in the place of what is wrong, and tell it once."""
    late = dict(known.late)
    standing = dict(known.standing)
    for sku, objection in wrong.items():
        item = late.pop(sku)
        instead = _instead(item, objection, told)
        if instead:
            late[sku] = told.item(instead)
        for feed, good in standing.items():
            standing[feed] = replace(good, items=tuple(_replaced(good.items, item, instead)))
    warnings = [f"{it.problem}; it is held" for it in wrong.values()]
    return replace(known, late=late, standing=standing, warnings=tuple(dict.fromkeys([*known.warnings, *warnings])))


def _instead(item: Backorder, objection: _Objection, told: LastTold) -> LastRead | None:
    before = told.row(item.sku)
    if before is None or before.item != item:
        return before
    if objection.term is None:
        return replace(before, item=item.undated)
    return replace(before, item=_without_term(item, objection.term))


def _without_term(item: Backorder, term: str) -> Backorder:
    """Return the item under its other names; its SKU and its main name it keeps."""
    aliases, also = (tuple(it for it in terms if it != term) for terms in (item.aliases, item.also))
    return replace(item, aliases=aliases, also=also)


def _replaced(rows: Sequence[LastRead], item: Backorder, instead: LastRead | None) -> Iterator[LastRead]:
    for row in rows:
        if row.item is not item:
            yield row
        elif instead:
            yield instead
