"""The facts that may be told: what happens when a source shrinks, breaks, or stays silent for too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.app import facts
from zendesk_bridge.core.errors import InvalidInput, Place, Problem, Unavailable
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
    """A source that says what a test tells it to say; None cannot be reached."""

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
    trusted = [(source, facts.Trust(0.5, timedelta(days=3))) for source in sources]
    known = facts.gather(trusted, state, now, facts.Gathering(now.date(), **choices))
    known.remember(state)
    return known


@pytest.mark.parametrize(
    ("before", "now", "believed"),
    [
        ("ABCD", "ABCD", True),
        ("ABCD", "ABC", True),  # one item is back: a normal day
        ("A", "", True),
        ("AB", "", False),
        ("ABCD", "AB", True),  # half is what max_shrink allows
        ("ABCD", "A", False),
        ("ABCD", "WXYZ", True),
    ],
)
def test_shrinking(state: State, before: str, now: str, believed: bool) -> None:  # noqa: FBT001 - a table's column
    """A source that lost too much at once is not believed: what is missing stands as it was."""
    gather(state, Source(items(*before)))
    known = gather(state, Source(items(*now)))
    assert set(known.late) == (set(now) if believed else set(before))
    assert bool(known.warnings) is not believed
    accepted = gather(state, Source(items(*now)), accept_fewer=True)
    assert set(accepted.late) == set(now)


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
    assert known.warnings[0].endswith("nothing stands here; nothing was read of it before")


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
