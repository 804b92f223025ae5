"""scan: what would be tagged in an export of tickets, and why. No helpdesk is asked, and nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

import click

from zendesk_bridge import wiring
from zendesk_bridge.app.scan.finder import Finder, Tally
from zendesk_bridge.app.scan.pool import cores, run
from zendesk_bridge.cli.common import emit, load_files, tell
from zendesk_bridge.cli.output import show
from zendesk_bridge.cli.scan.progress import Bar
from zendesk_bridge.core.errors import BridgeError, InvalidInput
from zendesk_bridge.core.mentions.match import Matching
from zendesk_bridge.core.mentions.text import EVERYTHING, Counting
from zendesk_bridge.core.model import Backorder, MentionReason, Product
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.findings import share, shown
from zendesk_bridge.settings import Settings, format_of
from zendesk_bridge.wiring import STDIN, ProductReading, chunks, read_products, total

CONFIG = Path("config.yaml")
PARTLY = 3  # an exit code
UNREADABLE = 2  # an exit code
NO_ROWS = (
    "there is no row, or nothing but a first line.\n  Tickets are JSON lines, a JSON list, or CSV whose first line "
    "names the columns: id, subject, description."
)
_LISTED = 50
"""How many items the summary for people lists; JSON has all."""


class ScanScope(NamedTuple):
    """What counts, what it is told apart from, how strictly, and among which words."""

    late: tuple[Backorder, ...]
    products: tuple[Product, ...]
    matching: Matching
    counting: Counting


def scan(  # noqa: PLR0913 - each an option of the command line
    *,
    files: tuple[Path, ...],
    config: Path | None,
    catalogue: Path | None,
    columns: tuple[str, ...],
    alias_separator: str,
    everything: bool,
    refused: bool,
    jobs: int | None,
    form: str,
) -> int:
    """Show what would be tagged in an export of tickets, and why. Offline; writes nothing.

    Raises InvalidInput for files that cannot be read, BridgeError for a catalogue that cannot be used.
    """
    if catalogue == STDIN and STDIN in files:
        raise click.UsageError("stdin can be the catalogue or the tickets, and not both")
    wanted = _wanted(config, catalogue, _columns(columns), alias_separator, everything=everything)
    if not wanted.late:
        raise BridgeError("There is nothing to look for: no item is late.", fix="Say --all, or --catalogue FILE.")
    finder = Finder(*wanted, cast("Literal['text', 'json']", form), refused)
    tally = survey(finder, files, jobs)
    if form == "json":
        show(_summary_json(tally))
    elif tally.tickets:
        emit("\n".join(_summary(tally)))
    return leave(tally)


def survey(finder: Finder, files: Sequence[Path], jobs: int | None) -> Tally:
    """Look through all tickets of these files, print what is found as the finder says, and return the counts."""
    whole = Tally()
    with (
        Bar(total(files)) as bar,
        closing(run(finder, bar.counting(chunks(files, whole.refuse)), jobs or cores())) as results,
    ):
        for text, tally in results:
            whole.add(tally)
            if text:
                click.echo(text, nl=False)
            bar(whole.tickets)
    return whole


def leave(tally: Tally) -> int:
    """Name the rows that could not be read, and return the exit code that this makes."""
    for problem in tally.problems:
        tell(f"left out: {problem}")
    if tally.bad > len(tally.problems):
        tell(f"left out: {tally.bad - len(tally.problems)} more like these")
    if not tally.tickets:
        tell("No ticket could be read." if tally.problems else f"No ticket could be read: {NO_ROWS}")
        return UNREADABLE
    return PARTLY if tally.bad else 0


# --- what is looked for -------------------------------------------------------------------------------------


def _wanted(
    config: Path | None, file: Path | None, columns: Mapping[str, str], separator: str, *, everything: bool
) -> ScanScope:
    """Return what counts, what it is told apart from, and how strictly; raises when nobody said where to look."""
    if config is None and file is None and not CONFIG.exists():
        raise click.UsageError("Say what to look for: --catalogue products.csv, or --config config.yaml")
    settings = load_files(config or CONFIG).settings if config or file is None else None
    counting: list[Backorder] = []
    products: tuple[Product, ...] = ()
    if settings:
        counting += late_items(settings)
        products = known_products(settings)
        if everything:
            counting += as_late(products)
    if file is not None:
        reading = read_products(file, format_of(file) or "csv", columns, separator)
        _name_bad_rows(reading)
        counting += as_late(reading.products)
    once = {item.sku.casefold(): item for item in reversed(counting)}
    late = tuple(reversed(once.values()))
    if settings is None:
        return ScanScope(late, products, Matching(), EVERYTHING)
    policy = wiring.policy(settings)
    return ScanScope(late, products, policy.matching, policy.counting)


def late_items(settings: Settings) -> list[Backorder]:
    """Read the late items that a configuration names; raises InvalidInput with all that is wrong with them."""
    readings = [feed.read() for feed, _ in wiring.build_feeds(settings)]
    if problems := [problem for reading in readings for problem in reading.problems]:
        raise InvalidInput(problems)
    return [item for reading in reversed(readings) for item in reading.backorders]


def known_products(settings: Settings) -> tuple[Product, ...]:
    """Read the catalogue that a configuration names; bad rows are named. Raises BridgeError for one that fails."""
    found = wiring.catalogue(settings).read()
    for warning in found.warnings:
        tell(f"warning: {warning}")
    if found.failed:
        raise BridgeError("\n".join(found.failed), fix="Fix the catalogue, or take it out of your config.")
    return found.products


def as_late(products: Sequence[Product]) -> tuple[Backorder, ...]:
    """Return products as if all of them were late: each one counts."""
    return tuple(Backorder(item.sku, item.name, item.aliases, place=item.place) for item in products)


def _name_bad_rows(reading: ProductReading) -> None:
    for problem in reading.problems:
        tell(f"warning: {problem}")
    if reading.bad > len(reading.problems):
        tell(f"warning: {reading.name}: {reading.bad} rows are left out, the first of them are named above")


def _columns(written: Sequence[str]) -> dict[str, str]:
    columns = dict(part.partition("=")[::2] for part in written)
    for ours, theirs in columns.items():
        if ours not in {"sku", "name", "aliases"} or not theirs:
            raise click.UsageError(f"--column {ours}={theirs}: write sku=..., name=... or aliases=...")
    return columns


# --- the summary --------------------------------------------------------------------------------------------


def _summary(tally: Tally) -> Iterator[str]:
    possible = f", {tally.possible} may mean an item by a typo" if tally.possible else ""
    bad = f", {number(tally.bad, 'row')} left out" if tally.bad else ""
    yield f"{number(tally.tickets, 'ticket')} read, {tally.tagged} would be tagged{possible}{bad}."
    width = max(map(len, tally.items), default=0)
    for sku, tickets in _ranked(tally)[:_LISTED]:
        reasons = ", ".join(f"{reason} {count}" for reason, count in _reasons(tally, sku).items())
        yield f"  {shown(sku):{width}}  {tickets:>7,} ({share(tickets, tally.tickets)})  {reasons}"
    if len(tally.items) > _LISTED:
        yield f"  and {len(tally.items) - _LISTED} more items; --format json lists them all"


def _summary_json(tally: Tally) -> str:
    items = {sku: {"tickets": count, "reasons": _reasons(tally, sku)} for sku, count in _ranked(tally)}
    counts = {"tickets": tally.tickets, "tagged": tally.tagged, "possible": tally.possible, "bad": tally.bad}
    return json.dumps(counts | {"items": items})


def _ranked(tally: Tally) -> list[tuple[str, int]]:
    return sorted(tally.items.items(), key=lambda pair: (-pair[1], pair[0]))


def _reasons(tally: Tally, sku: str) -> dict[str, int]:
    """Return how often each reason made the item count, the most frequent first."""
    order = get_args(MentionReason)
    found = {reason: tally.reasons[sku, reason] for reason in order if (sku, reason) in tally.reasons}
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
