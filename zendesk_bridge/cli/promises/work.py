"""Who was told what, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from zendesk_bridge.app.approved import Approvals
from zendesk_bridge.app.reports.said import PromiseBook, PromisesAsked
from zendesk_bridge.cli.common import emit, emit_json, link_to, load_with_state, memories_of, named, opened_state
from zendesk_bridge.cli.since import beginning
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.ports import State
from zendesk_bridge.core.report.said import KINDS, WORTH, PromiseOn, promise_json, told
from zendesk_bridge.settings import Settings

NOTHING_YET = "Agents' public replies are read by sync, watch and triage."


def promises(*, config: Path, helpdesk: str | None, limit: int, form: str, **asked: Any) -> int:
    """Show the promises that are asked for. Raises InvalidInput, StateError, and UsageError for a wrong name."""
    settings = load_with_state(config)
    wanted = replace(_wanted(settings.timezone, **asked), limit=limit + 1)
    with opened_book(settings, helpdesk) as (book, state):
        found = list(islice(book.promises(wanted), limit + 1))
        if wanted.sku is not None and not found:
            named("late item", wanted.sku, state.last_fact_versions())
    more, found = len(found) > limit, found[:limit]
    if form == "json":
        emit_json({"ok": True, "more": more, "promises": [promise_json(one) for one in found]})
        return 0
    emit("\n".join(_lines(found, settings.timezone)) if found else f"No such promise is known. {NOTHING_YET}")
    if more:
        emit(f"These are the newest {limit}: --limit shows more of them.")
    return 0


def _wanted(
    zone: tzinfo, *, sku: str | None, ticket: int | None, customer: int | None, since: timedelta | date | None
) -> PromisesAsked:
    return PromisesAsked(sku, ticket, customer, beginning(since, datetime.now(UTC), zone))


@contextmanager
def opened_book(settings: Settings, helpdesk: str | None = None) -> Iterator[tuple[PromiseBook, State]]:
    """Open what is remembered of the helpdesks in the config, or of this one, for the length of a block.

    Raises StateError, and UsageError for a wrong name.
    """
    if helpdesk is not None:
        named("helpdesk", helpdesk, settings.helpdesks)

    with opened_state(settings, writes=False) as state:
        yield (
            PromiseBook(memories_of(state, settings, helpdesk), partial(link_to, settings), Approvals(state.waves())),
            state,
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A promise in cells."""

    cells: tuple[str, ...]
    link: str


def _lines(found: Sequence[PromiseOn], zone: tzinfo) -> Iterator[str]:
    """Yield a line for each promise, newest first."""
    rows = [_row(one, zone) for one in found]
    widths = [max(columns(row.cells[at]) for row in rows) for at in range(len(rows[0].cells))]
    for row in rows:
        cells = [cell + " " * (width - columns(cell)) for cell, width in zip(row.cells, widths, strict=True)]
        yield "  ".join([*cells, row.link]).rstrip()


def _row(on: PromiseOn, zone: tzinfo) -> _Row:
    promise = on.promise
    when = f"{promise.at.astimezone(zone):%Y-%m-%d %H:%M}"
    where = f"{on.helpdesk} #{promise.ticket_id}"
    worth, kind = WORTH[promise.accuracy], KINDS[promise.kind]
    return _Row((when, where, promise.sku, told(promise), worth, kind, who(on)), on.link)


def who(on: PromiseOn) -> str:
    """Return who said it where, by the helpdesk's numbers, and the team by its name; or by whose will outreach did."""
    promise, team = on.promise, on.team
    if promise.by_bridge:
        people = f", approved by {' and '.join(on.sent.approved)}" if on.sent and on.sent.approved else ""
        return f"outreach{f' wave {on.sent.message.wave}' if on.sent else ''}{people}, {promise.comment}"
    agent = "an agent" if promise.agent_id is None else f"agent {promise.agent_id}"
    return f"{agent}{f' ({team})' if team else ''}, {promise.comment}"
