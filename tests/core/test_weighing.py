from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.gate import CauseKind, Kind
from zendesk_bridge.core.model import (
    Applied,
    Backorder,
    DriftMode,
    MacroContent,
    ManagedMacro,
    Marker,
    RemoteMacro,
    ShipWindow,
)
from zendesk_bridge.core.plan import Adopt, Blocked, Create, Drift, HelpdeskPlan, Keep, MacroChange, Retire, Update
from zendesk_bridge.core.weighing import weigh

ITEM = Backorder("WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)))
MOVED = replace(ITEM, ship_window=ShipWindow(date(2026, 12, 8), date(2026, 12, 12)))
BUMPED = replace(ITEM, next_update=date(2026, 12, 1))
OTHER = Backorder("LAMP.de", "Lamp")

ABOUT, OF_LAMP, PER_TICKET = "item-update/WID-12.de", "item-update/LAMP.de", "delay-update.de"


def macro(key: str) -> ManagedMacro:
    """Return a macro as we want it."""
    return ManagedMacro(key, key, "<p>Hello</p>", Marker.of("main", key))


def remote(key: str, *, active: bool = True) -> RemoteMacro:
    """Return the macro as the helpdesk holds it."""
    return RemoteMacro(1, MacroContent(key, "Hi", active=active), "d", Marker.of("main", key))


def create(key: str) -> MacroChange:
    """Return its coming."""
    return Create(key, macro(key), MacroContent(key, "Hello"))


def update(key: str, *, active: bool = True, **more: bool) -> MacroChange:
    """Return its change."""
    return Update(key, macro(key), MacroContent(key, "Hello"), remote(key, active=active), **more)


def retire(key: str) -> MacroChange:
    """Return its going."""
    return Retire(key, remote(key))


def adopt(key: str) -> MacroChange:
    """Return its being taken over."""
    return Adopt(key, macro(key), MacroContent(key, "Hello"), remote(key))


def told(key: str, item: Backorder, **other: str) -> Applied:
    """Return the record of a macro that told this item."""
    window = item.ship_window.interval if item.ship_window else ""
    known = Applied(key, 1, "s", "r", "source", item.version, "wording", window=window)
    return replace(known, **other)


def rewritten(key: str, item: Backorder | None) -> MacroChange:
    """Return the change of a macro that knows what it is made from."""
    made_from = {"source": "source", "facts": item.version if item else "", "wording": "wording"}
    return Update(key, replace(macro(key), **made_from), MacroContent(key, "Hello"), remote(key))


C, U, R = Kind.CREATES, Kind.UPDATES, Kind.RETIREMENTS
FACT, MACRO, WORDS = CauseKind


@pytest.mark.parametrize(
    ("change", "before", "late", "weight"),
    [
        pytest.param(create(ABOUT), [], [ITEM], (C, FACT, "WID-12"), id="an item is late"),
        pytest.param(create(ABOUT), [ITEM], [ITEM], (C, FACT, "WID-12"), id="a macro is new for an item"),
        pytest.param(create(OF_LAMP), [], [OTHER], (C, FACT, "LAMP.de"), id="a SKU that looks like a language"),
        pytest.param(create(PER_TICKET), [], [ITEM], (C, MACRO, PER_TICKET), id="a macro is new"),
        pytest.param(update(ABOUT, active=False), [], [ITEM], (C, FACT, "WID-12"), id="an item is late again"),
        pytest.param(update(PER_TICKET, active=False), [], [], (C, MACRO, PER_TICKET), id="a macro is wanted again"),
        pytest.param(update(ABOUT), [ITEM], [MOVED], (U, FACT, "WID-12"), id="an item moved"),
        pytest.param(update(ABOUT), [ITEM], [BUMPED], (U, FACT, "WID-12", False), id="an item is told otherwise"),
        pytest.param(update(ABOUT), [ITEM], [ITEM], (U, MACRO, ABOUT), id="a reply was edited"),
        pytest.param(update(ABOUT, overwrites=True), [ITEM], [MOVED], (U, MACRO, ABOUT), id="a portal edit goes"),
        pytest.param(update(PER_TICKET), [ITEM], [MOVED], (U, MACRO, PER_TICKET), id="per ticket, whatever moved"),
        pytest.param(adopt(PER_TICKET), [], [], (U, MACRO, PER_TICKET), id="a macro is adopted"),
        pytest.param(adopt(ABOUT), [], [ITEM], (U, MACRO, ABOUT), id="a macro of an item is adopted"),
        pytest.param(retire(ABOUT), [ITEM], [], (R, FACT, "WID-12"), id="an item is back"),
        pytest.param(retire(ABOUT), [], [OTHER], (R, FACT, "WID-12"), id="an item was back before"),
        pytest.param(retire(ABOUT), [ITEM], [MOVED], (R, FACT, "WID-12", False), id="an item needs it no more"),
        pytest.param(retire(ABOUT), [ITEM], [ITEM], (R, MACRO, ABOUT), id="a file of macros was deleted"),
        pytest.param(retire(PER_TICKET), [ITEM], [], (R, MACRO, PER_TICKET), id="a macro was deleted"),
        pytest.param(retire("Backorder::Blue"), [], [ITEM], (R, MACRO, "Backorder::Blue"), id="known by its title"),
        pytest.param(update(ABOUT, calendar=True), [ITEM], [ITEM], None, id="the day has come"),
        pytest.param(Keep(ABOUT, remote(ABOUT), Applied(ABOUT, 1, "", "")), [ITEM], [ITEM], None, id="as it is"),
        pytest.param(Blocked(ABOUT, "A", "no field", ""), [ITEM], [ITEM], None, id="blocked"),
    ],
)
def test_what_each_change_weighs(
    change: MacroChange,
    before: list[Backorder],
    late: list[Backorder],
    weight: tuple[object, ...] | None,
) -> None:
    """An item counts where its facts ask for the write, a macro by itself everywhere else, and a date's end nowhere."""
    part = HelpdeskPlan("shop", (change,), 1)
    load = weigh(part, {item.sku: item for item in before}, {item.sku: item for item in late})
    calm = [[False] if FACT in one.cause and not one.upsets else [] for one in load.writes]
    weighed = [(one.kind, *one.cause, *rest) for one, rest in zip(load.writes, calm, strict=True)]
    assert weighed == ([] if weight is None else [weight])


@pytest.mark.parametrize(
    ("change", "applied", "late", "weight"),
    [
        pytest.param(rewritten(ABOUT, MOVED), told(ABOUT, ITEM), MOVED, (FACT, "WID-12", True), id="an item moved"),
        pytest.param(rewritten(ABOUT, BUMPED), told(ABOUT, ITEM), BUMPED, (FACT, "WID-12", False), id="told otherwise"),
        pytest.param(
            rewritten(ABOUT, ITEM), told(ABOUT, ITEM, wording="older"), ITEM, (WORDS, "wording"), id="a release"
        ),
        pytest.param(
            rewritten(PER_TICKET, None),
            told(PER_TICKET, OTHER, facts="", wording="older"),
            ITEM,
            (WORDS, "wording"),
            id="a release, per ticket",
        ),
        pytest.param(
            rewritten(ABOUT, MOVED),
            told(ABOUT, ITEM, wording="older"),
            MOVED,
            (WORDS, "wording"),
            id="a release, and it moved",
        ),
        pytest.param(rewritten(ABOUT, ITEM), told(ABOUT, ITEM, source="older"), ITEM, (MACRO, ABOUT), id="an edit"),
        pytest.param(
            rewritten(ABOUT, MOVED),
            told(ABOUT, ITEM, source="older"),
            MOVED,
            (MACRO, ABOUT),
            id="an edit, and it moved",
        ),
        pytest.param(
            rewritten(ABOUT, ITEM), told(ABOUT, ITEM), ITEM, (FACT, "WID-12", False), id="fields that setup created"
        ),
        pytest.param(retire(ABOUT), told(ABOUT, ITEM), MOVED, (FACT, "WID-12"), id="needed no more"),
        pytest.param(retire(ABOUT), told(ABOUT, ITEM), ITEM, (MACRO, ABOUT), id="a file of macros was deleted"),
    ],
)
def test_a_cause_is_told_by_what_was_applied(
    change: MacroChange, applied: Applied, late: Backorder, weight: tuple[object, ...]
) -> None:
    """Also when the facts were read, and remembered, by a run that did not write this macro."""
    items = {late.sku: late}
    (one,) = weigh(HelpdeskPlan("shop", (change,), 1, applied={applied.key: applied}), items, items).writes
    assert (*one.cause, one.upsets)[: len(weight)] == weight


def test_the_items_that_there_are_are_those_that_macros_tell() -> None:
    """Not what is new, per ticket, or gone from the helpdesk: the share is one of what is there."""
    gone = Drift("item-update/GONE-1", macro("x"), MacroContent("x", "x"), None, "deleted", DriftMode.FAIL)
    changes = (
        create("item-update/NEW-1"),
        update("item-update/WID-12"),
        update("second/WID-12"),
        Keep(OF_LAMP, remote(OF_LAMP), Applied(OF_LAMP, 1, "", "")),
        retire("item-update/OLD-1"),
        update(PER_TICKET),
        gone,
    )
    load = weigh(HelpdeskPlan("shop", changes, 6), {}, {"WID-12": ITEM, "LAMP.de": OTHER})
    assert (load.items, load.managed) == (3, 6)
