"""Facts of feeds that are called otherwise, or are gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.app import facts
from zendesk_bridge.core.errors import Place, Problem, Unavailable
from zendesk_bridge.core.model import Backorder, ShipWindow
from zendesk_bridge.core.ports import Reading, State
from zendesk_bridge.state import open_state

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


MISTAKE = Problem(Place("late.yaml", 3, 5), "nothing stands here")


def items(*skus: str, last: date = date(2026, 12, 5)) -> tuple[Backorder, ...]:
    """Return late items that ship until this day."""
    return tuple(Backorder(sku, f"Thing {sku}", ship_window=ShipWindow(None, last)) for sku in skus)


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


@pytest.fixture
def state() -> Iterator[State]:
    """Return an empty memory."""
    opened = open_state("sqlite://")
    yield opened
    opened.close()


def gather(state: State, *sources: Source, now: datetime = NOW, **choices: Any) -> facts.Facts:
    """Read the sources and remember what was good."""
    feeds = [(source, facts.FeedPolicy(0.5, timedelta(days=3))) for source in sources]
    known = facts.gather(feeds, state, now, facts.Gathering(now.date(), **choices))
    facts.remember(known, state, now)
    return known


def test_a_feed_under_another_name(state: State) -> None:
    """A feed that is called otherwise and holds a mistake loses none of its items; read well, it is the feed."""
    gather(state, Source(items("A", "B"), name="old.yaml"))
    known = gather(state, Source(items("A"), (MISTAKE,), name="new.yaml"), keep_going=True)
    assert set(known.late) == {"A", "B"}
    assert "old.yaml: is not in the config any more; the 1 item read on" in known.warnings[0]
    well = gather(state, Source(items("A", last=date(2026, 12, 20)), name="new.yaml"))
    assert set(well.late) == {"A"}
    assert set(well.before) == {"A", "B"}
    assert state.feeds() == {"new.yaml"}


def test_a_feed_that_was_taken_away(state: State) -> None:
    """A feed that the admin takes out of the config is believed to be gone, and comes back on no later day."""
    feeds = (Source(items("A"), name="a"), Source(items("B"), name="b"))
    gather(state, *feeds)
    assert set(gather(state, feeds[0]).late) == {"A"}
    late = gather(state, feeds[0], Source(items("C"), (MISTAKE,), name="c"), keep_going=True).late
    assert set(late) == {"A", "C"}
