"""The facts that may be told: what happens when a source shrinks, breaks, or stays silent for too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.app import facts
from zendesk_bridge.core.errors import InvalidInput, Place, Problem, Unavailable
from zendesk_bridge.core.facts import standing
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


@pytest.mark.parametrize(
    ("before", "now", "believed"),
    [
        ("ABCD", "ABCD", True),
        ("ABCD", "ABC", True),  # one item is back: a normal day
        ("A", "", True),
        ("AB", "", False),
        ("ABC", "A", False),  # two are the fewest that are ever doubted
        ("ABCD", "AB", True),  # half is what max_shrink allows
        ("ABCD", "A", False),
        ("ABCD", "ABWX", True),
        ("ABCD", "AWXYZ", False),  # as many as before, and three are missing
        ("ABCD", "WXYZ", False),
    ],
)
def test_shrinking(state: State, before: str, now: str, believed: bool) -> None:  # noqa: FBT001 - a table's column
    """A source that lost too much at once is not believed: what is missing stands as it was."""
    gather(state, Source(items(*before)))
    known = gather(state, Source(items(*now)))
    assert set(known.late) == (set(now) if believed else set(before + now))
    assert bool(known.warnings) is not believed
    accepted = gather(state, Source(items(*now)), accept_fewer=True)
    assert set(accepted.late) == set(now)


def test_other_items_are_not_believed_the_next_time_either(state: State) -> None:
    """A list of other items, as many as before, is no more true for having been read twice."""
    gather(state, Source(items(*"ABCD")))
    for minutes in (5, 10):
        known = gather(state, Source(items(*"WXYZ")), now=NOW + timedelta(minutes=minutes))
        assert set(known.late) == set("ABCDWXYZ")
        assert "4 late items are missing: A, B, C, D (" in known.warnings[0]
    many = Source(items(*"WXYZ", *map(str, range(20))))
    assert set("ABCD") <= set(gather(state, many, now=NOW + timedelta(minutes=15)).late)


def test_what_comes_back_ends_the_doubt(state: State) -> None:
    """Once a feed that was cut off lists nearly all items again, one that it does not list is no longer late."""
    gather(state, Source(items(*"ABCDEFGH")))
    assert set(gather(state, Source(items(*"AB"))).late) == set("ABCDEFGH")
    known = gather(state, Source(items(*"ABCDEFG")))
    assert set(known.late) == set("ABCDEFG")
    assert not known.warnings


def test_an_item_has_an_age_of_its_own(state: State) -> None:
    """What a cut-off feed still lists is fresh; what it lacks lapses, and a failed reading does not change that."""
    gather(state, Source(items(*"ABCD")))
    for hours in range(6, 97, 6):
        known = gather(state, Source(items("A")), now=NOW + timedelta(hours=hours))
    gone = {sku: item.lapsed for sku, item in known.late.items()}
    assert gone == {"A": False, "B": True, "C": True, "D": True}
    assert "of B, C, D, of 2026-11-23 12:00 UTC, is older than 3 days" in known.warnings[0]
    silent = gather(state, Source(None), now=NOW + timedelta(hours=96, minutes=5))
    assert {sku: item.lapsed for sku, item in silent.late.items()} == gone
    assert silent.late["A"].ship_window == ShipWindow(None, date(2026, 12, 5))
    later = gather(state, Source(None), now=NOW + timedelta(hours=96 + 73))
    assert all(item.lapsed for item in later.late.values())


def test_missing_items_lapse_one_by_one(state: State) -> None:
    """Items that went missing on different days lapse on different days, and each is told by name."""
    gather(state, Source(items(*"ABCDEF")))
    gather(state, Source(items(*"ABCD"), (MISTAKE,)), now=NOW + timedelta(days=2), keep_going=True)
    broken = Source((), (MISTAKE,))
    known = gather(state, broken, now=NOW + timedelta(days=4), keep_going=True)
    assert {sku for sku, item in known.late.items() if item.lapsed} == {"E", "F"}
    assert "the 4 items read on 2026-11-25 12:00 UTC stand" in known.warnings[0]
    assert "of E, F, of 2026-11-23 12:00 UTC, is older" in known.warnings[0]


def test_items_that_moved_to_another_feed(state: State) -> None:
    """An item that another feed gives now is not missing, and its new date is told, also when the old feed fails."""
    before = (Source(items("X"), name="a.yaml"), Source(items(*"PQR"), name="b.yaml"))
    new = date(2027, 1, 15)
    for emptied in (Source((), name="b.yaml"), Source(None, name="b.yaml"), Source((), (MISTAKE,), name="b.yaml")):
        gather(state, *before, accept_fewer=True)
        for _ in range(2):  # nor does the old date come back in the next run
            moved = Source(items(*"XPQR", last=new), name="a.yaml")
            known = gather(state, moved, emptied, keep_going=True)
            assert {str(item.ship_window and item.ship_window.last) for item in known.late.values()} == {str(new)}


def test_an_item_that_moved_under_another_sku(state: State) -> None:
    """An item that another feed gives under a new SKU and the same name is not missing either."""
    gather(state, Source(items("X"), name="a.yaml"), Source(items(*"PQR"), name="b.yaml"))
    renamed = tuple(replace(item, sku=f"{item.sku}-NEW") for item in items(*"PQR"))
    known = gather(state, Source((*items("X"), *renamed), name="a.yaml"), Source((), name="b.yaml"))
    assert set(known.late) == {"X", "P-NEW", "Q-NEW", "R-NEW"}


def test_nothing_at_all_is_never_believed_at_once(state: State) -> None:
    """A feed that may shrink as it likes still does not lose every item in one reading."""
    policy = facts.FeedPolicy(1.0, timedelta(days=3))
    for said in ("ABCD", "A", ""):
        known = facts.gather([(Source(items(*said)), policy)], state, NOW, facts.Gathering(NOW.date()))
        facts.remember(known, state, NOW)
    assert not known.late
    for said in ("ABCD", ""):
        known = facts.gather([(Source(items(*said)), policy)], state, NOW, facts.Gathering(NOW.date()))
        facts.remember(known, state, NOW)
    assert set(known.late) == set("ABCD")


def test_a_feed_that_overrules_another_stands_while_it_is_silent(state: State) -> None:
    """What overruled another feed before still does so while it cannot be read, until the other says something new."""
    base, override = Source(items("A", "B")), Source(items("A", last=date(2026, 12, 20)), name="override.csv")
    gather(state, base, override)
    silent = Source(None, name="override.csv")
    known = gather(state, base, silent, now=NOW + timedelta(days=1))
    assert known.late["A"].ship_window == ShipWindow(None, date(2026, 12, 20))
    known = gather(state, Source(items("A", "B", last=date(2026, 12, 24))), silent, now=NOW + timedelta(days=1))
    assert known.late["A"].ship_window == ShipWindow(None, date(2026, 12, 24))


def test_what_has_lapsed_never_hides_what_was_just_read(state: State) -> None:
    """When the reading that overruled another is too old, what the other says is told instead of no date."""
    base, override = Source(items("A")), Source(items("A", last=date(2026, 12, 20)), name="override.csv")
    gather(state, base, override)
    known = gather(state, base, Source(None, name="override.csv"), now=NOW + timedelta(days=4))
    assert known.late["A"].ship_window == ShipWindow(None, date(2026, 12, 5))


def test_an_override_taken_away_is_not_missing(state: State) -> None:
    """Items that one feed overruled and lists no more are told as the other feed has them all the time."""
    base = Source(items(*"ABC"))
    gather(state, base, Source(items(*"ABC", last=date(2026, 12, 20)), name="override.csv"))
    known = gather(state, base, Source((), name="override.csv"))
    assert not known.warnings
    assert {item.ship_window for item in known.late.values()} == {ShipWindow(None, date(2026, 12, 5))}


def test_what_is_still_listed_is_told_anew(state: State) -> None:
    """When most items vanish, the windows of the others are still followed."""
    gather(state, Source(items(*"ABCD")))
    known = gather(state, Source(items("A", last=date(2026, 12, 20))))
    assert known.late["A"].ship_window == ShipWindow(None, date(2026, 12, 20))
    assert known.late["B"].ship_window == ShipWindow(None, date(2026, 12, 5))


def test_a_renamed_sku_is_not_missing(state: State) -> None:
    """An item that only changed its SKU does not come back beside itself when others vanish."""
    gather(state, Source(items(*"ABCD")))
    renamed = replace(items("A")[0], sku="A-NEW", place=Place("late.yaml", 2))
    known = gather(state, Source((renamed,)))
    assert set(known.late) == {"A-NEW", "B", "C", "D"}


ALIKE = (Backorder("A-1", "Lamp"), Backorder("A1", "Chair"))


def test_skus_alike_in_two_files_are_two_items(state: State) -> None:
    """A-1 in one file and A1 in another are both told; a name that means both is a problem."""
    lamp, chair = (replace(item, place=Place(f"{item.sku}.yaml", 2)) for item in ALIKE)
    known = gather(state, Source((lamp,), name="one"), Source((chair,), name="other"))
    assert set(known.late) == {"A-1", "A1"}
    with pytest.raises(InvalidInput, match="the name 'lamp' is also"):
        gather(state, Source((lamp,), name="one"), Source((replace(chair, name="lamp"),), name="other"))


@pytest.mark.parametrize("left", [ALIKE[1:], ()])
def test_an_item_that_is_like_a_vanished_one_is_not_its_new_name(state: State, left: tuple[Backorder, ...]) -> None:
    """A doubted reading drops nothing because a SKU much like it was there all the time."""
    every = (*ALIKE, *items("B", "C"))
    gather(state, Source(every))
    assert set(gather(state, Source(left)).late) == {item.sku for item in every}


def test_new_windows_of_a_shrunken_source_are_remembered(state: State) -> None:
    """What was told from a doubted reading stands when the source then falls silent."""
    gather(state, Source(items(*"ABCD")))
    gather(state, Source(items("A", last=date(2026, 12, 20))), now=NOW + timedelta(days=1))
    known = gather(state, Source(None), now=NOW + timedelta(days=2))
    assert known.late["A"].ship_window == ShipWindow(None, date(2026, 12, 20))
    assert set(known.late) == set("ABCD")


def test_silence_lapses(state: State) -> None:
    """A source that cannot be read keeps its last good reading, and after max_age no date of it is told."""
    with pytest.raises(Unavailable):
        gather(state, Source(None))
    gather(state, Source(items("A")))
    known = gather(state, Source(None), now=NOW + timedelta(days=3))
    assert known.late["A"].ship_window
    lapsed = gather(state, Source(None), now=NOW + timedelta(days=3, seconds=1))
    assert lapsed.late["A"].ship_window is None
    assert lapsed.late["A"].lapsed
    assert "older than 3 days" in lapsed.warnings[0]


def test_mistakes(state: State) -> None:
    """A person is told every mistake; a scheduled job holds what is wrong and goes on with the rest."""
    broken = Source(items("A"), (MISTAKE,))
    with pytest.raises(InvalidInput, match=r"late\.yaml:3:5"):
        gather(state, broken)
    with pytest.raises(InvalidInput, match=r"late\.yaml:3:5"):
        gather(state, Source((), (MISTAKE,)), keep_going=True)
    known = gather(state, broken, keep_going=True)
    assert set(known.late) == {"A"}
    assert known.warnings == ("late.yaml: what is wrong is held: late.yaml:3:5: nothing stands here",)


def test_a_mistake_that_was_always_there(state: State) -> None:
    """Where nothing of it was ever read, nothing stands, and nobody says that it does."""
    for _ in range(2):
        known = gather(state, Source(items("A"), (MISTAKE,)), keep_going=True)
    assert known.warnings[0].endswith("nothing stands here; nothing of an earlier reading stands in for it")


def test_what_is_right_beside_a_mistake_is_told_anew(state: State) -> None:
    """Of an item that cannot be read the last good reading stands; the others follow their source."""
    gather(state, Source(items("A", "B")))
    known = gather(state, Source(items("A", "C", last=date(2026, 12, 20)), (MISTAKE,)), keep_going=True)
    assert {sku: item.ship_window and item.ship_window.last.day for sku, item in known.late.items()} == {
        "A": 20, "B": 5, "C": 20,
    }  # fmt: skip
    assert "the 1 item read on 2026-11-23" in known.warnings[0]
    assert set(gather(state, Source(items("A", "C"))).late) == {"A", "C"}


def wrong_if(last: date) -> facts.Judge:
    """Return a judge that objects to windows that end on this day."""

    def judge(found: Sequence[Backorder]) -> Iterator[tuple[str, Problem]]:
        for item in found:
            if item.ship_window and item.ship_window.last == last:
                yield item.sku, Problem(Place("late.yaml"), f"{item.sku} is judged wrong")

    return judge


def test_what_is_judged_wrong_is_held(state: State) -> None:
    """An item that must not be told so is told as it was; without a date if it was no better; else not at all."""
    far = date(2062, 12, 5)
    gather(state, Source(items("A")), Source(items("B", last=far), name="other"))
    now = (Source(items("A", "NEW", last=far)), Source(items("B", last=far), name="other"))
    with pytest.raises(InvalidInput, match="NEW is judged wrong"):
        gather(state, *now, judge=wrong_if(far))
    known = gather(state, *now, judge=wrong_if(far), keep_going=True)
    assert set(known.late) == {"A", "B"}
    assert known.late["A"].ship_window == ShipWindow(None, date(2026, 12, 5))
    assert (known.late["B"].ship_window, known.late["B"].lapsed) == (None, True)
    assert [warning.split(": ")[1] for warning in known.warnings] == [
        f"{sku} is judged wrong; it is held" for sku in ("A", "NEW", "B")
    ]
    silent = gather(state, Source(None), Source(None, name="other"))
    assert silent.late["A"].ship_window == ShipWindow(None, date(2026, 12, 5))


def test_a_clash_between_files_holds_one_item(state: State) -> None:
    """In a scheduled job, a name that means two items of two files keeps the later one from being told."""
    lamp, chair = (replace(item, place=Place(f"{item.sku}.yaml", 2)) for item in ALIKE)
    sources = (Source((lamp,), name="one"), Source((replace(chair, name="lamp"), *items("B")), name="other"))
    known = gather(state, *sources, keep_going=True)
    assert set(known.late) == {"A-1", "B"}
    assert "the name 'lamp' is also the name of A-1" in known.warnings[0]


def aliased(sku: str, alias: str, last: date = date(2026, 12, 5)) -> Backorder:
    """Return an item of a file of its own."""
    return replace(items(sku, last=last)[0], name=f"Thing of {sku}", aliases=(alias,), place=Place(f"{sku}.yaml", 2))


@pytest.mark.parametrize(("taker", "owner"), ["PQ", "QP"])
def test_a_clash_is_held_where_it_was_made(state: State, taker: str, owner: str) -> None:
    """Whichever item takes the other's alias is told as before; the other one is told its new date."""
    gather(state, *(Source((aliased(sku, f"alias of {sku}"),), name=sku) for sku in "PQ"))
    old, new = date(2026, 12, 5), date(2026, 12, 20)
    sources = [Source((aliased(sku, f"alias of {owner}", new),), name=sku) for sku in "PQ"]
    with pytest.raises(InvalidInput, match=f"the alias 'alias of {owner}' is also an alias of {owner}"):
        gather(state, *sources)
    known = gather(state, *sources, Source(items("X"), name="x"), keep_going=True)
    assert {sku: (item.aliases, item.ship_window) for sku, item in known.late.items()} == {
        taker: ((f"alias of {taker}",), ShipWindow(None, old)),
        owner: ((f"alias of {owner}",), ShipWindow(None, new)),
        "X": ((), ShipWindow(None, old)),
    }


def test_a_clash_that_was_always_there_takes_only_the_name(state: State) -> None:
    """Two items that were told with one alias are both told on, with their dates; one of them without the alias."""
    pair = [Source((aliased(sku, "teapot"),), name=sku) for sku in "PQ"]
    gather(state, pair[0], Source((), name="Q"))
    gather(state, Source(None, name="P"), pair[1])
    known = gather(state, *pair, keep_going=True)
    assert {sku: item.aliases for sku, item in known.late.items()} == {"P": ("teapot",), "Q": ()}
    assert {item.ship_window for item in known.late.values()} == {ShipWindow(None, date(2026, 12, 5))}


def test_what_is_held_ages(state: State) -> None:
    """An item that is told as before because it is judged wrong lapses when that reading is too old."""
    far = date(2062, 12, 5)
    gather(state, Source(items("A")))
    wrong = Source(items("A", last=far))
    held = gather(state, wrong, now=NOW + timedelta(days=2), judge=wrong_if(far), keep_going=True)
    assert held.late["A"].ship_window == ShipWindow(None, date(2026, 12, 5))
    lapsed = gather(state, wrong, now=NOW + timedelta(days=4), judge=wrong_if(far), keep_going=True)
    assert lapsed.late["A"].lapsed


def test_what_was_no_better_before_is_told_without_a_date(state: State) -> None:
    """When the last good reading of an item is judged wrong like the new one, the item is late, and no date is told."""
    far = date(2062, 12, 5)
    gather(state, Source(items("A", last=far)))
    worse = replace(items("A", last=far)[0], reason="r")
    known = gather(state, Source((worse,)), judge=wrong_if(far), keep_going=True)
    assert (known.late["A"].ship_window, known.late["A"].lapsed) == (None, True)


def test_what_stands_without_asking(state: State) -> None:
    """The last good readings alone say what may be told, each item until its own age is too great."""
    policy = facts.FeedPolicy(0.5, timedelta(days=3))
    gather(state, Source(items(*"ABCD")), Source(items("A", last=date(2026, 12, 20)), name="other"))
    gather(state, Source(items("A", "B")), Source(None, name="other"), now=NOW + timedelta(days=2))
    remembered = [(state.last_good(name), policy) for name in ("late.yaml", "other", "never")]
    now = standing(remembered, NOW + timedelta(days=2))
    assert now["A"].ship_window == ShipWindow(None, date(2026, 12, 20))
    later = standing(remembered, NOW + timedelta(days=4))
    assert {sku: str(item.ship_window and item.ship_window.last) for sku, item in later.items()} == {
        "A": "2026-12-05", "B": "2026-12-05",
    }  # fmt: skip


def test_the_later_source_wins(state: State) -> None:
    """Where two sources know an item, the later one's window is told."""
    override = Source(items("A", last=date(2026, 12, 20)), name="overrides.csv")
    known = gather(state, Source(items("A", "B")), override)
    assert known.late["A"].ship_window == ShipWindow(None, date(2026, 12, 20))
    assert set(known.late) == {"A", "B"}


def test_a_window_that_is_over_is_a_reminder(state: State) -> None:
    """Somebody must write the new date, so every run says so."""
    known = gather(state, Source(items("A", last=date(2026, 11, 22))))
    assert "A: the ship window ended on 2026-11-22" in known.reminders[0]
