"""How consistent the answers of agents were: what their replies were worth, by item and team."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from zendesk_bridge.core.model import Accuracy, ConsistencyCount

JUDGED: Final = (Accuracy.CURRENT, Accuracy.STALE, Accuracy.INVENTED)
"""What a reply is worth that named a day, when it can be told."""

INCONSISTENT: Final = frozenset({Accuracy.STALE, Accuracy.INVENTED})

SHARE_OF: Final = "replies that named a ship date and can be judged"
"""What the share that is right is a share of: those without a day, and unproven ones, are counted apart."""


@dataclass(frozen=True, slots=True)
class Worth:
    """How many replies were worth what."""

    counts: Mapping[Accuracy, int] = field(default_factory=dict)

    @property
    def replies(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def judged(self) -> int:
        """Those that named a day, and of which it can be told whether it was right."""
        return sum(self.counts.get(worth, 0) for worth in JUDGED)

    @property
    def share(self) -> float | None:
        """Which share of the judged ones named the window in force when they were sent; None where there are none."""
        return self.counts.get(Accuracy.CURRENT, 0) / self.judged if self.judged else None


def share_in_words(of: Worth) -> str:
    """Return the share that is right in words: never 100 % where one was wrong, nor 0 % where one was right."""
    if of.share is None:
        return "-"
    percent = f"{of.share:.0%}"
    if of.share < 1 and percent == "100%":
        return "over 99%"
    return "under 1%" if of.share > 0 and percent == "0%" else percent


def worth_json(of: Worth) -> dict[str, int | float | None]:
    """Return what replies were worth as JSON-like data."""
    counts = {one.value: of.counts.get(one, 0) for one in Accuracy}
    return {"replies": of.replies, **counts, "judged": of.judged, "share_right": of.share}


@dataclass(frozen=True, slots=True)
class TeamCount:
    """A count of replies, with the helpdesk they were sent on."""

    helpdesk: str
    count: ConsistencyCount


@dataclass(frozen=True, slots=True)
class WorthKey:
    """Of what the replies were: an item, a team of a helpdesk, or both; None is all of them."""

    sku: str | None = None
    helpdesk: str | None = None
    team: int | None = None


def worth(found: Iterable[TeamCount], *, items: bool, teams: bool) -> Mapping[WorthKey, Worth]:
    """Return what replies were worth for each of ``items`` and ``teams``, as asked; the most replies first."""
    sums: dict[WorthKey, Counter[Accuracy]] = defaultdict(Counter)
    for one in found:
        count = one.count
        key = WorthKey(count.sku if items else None, one.helpdesk if teams else None, count.team if teams else None)
        sums[key][count.accuracy] += count.replies
    rows = sorted(
        sums.items(), key=lambda row: (-row[1].total(), row[0].sku or "", row[0].helpdesk or "", row[0].team or 0)
    )
    return {key: Worth(dict(counts)) for key, counts in rows}
