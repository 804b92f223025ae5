"""Labels beside what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


class Labelled(Protocol):
    """A text's label."""

    @property
    def skus(self) -> frozenset[str]: ...  # noqa: D102  (the late products that it truly mentions)

    @property
    def kind(self) -> str: ...  # noqa: D102  (what is special about it)


@dataclass(slots=True)
class Score:
    """Counts of products found rightly, found wrongly, and missed; the texts of each kind, and those wrong."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[tuple[Labelled, frozenset[str]]]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """Return what share of the found is right."""
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        """Return what share of the right is found."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)


def score(found: Iterable[tuple[Labelled, frozenset[str]]], leave_out: frozenset[str] = frozenset()) -> Score:
    """Compare what was found with the labels; kinds to ``leave_out`` are not counted at all."""
    total = Score()
    for label, skus in found:
        if label.kind in leave_out:
            continue
        total.texts[label.kind] += 1
        total.hits += len(skus & label.skus)
        total.false += len(skus - label.skus)
        total.missed += len(label.skus - skus)
        if skus != label.skus:
            total.wrong.setdefault(label.kind, []).append((label, skus))
    return total
