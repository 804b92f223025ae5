"""The history of facts: what was just read and differs is a version; what stands, is held or lapsed is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zendesk_bridge.app import facts
from zendesk_bridge.core.errors import Place, Problem, Unavailable
from zendesk_bridge.core.model import Backorder, FactVersion, LocalText, ShipWindow, Swap, Wait
from zendesk_bridge.core.ports import Reading, State
from zendesk_bridge.state import open_state

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MANNER = facts.Gathering(NOON.date())
MISTAKE = Problem(Place("late.yaml", 3, 5), "nothing stands here")


@dataclass
class Source:
    """A feed that says what a test tells it to say; None cannot be reached."""

    said: tuple[Backorder, ...] | None
    problems: tuple[Problem, ...] = ()
    name: str = "late.yaml"

    def read(self) -> Reading:
        """Answer."""
        if self.said is None:
            raise Unavailable(f"{self.name} does not answer")
        return Reading(self.name, self.said, self.problems)


def item(sku: str, last: int = 5, **other: Any) -> Backorder:
    """Return an item that ships until this day of December."""
    window = ShipWindow(date(2026, 12, 1), date(2026, 12, last))
    place = Place("late.yaml", other.pop("line", 3), 5)
    return replace(Backorder(sku, f"Thing {sku}", ship_window=window, place=place), **other)


class Runs:
    """Runs an hour apart that remember what they read, and the history that they leave."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.now = NOON

    def run(self, *sources: Source, hours: float = 1, judge: facts.Judge = lambda _: (), **how: Any) -> facts.Facts:
        """Read these feeds and remember it, after some hours."""
        self.now += timedelta(hours=hours)
        feeds = [(source, facts.FeedPolicy(0.5, timedelta(days=3))) for source in sources]
        manner = facts.Gathering(self.now.date(), keep_going=True, judge=judge, **how)
        known = facts.gather(feeds, self.state, self.now, manner)
        facts.remember(known, self.state, self.now)
        return known

    def read(self, *said: Backorder, name: str = "late.yaml", **how: Any) -> facts.Facts:
        """Read one feed that says this."""
        return self.run(Source(said, name=name), **how)

    def history(self, sku: str = "A") -> list[int | None]:
        """Return the last ship day of each version, None where the item was late no more."""
        found = self.state.fact_versions(sku)
        return [one.item.ship_window.last.day if one.item and one.item.ship_window else None for one in found]


@pytest.fixture
def runs() -> Iterator[Runs]:
    """Return runs on an empty memory."""
    opened = open_state("sqlite://")
    yield Runs(opened)
    opened.close()


def test_each_change_is_a_version(runs: Runs) -> None:
    """It says since when, in which feed and at which place, and what was true from then on."""
    first, moved = item("A"), item("A", 16, line=9)
    runs.read(first)
    runs.read(first)
    runs.read(moved)
    assert runs.state.fact_versions() == (
        FactVersion("A", first.version, NOON + timedelta(hours=1), first, "late.yaml", "late.yaml:3:5"),
        FactVersion("A", moved.version, NOON + timedelta(hours=3), moved, "late.yaml", "late.yaml:9:5"),
    )
    assert dict(runs.state.last_fact_versions()) == {"A": runs.state.fact_versions()[-1]}


@pytest.mark.parametrize(
    "changed",
    [
        {"ship_window": None, "reason": "the ship is late"},
        {"promised_by": date(2026, 11, 15)},
        {"options": (Swap("B", "Green"), Wait())},
        {"next_update": date(2026, 11, 30)},
        {"aliases": ("one", "three")},
        {"locales": (("de", LocalText("Ding", "")),)},
        {"match": "exact"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_differs_is_a_change(runs: Runs, changed: dict[str, Any]) -> None:
    """Anything that the admin writes of an item, whether customers read it or not."""
    before = item("A", aliases=("one", "two"), options=(Wait(), Swap("B", "Green")))
    runs.read(before)
    runs.read(replace(before, **changed))
    assert len(runs.state.fact_versions("A")) == 2


def test_another_order_is_no_change(runs: Runs) -> None:
    """Items that stand elsewhere in the file, and names that are listed otherwise, say what they said."""
    one = item("A", aliases=("x", "y"), also=("1", "2"), cancelled_by=("p", "q"))
    one = replace(one, locales=(("de", LocalText("Ding")), ("fr", LocalText("Chose"))))
    other = replace(one, aliases=("y", "x"), also=("2", "1"), cancelled_by=("q", "p"), locales=one.locales[::-1])
    runs.read(one, item("B"))
    runs.read(item("B"), replace(other, place=Place("late.yaml", 99, 1)))
    assert runs.history() == runs.history("B") == [5]


def test_an_item_that_is_gone_and_returns(runs: Runs) -> None:
    """It is late no more since the run that saw it; when it returns, it is late anew, also with the same window."""
    runs.read(item("A"), item("B"))
    runs.read(item("B"))
    runs.read(item("B"))
    assert runs.history() == [5, None]
    assert runs.state.fact_versions("A")[-1] == FactVersion("A", "", NOON + timedelta(hours=2), None, "late.yaml")
    runs.read(item("A"), item("B"))
    assert runs.history() == [5, None, 5]


def test_a_feed_that_fails_changes_nothing(runs: Runs) -> None:
    """Neither while its items stand, nor when they have lapsed, nor when they stand there again as they were."""
    runs.read(item("A"))
    runs.run(Source(None))
    lapsed = runs.run(Source(None), hours=100)
    assert lapsed.late["A"].lapsed
    runs.read(item("A"))
    assert runs.history() == [5]


def test_what_is_not_believed_to_be_gone_is_not_gone(runs: Runs) -> None:
    """Too many missing at once stand as they were; once somebody says so they are late no more."""
    runs.read(*map(item, "ABCD"))
    runs.read(item("A"))
    assert runs.history("B") == [5]
    runs.read(item("A"), accept_fewer=True)
    assert [runs.history(sku) for sku in "ABCD"] == [[5], [5, None], [5, None], [5, None]]


def test_what_a_feed_with_a_mistake_lacks_is_not_gone(runs: Runs) -> None:
    """It was not read whole: what it lists well is news, what it lacks stands."""
    runs.read(item("A"), item("B"))
    runs.run(Source((item("A", 9),), (MISTAKE,)))
    assert (runs.history("A"), runs.history("B")) == ([5, 9], [5])


def test_what_is_held_is_no_version(runs: Runs) -> None:
    """An item that had better not be told so is told as before, and history says what was told."""

    def judge(items: Any) -> Iterator[tuple[str, Problem]]:
        yield from ((one.sku, MISTAKE) for one in items if one.ship_window.last.day == 31)

    runs.read(item("A"), judge=judge)
    runs.read(item("A", 31), judge=judge)
    assert runs.history() == [5]
    runs.read(item("A", 9), judge=judge)
    assert runs.history() == [5, 9]


def test_of_two_feeds_with_one_item_the_one_that_is_told_counts(runs: Runs) -> None:
    """The later one wins as it does for customers; while it is silent and stands, the other one changes nothing."""
    first, second = Source((item("A"),), name="a.yaml"), Source((item("A", 16),), name="b.yaml")
    runs.run(first, second)
    runs.run(first, Source(None, name="b.yaml"))
    runs.run(first, second)
    assert runs.history() == [16]
    assert runs.state.fact_versions("A")[0].feed == "b.yaml"
    runs.run(first, Source((), name="b.yaml"))
    assert runs.history() == [16, 5]


def test_what_stands_of_a_silent_feed_is_not_another_ones_news(runs: Runs) -> None:
    """Where history has just begun, an item is told as the silent feed last gave it, and nobody has just said so."""
    told = Source((item("A", 16),), name="b.yaml")
    first = Source((item("A"),), name="a.yaml")
    known = facts.gather([(first, facts.FeedPolicy()), (told, facts.FeedPolicy())], runs.state, NOON, MANNER)
    for feed, good in known.standing.items():
        runs.state.save_last_good(feed, good)
    known = runs.run(first, Source(None, name="b.yaml"))
    assert known.late["A"] == item("A", 16)
    assert runs.history() == []


def test_an_item_that_may_have_moved_into_a_feed_that_nobody_could_read_is_not_gone(runs: Runs) -> None:
    """A new file with a mistake may hold it: what it does not say may be late all the same."""
    runs.read(item("A"), item("B"))
    runs.run(Source((item("B"),)), Source((item("C"),), (MISTAKE,), name="new.yaml"))
    assert runs.history("A") == [5]
    runs.run(Source((item("B"),)), Source((item("C"),), name="new.yaml"))
    assert runs.history("A") == [5, None]


def test_an_item_that_is_told_without_a_name_has_no_version_of_its_own(runs: Runs) -> None:
    """Two items of two files that cannot be told apart lose the name that they share, and nothing was said anew."""
    one, other = item("A", aliases=("thing", "a")), item("B", aliases=("thing", "b"))
    runs.read(one, other)
    elsewhere = Source((replace(other, place=Place("other.yaml", 3, 5)),), name="other.yaml")
    known = runs.run(Source((one,)), elsewhere)
    assert "thing" not in known.late["A"].aliases + known.late["B"].aliases or known.warnings
    assert (len(runs.history("A")), len(runs.history("B"))) == (1, 1)


def test_a_feed_of_another_name_is_no_change(runs: Runs) -> None:
    """A file that was renamed says what it said; of what only the old one held nobody knows whether it is back."""
    runs.read(item("A"), item("B"))
    runs.read(item("A"), name="renamed.yaml")
    assert runs.history("A") == [5]
    assert runs.state.fact_versions("B")[-1] == FactVersion("B", "", NOON + timedelta(hours=2), None, "")


def test_a_clock_that_was_set_back_reorders_nothing(runs: Runs) -> None:
    """A version begins no earlier than the one before it."""
    runs.read(item("A"))
    since = runs.now
    runs.read(item("A", 9), hours=-48)
    runs.read(hours=-1)
    assert [one.seen_at for one in runs.state.fact_versions("A")] == [since, since, since]
    runs.read(item("A"), hours=100)
    assert runs.history() == [5, 9, None, 5]
    assert runs.state.fact_versions("A")[-1].seen_at == runs.now


def test_made_up_items_have_no_history_on_a_real_account(runs: Runs) -> None:
    """Nobody is told of them, so nothing is remembered of them."""
    lamp = replace(item("LAMP-3"), name="Harbor Desk Lamp")
    feeds = [(Source((item("A"), lamp)), facts.FeedPolicy())]
    known = facts.gather(feeds, runs.state, NOON, facts.Gathering(NOON.date()))
    facts.remember(facts.without_invented(known), runs.state, NOON)
    assert set(runs.state.last_fact_versions()) == {"A"}


def test_history_begins_with_the_first_run_that_keeps_one(runs: Runs) -> None:
    """After an upgrade an item that stands from before has no version until it is read: nothing is made up."""
    known = facts.gather([(Source((item("A"),)), facts.FeedPolicy())], runs.state, NOON, facts.Gathering(NOON.date()))
    for feed, good in known.standing.items():
        runs.state.save_last_good(feed, good)
    runs.run(Source(None))
    assert runs.history() == []
    runs.read(item("A"))
    assert runs.history() == [5]


def test_what_was_cut_off_is_made_up_for(runs: Runs) -> None:
    """A run that died after one of both saves leaves nothing out: the next one compares with history itself."""
    runs.read(item("A"))
    known = facts.gather(
        [(Source((item("A", 9),)), facts.FeedPolicy())], runs.state, runs.now, facts.Gathering(NOON.date())
    )
    for feed, good in known.standing.items():
        runs.state.save_last_good(feed, good)
    runs.read(item("A", 9))
    assert runs.history() == [5, 9]


READINGS = st.lists(
    st.one_of(st.none(), st.dictionaries(st.sampled_from("ABC"), st.integers(5, 7), max_size=3)), max_size=8
)


@given(READINGS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_history_says_what_was_told(readings: list[dict[str, int] | None]) -> None:
    """After any runs the last version of each item is what is told of it, and no version repeats the one before it."""
    state = open_state("sqlite://")
    runs = Runs(state)
    runs.read(item("A"))
    for reading in readings:
        said = None if reading is None else tuple(item(sku, last) for sku, last in reading.items())
        known = runs.run(Source(said))
        told = {sku: one for sku, one in known.late.items() if not one.lapsed}
        last = {sku: one.item for sku, one in state.last_fact_versions().items() if one.item}
        assert last == told
    for sku in "ABC":
        found = runs.history(sku)
        assert all(one != other for one, other in pairwise(found))
        assert found[:1] != [None]
    state.close()
