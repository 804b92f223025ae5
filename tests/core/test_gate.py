from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.gate import ALL, Cause, CauseKind, HelpdeskLoad, Kind, Limit, Limits, Load, Weighed, judge

C, U, R, T = Kind
FACT, MACRO, WORDS = CauseKind


def items(kind: Kind, count: int, macros: int = 1, *, upsets: bool = True) -> tuple[Weighed, ...]:
    """Return the writes of so many items, each told by so many macros."""
    return tuple(Weighed(kind, Cause(FACT, f"SKU-{number}"), upsets) for number in range(count) for _ in range(macros))


def alone(kind: Kind, count: int, why: CauseKind = MACRO) -> tuple[Weighed, ...]:
    """Return the writes of so many macros that no fact asks for."""
    return tuple(Weighed(kind, Cause(why, f"macro-{number}")) for number in range(count))


def there(late: int, macros: int = 1, others: int = 1) -> dict[str, int]:
    """Return what there is: so many late items, each told by so many macros, and others that tell none."""
    return {"managed": late * macros + others, "items": late}


SEVERAL = 16
"""Macros that tell an item on Freshdesk: four ready-made ones in four languages."""


@pytest.mark.parametrize(
    ("writes", "before", "setting"),
    [
        pytest.param(items(C, 60, SEVERAL) + alone(C, 16), there(0, others=0), "", id="a first set-up"),
        pytest.param(items(C, 40, SEVERAL), there(10, SEVERAL), "", id="a full container is late"),
        pytest.param(items(C, 5_000), there(6), "creates.max", id="a catalogue in the place of the late items"),
        pytest.param(items(C, 150), there(0, others=0), "creates.max", id="the catalogue of a small shop, on day one"),
        pytest.param(alone(C, 101), there(40), "creates.max", id="more macro files than anybody writes"),
        pytest.param(items(U, 9, 6), there(40, 6), "", id="nine of forty slip, with 54 macros"),
        pytest.param(items(U, 9, SEVERAL), there(10, SEVERAL), "", id="nine of ten slip"),
        pytest.param(items(U, 20), there(40), "", id="half of all slip"),
        pytest.param(items(U, 40), there(40), "updates.share", id="all dates in another column"),
        pytest.param(items(U, 40, upsets=False), there(40), "", id="all get the next day of an update"),
        pytest.param(items(U, 201, upsets=False), there(400), "updates.max", id="more than any shop tells in a week"),
        pytest.param(alone(U, 40), there(40, 3, 9), "", id="one corrected reply of three per item"),
        pytest.param(alone(U, 10), there(10), "", id="one corrected reply, and it is nearly all there is"),
        pytest.param(alone(U, 80, WORDS), there(80), "updates.share", id="a release words a sentence otherwise"),
        pytest.param(alone(U, 80), there(80), "updates.share", id="an admin does"),
        pytest.param(items(U, 1, SEVERAL) + alone(U, 201), there(999, SEVERAL), "updates.max", id="both together"),
        pytest.param(items(R, 2), there(6), "", id="two of six are back"),
        pytest.param(items(R, 2, SEVERAL), there(2, SEVERAL), "", id="both are back"),
        pytest.param(items(R, 4), there(9), "retirements.share", id="four of nine vanish"),
        pytest.param(items(R, 4), there(9, 1, 48), "retirements.share", id="and many other macros hide it"),
        pytest.param(items(R, 3), there(9), "", id="a third is back"),
        pytest.param(items(R, 9, 1, upsets=False), there(10, 5), "", id="nine dates are known at last"),
        pytest.param(items(R, 41), there(500), "retirements.max", id="forty-one of five hundred"),
        pytest.param(alone(R, 6), there(6, 2, 3), "retirements.share", id="a file too many was deleted"),
    ],
)
def test_ordinary_days_pass_and_disasters_do_not(
    writes: tuple[Weighed, ...], before: dict[str, int], setting: str
) -> None:
    """By default, and whatever a shop's size."""
    refused = judge(Load((HelpdeskLoad("shop", writes, **before),)), Limits())
    assert [one.setting for one in refused] == ([f"limits.{setting}"] if setting else [])


@pytest.mark.parametrize("why", [MACRO, WORDS])
def test_a_small_limit_holds_many_macros_whoever_rewrites_them(why: CauseKind) -> None:
    """A release and an admin are alike: eighty macros under a limit of ten."""
    (refused,) = judge(Load((HelpdeskLoad("shop", alone(U, 80, why), **there(80)),)), Limits(updates=Limit(10, 1)))
    assert "would update 80 macros" in refused.text
    assert "limits.updates.max = 10" in refused.text


@pytest.mark.parametrize(
    ("part", "said"),
    [
        pytest.param(
            HelpdeskLoad("shop", items(C, 101, 2) + alone(C, 3)),
            "shop: would create 205 macros, which is 101 late items and 3 other macros, more than limits.creates.max = "
            "100 (if this is right: --allow creates for one run, or another limits.creates.max in the config)",
            id="creates",
        ),
        pytest.param(
            HelpdeskLoad("shop", items(R, 4, 2), **there(9, 2)),
            "shop: would retire 8 of 19 macros for 4 of 9 late items, more than limits.retirements.share = 35% (if this"
            " is right: --allow retirements for one run, or another limits.retirements.share in the config)",
            id="retirements",
        ),
        pytest.param(
            HelpdeskLoad("shop", alone(U, 13), **there(2, 5, 5)),
            "shop: would update 13 of 15 macros, more than limits.updates.share = 50% (if this is right: "
            "--allow updates for one run, or another limits.updates.share in the config)",
            id="updates",
        ),
        pytest.param(
            HelpdeskLoad("shop", tickets=501),
            "shop: 501 tickets would change, more than limits.tickets = 500 (if this is right: --allow tickets for one "
            "run, or another limits.tickets in the config)",
            id="tickets",
        ),
    ],
)
def test_a_refusal_tells_what_how_many_and_both_ways_out(part: HelpdeskLoad, said: str) -> None:
    """Who reads it in a log at night knows what would have happened, and what to do."""
    (refused,) = judge(Load((part,)), Limits())
    assert str(refused) == said


def test_as_many_as_the_limit_says_pass() -> None:
    """A limit is what is still let through, of each kind."""
    full = HelpdeskLoad("shop", alone(C, 5) + alone(U, 5) + alone(R, 2), **there(99), tickets=5)
    limits = Limits(Limit(5), Limit(5, 1), Limit(2, 1), Limit(5))
    assert judge(Load((full,)), limits) == ()
    more = replace(full, writes=(*full.writes, *items(C, 1), *items(U, 1), *items(R, 1)), tickets=6)
    assert {one.allow for one in judge(Load((more,)), limits)} == set(Kind)


def test_every_helpdesk_and_half_is_judged_by_itself() -> None:
    """One value in, all reasons out: each names its helpdesk, its half, and the kind that lets it pass."""
    much = HelpdeskLoad("shop", items(C, 200) + items(U, 300) + items(R, 50), **there(60), tickets=1_000)
    little = HelpdeskLoad("shop-eu", items(C, 1), **there(60), tickets=1)
    refused = judge(Load((much, little, replace(much, helpdesk="third"))), Limits())
    assert {(one.helpdesk, one.part, one.allow) for one in refused} == {
        (name, part, kind)
        for name in ("shop", "third")
        for part, kind in (("macros", C), ("macros", U), ("macros", R), ("tickets", T))
    }


@pytest.mark.parametrize("allowed", [*Kind, ALL])
def test_what_is_allowed_passes_alone(allowed: str) -> None:
    """Leave for one kind is no leave for another."""
    load = Load((HelpdeskLoad("shop", items(C, 200) + items(U, 300) + items(R, 50), **there(60), tickets=1_000),))
    left = {one.allow for one in judge(load, Limits(), frozenset({allowed}))}
    assert left == (set() if allowed == ALL else set(Kind) - {allowed})


WRITES = st.builds(
    Weighed,
    st.sampled_from([C, U, R]),
    st.builds(Cause, st.sampled_from(CauseKind), st.sampled_from("abcdefgh")),
    st.booleans(),
)
LIMIT = st.builds(Limit, st.integers(0, 8), st.sampled_from([None, 0.1, 0.5, 1.0]))


@given(
    writes=st.lists(WRITES, max_size=30),
    more=st.lists(WRITES, max_size=30),
    managed=st.integers(0, 30),
    late=st.integers(0, 30),
    tickets=st.tuples(st.integers(0, 20), st.integers(0, 20)),
    limits=st.builds(Limits, LIMIT, LIMIT, LIMIT, LIMIT),
)
def test_more_writes_take_no_refusal_away(
    writes: list[Weighed],
    more: list[Weighed],
    managed: int,
    late: int,
    tickets: tuple[int, int],
    limits: Limits,
) -> None:
    """Nothing that is too much becomes little enough by something else beside it."""
    some = HelpdeskLoad("shop", tuple(writes), managed, late, tickets[0])
    all_of_it = replace(some, writes=(*writes, *more), tickets=sum(tickets))
    before, after = ({one.setting for one in judge(Load((part,)), limits)} for part in (some, all_of_it))
    assert before <= after
