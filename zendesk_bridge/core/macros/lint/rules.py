"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from zendesk_bridge.core.errors import Place

Severity = Literal["error", "warning"]
_Subject = TypeVar("_Subject")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found: which rule, where, what, why it matters in one sentence, and what to write.

    ``sku`` is the item that it is about, if it is about one.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    why: str
    suggestion: str
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a rule objects to: what stands there, what to write instead, and the item that it is about."""

    place: Place
    message: str
    suggestion: str
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Rule(Generic[_Subject]):
    """One rule: its name, how much it matters, why in one sentence, and what looks for it."""

    id: str
    severity: Severity
    why: str
    look: Callable[[_Subject], Iterable[Hit]]


def report(rules: Iterable[Rule[_Subject]], subject: _Subject) -> Iterator[Finding]:
    """Yield what these rules find in one subject."""
    for rule in rules:
        for hit in rule.look(subject):
            yield Finding(rule.id, rule.severity, hit.place, hit.message, rule.why, hit.suggestion, hit.sku)


FEW = 5
"""Up to so many items with the same fault are told one by one."""

_NAMED = 4  # SKUs
_OF_A_TABLE = frozenset({"untranslated-reason"})
"""What a CSV file has no column for: one thing to know of the file, however few items it has."""


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with one fault of many items of a file told once: it is one column, not many rows."""
    alike: dict[object, list[Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.place.file) if finding.sku else finding
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
