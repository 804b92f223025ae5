"""What setup gives agents beside the ticket fields: these on every ticket form, and shared lists of tickets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from zendesk_bridge.core.model import FieldKey, Fields, Marker, RemoteView, TicketForm, ViewSpec
from zendesk_bridge.core.narrow import FOLLOWUP_TAG, MOVED_TAG, TAG

_COLUMNS = (FieldKey.ITEMS, FieldKey.SHIP_WINDOW, FieldKey.NEXT_UPDATE)


def wanted_views(owner: str) -> tuple[ViewSpec, ...]:
    """Return the lists of tickets that agents work from."""
    return (
        ViewSpec(
            "Backorder::Open",
            "Every ticket about a late item that is not solved.",
            TAG,
            _COLUMNS,
            Marker.of(owner, "view/open"),
        ),
        ViewSpec(
            "Backorder::Window moved",
            "Tickets whose customer was told a ship window that no longer holds.",
            MOVED_TAG,
            _COLUMNS,
            Marker.of(owner, "view/moved"),
        ),
        ViewSpec(
            "Backorder::Follow-up due",
            "Tickets whose customer was promised an update by today and has not heard since.",
            FOLLOWUP_TAG,
            _COLUMNS,
            Marker.of(owner, "view/followup"),
        ),
    )


@dataclass(frozen=True, slots=True)
class ViewsFound:
    """Which of the wanted lists are there, and which are not: ``there`` by their title, whoever made them.

    ``remarks`` say what an admin may want to know of those that are there, ``problems`` what keeps one from being made.
    """

    missing: tuple[ViewSpec, ...] = ()
    there: Mapping[str, RemoteView] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def find_views(wanted: Iterable[ViewSpec], remote: Sequence[RemoteView]) -> ViewsFound:
    """Match the wanted lists to those of an account.

    Ours is what carries our marker, whatever an admin has made of it since: it is left as it is. A list of somebody
    else, or of another installation, that shows exactly the same tickets to everybody does the work of ours.
    """
    missing: list[ViewSpec] = []
    there: dict[str, RemoteView] = {}
    remarks: list[str] = []
    problems: list[str] = []
    for spec in wanted:
        ours = _best(view for view in remote if view.marker == spec.marker)
        same = _best(view for view in remote if view.active and view.tag == spec.tag)
        named = _best(view for view in remote if view.active and view.title.casefold() == spec.title.casefold())
        if ours and not ours.active:
            remarks.append(f"the view '{ours.title}' is there and switched off; it stays so")
        elif same and not ours:
            remarks.append(f"the view '{same.title}' (#{same.id}) lists what '{spec.title}' would, so none is made")
        if found := ours or same:
            there[spec.title] = found
        elif named:
            problems.append(
                f"a view that is called '{named.title}' (#{named.id}) lists other tickets; "
                "rename it, and run `zendesk-bridge setup` again"
            )
        else:
            missing.append(spec)
    return ViewsFound(tuple(missing), there, tuple(remarks), tuple(problems))


def _best(views: Iterable[RemoteView]) -> RemoteView | None:
    """Return one of several that would do: an active one, the oldest."""
    return min(views, key=lambda view: (not view.active, view.id), default=None)


@dataclass(frozen=True, slots=True)
class FormGap:
    """A ticket form that agents use, and those of our fields that are not on it; some may not be there yet."""

    form: TicketForm
    keys: tuple[FieldKey, ...]


def gaps(forms: Iterable[TicketForm], keys: Iterable[FieldKey], found: Fields) -> tuple[FormGap, ...]:
    """Return what is missing on which active form; a field that is still to be made is on none."""
    wanted = tuple(keys)
    lacking = (
        (form, tuple(key for key in wanted if key not in found or found[key].id not in form.field_ids))
        for form in forms
        if form.active
    )
    return tuple(FormGap(form, missing) for form, missing in lacking if missing)
