"""The board for a terminal: the sums, the items that matter most, who waits longest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from zendesk_bridge.core.board import BoardItem, TicketsTold
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.board.outreach import outreach_words
from zendesk_bridge.core.report.board.values import CHOICES, BoardReport, ships, slipped, ticket_name, waits
from zendesk_bridge.core.report.consistency import share_in_words

LISTED: Final = 20
"""Items and customers that are named; the others are counted."""


def board_lines(report: BoardReport) -> Iterator[str]:
    """Yield the board, a line each."""
    board = report.board
    yield f"Board of {report.made}"
    yield ""
    asked = f"asked about {number(board.told.tickets, 'time')} on open tickets"
    yield f"{number(len(board.items), 'late item')}, {asked}: {told(board.told)}."
    yield f"Waiting for a word: {str(board.waiting) or 'nobody'}."
    chosen = ", ".join(f"{count} {kind}" for kind in CHOICES if (count := board.choices.get(kind, 0)))
    yield f"Chosen: {chosen or 'nothing yet'}."
    day = report.since.astimezone(board.zone).date()
    yield f"Replies that were right since {day}: {share_in_words(report.total)} of {report.total.judged}."
    if words := list(outreach_words(report.outreach)):
        yield f"Outreach since {day}: {' '.join(words)}"
    if board.items:
        yield ""
        yield from _table([_cells(item) for item in board.items[:LISTED]])
        if len(board.items) > LISTED:
            yield f"and {len(board.items) - LISTED} more: --html shows all of them"
    if board.followups:
        yield ""
        yield "Who waits longest:"
        for one in board.followups[:LISTED]:
            yield f"  {one.sku}  {waits(one)}  {report.link(one.helpdesk, one.ticket_id) or ticket_name(one)}"
        if len(board.followups) > LISTED:
            yield f"  and {len(board.followups) - LISTED} more: `zendesk-bridge followups` lists them"


def told(these: TicketsTold) -> str:
    """Return what customers know in words."""
    parts = (
        (these.current, "know the window in force"),
        (these.old, "another one"),
        (these.undated, "were told no day"),
        (these.nothing, "were told nothing yet"),
    )
    return ", ".join(f"{count} {what}" for count, what in parts if count) or "nobody waits"


def _cells(item: BoardItem) -> tuple[str, ...]:
    return (
        item.item.sku,
        ships(item),
        f"next update {item.next_update}" if item.next_update else "no next update",
        number(item.told.tickets, "ticket"),
        str(item.waiting),
        slipped(item),
    )


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(columns(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True) if width)
        yield "  ".join(cells).rstrip()
