"""How consistent answers were: what is added up, and of what the share that is right is a share."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.model import Accuracy, ConsistencyCount
from zendesk_bridge.core.report.consistency import TeamCount, Worth, WorthKey, worth
from zendesk_bridge.core.report.said import team_name

CURRENT, STALE, INVENTED, UNDATED, UNPROVEN = Accuracy


def count(sku: str, team: int | None, accuracy: Accuracy, replies: int, helpdesk: str = "shop") -> TeamCount:
    """Return a count as the state gives it."""
    return TeamCount(helpdesk, ConsistencyCount(sku, team, accuracy, replies))


FOUND = (
    count("A", 1, CURRENT, 6),
    count("A", 1, STALE, 2),
    count("A", None, UNDATED, 9),
    count("B", 1, INVENTED, 1),
    count("B", 1, CURRENT, 3, "shop-eu"),
    count("B", 2, UNPROVEN, 4),
)


@pytest.mark.parametrize(
    ("counts", "judged", "share"),
    [
        ({}, 0, None),
        ({UNDATED: 3, UNPROVEN: 2}, 0, None),
        ({CURRENT: 3, UNDATED: 3}, 3, 1),
        ({CURRENT: 3, STALE: 2, INVENTED: 1, UNDATED: 7, UNPROVEN: 9}, 6, 0.5),
        ({STALE: 1}, 1, 0),
    ],
)
def test_the_share_that_is_right(counts: dict[Accuracy, int], judged: int, share: float | None) -> None:
    """It is one of the replies that named a day and can be judged: no day is not wrong, nor is what nobody can tell."""
    of = Worth(counts)
    assert (of.judged, of.share, of.replies) == (judged, share, sum(counts.values()))


def test_counts_are_added_up_as_asked() -> None:
    """By item, by team (whose numbers are each helpdesk's own), by both, or all together; the most replies first."""
    assert list(worth(FOUND, items=True, teams=False).items()) == [
        (WorthKey("A"), Worth({CURRENT: 6, STALE: 2, UNDATED: 9})),
        (WorthKey("B"), Worth({INVENTED: 1, CURRENT: 3, UNPROVEN: 4})),
    ]
    assert list(worth(FOUND, items=False, teams=True)) == [
        WorthKey(None, "shop", None),
        WorthKey(None, "shop", 1),
        WorthKey(None, "shop", 2),
        WorthKey(None, "shop-eu", 1),
    ]
    assert len(worth(FOUND, items=True, teams=True)) == 5
    assert worth(FOUND, items=False, teams=False)[WorthKey()].replies == 25
    assert worth((), items=True, teams=True) == {}


@pytest.mark.parametrize(("team", "name"), [(None, ""), (5, "Returns"), (6, "team 6"), (7, "team 7")])
def test_a_team_has_its_name_or_its_number(team: int | None, name: str) -> None:
    """One that the helpdesk does not name is told by its number."""
    assert team_name(team, {5: "Returns", 6: ""}) == name
