"""Which forms lack which fields, and which lists of tickets are lacking: decided on values alone."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.desk import FormGap, find_views, gaps, wanted_views
from zendesk_bridge.core.model import FieldKey, Marker, RemoteField, RemoteView, TicketForm

ITEMS, WINDOW, OPTIONS = FieldKey.ITEMS, FieldKey.SHIP_WINDOW, FieldKey.OPTIONS
FOUND = {key: RemoteField(number, str(number), key, "text") for number, key in enumerate((ITEMS, WINDOW), 1)}
WANTED = wanted_views("acme")
OPEN, MOVED, DUE = WANTED
THEIRS = Marker.of("other", "view/open")


def form(*ids: int, active: bool = True) -> TicketForm:
    """Return a form with these fields."""
    return TicketForm(7, "Returns", active, ids)


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        (form(), (ITEMS, WINDOW, OPTIONS)),
        (form(99, 2), (ITEMS, OPTIONS)),
        (form(1, 2), (OPTIONS,)),
    ],
)
def test_what_a_form_lacks(there: TicketForm, missing: tuple[FieldKey, ...]) -> None:
    """In the order of the fields; one that is still to be made is on no form."""
    assert gaps([there], [ITEMS, WINDOW, OPTIONS], FOUND) == (FormGap(there, missing),)


def test_forms_that_lack_nothing_or_are_switched_off() -> None:
    """They are no gap."""
    assert gaps([form(2, 5, 1), form(active=False)], [ITEMS, WINDOW], FOUND) == ()


def test_every_wanted_list_has_its_own_title_tag_and_marker() -> None:
    """They are told apart by each of them, and another owner's have other markers."""
    for name in ("title", "tag", "marker"):
        assert len({getattr(spec, name) for spec in WANTED}) == len(WANTED)
    assert not {spec.marker for spec in WANTED} & {spec.marker for spec in wanted_views("other")}


def view(
    number: int = 1, title: str = "Anything", *, active: bool = True, tag: str = "", marker: Marker | None = None
) -> RemoteView:
    """Return a list of the account."""
    return RemoteView(number, title, active, tag, marker)


@pytest.mark.parametrize(
    ("remote", "lacking", "said"),
    [
        ([], True, ""),
        ([view(marker=OPEN.marker)], False, ""),
        ([view(marker=OPEN.marker, active=False)], False, "switched off"),
        ([view(1, active=False, marker=OPEN.marker), view(2, marker=OPEN.marker)], False, ""),
        ([view(tag=OPEN.tag)], False, "lists what 'Backorder::Open' would"),
        ([view(tag=OPEN.tag, marker=THEIRS)], False, "lists what 'Backorder::Open' would"),
        ([view(tag=OPEN.tag, active=False)], True, ""),
        ([view(marker=THEIRS)], True, ""),
        ([view(title="backorder::OPEN", tag=OPEN.tag)], False, "lists what"),
        ([view(title="backorder::OPEN", active=False)], True, ""),
        ([view(title="backorder::OPEN")], False, "lists other tickets; rename it"),
        ([view(title="backorder::OPEN"), view(2, marker=OPEN.marker)], False, ""),
    ],
)
def test_a_list_is_made_where_none_does_its_work(remote: list[RemoteView], lacking: bool, said: str) -> None:  # noqa: FBT001 - a table
    """Ours by its marker, or anybody's that shows the same; a title that is taken stands in the way."""
    found = find_views([OPEN], remote)
    assert (OPEN in found.missing) == lacking
    told = "; ".join((*found.remarks, *found.problems))
    assert said in told
    assert bool(told) == bool(said)


def test_one_list_in_the_way_holds_no_other() -> None:
    """The others are found lacking all the same."""
    found = find_views(WANTED, [view(title=OPEN.title)])
    assert found.missing == (MOVED, DUE)
    assert len(found.problems) == 1
