"""Laws of what may be told, over any days of two feeds: what was read is told, what vanishes is accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.facts import Facts, FeedAnswer, FeedPolicy, Gathering, believe, standing
from zendesk_bridge.core.model import Backorder, LastGood, ShipWindow

FEEDS = ("base", "override")
POLICY = FeedPolicy(0.5, timedelta(days=3))
START = datetime(2026, 11, 23, 12, tzinfo=UTC)
MISTAKE = Problem(Place("late.yaml", 3), "nothing stands here")

days = st.integers(1, 28)
readings = st.dictionaries(st.sampled_from("ABCDEF"), days, max_size=6)
answers = st.one_of(st.none(), st.tuples(readings, st.booleans()))
"""What a feed says in one run: nothing, or the last ship day of each item, and whether it says so without a mistake."""

steps = st.tuples(st.integers(1, 60).map(lambda hours: timedelta(hours=hours)), st.tuples(answers, answers))


def item(sku: str, day: int) -> Backorder:
    """Return an item that ships until this day of December."""
    return Backorder(sku, f"Thing {sku}", ship_window=ShipWindow(None, date(2026, 12, day)))


@dataclass
class Shop:
    """Two feeds, what stands of each, and when each item was last read well."""

    now: datetime = START
    good: dict[str, LastGood] = field(default_factory=dict)
    read_at: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def run(self, said: Mapping[str, FeedAnswer]) -> Facts:
        """Settle what the feeds say, as a scheduled run does, and remember it."""
        known = believe(list(said.values()), self.now, Gathering(self.now.date(), keep_going=True))
        self.good |= known.standing
        self.read_at |= {(name, it.sku): self.now for name, answer in said.items() for it in answer.read}
        return known

    def hears(self, said: tuple[object, object]) -> Mapping[str, FeedAnswer]:
        """Return the answers of both feeds; one that was never read is read well."""
        return {name: self._answer(name, it) for name, it in zip(FEEDS, said, strict=True)}

    def _answer(self, name: str, said: object) -> FeedAnswer:
        last = self.good.get(name)
        if not isinstance(said, tuple):
            return FeedAnswer(name, POLICY, last, silent="it does not answer") if last else FeedAnswer(name, POLICY)
        read = tuple(item(sku, day) for sku, day in said[0].items())
        return FeedAnswer(name, POLICY, last, read, () if said[1] or last is None else (MISTAKE,))


@settings(deadline=None)
@given(st.lists(steps, max_size=8))
def test_what_may_be_told(run: list[tuple[timedelta, tuple[object, object]]]) -> None:
    """In every run of any story the laws of ages hold.

    What a feed has just given is told as it or a later feed says. An item goes only when each feed that stood for it
    was read to its end, and is told without a date exactly when nothing of it was read well for too long.
    """
    shop = Shop()
    late: Mapping[str, Backorder] = {}
    for step, given_now in run:
        shop.now += step
        said = shop.hears(given_now)
        stood = {name: {row.item.sku for row in good.items} for name, good in shop.good.items()}
        known = shop.run(said)
        for sku, it in known.late.items():
            read = [answer for answer in said.values() if sku in {one.sku for one in answer.read}]
            ages = [shop.now - row.read_at for good in shop.good.values() for row in good.items if row.item.sku == sku]
            assert it.lapsed == (min(ages) > POLICY.max_age)
            assert not (read and it.lapsed)
        for sku in late.keys() - known.late.keys():
            for name, skus in stood.items():
                assert sku not in skus or said[name].whole
        for good_name, good in shop.good.items():
            for row in good.items:
                assert row.read_at == shop.read_at[good_name, row.item.sku]
        silent = standing([(shop.good.get(name), POLICY) for name in FEEDS], shop.now)
        assert {sku: it.lapsed for sku, it in silent.items()} == {sku: it.lapsed for sku, it in known.late.items()}
        late = known.late


@settings(deadline=None)
@given(st.lists(steps, max_size=6), readings)
def test_what_the_last_feed_has_just_given_is_told(
    run: list[tuple[timedelta, tuple[object, object]]], last: dict[str, int]
) -> None:
    """Whatever came before, the later feed's reading is told to the letter, and so is the first's where it is alone."""
    shop = Shop()
    for step, given_now in run:
        shop.now += step
        shop.run(shop.hears(given_now))
    said = shop.hears((None, (last, True)))
    known = shop.run(said)
    assert {sku: known.late[sku] for sku in last} == {it.sku: it for it in said["override"].read}
    said = shop.hears(((last, True), ({}, True)))
    known = shop.run(said)
    assert {sku: known.late[sku] for sku in last} == {it.sku: it for it in said["base"].read}
