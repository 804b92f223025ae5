"""The board as one page: on a wall, on a phone, on paper. No scripts, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from zendesk_bridge.core.board import BoardItem
from zendesk_bridge.core.followups import FollowUp
from zendesk_bridge.core.model import Accuracy
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.board.outreach import outreach_words
from zendesk_bridge.core.report.board.values import CHOICES, BoardReport, ships, slipped, ticket_name, waits
from zendesk_bridge.core.report.consistency import SHARE_OF, Worth, share_in_words
from zendesk_bridge.core.report.paper import in_html, paper
from zendesk_bridge.core.report.said import WORTH

SHOWN: Final = 25
"""Rows that stand open; the others are folded."""

LISTED: Final = 500
"""Customers that are named in all: who has more of them waiting works from a list."""

_STYLE: Final = """
body { max-width: 72rem }
.sums { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: 1rem 0 }
.sums div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .8rem }
.sums b { display: block; font-size: 1.5rem; line-height: 1.2 } .sums .bad b { color: var(--bad) }
:root { --bad: #b3261e } @media (prefers-color-scheme: dark) { :root { --bad: #ff8a80 } }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line) }
thead th { color: var(--soft); font-weight: 600 } .number { text-align: right } .bad { color: var(--bad) }
summary { padding: .4rem 0; font-weight: 600 } summary h2 { display: inline; border: 0; margin: 0; padding: 0 }
section > details { border-top: 1px solid var(--line); margin-top: 1rem }
.sku { font-weight: 600; unicode-bidi: isolate } .day { white-space: nowrap } td { overflow-wrap: break-word }
th { overflow-wrap: normal } td:has(> .sku), td.sku { min-width: 6.5rem }
@media screen and (max-width: 44rem) {
  table, tbody, tr, td { display: block } thead { display: none }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0 } td { border: 0; padding: 0 }
  td.number { text-align: left } td[data-of]::before { content: attr(data-of) ": "; color: var(--soft) }
  td:empty { display: none }
}
@page { margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif } }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --back: #fff; --card: #fff; --line: #999; --accent: #000;
    --bad: #900 }
  body { max-width: none; padding: 0; font-size: 9.5pt } tr, .sums div { break-inside: avoid }
  h1, h2, summary { break-after: avoid } a { color: inherit; text-decoration: none }
}
"""

_Html = Iterator[str]


def board_page(report: BoardReport) -> str:
    """Return the page."""
    made = f"Made {report.made} by {report.program}, from what the last runs read. Nothing on it changes by itself."
    body = [
        "<h1>Backorder board</h1>",
        f'<p class="soft">{in_html(made)}</p>',
        *_sums(report),
        *_section("Who waits for a word", _followups(report)),
        *_section("Late items", _items(report)),
        *_outreach(report),
        *_section("How right replies were", _consistency(report)),
    ]
    return paper("board", f"Backorder board {report.made}", "\n".join(body), _STYLE)


def _section(heading: str, rows: Iterable[str]) -> _Html:
    yield f"<section><details open><summary><h2>{heading}</h2></summary>"
    yield from rows
    yield "</details></section>"


# --- the sums


def _sums(report: BoardReport) -> _Html:
    board = report.board
    told, waiting = board.told, board.waiting
    yield '<div class="sums">'
    yield _sum(len(board.items), "late items")
    yield _sum(told.tickets, "times asked about on open tickets")
    yield _sum(told.current, "know the window in force")
    yield _sum(told.old, "know another window", bad=bool(told.old))
    yield _sum(told.undated, "were told no day")
    yield _sum(told.nothing, "were told nothing yet", bad=bool(told.nothing))
    yield _sum(waiting.due, "updates due today")
    yield _sum(waiting.overdue, "updates overdue", bad=bool(waiting.overdue))
    yield _sum(waiting.silent, "silent for too long", bad=bool(waiting.silent))
    yield _sum(share_in_words(report.total), "of dated replies were right")
    for kind in CHOICES:
        yield _sum(board.choices.get(kind, 0), f"chose to {kind}")
    yield "</div>"


def _sum(count: int | str, what: str, *, bad: bool = False) -> str:
    shown = f"{count:,}" if isinstance(count, int) else count
    return f"<div{' class=bad' if bad else ''}><b>{shown}</b>{what}</div>"


# --- who waits


def _followups(report: BoardReport) -> _Html:
    found = report.board.followups
    if not found:
        yield "<p>Nobody: no promised update is due, and nobody was left without a word.</p>"
        return
    head = ("Ticket", "Item", "Waits", "Last told")
    yield from _folded(head, [_followup(report, one) for one in found[:LISTED]])
    if len(found) > LISTED:
        yield f"<p>and {len(found) - LISTED:,} more: <code>zendesk-bridge followups</code> lists all of them.</p>"


def _followup(report: BoardReport, one: FollowUp) -> str:
    name, link = in_html(ticket_name(one)), in_html(report.link(one.helpdesk, one.ticket_id))
    ticket = f'<a href="{link}">{name}</a>' if link else name
    return (
        f'<tr><td>{ticket}</td><td class="sku">{in_html(one.sku)}</td>'
        f'<td data-of="Waits">{waits(one)}</td>'
        f'<td data-of="Last told" class="day">{in_html(report.when(one.told_at))}</td></tr>'
    )


# --- late items


def _items(report: BoardReport) -> _Html:
    items = report.board.items
    if not items:
        yield "<p>Nothing is late.</p>"
        return
    head = ("Item", "Ships", "Next update", "Open tickets: window known", "Waiting", "Chosen", "Right")
    yield from _folded(head, [_item(report, item) for item in items])


def _item(report: BoardReport, item: BoardItem) -> str:
    shown, told = item.item, item.told
    moved = f"<br><small>{slipped(item)}</small>" if item.slips.moves else ""
    over = "bad" if shown.lapsed else "day"
    known = ", ".join(
        f"{count} {what}"
        for count, what in (
            (told.current, "in force"),
            (told.old, "another"),
            (told.undated, "no day"),
            (told.nothing, "nothing told"),
        )
        if count
    )
    chosen = ", ".join(f"{count} {kind}" for kind in CHOICES if (count := item.choices.get(kind, 0)))
    right = report.items.get(shown.sku)
    return (
        f'<tr><td><span class="sku">{in_html(shown.sku)}</span> {in_html(shown.name)}</td>'
        f'<td data-of="Ships"><span class="{over}">{in_html(ships(item))}</span>{moved}</td>'
        f'<td data-of="Next update" class="day">{item.next_update or "none"}</td>'
        f'<td data-of="Open tickets">{told.tickets:,}{f": {known}" if known else ""}</td>'
        f'<td data-of="Waiting">{str(item.waiting) or "nobody"}</td>'
        f'<td data-of="Chosen">{chosen or "nothing"}</td>'
        f'<td data-of="Right">{share_in_words(right) if right else "-"}</td></tr>'
    )


# --- what outreach did


def _outreach(report: BoardReport) -> _Html:
    words = list(outreach_words(report.outreach))
    if words:
        day = report.since.astimezone(report.board.zone).date()
        told = f'<p class="soft">Waves begun since {day}, and those that are not done.</p>'
        yield from _section("Outreach", [told, *(f"<p>{in_html(line)}</p>" for line in words)])


# --- how right replies were


def _consistency(report: BoardReport) -> _Html:
    day = report.since.astimezone(report.board.zone).date()
    yield f'<p class="soft">Replies about late items since {day}; the share that is right is of {SHARE_OF}.</p>'
    if not report.total.replies:
        yield "<p>No reply is known since then.</p>"
        return
    yield "<h3>By team</h3>"
    yield from _worths("Team", report.teams)
    yield "<h3>By item</h3>"
    yield from _worths("Item", report.items)


def _worths(of: str, rows: Mapping[str, Worth]) -> _Html:
    numbers = [in_html(WORTH[one]).capitalize() for one in Accuracy]
    head = (of, "Share right", "Replies", *numbers)
    yield from _folded(head, [_worth(name, worth) for name, worth in rows.items()], numbers_from=1)


def _worth(name: str, of: Worth) -> str:
    counts = "".join(f'<td class="number" data-of="{WORTH[one]}">{of.counts.get(one, 0):,}</td>' for one in Accuracy)
    return (
        f'<tr><td class="sku">{in_html(name)}</td><td class="number" data-of="share right">{share_in_words(of)}</td>'
        f'<td class="number" data-of="replies">{of.replies:,}</td>{counts}</tr>'
    )


# --- tables


def _folded(head: Sequence[str], rows: Sequence[str], *, numbers_from: int = 99) -> _Html:
    """Yield a table of the first rows, and the others folded below it."""
    yield from _table(head, rows[:SHOWN], numbers_from)
    if len(rows) > SHOWN:
        yield f"<details><summary>and {number(len(rows) - SHOWN, 'more row')}</summary>"
        yield from _table(head, rows[SHOWN:], numbers_from)
        yield "</details>"


def _table(head: Sequence[str], rows: Sequence[str], numbers_from: int) -> _Html:
    cells = (f"<th{' class=number' if at >= numbers_from else ''}>{name}</th>" for at, name in enumerate(head))
    yield f"<table><thead><tr>{''.join(cells)}</tr></thead><tbody>"
    yield from rows
    yield "</tbody></table>"
