"""Tickets in volume: the same rows for the same seed, made block by block, so that a million need no memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Any

from zendesk_bridge.sandbox.bulk import BulkComment, BulkTicket, Person
from zendesk_bridge.sandbox.dice import dice

MOST = 1_000_000  # tickets
BLOCK = 5_000
"""Tickets made from one state of the random numbers; a run that was cut short goes on at a block's start."""

_SECONDS_APART = 86.4  # a thousand tickets a day
_CUSTOMERS = 2_000  # who write all of them
_DAY = 86_400  # seconds
_TAGGED = 0.04  # share of the tickets that each of two tags is on
_MENTIONS = 0.35
"""The share of tickets that ask about an item; the others are about anything else a shop is asked."""

_STATUSES: tuple[tuple[float, Sequence[str], Sequence[int]], ...] = (  # younger than so many days: states, weights
    (3, ("new", "open", "pending", "solved"), (45, 25, 20, 10)),
    (30, ("open", "pending", "hold", "solved"), (6, 8, 1, 85)),
    (float("inf"), ("closed", "solved"), (97, 3)),
)


@dataclass(frozen=True, slots=True)
class _Customer:
    person: Person
    language: Mapping[str, Any]


def rows(count: int, seed: int, now: int, *, start: int = 0) -> Iterator[BulkTicket]:
    """Yield the tickets from ``start`` (a multiple of ``BLOCK``) up to ``count``, the oldest first.

    The last one was touched at ``now``, in Unix seconds. Wording and people depend on the seed and the ticket's number
    alone: fewer tickets are the beginning of more.
    """
    phrases = json.loads(files("zendesk_bridge.sandbox").joinpath("phrases.json").read_text("utf-8"))
    for begin in range(start, count, BLOCK):
        chance = dice(seed * MOST + begin)
        customers = _customers(chance, begin, phrases["languages"])
        for number in range(begin, min(begin + BLOCK, count)):
            yield _row(chance, customers, phrases["items"], now, round((count - 1 - number) * _SECONDS_APART))


def _customers(chance: Random, begin: int, languages: Sequence[Mapping[str, Any]]) -> list[_Customer]:
    """Return the people of a block; addresses carry a number, so that no two share one."""
    found = []
    for number in range(_CUSTOMERS):
        (language,) = chance.choices(languages, [each["weight"] for each in languages])
        first, last = chance.choice(language["first"]), chance.choice(language["last"])
        email = f"customer-{begin // BLOCK * _CUSTOMERS + number + 1}@{language['domain']}"
        found.append(_Customer(Person(f"{first} {last}", email, chance.choice(language["locales"])), language))
    return found


def _row(chance: Random, customers: Sequence[_Customer], items: Sequence[Any], now: int, age: int) -> BulkTicket:
    who = chance.choice(customers)
    language = who.language
    about = "late" if chance.random() < _MENTIONS else "other"
    subject, body = chance.choice(language[about])
    named = {"item": chance.choice(chance.choice(items)), "order": chance.randrange(10_000, 100_000)}
    greeting, farewell = chance.choice(language["greetings"]), chance.choice(language["farewells"])
    text = f"{greeting}{body.format_map(named)}{farewell}{who.person.name.partition(' ')[0]}"
    _, states, weights = next(stage for stage in _STATUSES if age < stage[0] * _DAY)
    (status,) = chance.choices(states, weights)
    answered = status in ("pending", "hold", "solved", "closed") or chance.random() < _MENTIONS
    at = now - age
    asked = at - chance.randrange(600, 2 * _DAY) if answered else at
    messages = _answers(chance, language, asked, at, back=status == "open") if answered else ()
    tags = tuple(tag for tag in ("web_form", "vip") if chance.random() < _TAGGED)
    return BulkTicket(
        who.person, subject.format_map(named), BulkComment(asked, text), at, messages, status=status, tags=tags
    )


def _answers(
    chance: Random, language: Mapping[str, Any], asked: int, at: int, *, back: bool
) -> tuple[BulkComment, ...]:
    """Return an agent's answer, and the customer's next word when the ticket came back; the last is written ``at``."""
    answer = chance.choice(language["answers"])
    if not back:
        return (BulkComment(at, answer, agent=True),)
    middle = asked + (at - asked) // 2
    return (BulkComment(middle, answer, agent=True), BulkComment(at, chance.choice(language["replies"])))
