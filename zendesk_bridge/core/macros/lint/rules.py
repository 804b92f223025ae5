"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.rulebook import RULES
from zendesk_bridge.core.macros.rulecards import Severity

_Subject = TypeVar("_Subject")


@dataclass(frozen=True, slots=True, order=True)
class RemotePlace:
    """Where on a helpdesk something stands: the admin's name for it, and the macro's title and id there."""

    helpdesk: str
    title: str
    id: int

    def __str__(self) -> str:
        """Return ``shop: Backorder::Delay (#4711)``."""
        return f"{self.helpdesk}: {self.title}" + (f" (#{self.id})" if self.id else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found: which rule, where, what, why it matters in one sentence, and what to write.

    ``sku`` is the item that it is about, if it is about one. ``remote`` is where it stands if that is no file, and
    ``place`` then counts the lines of the text.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    why: str
    suggestion: str
    sku: str = ""
    remote: RemotePlace | None = None

    @property
    def where(self) -> str:
        """Where it stands, for people."""
        return str(self.remote or (self.place if self.place.file else ""))


def found(rule: str, place: Place, message: str, suggestion: str = "", *, sku: str = "") -> Finding:
    """Return what a rule found, with what its card says of it."""
    card = RULES[rule]
    return Finding(rule, card.severity, place, message, card.why, suggestion or card.suggestion, sku)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a rule objects to: what stands there, and what to write instead where its card knows no better.

    ``sku`` is the item that it is about.
    """

    place: Place
    message: str
    suggestion: str = ""
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Rule(Generic[_Subject]):
    """One rule: its name, under which its card stands in the table, and what looks for it."""

    id: str
    look: Callable[[_Subject], Iterable[Hit]]


def report(rules: Iterable[Rule[_Subject]], subject: _Subject) -> Iterator[Finding]:
    """Yield what these rules find in one subject."""
    for rule in rules:
        for hit in rule.look(subject):
            yield found(rule.id, hit.place, hit.message, hit.suggestion, sku=hit.sku)


FEW = 5
"""Up to so many items with the same fault are told one by one."""

_NAMED = 4  # SKUs
_OF_A_TABLE = frozenset({"untranslated-reason"})
"""What a CSV file has no column for: one thing to know of the file, however few items it has."""


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with one fault of many items of a file told once: it is one column, not many rows."""
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.place.file) if finding.sku and not finding.remote else finding
        alike.setdefault(key, []).append(finding)
    return tuple(
        told for found in alike.values() for told in (found if len(found) <= _few(found[0]) else [_once(found)])
    )


def _few(finding: Finding) -> int:
    return 1 if finding.rule in _OF_A_TABLE and finding.place.file.lower().endswith(".csv") else FEW


def _once(alike: list[Finding]) -> Finding:
    first, *others = alike
    skus = list(dict.fromkeys(other.sku for other in others))
    more = f" and {len(skus) - _NAMED} more" if len(skus) > _NAMED else ""
    return replace(first, message=f"{first.message}; the same for {', '.join(skus[:_NAMED])}{more}")
