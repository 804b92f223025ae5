"""Keep the rules of faults that are in force (``fault_rules``), and count which are due at a request."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from threading import Lock

from zendesk_bridge.sandbox.dice import dice
from zendesk_bridge.sandbox.fault_rules import FailingRows, FaultRule, Ordered


@dataclass(slots=True)
class _InForce:
    """A rule and the requests that it has met."""

    rule: FaultRule
    chance: Random
    met: int = 0

    def is_due(self) -> bool:
        """Count a matching request, and say whether the rule breaks it."""
        self.met += 1
        hit = self.rule.share >= 1 or self.chance.random() < self.rule.share
        return hit and self.rule.first <= self.met <= self.rule.last


@dataclass(frozen=True, slots=True)
class PersonsRequest:
    """A request that a person sent because a ``before`` rule said so, and the status of its answer."""

    face: str
    method: str
    path: str
    status: int


class Faults:
    """The rules in force and how often each has been met; shared by both faces and all threads."""

    def __init__(self, ordered: Ordered | None = None) -> None:
        self._lock = Lock()
        self._rules: list[_InForce] = []
        self._sent: list[PersonsRequest] = []
        self.failing_rows: FailingRows = ordered.failing_rows if ordered else {}
        for rule in ordered.rules if ordered else ():
            self.add(rule)

    def add(self, rule: FaultRule) -> None:
        """Put a rule in force."""
        with self._lock:
            self._rules.append(_InForce(rule, dice(rule.seed)))

    def clear(self) -> None:
        """Forget all rules, the failing rows and what people have sent."""
        with self._lock:
            self._rules.clear()
            self._sent.clear()
            self.failing_rows = {}

    def holds(self, rule: FaultRule) -> bool:
        """Tell whether a rule is still in force."""
        with self._lock:
            return any(each.rule is rule for each in self._rules)

    def note(self, sent: PersonsRequest) -> None:
        """Remember a request that a person sent because a rule said so."""
        with self._lock:
            self._sent.append(sent)

    @property
    def sent(self) -> tuple[PersonsRequest, ...]:
        """What people have sent, in order, since the rules were last cleared."""
        with self._lock:
            return tuple(self._sent)

    def due(self, face: str, method: str, path: str, query: str = "") -> list[FaultRule]:
        """Count a request against every rule that matches it, and return those that are due."""
        return self._due(face, method, path, query, on_delivery=False)

    def due_on_delivery(self, face: str, method: str, path: str) -> list[FaultRule]:
        """Count a webhook that ``face`` is about to send to ``path``, and return the rules that are due."""
        return self._due(face, method, path, "", on_delivery=True)

    def _due(self, face: str, method: str, path: str, query: str, *, on_delivery: bool) -> list[FaultRule]:
        with self._lock:
            matching = [
                each
                for each in self._rules
                if each.rule.on_delivery == on_delivery and each.rule.matches(face, method, path, query)
            ]
            return [each.rule for each in matching if each.is_due()]
