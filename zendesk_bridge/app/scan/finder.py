"""Tickets of an export in, what would be tagged out: the part of a scan that many processes do at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.mentions.match import Matching, Vocabulary
from zendesk_bridge.core.mentions.text import EVERYTHING, Counting
from zendesk_bridge.core.model import Backorder, Exported, Findings, Product
from zendesk_bridge.core.report.findings import (
    mention_json,
    mention_line,
    possible_line,
    refused_json,
    refused_line,
    shown,
)

EXAMPLES = 3
"""How many tickets are shown for an item by ``check --against``."""

NAMED = 5
"""How many rows that are no tickets are named; the others are counted."""

_encode = json.JSONEncoder().encode


class TicketChunk(Protocol):
    """Some tickets of one file."""

    @property
    def file(self) -> str:
        """What the admin calls the file."""

    @property
    def size(self) -> int:
        """About how many bytes of the file this is."""

    def tickets(self) -> Iterator[Exported | Problem]:
        """Yield the tickets, and what is none."""


@dataclass(slots=True)
class Tally:
    """What was found so far.

    ``items`` counts tickets by SKU, ``terms`` by SKU and what the catalogue has there, ``reasons`` mentions by SKU and
    reason. ``examples`` holds a few tickets for each SKU, as (id, matched words); ``problems`` are rows that are no
    tickets.
    """

    tickets: int = 0
    tagged: int = 0
    possible: int = 0
    items: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    terms: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, list[tuple[int | str, str]]] = field(default_factory=dict, repr=False)
    problems: list[Problem] = field(default_factory=list)
    bad: int = 0

    def add(self, other: Tally) -> None:
        """Take in what another part of the tickets said."""
        self.tickets += other.tickets
        self.tagged += other.tagged
        self.possible += other.possible
        self.bad += other.bad
        self.items.update(other.items)
        self.reasons.update(other.reasons)
        self.terms.update(other.terms)
        self.problems += other.problems[: NAMED - len(self.problems)]
        for sku, found in other.examples.items():
            known = self.examples.setdefault(sku, [])
            known += found[: EXAMPLES - len(known)]

    def count(self, ticket: Exported, findings: Findings, *, examples: bool) -> None:
        """Count one ticket."""
        self.tickets += 1
        skus = {mention.sku: mention for mention in reversed(findings.mentions)}
        self.tagged += bool(skus)
        self.possible += bool(findings.possible and not skus)
        self.items.update(list(skus))
        self.terms.update({(mention.sku, mention.term) for mention in findings.mentions})
        self.reasons.update((mention.sku, mention.reason) for mention in findings.mentions)
        for sku, mention in skus.items() if examples else ():
            known = self.examples.setdefault(sku, [])
            if len(known) < EXAMPLES:
                known.append((ticket.id, shown(mention.text)))

    def refuse(self, problem: Problem) -> None:
        """Count one row that is no ticket."""
        self.bad += 1
        if len(self.problems) < NAMED:
            self.problems.append(problem)


@dataclass(frozen=True)
class Finder:
    """What is looked for, and how it is shown: as lines for ``form``, or not at all when it is None.

    It travels to another process without its vocabulary, which is then made ready there once.
    """

    late: tuple[Backorder, ...]
    products: tuple[Product, ...] = ()
    matching: Matching = field(default_factory=Matching)
    counting: Counting = EVERYTHING
    form: Literal["text", "json"] | None = None
    refused: bool = False
    examples: bool = False

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Everything made ready for searching."""
        return Vocabulary.of(self.late, self.products, self.matching, self.counting)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be made again."""
        return {name: value for name, value in self.__dict__.items() if name != "vocabulary"}

    def look(self, chunk: TicketChunk) -> tuple[str, Tally]:
        """Return the lines to show for these rows, and what they count for."""
        tally = Tally()
        lines: list[str] = []
        for ticket in chunk.tickets():
            if isinstance(ticket, Problem):
                tally.refuse(ticket)
                continue
            findings = match.search(ticket.words, self.vocabulary)
            if not findings.whole:
                tally.refuse(Problem(Place(chunk.file, ticket.line), f"is {match.OVERLONG}"))
                continue
            tally.count(ticket, findings, examples=self.examples)
            if self.form == "json":
                lines.append(self._json(ticket, findings))
            elif self.form == "text":
                lines.extend(self._text(ticket, findings))
        return "".join(f"{line}\n" for line in lines), tally

    def _json(self, ticket: Exported, findings: Findings) -> str:
        found = {
            "ticket": ticket.id,
            "skus": sorted({mention.sku for mention in findings.mentions}),
            "mentions": [mention_json(mention) for mention in findings.mentions],
            "possible": [mention_json(mention) for mention in findings.possible],
        }
        if self.refused:
            found["refused"] = [refused_json(miss) for miss in findings.refused]
        return _encode(found)

    def _text(self, ticket: Exported, findings: Findings) -> Iterator[str]:
        refused = findings.refused if self.refused else ()
        if not (findings.mentions or findings.possible or refused):
            return
        skus = dict.fromkeys(mention.sku for mention in findings.mentions)
        yield f"#{shown(str(ticket.id))}: {', '.join(map(shown, skus)) or 'nothing sure'}"
        yield from (f"  {mention_line(mention)}" for mention in findings.mentions)
        yield from (f"  {possible_line(mention)}" for mention in findings.possible)
        yield from (f"  {refused_line(miss)}" for miss in refused)
