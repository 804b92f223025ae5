"""Who waits for the next word, for people, programs, spreadsheets and calendars."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.app.cancelled import CountsAsCancelled, counted_as_cancelled
from zendesk_bridge.app.chose import with_choices
from zendesk_bridge.app.followups import Lateness, follow_ups, last_told
from zendesk_bridge.app.outreach.exported import exported_follow_ups
from zendesk_bridge.cli.common import emit, emit_json, link_to, load_with_state, memories_of, named, opened_state
from zendesk_bridge.cli.replacing import replace_file
from zendesk_bridge.cli.spreadsheets import cell
from zendesk_bridge.cli.summary import cancelled_json, cancelled_lines
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.followups import FollowUp, FollowUpState, ItemFollowUps, chosen, total
from zendesk_bridge.core.followups.ics import Link, calendar
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.settings import Settings

COLUMNS = ("helpdesk", "ticket", "sku", "name", "state", "promised", "days", "told_at", "chose", "link", "order")
"""Of the table, in their order."""


WAITING = frozenset(FollowUpState) - {FollowUpState.COMING}
"""The states in which somebody must write to the customer now."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which follow-ups are asked for: of which helpdesk and item, and in which states."""

    helpdesk: str | None = None
    sku: str | None = None
    states: frozenset[FollowUpState] = WAITING


def followups(*, config: Path, helpdesk: str | None, sku: str | None, due: bool, everything: bool, form: str) -> int:
    """List who waits for the next word. Raises InvalidInput and StateError."""
    if due and everything:
        raise click.UsageError("--due and --all cannot go together: one leaves out what the other adds")
    settings = load_with_state(config)
    if helpdesk is not None:
        named("helpdesk", helpdesk, settings.helpdesks)
    states = WAITING
    if due:
        states = frozenset({FollowUpState.DUE, FollowUpState.OVERDUE})
    elif everything or form == "ics":
        states = frozenset(FollowUpState)
    now = datetime.now(settings.timezone)
    with opened_state(settings, writes=False) as state:
        wanted = Wanted(helpdesk, sku, states)
        found, cancelled = read(state, settings, now, wanted), read_cancelled(state, settings, now, wanted)
    _SHOWN[form](FollowUpList(found, now, links(settings), settings.owner, cancelled))
    return 0


def read(state: State, settings: Settings, now: datetime, wanted: Wanted) -> tuple[ItemFollowUps, ...]:
    """Return what is asked for, as it stands ``now`` (aware, in the shop's zone). Raises StateError."""
    mine, late = _remembered(state, settings, now, wanted)
    found = follow_ups(mine, late, wanted.sku, exported_follow_ups(state.waves(), mine, late))
    if wanted.sku is not None and not found:
        named("late item", wanted.sku, late.items)
    listed = (
        replace(item, followups=tuple(one for one in item.followups if one.state in wanted.states)) for item in found
    )
    return with_choices([item for item in listed if item.followups], mine, late)


def read_cancelled(state: State, settings: Settings, now: datetime, wanted: Wanted) -> tuple[CountsAsCancelled, ...]:
    """Return which orders count as cancelled by the rules of their markets. Raises StateError."""
    mine, late = _remembered(state, settings, now, wanted)
    found = counted_as_cancelled(mine, settings.markets, late)
    return tuple(one for one in found if wanted.sku in {None, one.sku})


def _remembered(
    state: State, settings: Settings, now: datetime, wanted: Wanted
) -> tuple[Mapping[str, Memory], Lateness]:
    items = last_told(state, {feed.name: feed.max_age for feed in settings.backorders}, now)
    mine = memories_of(state, settings, wanted.helpdesk)
    return mine, Lateness.of(now, items, state.fact_versions(), settings.followups.settle)


def write(state: State, settings: Settings, moment: datetime, file: Path) -> None:
    """Put a calendar of the follow-ups at this (aware) moment in the place of a file. Raises StateError, OSError."""
    now = moment.astimezone(settings.timezone)
    found = read(state, settings, now, Wanted(states=frozenset(FollowUpState)))
    replace_file(file, calendar(found, now, settings.owner, links(settings)), _READABLE)


_READABLE = 0o644
"""What serves the file to calendars is another user."""


def links(settings: Settings) -> Link:
    """Return what tells where agents see the ticket of a follow-up."""
    return lambda one: "" if one.order else link_to(settings, one.helpdesk, one.ticket_id)


@dataclass(frozen=True, slots=True)
class FollowUpList:
    """What is shown, and how: ``items`` as of ``now``, with links, and whose orders count as cancelled."""

    items: tuple[ItemFollowUps, ...]
    now: datetime
    link: Link
    owner: str
    cancelled: tuple[CountsAsCancelled, ...] = ()


# --- for people


def _as_text(shown: FollowUpList) -> None:
    emit("\n".join(lines(shown)))


def lines(shown: FollowUpList) -> Iterator[str]:
    """Yield the counts, then each item with its tickets, then what to do."""
    counts = total(shown.items)
    coming = f"{counts.coming} to come" if counts.coming else ""
    said = ", ".join(filter(None, (str(counts), coming)))
    yield f"Follow-ups: {said}." if said else "Nobody waits for an update that is due."
    for item in shown.items:
        yield ""
        yield _headline(item)
        yield from _table(item.followups, shown)
    if counts.waiting:
        yield ""
        yield _ADVICE
        if any(item.ended for item in shown.items):
            yield _ENDED
        late = [item for item in shown.items if item.name and not item.ended]
        if no_day := [item.sku for item in late if item.counts.waiting and not item.next_day]:
            yield f"No next day is promised for {', '.join(no_day)}: write next_update, or a rhythm such as every: 7d."
    if any(one.order for item in shown.items for one in item.followups):
        yield ""
        yield (
            "An order stands here whose mail outreach exported: it is on no ticket. When its day has come, "
            "`outreach plan` writes to its customer again, unless it has shipped since."
        )
    if shown.cancelled:
        yield ""
        yield "By the market's rules (not legal advice):"
        yield from (f"  {line}" for line in cancelled_lines(shown.cancelled))


_ADVICE = (
    "Tell these customers what is known now: no change yet is an update, too. A public reply that speaks of the item "
    "settles it with the next run."
)
_ENDED = "Of an item that is late no more that is the good news; taking the tag backorder_resolved off settles it, too."


def _headline(item: ItemFollowUps) -> str:
    if item.ended:
        return f"{item.sku} {item.name}; late no more since {item.ended}"
    promised = f"; replies now promise {item.next_day}" if item.next_day else ""
    return f"{item.sku} {item.name or 'not late any more'}{promised}"


def _table(found: Iterable[FollowUp], shown: FollowUpList) -> Iterator[str]:
    zone = shown.now.tzinfo
    rows = [(_state(one, zone), chosen(one, zone), one.where, shown.link(one)) for one in found]
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [_padded(text, width) for text, width in zip(row, widths, strict=True) if width]
        yield f"  {'  '.join(cells)}".rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def _state(one: FollowUp, zone: tzinfo | None) -> str:
    told = f"told {one.told_at.astimezone(zone).date()}"
    match one.state:
        case FollowUpState.OVERDUE:
            return f"overdue    since {one.promised}, {number(one.days, 'day')}"
        case FollowUpState.DUE:
            return f"due today  {told}"
        case FollowUpState.SILENT:
            return f"silent     {told}, {number(one.days, 'day')} ago"
        case FollowUpState.COMING:
            return f"to come    {one.promised}" if one.promised else f"to come    {told}, no day named"


# --- for programs


def _as_json(shown: FollowUpList) -> None:
    counts = total(shown.items)
    emit_json(
        {
            "ok": True,
            "today": shown.now.date().isoformat(),
            **counts.as_json,
            "items": [
                {
                    "sku": item.sku,
                    "name": item.name or None,
                    "next_day": item.next_day and item.next_day.isoformat(),
                    "late_no_more_since": item.ended and item.ended.isoformat(),
                    "tickets": [_ticket_json(one, shown.link) for one in item.followups],
                }
                for item in shown.items
            ],
            "cancelled": cancelled_json(shown.cancelled),
        }
    )


def _ticket_json(one: FollowUp, link: Link) -> dict[str, Any]:
    return {
        "helpdesk": one.helpdesk,
        "ticket": one.ticket_id or None,
        "order": one.order or None,
        "state": one.state.name.lower(),
        "promised": one.promised and one.promised.isoformat(),
        "days": one.days,
        "told_at": one.told_at.isoformat(timespec="seconds"),
        "chose": one.chose,
        "link": link(one) or None,
    }


# --- for spreadsheets and calendars


def _as_csv(shown: FollowUpList) -> None:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS)
    for item in shown.items:
        for one in item.followups:
            row = {**_ticket_json(one, shown.link), "sku": item.sku, "name": item.name}
            table.writerow([cell(row[column]) for column in COLUMNS])
    emit(stream.getvalue().rstrip("\n"))


def _as_ics(shown: FollowUpList) -> None:
    click.echo(calendar(shown.items, shown.now, shown.owner, shown.link), nl=False)


_SHOWN: Mapping[str, Callable[[FollowUpList], None]] = {
    "text": _as_text,
    "json": _as_json,
    "csv": _as_csv,
    "ics": _as_ics,
}
