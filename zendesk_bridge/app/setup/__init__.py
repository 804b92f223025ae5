"""Use case: a helpdesk has what agents need: ticket fields, these on every ticket form, and lists of tickets.

Everything is planned first, as a value that a person reads; then exactly that is done.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TypeVar

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.setup import fields, forms, views
from zendesk_bridge.app.setup.values import DeskReady, DeskSetup, FormFilled, is_its_own
from zendesk_bridge.app.values import HelpdeskFailure
from zendesk_bridge.core import desk
from zendesk_bridge.core.errors import Incomplete, OtherAccount, Refused, Unavailable
from zendesk_bridge.core.model import FieldKey, RemoteField, RemoteView, TicketForm, ViewSpec
from zendesk_bridge.core.ports import Helpdesk, Lease

__all__ = ["DeskReady", "DeskSetup", "FormFilled", "carry_out", "plan"]


T = TypeVar("T")


def plan(bridge: Bridge, only: Container[str] | None = None) -> tuple[DeskSetup, ...]:
    """Return what each helpdesk lacks, or ``only`` those of these names, looked at before. Writes nothing.

    A helpdesk that cannot be looked at is among the bridge's failures, and the others go ahead.
    """
    found = []
    for helpdesk in (it for it in bridge.helpdesks if only is None or it.name in only):
        if only is None:
            bridge.say(f"{helpdesk.name}: looking at fields, forms and views")
        try:
            found.append(_planned(bridge, helpdesk))
        except (OtherAccount, Unavailable, Refused, Incomplete) as error:
            bridge.failures.append(HelpdeskFailure(helpdesk.name, "tickets", error))
    return tuple(found)


def _planned(bridge: Bridge, helpdesk: Helpdesk) -> DeskSetup:
    found = bridge.fields(helpdesk)
    problems: list[str] = []
    there = tuple(form for form in _forms(helpdesk, problems) if form.active)
    keys = tuple(spec.key for spec in bridge.field_specs(helpdesk))
    coming = () if found.problems else tuple(spec.key for spec in found.missing)
    wanted = desk.wanted_views(bridge.policy.owner)
    makes = helpdesk.capabilities.views
    return DeskSetup(
        helpdesk.name,
        found,
        keys,
        there,
        desk.gaps(there, [key for key in keys if key in found.found or key in coming], found.found),
        _views(helpdesk, wanted, problems) if makes else desk.ViewsFound(),
        {} if makes else {spec.title: helpdesk.view_steps(spec) for spec in wanted},
        tuple(problems),
    )


def _forms(helpdesk: Helpdesk, problems: list[str]) -> tuple[TicketForm, ...]:
    try:
        return helpdesk.forms()
    except (Refused, Incomplete) as error:
        if not is_its_own(error):
            raise
        problems.append(f"the ticket forms cannot be read, so nothing was put on them: {error.message}")
        return ()


def _views(helpdesk: Helpdesk, wanted: tuple[ViewSpec, ...], problems: list[str]) -> desk.ViewsFound:
    try:
        return desk.find_views(wanted, helpdesk.views())
    except (Refused, Incomplete) as error:
        if not is_its_own(error):
            raise
        problems.append(f"the views cannot be read, so none was made: {error.message}")
        return desk.ViewsFound()


def carry_out(bridge: Bridge, lease: Lease, agreed: Mapping[str, DeskSetup] | None = None) -> tuple[DeskReady, ...]:
    """Look again, and do what is lacking: all of it, or what a person has ``agreed`` to, by helpdesk.

    What was done before a helpdesk failed is told as well.
    """
    done = []
    by_name = {helpdesk.name: helpdesk for helpdesk in bridge.helpdesks}
    for planned in plan(bridge, agreed):
        doing = planned if agreed is None else planned.within(agreed[planned.helpdesk])
        done.append(_done(bridge, by_name[planned.helpdesk], doing, lease))
    return tuple(done)


def _done(bridge: Bridge, helpdesk: Helpdesk, planned: DeskSetup, lease: Lease) -> DeskReady:
    if not planned.idle:
        bridge.say(f"{helpdesk.name}: setting up")
    made: list[tuple[FieldKey, RemoteField]] = []
    filled: list[FormFilled] = []
    new: list[tuple[ViewSpec, RemoteView]] = []
    problems: list[str] = []
    try:
        _sort(fields.create(helpdesk, bridge.memory(helpdesk), planned, lease), made, problems)
        there = {**planned.fields.found, **dict(made)}
        _sort(forms.fill(helpdesk, planned, there, lease), filled, problems)
        _sort(views.create(helpdesk, planned, there, lease), new, problems)
    except (Unavailable, Refused, Incomplete) as error:
        bridge.failures.append(HelpdeskFailure(helpdesk.name, "tickets", error))
    there = {**planned.fields.found, **dict(made)}
    keys = tuple(key for key, _ in made)
    return DeskReady(planned, there, keys, tuple(filled), tuple(new), tuple(problems))


def _sort(stream: Iterable[T | str], good: list[T], problems: list[str]) -> None:
    """Keep what comes as it comes: what was done before an error is known."""
    for one in stream:
        if isinstance(one, str):
            problems.append(one)
        else:
            good.append(one)
