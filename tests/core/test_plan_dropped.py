"""What a helpdesk did not keep as it was sent."""

from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core import plan as planning
from zendesk_bridge.core.model import Applied, DriftMode, MacroContent, ManagedMacro, Marker, RemoteMacro
from zendesk_bridge.core.plan import (
    Blocked,
    Existing,
    PlanPolicy,
    Update,
)

OWNER = "main"


def desired(key: str = "delay", body: str = "Hello") -> ManagedMacro:
    """Return a macro as we want it."""
    return ManagedMacro(key, f"Backorder::{key}", f"<p>{body}</p>", Marker.of(OWNER, key))


def content(macro: ManagedMacro) -> MacroContent:
    """Return what a macro is compared by, as a helpdesk would."""
    return MacroContent(macro.title, macro.body.removeprefix("<p>").removesuffix("</p>"))


def remote(macro: ManagedMacro, number: int = 1, **changed: object) -> RemoteMacro:
    """Return the macro as the helpdesk holds it."""
    held = RemoteMacro(number, content(macro), f"d-{macro.digest}", macro.marker)
    return replace(held, **changed)


OLD, NEW = desired(), desired(body="Hello again")


def test_what_the_helpdesk_dropped_is_told_in_every_plan() -> None:
    """A macro that came back otherwise than asked is neither unchanged nor sent again unasked."""
    few = replace(OLD, visible_to=(7,))
    held = remote(few, content=content(few))

    def wanted(macro: ManagedMacro) -> MacroContent:
        return replace(content(macro), visible_to=macro.visible_to)

    known = Applied("delay", 1, few.digest, held.content.digest)
    existing = Existing([held], {"delay": known}, wanted)
    (change,) = planning.changes([few], existing, PlanPolicy(OWNER))
    assert isinstance(change, Blocked)
    assert "visible to" in change.reason
    (change,) = planning.changes([few], existing, PlanPolicy(OWNER, DriftMode.OVERWRITE))
    assert isinstance(change, Blocked)  # a standing policy would send it in every run
    (change,) = planning.changes([few], existing, PlanPolicy(OWNER, overwrite=frozenset({"delay"})))
    assert isinstance(change, Update)


@pytest.mark.parametrize(
    ("active", "today", "kind"), [(True, 7, Blocked), (True, 8, Update), (False, 8, Blocked)], ids=str
)
def test_what_the_helpdesk_dropped_is_sent_again_on_another_day(active: bool, today: int, kind: type) -> None:  # noqa: FBT001 - a table
    """What was lost once is not lost for good; what had to be taken out of sight stays there."""
    long = replace(OLD, body="<p>Hello again</p>", as_of=date(2026, 12, today))
    there = remote(long, content=replace(content(OLD), active=active))
    known = Applied("delay", 1, long.digest, there.content.digest, as_of=date(2026, 12, 7))
    existing = Existing([there], {"delay": known}, lambda _: replace(content(OLD), body="Hello again"))
    (change,) = planning.changes([long], existing, PlanPolicy(OWNER))
    assert isinstance(change, kind)
    if isinstance(change, Blocked):
        assert ("sent again tomorrow" in change.fix) is active
