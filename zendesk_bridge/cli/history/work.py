"""What late items have been, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.app.reports import history as use_case
from zendesk_bridge.app.reports.history import HistoryStep, ItemHistory
from zendesk_bridge.cli.common import emit, emit_json, load_with_state, named, opened_state, slip_rules
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.facts.changes import FactChange, days_of
from zendesk_bridge.core.facts.slips import Arrival, Slips, days_in_words
from zendesk_bridge.core.plural import number, times
from zendesk_bridge.core.report.said import window_json
from zendesk_bridge.core.spans import in_words

BEGINS = "History begins with the next sync, watch, apply or triage that reads your late items."


def history(*, sku: str | None, config: Path, form: str) -> int:
    """Show the history of one item, or of all. Raises InvalidInput, StateError, and UsageError for a wrong SKU."""
    settings = load_with_state(config)
    rules = slip_rules(settings)
    with opened_state(settings, writes=False) as state:
        known = use_case.read(state)
    if sku is None:
        items = list(use_case.of_all(known, rules))
    elif not known.versions:
        raise click.UsageError(f"No item has a history yet, nor has '{sku}'. {BEGINS}")
    else:
        named("item in the history", sku, known.versions)
        items = [use_case.of_item(known, sku, rules)]
    begins = use_case.begins(known)
    if form == "json":
        since = begins and begins.isoformat(timespec="seconds")
        emit_json({"ok": True, "begins": since, "items": [as_json(item, whole=sku is not None) for item in items]})
    elif sku is None:
        emit("\n".join(_list(items, begins, settings.timezone)))
    else:
        emit("\n".join(_whole(items[0], begins, settings.timezone)))
    return 0


# --- for people


def _list(items: list[ItemHistory], begins: datetime | None, zone: tzinfo) -> Iterator[str]:
    """Yield a line for each item: what is true of it now, and how its windows held."""
    if not items or begins is None:
        yield f"No item has a history yet. {BEGINS}"
        return
    rows = [(item.sku, item.name, _now(item, zone), _held(item.slips)) for item in items]
    widths = [max(columns(row[at]) for row in rows) for at in range(3)]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=False))
        yield "  ".join((*cells, row[-1])).rstrip()
    yield ""
    yield f"History begins {_when(begins, zone)} ({zone}). `zendesk-bridge history {items[0].sku}` tells all of one."


def _now(item: ItemHistory, zone: tzinfo) -> str:
    late = item.now.item
    if late is None:
        return f"late no more since {item.now.seen_at.astimezone(zone).date()}"
    return f"ships {days_of(late.ship_window)}" if late.ship_window else "no ship window known"


def _held(slips: Slips) -> str:
    parts = [_moved(slips)] if slips.moves else []
    parts += [f"back {_kept(slips.arrivals[-1].days)}"] if slips.arrivals else []
    return "; ".join(parts)


def _whole(item: ItemHistory, begins: datetime | None, zone: tzinfo) -> Iterator[str]:
    yield f"{item.sku}: {item.name}"
    yield ""
    for step in item.steps:
        yield from _step(step, zone)
    yield ""
    held = _moved(item.slips).capitalize() if item.slips.moves else "Its ship window has not moved"
    yield f"{held}{_uncounted(item)}."
    for arrival in item.slips.arrivals:
        yield f"{_back(arrival).capitalize()}."
    yield from _feed(item)
    if begins:
        yield f"History begins {_when(begins, zone)} ({zone}): what was true before is not known."


def _step(step: HistoryStep, zone: tzinfo) -> Iterator[str]:
    version = step.version
    short = "" if step.counts else f" ({_short(step)})"
    when = _when(version.seen_at, zone)
    if version.item is None:
        where = f"{version.feed} lists it no more" if version.feed else "its feed is not in your config any more"
        yield f"  {when}  late no more: {where}{short}"
        return
    lines = [_change(change) for change in step.changes]
    head, *more = lines or ["late again, as before"]
    yield f"  {when}  {head}{short}"
    gap = " " * (columns(when) + 4)
    yield from (f"{gap}{line}" for line in more)
    yield f"{gap}{version.place or version.feed}"


def _uncounted(item: ItemHistory) -> str:
    """Return what the number of moves leaves out."""
    last = item.steps[-1]
    moved = any(change.name == "ship window" and change.before for change in last.changes)
    return ", but for the last change, which is too new to count yet" if moved and not last.counts else ""


def _short(step: HistoryStep) -> str:
    if step.lasted is None:
        return "too new to count yet"
    return f"stood for {in_words(step.lasted)}, and counts as no move"


def _change(change: FactChange) -> str:
    if not change.before:
        return f"{change.name}: {change.after}"
    return f"{change.name}: {change.before} -> {change.after}" if change.after else f"{change.name} taken out"


def _feed(item: ItemHistory) -> Iterator[str]:
    """Yield how the other items of its feed held, where there are any."""
    if item.feed_items > 1 and item.feed_slips.moves:
        skus = len({move.sku for move in item.feed_slips.moves})
        yield f"In {item.feed} {skus} of {item.feed_items} items {_moved(item.feed_slips)}."


def _moved(slips: Slips) -> str:
    """Return how often windows moved, and how far."""
    often = f"moved {times(len(slips.moves))}"
    later = slips.later
    if len(slips.moves) == 1:
        days = slips.moves[0].days
        return f"{often}, {number(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    mean = f"{days_in_words(slips.mean_days or 0)} later on average"
    if len(later) == len(slips.moves):
        return f"{often}, {mean}"
    earlier = f"{len(slips.moves) - len(later)} of them earlier"
    return f"{often}, {earlier}" + (f", the others {mean}" if later else "")


def _back(arrival: Arrival) -> str:
    told = f"promised {days_of(arrival.first)}, back on {arrival.on}: {_kept(arrival.days)}"
    if arrival.last == arrival.first:
        return told
    return f"{told}; promised {days_of(arrival.last)} at last: {_kept((arrival.on - arrival.last.last).days)}"


def _kept(days: int) -> str:
    return f"{number(days, 'day')} later" if days > 0 else "as promised"


def _when(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


# --- for programs


def as_json(item: ItemHistory, *, whole: bool) -> dict[str, Any]:
    """Return an item as JSON-like data, with all its versions where it is asked for by name."""
    late = item.now.item
    return {
        "sku": item.sku,
        "name": item.name,
        "late": late is not None,
        "ship_window": late and window_json(late.ship_window),
        "next_update": late and late.next_update and late.next_update.isoformat(),
        "version": item.now.version,
        "since": item.now.seen_at.isoformat(timespec="seconds"),
        "feed": item.feed,
        "versions": [_step_json(step) for step in item.steps] if whole else len(item.steps),
        "slips": _slips_json(item.slips),
        "feed_slips": {"items": item.feed_items, **_slips_json(item.feed_slips)} if whole else None,
    }


def _step_json(step: HistoryStep) -> dict[str, Any]:
    version, item = step.version, step.version.item
    return {
        "version": version.version,
        "seen_at": version.seen_at.isoformat(timespec="seconds"),
        "late": item is not None,
        "ship_window": item and window_json(item.ship_window),
        "next_update": item and item.next_update and item.next_update.isoformat(),
        "reason": item and item.reason,
        "changes": [{"what": it.name, "before": it.before, "after": it.after} for it in step.changes],
        "feed": version.feed,
        "place": version.place,
        "seconds": step.lasted and round(step.lasted.total_seconds()),
        "counts": step.counts,
    }


def _slips_json(slips: Slips) -> dict[str, Any]:
    return {
        "moves": [
            {
                "sku": move.sku,
                "seen_at": move.at.isoformat(timespec="seconds"),
                "before": window_json(move.before),
                "after": window_json(move.after),
                "days": move.days,
            }
            for move in slips.moves
        ],
        "later": len(slips.later),
        "mean_days_later": slips.mean_days,
        "returns": [
            {
                "sku": arrival.sku,
                "on": arrival.on.isoformat(),
                "promised_first": window_json(arrival.first),
                "promised_last": window_json(arrival.last),
                "days_after_first": arrival.days,
                "days_after_last": (arrival.on - arrival.last.last).days,
            }
            for arrival in slips.arrivals
        ],
    }
