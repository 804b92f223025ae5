"""How right agents' replies were, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from zendesk_bridge.app.reports.said import PromiseBook
from zendesk_bridge.cli.common import emit, emit_json, load_with_state
from zendesk_bridge.cli.promises.work import NOTHING_YET, opened_book, who
from zendesk_bridge.cli.since import beginning
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.model import Accuracy
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.consistency import SHARE_OF, Worth, WorthKey, share_in_words, worth, worth_json
from zendesk_bridge.core.report.said import WORTH, PromiseOn, promise_json, team_name, told

LISTED = 20
"""Replies that are listed for people; the others are counted."""

NO_TEAM = "no team"

_AHEAD = timedelta(days=1)
"""So far ahead of this clock a helpdesk's may be."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """What is shown: what replies sent since a moment were worth, and those that were not right."""

    since: datetime
    rows: Mapping[WorthKey, Worth]
    total: Worth
    wrong: Sequence[PromiseOn]
    names: Mapping[WorthKey, str]
    """What the team of a row is called, where rows are of teams."""
    several: bool
    """Whether there are several helpdesks, so that a team is told with its own."""
    outreach: int = 0
    """Messages of outreach since then: no agent wrote them, and they are in none of the other numbers."""


def consistency(*, config: Path, since: timedelta | date, by: str | None, helpdesk: str | None, form: str) -> int:
    """Show how right replies were. Raises InvalidInput, StateError, and UsageError for a wrong name."""
    settings = load_with_state(config)
    now = datetime.now(UTC)
    begins = beginning(since, now, settings.timezone) or now
    with opened_book(settings, helpdesk) as (book, state):
        waves = state.waves()
        sent = sum(waves.sent_since(begins, name)[0] for name in book.memories)
        found = replace(read(book, begins, now, by), outreach=sent)
    if form == "json":
        emit_json(as_json(found, now))
    else:
        emit("\n".join(lines(found, settings.timezone)))
    return 0


def read(book: PromiseBook, since: datetime, until: datetime, by: str | None) -> Consistency:
    """Return what replies were worth, by item, by team, or by both."""
    counts = tuple(book.counts(since, until + _AHEAD))
    rows = worth(counts, items=by != "team", teams=by != "sku")
    total = worth(counts, items=False, teams=False)
    teams = book.teams()
    names = {key: team_name(key.team, teams[key.helpdesk]) for key in rows if key.helpdesk is not None}
    wrong = tuple(book.inconsistent(since))
    return Consistency(since, rows, total.get(WorthKey(), Worth()), wrong, names, several=len(book.memories) > 1)


# --- for people


def lines(found: Consistency, zone: tzinfo) -> Iterator[str]:
    """Yield the share that is right, a line for each item and team, and the newest of those that were not right."""
    day = found.since.astimezone(zone).date()
    if not found.total.replies:
        yield f"No reply about a late item is known since {day}. {NOTHING_YET}"
        yield from _left_out(found)
        return
    yield _verdict(found.total, day)
    yield ""
    yield from _table(found)
    if found.wrong:
        yield ""
        yield "Not right when they were sent, newest first:"
        yield from _wrong(found.wrong[:LISTED], zone)
    if len(found.wrong) > LISTED:
        yield f"  and {len(found.wrong) - LISTED} more: --format json lists all of them"
    yield from _left_out(found)


def _left_out(found: Consistency) -> Iterator[str]:
    if found.outreach:
        yield ""
        yield f"Left out: {number(found.outreach, 'message')} that outreach sent, for no agent wrote them."


def _verdict(of: Worth, day: date) -> str:
    known = f"{of.replies} {'reply' if of.replies == 1 else 'replies'} about late items since {day}"
    if of.share is None:
        return f"{known}; none of them named a ship date and can be judged."
    right = of.counts.get(Accuracy.CURRENT, 0)
    share = f"Right: {share_in_words(of)}: {right} of {of.judged} {SHARE_OF}."
    return f"{share} {known} in all; one about two items counts for each."


def _table(found: Consistency) -> Iterator[str]:
    rows = [("item", "team", "replies", *(WORTH[one] for one in Accuracy), "share right")]
    rows += [_cells(key.sku or "", _team(found, key), of) for key, of in found.rows.items()]
    kept = [at for at in range(len(rows[0])) if at > 1 or any(row[at] for row in rows[1:])]
    if len(found.rows) > 1:
        rows.append(_cells("all", "all" if 0 not in kept else "", found.total))
    widths = {at: max(columns(row[at]) for row in rows) for at in kept}
    for row in rows:
        cells = [_padded(row[at], widths[at], left=at <= 1) for at in kept]
        yield "  ".join(cells).rstrip()


def _team(found: Consistency, key: WorthKey) -> str:
    if key.helpdesk is None:
        return ""
    name = found.names[key] or NO_TEAM
    return f"{key.helpdesk}: {name}" if found.several else name


def _cells(item: str, team: str, of: Worth) -> tuple[str, ...]:
    return (item, team, str(of.replies), *(str(of.counts.get(one, 0)) for one in Accuracy), share_in_words(of))


def _padded(text: str, width: int, *, left: bool) -> str:
    room = " " * (width - columns(text))
    return text + room if left else room + text


def _wrong(found: Sequence[PromiseOn], zone: tzinfo) -> Iterator[str]:
    for on in found:
        one = on.promise
        when = f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}"
        said = f"{one.sku} {told(one)}"
        yield f"  {when}  {WORTH[one.accuracy]}: {said}; {who(on)} on {on.link or _ticket(on)}"


def _ticket(on: PromiseOn) -> str:
    return f"{on.helpdesk} #{on.promise.ticket_id}"


# --- for programs


def as_json(found: Consistency, now: datetime) -> dict[str, Any]:
    """Return the report as JSON-like data."""
    return {
        "ok": True,
        "since": found.since.isoformat(timespec="seconds"),
        "until": now.isoformat(timespec="seconds"),
        "share_of": SHARE_OF,
        **worth_json(found.total),
        "outreach_messages": found.outreach,
        "rows": [
            {
                **({} if key.sku is None else {"sku": key.sku}),
                **(
                    {}
                    if key.helpdesk is None
                    else {"helpdesk": key.helpdesk, "team": key.team, "team_name": found.names[key] or None}
                ),
                **worth_json(of),
            }
            for key, of in found.rows.items()
        ],
        "inconsistent": [promise_json(one) for one in found.wrong],
    }
