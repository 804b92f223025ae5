"""The gate: the one judge of how much a run that nobody watches may write.

It counts causes beside writes: a window that moved is one change however many macros and languages carry it, and a
sentence that a release words otherwise is as many as the macros that it rewrites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from zendesk_bridge.core.plural import number

Half = Literal["macros", "tickets", "messages"]
"""The parts of a run on one helpdesk: none waits for another."""


class Kind(StrEnum):
    """What is counted, by the name of its setting below ``limits`` and of ``--allow``."""

    CREATES = "creates"
    UPDATES = "updates"
    RETIREMENTS = "retirements"
    TICKETS = "tickets"


ALL = "all"
"""What ``--allow`` takes for every kind."""

VERBS = {Kind.CREATES: "create", Kind.UPDATES: "update", Kind.RETIREMENTS: "retire"}


class CauseKind(StrEnum):
    """Why a macro is written: its item's facts, its own file, or words that a release brings."""

    FACT = "fact"
    MACRO = "macro"
    WORDS = "words"


class Cause(NamedTuple):
    """Why a macro is written. ``name`` is the SKU, the macro's key, or the wording version."""

    kind: CauseKind
    name: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """One macro to be written, as the gate sees it: what is done to it, and why.

    ``upsets`` says that its item is gone, or ships at another time: what a feed does to most of its items at once
    when it is broken. An item that is told otherwise in some other way upsets nothing: every week all of them get the
    next day on which customers hear from us.
    """

    kind: Kind
    cause: Cause
    upsets: bool = True


@dataclass(frozen=True, slots=True)
class HelpdeskLoad:
    """What one run would write on one helpdesk.

    ``managed`` macros of ours are there now, which tell of ``items`` late items. ``tickets`` are those to be written.
    What only takes dates away is in neither: nothing holds it.
    """

    helpdesk: str
    writes: tuple[Weighed, ...] = ()
    managed: int = 0
    items: int = 0
    tickets: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """Everything that one run would write."""

    helpdesks: tuple[HelpdeskLoad, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of one kind one run may write: at most ``max`` changes, at most this ``share`` of what is there."""

    max: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may write on one helpdesk. The settings say why they are what they are."""

    creates: Limit = field(default=Limit(100))
    updates: Limit = field(default=Limit(200, 0.5))
    retirements: Limit = field(default=Limit(40, 0.35))
    tickets: Limit = field(default=Limit(500))

    def of(self, kind: Kind) -> Limit:
        """Return the limit of one kind."""
        limit: Limit = getattr(self, kind)
        return limit


FEW = {Kind.UPDATES: 12, Kind.RETIREMENTS: 2}
"""So many changes of one kind never need the share.

Of a few items most are in the same container, and of a few macros most are written from one file: with ten late items
nine that slip together, or one corrected reply, are an ordinary day. Fewer retirements, because the disaster that the
share is for, a feed that lost its items, strikes small files as well: of nine items four that vanish are refused, and
two that are back are not.
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is held on one helpdesk, and why; ``setting`` is the limit in the config, ``allow`` what lifts it once."""

    helpdesk: str
    part: Half
    text: str
    setting: str
    allow: Kind

    def __str__(self) -> str:
        """Return the helpdesk, what is too much, and both ways to lift it."""
        return (
            f"{self.helpdesk}: {self.text} (if this is right: --allow {self.allow} for one run, or another "
            f"{self.setting} in the config)"
        )


def judge(load: Load, limits: Limits, allowed: frozenset[str] = frozenset()) -> tuple[Refusal, ...]:
    """Return everything that is too much for one run; empty means that all of it may be written.

    An absolute and a relative limit together, because a share alone protects no small set and a number alone protects
    no large one. ``allowed`` are the kinds that a person let through for this run.
    """
    return tuple(
        refusal
        for part in load.helpdesks
        for kind in Kind
        if not allowed & {kind, ALL}
        for refusal in (_tickets(part, limits) if kind is Kind.TICKETS else _macros(part, kind, limits))
    )


def _tickets(part: HelpdeskLoad, limits: Limits) -> Iterator[Refusal]:
    if part.tickets > limits.tickets.max:
        setting = f"limits.{Kind.TICKETS}"
        text = f"{number(part.tickets, 'ticket')} would change, more than {setting} = {limits.tickets.max}"
        yield Refusal(part.helpdesk, "tickets", text, setting, Kind.TICKETS)


def _macros(part: HelpdeskLoad, kind: Kind, limits: Limits) -> Iterator[Refusal]:
    writes = [write for write in part.writes if write.kind is kind]
    limit = limits.of(kind)
    items = _items(writes)
    alone = sum(write.cause.kind is not CauseKind.FACT for write in writes)
    changes = len(items) + alone
    name = f"limits.{kind}"
    what = f"would {VERBS[kind]} {number(len(writes), 'macro')}"
    if changes > limit.max:
        text = f"{what}{_told(len(items), alone)}, more than {name}.max = {limit.max}"
        yield Refusal(part.helpdesk, "macros", text, f"{name}.max", kind)
    if limit.share is None or changes <= FEW.get(kind, 0):
        return
    upset = len(_items(write for write in writes if write.upsets))
    if upset > limit.share * part.items or alone > limit.share * part.managed:
        of_items = f" for {upset} of {number(part.items, 'late item')}" if upset else ""
        text = (
            f"would {VERBS[kind]} {len(writes)} of {number(part.managed, 'macro')}{of_items}, more than {name}.share = "
            f"{limit.share:.0%}"
        )
        yield Refusal(part.helpdesk, "macros", text, f"{name}.share", kind)


def _items(writes: Iterable[Weighed]) -> frozenset[str]:
    return frozenset(write.cause.name for write in writes if write.cause.kind is CauseKind.FACT)


def _told(items: int, alone: int) -> str:
    """Return what was counted, in words: ``, which is 9 late items and 3 other macros``; "" where it is the macros."""
    if not items:
        return ""
    others = f" and {number(alone, 'other macro')}" if alone else ""
    return f", which is {number(items, 'late item')}{others}"
