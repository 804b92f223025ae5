"""The board, for people and programs, or as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from zendesk_bridge.app.board import late_items, read_board
from zendesk_bridge.app.outreach.totals import outreach_totals
from zendesk_bridge.app.reports.said import PromiseBook
from zendesk_bridge.cli.common import emit, emit_json, load_with_state, slip_rules, tell
from zendesk_bridge.cli.promises.work import opened_book
from zendesk_bridge.cli.replacing import save
from zendesk_bridge.cli.report.consistency import NO_TEAM
from zendesk_bridge.cli.since import beginning
from zendesk_bridge.core.board import Board
from zendesk_bridge.core.report.board import BoardReport, board_json, board_lines, board_page
from zendesk_bridge.core.report.consistency import Worth, WorthKey, worth
from zendesk_bridge.core.report.said import team_name
from zendesk_bridge.settings import Settings


def board(*, config: Path, page: Path | None, since: timedelta | date, form: str) -> int:
    """Show the board. Raises InvalidInput, StateError, and BridgeError where the page cannot be saved."""
    settings = load_with_state(config)
    with opened_book(settings) as (book, state):
        rules = slip_rules(settings)
        items, aged = late_items(state, {feed.name: feed.max_age for feed in settings.backorders}, rules.now)
        found = read_board(state, book.memories, items, rules, aged)
        begins = beginning(since, found.made_at, settings.timezone)
        report = replace(_report(book, found, settings, begins), outreach=outreach_totals(state.waves(), begins))
    if page is not None:
        save(page, board_page(report))
        tell(f"{page} is written: the board of {report.made}")
    if form == "json":
        emit_json({"ok": True, **board_json(report)})
    elif page is None:
        emit("\n".join(board_lines(report)))
    return 0


def _report(book: PromiseBook, found: Board, settings: Settings, since: datetime | None) -> BoardReport:
    begins, until = since or found.made_at, datetime.now(UTC)
    counts = tuple(book.counts(begins, until))
    items = worth(counts, items=True, teams=False)
    teams, names = worth(counts, items=False, teams=True), book.teams()
    return BoardReport(
        found,
        begins,
        worth(counts, items=False, teams=False).get(WorthKey(), Worth()),
        {key.sku or "": of for key, of in items.items()},
        {_called(key, names): of for key, of in teams.items()},
        book.link,
        f"zendesk-bridge {version('zendesk-bridge')}",
        str(settings.timezone),
    )


def _called(key: WorthKey, names: Mapping[str, Mapping[int, str]]) -> str:
    helpdesk = key.helpdesk or ""
    return f"{helpdesk}: {team_name(key.team, names.get(helpdesk, {})) or NO_TEAM}"
