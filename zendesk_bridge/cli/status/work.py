"""How the scheduled job is doing, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from zendesk_bridge.app import status as judging
from zendesk_bridge.app.outreach.standing import standing
from zendesk_bridge.app.reports.chosen import ChoiceBook, ChoicesAsked
from zendesk_bridge.app.status import FeedAge, Pulse, Shop, Status
from zendesk_bridge.cli.common import emit, emit_json, link_to, load_with_state, memories_of, opened_state
from zendesk_bridge.cli.output import times_json
from zendesk_bridge.cli.status.outreach import OutreachShown
from zendesk_bridge.core.model import Run, RunEnd, WaitKind
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report import written
from zendesk_bridge.core.spans import in_words
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import build_feeds, policy

NOT_WELL = 1
"""Exit code: the last good run is too old, or there never was one."""

SHOWN = 5
"""Items that are named; the others are counted."""

ENDS = {
    RunEnd.GOOD: "was good",
    RunEnd.PARTLY: "did what it could, and left something for a person",
    RunEnd.REFUSED: "was refused, in part or as a whole",
    RunEnd.FAILED: "failed",
    RunEnd.LATER: "reached no helpdesk, or not its database",
    RunEnd.STOPPED: "was stopped",
}

WAITING = {
    WaitKind.HELD: ("macro is held back", "macros are held back", "`zendesk-bridge plan` shows why"),
    WaitKind.REFUSED: (
        "limit of the safety gate is passed",
        "limits of the safety gate are passed",
        "`zendesk-bridge sync --dry-run` says which; --allow lets one run through",
    ),
    WaitKind.DUE: ("promised update is due", "promised updates are due", ""),
    WaitKind.FOLLOWUP: (
        "follow-up waits to be written",
        "follow-ups wait to be written",
        "`zendesk-bridge followups` lists them",
    ),
    WaitKind.OVER: ("ship window is over", "ship windows are over", "write the new one, so that a date can be told"),
    WaitKind.FAILED: (
        "ticket or macro was not taken by a helpdesk",
        "tickets or macros were not taken by a helpdesk",
        "they are tried again; the log of the last run says why",
    ),
    WaitKind.ACCOUNT: (
        "helpdesk is another account, or refuses the credentials",
        "helpdesks are other accounts, or refuse the credentials",
        "`zendesk-bridge plan` says which and what to do",
    ),
    WaitKind.SOURCE: (
        "source is wrong or not believed",
        "sources are wrong or not believed",
        "`zendesk-bridge check` shows the mistakes",
    ),
    WaitKind.SETUP: (
        "helpdesk lacks ticket fields",
        "helpdesks lack ticket fields",
        "`zendesk-bridge setup` makes them",
    ),
}
"""By kind, what is said of one and of several, and what a person can do."""


def status(*, config: Path, max_age: timedelta, form: str) -> int:
    """Show how the job is doing. Raises InvalidInput and StateError."""
    settings = load_with_state(config)
    now = datetime.now(UTC)
    feeds = [(feed.name, trust) for feed, trust in build_feeds(settings)]
    outreach = policy(settings).outreach
    with opened_state(settings, writes=False) as state:
        found = judging.read(state, feeds, now, shop(settings), max_age)
        sent = OutreachShown(standing(state, outreach, now), settings.timezone, outreach.approvals)
        book = ChoiceBook(memories_of(state, settings, None), partial(link_to, settings), state.waves())
        chosen = sum(1 for _ in book.pending(ChoicesAsked()))
    if form == "json":
        emit_json({**as_json(found), "choices_pending": chosen, "outreach": sent.as_json})
    else:
        emit("\n".join(lines(found, settings.timezone, sent, chosen)))
    return 0 if found.pulse is Pulse.WELL else NOT_WELL


def shop(settings: Settings) -> Shop:
    """Return what the config says of the shop."""
    return Shop(settings.timezone, settings.helpdesks, settings.followups.settle)


# --- for people


def lines(found: Status, zone: tzinfo, sent: OutreachShown, chosen: int) -> Iterator[str]:
    """Yield what a person wants to know, the most important first; ``chosen`` counts choices to be carried out."""
    yield _pulse(found, zone)
    if found.last and found.last != found.good:
        last = found.last
        yield f"The last run {ENDS[last.end]}, {_ago(found, last.ended)}, with exit code {last.exit_code}."
    if found.running:
        yield f"A run is at work since {_when(found.running, zone)} ({in_words(found.now - found.running)})."
    if found.down:
        yield f"Not reached in the last run: {', '.join(found.down)}."
    yield ""
    yield "Facts:"
    for feed in found.feeds:
        yield from _feed(found, feed)
    yield from sent.lines
    yield ""
    waiting = [*_waiting(found), *_chosen(chosen), *sent.waiting]
    nothing = "Nothing else waits for a person." if sent.found.fresh else "Nothing waits for a person."
    yield "Waiting for a person:" if waiting else nothing
    yield from waiting


def _chosen(count: int) -> Iterator[str]:
    if count:
        verb = "waits" if count == 1 else "wait"
        what = f"{number(count, 'choice')} of customers {verb} to be carried out"
        yield f"  {what}: `zendesk-bridge choices --pending` lists them"


def _pulse(found: Status, zone: tzinfo) -> str:
    good = found.good
    if good is None:
        said = "no run has been good yet" if found.last else "no run has ended yet"
        return f"NOT WELL: {said}. Run `zendesk-bridge sync`, or start `zendesk-bridge watch`."
    what = f"the last good run ended {_ago(found, good.ended)}"
    when = f"{_when(good.ended, zone)}, after {good.seconds:.1f} s, {written(good)}"
    match found.pulse:
        case Pulse.WELL:
            return f"Well: {what}: {when}."
        case Pulse.AHEAD:
            return f"NOT WELL: {what}, at {_when(good.ended, zone)}: the clock of this machine was set back since."
        case _:
            return (
                f"NOT WELL: {what}: {when}. That is more than {in_words(found.max_age)} (--max-age): "
                "look whether cron, the timer or `zendesk-bridge watch` still runs."
            )


def _feed(found: Status, feed: FeedAge) -> Iterator[str]:
    if feed.read_at is None:
        yield f"  {feed.name}: never read well"
        return
    items = number(feed.items, "late item")
    yield f"  {feed.name}: read {_ago(found, feed.read_at)}, {items}"
    for item in feed.old[:SHOWN]:
        lapsed = ", too old: no date is told any more" if item.lapsed else ""
        yield f"    {item.sku} stands as it was read {_ago(found, item.read_at)}{lapsed}"
    if len(feed.old) > SHOWN:
        yield f"    and {len(feed.old) - SHOWN} more that stand on old readings"


def _waiting(found: Status) -> Iterator[str]:
    for kind, count in found.waiting.items():
        one, several, todo = WAITING[kind]
        yield f"  {count} {one if count == 1 else several}" + (f": {todo}" if todo else "")
        for due in found.due[:SHOWN] if kind is WaitKind.DUE else ():
            yield f"    {due}"
        if kind is WaitKind.FOLLOWUP:
            yield f"    {found.followups}"
        if kind is WaitKind.OVER:
            yield f"    {', '.join(found.over[:SHOWN])}{' and more' if len(found.over) > SHOWN else ''}"


def _ago(found: Status, moment: datetime) -> str:
    ahead = moment > found.now + judging.AHEAD
    return f"in {in_words(moment - found.now)}" if ahead else f"{in_words(found.now - moment)} ago"


def _when(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"


# --- for programs


def as_json(found: Status) -> dict[str, Any]:
    """Return the status as JSON-like data. ``ok`` is what the exit code says."""
    return {
        "ok": found.pulse is Pulse.WELL,
        "pulse": found.pulse,
        "max_age_seconds": found.max_age.total_seconds(),
        "last_run": found.last and _run_json(found.last, found.now),
        "last_good_run": found.good and _run_json(found.good, found.now),
        "running_since": found.running and found.running.isoformat(),
        "unreachable": list(found.down),
        "facts": [_feed_json(feed, found.now) for feed in found.feeds],
        "waiting": {kind: found.waiting.get(kind, 0) for kind in WaitKind},
        "due": [
            {"sku": due.item.sku, "next_update": str(due.item.next_update), "tickets": due.tickets} for due in found.due
        ],
        "followups": found.followups.as_json,
    }


def _run_json(run: Run, now: datetime) -> dict[str, Any]:
    return {
        **times_json(run.started, run.seconds),
        "age_seconds": round((now - run.ended).total_seconds()),
        "end": run.end,
        "exit_code": run.exit_code,
        "waiting": run.waiting,
        "macros": dict(run.counted("macros")),
        "tickets": dict(run.counted("tickets")),
        "calls": dict(run.counted("calls")),
    }


def _feed_json(feed: FeedAge, now: datetime) -> dict[str, Any]:
    return {
        "feed": feed.name,
        "read_at": feed.read_at and feed.read_at.isoformat(timespec="seconds"),
        "age_seconds": feed.read_at and round((now - feed.read_at).total_seconds()),
        "items": feed.items,
        "old": [
            {
                "sku": item.sku,
                "read_at": item.read_at.isoformat(timespec="seconds"),
                "age_seconds": round((now - item.read_at).total_seconds()),
                "lapsed": item.lapsed,
            }
            for item in feed.old
        ],
    }
