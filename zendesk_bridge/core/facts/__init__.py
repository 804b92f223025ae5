"""What the feeds say now and what was last read well in; the facts that may be told out.

Each item has an age of its own. While nothing better is read of it, its last good reading stands for as long as the
policy of its feed says, and then it lapses: it is still late, and no date is told. What was just read comes before
what stands: an item that one feed lists no more is not missing where another has just given it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.facts.ages import doubt, told
from zendesk_bridge.core.facts.hearing import with_next_updates
from zendesk_bridge.core.facts.held import LastTold, clashes, judged
from zendesk_bridge.core.facts.invented import invented, real_items, without_invented
from zendesk_bridge.core.facts.missing import kept, remembered, usable
from zendesk_bridge.core.facts.values import Facts, FeedAnswer, FeedPolicy, Gathering, Judge
from zendesk_bridge.core.facts.versions import new_versions
from zendesk_bridge.core.macros.today import next_update
from zendesk_bridge.core.model import Backorder, LastGood

__all__ = [
    "Facts",
    "FeedAnswer",
    "FeedPolicy",
    "Gathering",
    "Judge",
    "believe",
    "between_files",
    "due",
    "invented",
    "new_versions",
    "real_items",
    "standing",
    "with_next_updates",
    "without_invented",
]

_NONE: Mapping[str, LastGood] = MappingProxyType({})


def believe(
    answers: Sequence[FeedAnswer], now: datetime, manner: Gathering, left: Mapping[str, LastGood] = _NONE
) -> Facts:
    """Return what may be told; a later feed wins where two have just given the same SKU.

    ``left`` is what stands of feeds that the admin names no more. It is forgotten, but for a day on which a feed that
    was never read before holds mistakes: that may be one of them under another name.

    With ``keep_going``, as in a scheduled job, what is wrong is held and told, and the rest goes ahead: of an item that
    cannot be read or is judged wrong its last good reading stands, where there is one.

    Raises:
        InvalidInput: all problems of all feeds, when nothing can go ahead or nobody said that it may.

    """
    wrong_anew = any(answer.problems and answer.last is None for answer in answers)
    old = [FeedAnswer(name, FeedPolicy(), good, silent="is not in the config any more") for name, good in left.items()]
    before = {sku: row.item for answer in (*old, *answers) for sku, row in answer.known.items()}
    answers = [*old, *answers] if wrong_anew else answers
    believed = [answer for answer in answers if usable(answer, manner)]
    problems = [problem for answer in answers if not usable(answer, manner) for problem in answer.problems]
    found = [kept(answer, believed, manner) for answer in believed]
    known = Facts(
        told(((it.rows, it.answer.read, it.answer.policy) for it in found), now),
        warnings=tuple(f"{it.answer.feed}: {text}" for it in found if (text := doubt(it, now))),
        standing={it.answer.feed: good for it in found if (good := remembered(it, now))},
        before=before,
        partial=wrong_anew,
        forgotten=frozenset() if wrong_anew else frozenset(left),
    )
    last = {sku: (row, answer.policy) for answer in answers for sku, row in answer.known.items()}
    known, wrong = judged(known, LastTold(last, now), manner)
    problems.extend(wrong)
    if problems:
        raise InvalidInput(problems)
    return replace(known, reminders=tuple(_over(known.late.values(), manner.today)))


def standing(remembered: Iterable[tuple[LastGood | None, FeedPolicy]], now: datetime) -> Mapping[str, Backorder]:
    """Return what may be told when no feed is asked: the last good readings, without dates where they are too old."""
    return told(((last.items if last else (), (), policy) for last, policy in remembered), now)


def due(items: Iterable[Backorder], today: date) -> Mapping[str, Backorder]:
    """Return the items whose promised update has come due, by SKU: customers read no day any more, and wait.

    Where the admin has set a rhythm, it promises the next day by itself.
    """
    return {item.sku: item for item in items if item.next_update and next_update(item, today) is None}


def between_files(items: Iterable[Backorder]) -> Iterator[Problem]:
    """Yield what means two items that stand in different files: within one file its feed has told it.

    Two SKUs such as A-1 and A1 are no problem, since they can be told apart where they are written so.
    """
    return (clash.problem() for clash in clashes(items))


def _over(items: Iterable[Backorder], today: date) -> Iterator[str]:
    for item in items:
        if item.ship_window and item.ship_window.last < today:
            place = f"{item.place}: " if item.place.file else ""
            yield (
                f"{place}{item.sku}: the ship window ended on {item.ship_window.last}: write the new one, so that "
                "customers can be told a date again"
            )
