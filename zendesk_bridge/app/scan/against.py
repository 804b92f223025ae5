"""Use case: what real tickets say about the items: how many each one would tag, and how often that is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zendesk_bridge.app.scan.finder import Finder, Tally
from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.macros.lint import Finding, found
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.model import Backorder, Label
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.findings import share, shown

_TERMS = 3
"""How many terms are named that tag the most tickets for an item."""

_SHOWN = 10
"""How many lines of the labels are named for each item."""


# --- how many tickets each item would tag --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Against:
    """What would be tagged in a month's tickets: no item may have more than ``max_share`` of them."""

    late: tuple[Backorder, ...]
    tally: Tally
    max_share: float

    def findings(self) -> Iterator[Finding]:
        """Yield an error for each item that would flood the queue."""
        for item in self.late:
            count = self.tally.items[item.sku]
            if count > self.max_share * self.tally.tickets:
                yield found(
                    "floods",
                    item.place,
                    f"{item.sku}: would tag {count} of {number(self.tally.tickets, 'ticket')} "
                    f"({share(count, self.tally.tickets)}), more than {100 * self.max_share:g} %: "
                    f"{self._examples(item.sku)}",
                    f"{self._by(item.sku)}take the alias away that is too common, or add 'not' phrases; "
                    "if it is right, raise --max-share",
                )

    def lines(self) -> Iterator[str]:
        """Yield the report for people."""
        yield f"Of {number(self.tally.tickets, 'ticket')}, {self.tally.tagged} would be tagged:"
        width = max((len(item.sku) for item in self.late), default=0)
        for item in self.late:
            count = self.tally.items[item.sku]
            line = f"  {item.sku:{width}}  {count:>7,} ({share(count, self.tally.tickets)})  {self._examples(item.sku)}"
            yield line.rstrip()

    def _by(self, sku: str) -> str:
        """Return the words that tag most of the tickets, and how many: what is to be fixed first."""
        counts = {term: count for (owner, term), count in self.tally.terms.items() if owner == sku}
        most = sorted(counts, key=lambda term: (-counts[term], term))[:_TERMS]
        found = ", ".join(f"{number(counts[term], 'ticket')} by '{term}'" for term in most)
        return f"{found}: " if found else ""

    def _examples(self, sku: str) -> str:
        return ", ".join(f"#{shown(str(ticket))} '{text}'" for ticket, text in self.tally.examples.get(sku, ()))

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON-like data."""
        whole = self.tally.tickets
        return {
            "tickets": whole,
            "tagged": self.tally.tagged,
            "possible": self.tally.possible,
            "bad": self.tally.bad,
            "items": {
                item.sku: {
                    "tickets": self.tally.items[item.sku],
                    "share": round(self.tally.items[item.sku] / whole, 6) if whole else 0.0,
                    "examples": [
                        {"ticket": ticket, "text": text} for ticket, text in self.tally.examples.get(item.sku, ())
                    ],
                }
                for item in self.late
            },
        }


# --- how often that is right ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """How an item, or all of them, did. ``missed`` and ``wrong`` are the lines of texts."""

    right: int = 0
    missed: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Which share of what was found is right."""
        return self.right / (self.right + len(self.wrong)) if self.right or self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Which share of what is there was found."""
        return self.right / (self.right + len(self.missed)) if self.right or self.missed else 1.0

    def text(self) -> str:
        """Return both in words, with the lines to look at."""
        parts = [f"precision {self.precision:.3f}, recall {self.recall:.3f}"]
        parts += [f"missed in {_lines(self.missed)}"] if self.missed else []
        parts += [f"wrongly found in {_lines(self.wrong)}"] if self.wrong else []
        return "; ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON-like data."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "right": self.right,
            "missed": self.missed,
            "wrong": self.wrong,
        }


def _lines(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return ("line " if len(lines) == 1 else "lines ") + ", ".join(map(str, lines[:_SHOWN])) + more


@dataclass(frozen=True, slots=True)
class Labelled:
    """How the items did on labelled texts.

    Only what is late now is judged: ``elsewhere`` counts labels that name other items.
    """

    file: str
    texts: int
    whole: Score
    items: Mapping[str, Score]
    elsewhere: Mapping[str, int]
    problems: tuple[Problem, ...]

    def findings(self, min_precision: float, min_recall: float) -> Iterator[Finding]:
        """Yield an error for each line that is no label, and for whatever is below a threshold."""
        for problem in self.problems:
            yield found("invalid", problem.place, problem.message, problem.fix)
        if not self.texts:
            yield found("labels", Place(self.file), "holds no labelled text", "write some, or take it away")
        for sku, score in (("all items", self.whole), *self.items.items()):
            if score.precision < min_precision or score.recall < min_recall:
                why = f"At least {min_precision:g} and {min_recall:g} are asked for."
                yield replace(found("labels", Place(self.file), f"{sku}: {score.text()}"), why=why)

    def lines(self) -> Iterator[str]:
        """Yield the report for people."""
        whole = f"precision {self.whole.precision:.3f}, recall {self.whole.recall:.3f}"
        yield f"{self.file}: {number(self.texts, 'labelled text')}, {whole}:"
        width = max(map(len, self.items), default=0)
        yield from (f"  {sku:{width}}  {score.text()}" for sku, score in self.items.items())
        if self.elsewhere:
            names = ", ".join(sorted(self.elsewhere)[:_SHOWN])
            yield f"  not judged, since not late now: {number(sum(self.elsewhere.values()), 'label')} ({names})"

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON-like data."""
        return {
            "file": self.file,
            "texts": self.texts,
            **{key: self.whole.as_json()[key] for key in ("precision", "recall")},
            "items": {sku: score.as_json() for sku, score in self.items.items()},
            "not_late": dict(self.elsewhere),
        }


def no_file(name: str) -> tuple[Finding, ...]:
    """Say that in the place of the labels stands a folder, a pipe, or a link that leads nowhere."""
    fix = "put a file of JSON lines there, or take it away"
    return (found("labels", Place(name), "is no file that can be read", fix),)


def labelled(name: str, labels: Iterable[Label | Problem], finder: Finder) -> Labelled:
    """Judge the items by texts with the SKUs that they mean, from a file of this name."""
    late = {item.sku.casefold(): item.sku for item in finder.late}
    whole = Score()
    items: dict[str, Score] = {}
    elsewhere: Counter[str] = Counter()
    problems: list[Problem] = []
    texts = 0
    for label in labels:
        if isinstance(label, Problem):
            problems.append(label)
            continue
        texts += 1
        meant = {late[sku.casefold()] for sku in label.skus if sku.casefold() in late}
        elsewhere.update(sku for sku in label.skus if sku.casefold() not in late)
        found = {mention.sku for mention in match.search(label.ticket.words, finder.vocabulary).mentions}
        for sku in sorted(meant | found):
            for score in (whole, items.setdefault(sku, Score())):
                _count(score, label.ticket.line, meant=sku in meant, found=sku in found)
    return Labelled(name, texts, whole, dict(sorted(items.items())), dict(sorted(elsewhere.items())), tuple(problems))


def _count(score: Score, line: int, *, meant: bool, found: bool) -> None:
    if meant and found:
        score.right += 1
    else:
        (score.missed if meant else score.wrong).append(line)
