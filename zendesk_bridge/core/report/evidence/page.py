"""Evidence as a page that prints well: in the order in which card networks and payment providers ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from zendesk_bridge.core.evidence import (
    Answer,
    ComputedDate,
    Evidence,
    GivenNotice,
    ItemEvidence,
    Quotation,
    TicketEvidence,
)
from zendesk_bridge.core.evidence.dates import Computed
from zendesk_bridge.core.evidence.timeline import state_of
from zendesk_bridge.core.report.evidence import words
from zendesk_bridge.core.report.evidence.data import evidence_digest
from zendesk_bridge.core.report.paper import in_html, paper
from zendesk_bridge.core.report.said import KINDS

_STYLE: Final = """
table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line) }
th, td.day, .who { overflow-wrap: normal }
thead th { color: var(--soft); font-weight: 600 }
h4 { font-size: .95rem; margin: 1rem 0 .2rem }
.frame > tbody > tr > td, .frame > thead > tr > td { border: 0; padding: 0 }
.frame > thead { display: none }
.day { white-space: nowrap }
.quote { background: var(--card); border-left: 3px solid var(--accent); padding: .5rem .8rem; margin: .4rem 0;
  white-space: pre-wrap; unicode-bidi: isolate }
.none { border-left-color: var(--line); color: var(--soft) }
.foot { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .6rem; font-size: .85rem }
.act { margin: 1rem 0 }
@media screen and (max-width: 34rem) {
  table:not(.frame), table:not(.frame) tbody, table:not(.frame) tr, table:not(.frame) td, tbody th { display: block }
  table:not(.frame) thead { display: none }
  table:not(.frame) tr { border-bottom: 1px solid var(--line); padding: .3rem 0 }
  table:not(.frame) td, tbody th { border: 0; padding: 0 } tbody th { color: var(--soft) }
}
@page { margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif } }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --back: #fff; --card: #f4f4f4; --line: #999; --accent: #333 }
  body { max-width: none; padding: 0; font-size: 10.5pt }
  .frame { font-size: inherit } .frame > thead { display: table-header-group }
  .frame > thead td { padding-bottom: 3mm; font-size: 9pt; color: #444 }
  h1, h2, h3, h4 { break-after: avoid } h2 { margin-top: 1.2rem }
  tr, .keep { break-inside: avoid } .frame > tbody > tr { break-inside: auto }
  a { color: inherit; text-decoration: none }
}
"""

_Html = Iterator[str]


def evidence_page(found: Evidence) -> str:
    """Return the page."""
    parts: tuple[tuple[str, Callable[[Evidence], _Html]], ...] = (
        ("1. The order, and what was promised", _order),
        ("2. What the customer was told of the delay", _disclosure),
        ("3. What the customer answered", _answers),
        ("4. Shipment and refund: what is known, and what is not", _outcome),
        ("5. What happened, in order of time", _happened),
    )
    head = in_html(f"{words.title(found)} · {', '.join(map(words.called, found.tickets))}")
    body = [
        f'<table class="frame" role="presentation"><thead><tr><td>{head}</td></tr></thead><tbody><tr><td>',
        f"<h1>{in_html(words.title(found))}</h1>",
        f'<p class="soft">{in_html(words.NOT_ADVICE)}</p>',
        f"<p>{in_html(' '.join(words.rules(found)))} All times are of {in_html(found.zone_name)}.</p>",
        *(f'<p class="stop">{in_html(line)}</p>' for line in words.warnings(found)),
    ]
    for heading, part in parts:
        body += [f"<h2>{heading}</h2>", *part(found)]
    body += [*_foot(found), "</td></tr></tbody></table>"]
    return paper("evidence", words.title(found), "\n".join(body), _STYLE)


def _foot(found: Evidence) -> _Html:
    yield f'<p class="foot">Made {_when(found, found.made_at)} (time zone {in_html(found.zone_name)}) by '
    yield f"{in_html(found.program)}.<br>Digest of the content: {evidence_digest(found)}<br>"
    yield "It is the same for the same content, whenever it is made; <code>zendesk-bridge evidence --format json</code>"
    yield " tells it, too.</p>"


# --- 1


def _order(found: Evidence) -> _Html:
    yield "<table><tbody>"
    for ticket in found.tickets:
        yield _row("Ticket", f'<a href="{in_html(ticket.link)}">{in_html(words.called(ticket))}</a>{_status(ticket)}')
        yield _row("Order", in_html(", ".join(ticket.orders)) or "no number is known of this ticket")
        customer = "not known" if ticket.requester_id is None else f"{ticket.requester_id} (the helpdesk's own number)"
        yield _row("Customer", customer)
    yield "</tbody></table>"
    for ticket, item in _items(found):
        yield from _ticket_above(found, ticket, f"{item.name} ({item.sku})" if item.name else item.sku)
        yield from _promised(found, item)
        if item.versions:
            yield "<h4>What the shop knew, and since when</h4><table><thead><tr><th>Since</th><th>State</th>"
            yield "<th>Version</th></tr></thead><tbody>"
            for version in item.versions:
                yield f"<tr><td>{_when(found, version.seen_at)}</td><td>{in_html(state_of(version))}</td>"
                yield f'<td class="day">{in_html(version.version)}</td></tr>'
            yield "</tbody></table>"


def _status(ticket: TicketEvidence) -> str:
    return f", {in_html(ticket.status)}" if ticket.status else ""


def _promised(found: Evidence, item: ItemEvidence) -> _Html:
    for promise in item.promised:
        where = promise.version.place or promise.version.feed
        yield f"<p>Promised at the order: shipped by <b>{promise.day}</b>{words.for_all(item)}. It stands in "
        yield f"{in_html(where)} since {_when(found, promise.version.seen_at)}.</p>"
    yield from (f"<p>Known of {in_html(line)}.</p>" for line in words.ordered(item))
    if not item.promised and not item.ordered:
        yield "<p>Which day was promised at the order is not known here (the item has no <code>promised_by</code>).</p>"


# --- 2


def _disclosure(found: Evidence) -> _Html:
    for ticket, item in _items(found):
        yield from _ticket_above(found, ticket, item.sku)
        if not item.notices:
            yield "<p>No public reply is known that told the customer of the delay.</p>"
        yield from (f"<p>{in_html(line)}</p>" for line in words.drafts(found, item))
        for number, notice in enumerate(item.notices, 1):
            yield from _notice(found, number, notice)


def _notice(found: Evidence, number: int, notice: GivenNotice) -> _Html:
    promise = notice.promise
    edited = ", after an edit" if notice.again else ""
    yield f'<section class="act"><div class="keep"><h4>Notice {number}: {_when(found, promise.at)}</h4>'
    yield f"<p>{in_html(KINDS[promise.kind]).capitalize()} by {in_html(words.author(notice))} in "
    yield f"{in_html(promise.comment)}{edited}. It told: <b>{in_html(words.told_what(notice))}</b> "
    yield f"({in_html(words.ACCURACIES[promise.accuracy])}).</p></div>"
    yield from _quoted(notice.text)
    yield from _dates(notice.dates)
    yield "</section>"


# --- 3


def _answers(found: Evidence) -> _Html:
    answered = False
    for ticket, item in _items(found):
        if item.answers:
            answered = True
            yield from _ticket_above(found, ticket, item.sku)
            for answer in item.answers:
                yield from _answer(found, answer)
    if not answered:
        yield "<p>No answer is known that says whether the customer waits, swaps, splits or cancels.</p>"
    for ticket in found.tickets:
        if ticket.unread:
            yield f"<h3>Written after the first notice, for a person to read{_of(found, ticket)}</h3>"
            for answer in ticket.unread:
                yield from _answer(found, answer)


def _answer(found: Evidence, answer: Answer) -> _Html:
    when = f"{_when(found, answer.at)}: " if answer.at else ""
    what = in_html(words.chose(answer))
    yield f'<section class="act"><p class="keep">{when}{what if when else what.capitalize()}.</p>'
    if answer.comment:
        yield from _quoted(answer.text)
    yield from _dates(answer.dates)
    yield "</section>"


# --- 4


def _outcome(found: Evidence) -> _Html:
    for ticket, item in _items(found):
        yield from _ticket_above(found, ticket, item.sku)
        if not item.versions:
            yield "<p>No state of the item is known.</p>"
        elif item.late:
            yield "<p>The item is late: it is on the shop's list of late items.</p>"
        else:
            since = _when(found, item.versions[-1].seen_at)
            yield f"<p>The item is late no more: it is off the shop's list of late items since {since}.</p>"
        if item.today:
            yield "<h4>As the rule says today</h4>"
            yield from _dates(item.today)
    yield "<h3>What is not known here</h3><ul>"
    yield from (f"<li>{in_html(line)}</li>" for line in words.unknown(found))
    yield "</ul>"


# --- 5


def _happened(found: Evidence) -> _Html:
    for ticket in found.tickets:
        if len(found.tickets) > 1:
            yield f"<h3>{in_html(words.called(ticket))}</h3>"
        yield "<table><thead><tr><th>When</th><th>Who</th><th>What</th></tr></thead><tbody>"
        for one in ticket.timeline:
            about = " ".join(filter(None, (one.sku, one.comment and f"({one.comment})")))
            what = in_html(f"{about}: {one.what}" if about else one.what)
            yield f'<tr><td>{_when(found, one.at)}</td><td class="who">{one.who}</td><td>{what}</td></tr>'
        yield "</tbody></table>"
    if found.messages:
        yield f"<h3>{in_html(words.OUTREACH)}</h3><ul>"
        yield from (f"<li>{in_html(line)}</li>" for line in words.outreach(found))
        yield "</ul>"
    yield '<p class="soft">The bridge is this program: its times are those of its runs, not of the customer. What '
    yield "agents and customers wrote has the time at which the helpdesk got it.</p>"


# --- what several need


def _items(found: Evidence) -> Iterator[tuple[TicketEvidence, ItemEvidence]]:
    return ((ticket, item) for ticket in found.tickets for item in ticket.items)


def _ticket_above(found: Evidence, ticket: TicketEvidence, heading: str) -> _Html:
    yield f"<h3>{in_html(heading)}{_of(found, ticket)}</h3>"


def _of(found: Evidence, ticket: TicketEvidence) -> str:
    return f" <small>on {in_html(words.called(ticket))}</small>" if len(found.tickets) > 1 else ""


def _quoted(text: Quotation) -> _Html:
    if text.text is None:
        yield f'<p class="quote none">{in_html(words.no_text(text))}</p>'
        return
    yield f'<div class="quote" dir="auto">{in_html(text.text)}</div>'
    if note := words.shown(text):
        yield f"<p><small>{in_html(note)}</small></p>"


def _dates(dates: Iterable[ComputedDate]) -> _Html:
    rows = [one for one in dates if one.day or one.what is not Computed.NEXT_UPDATE]
    if not rows:
        return
    yield "<table><thead><tr><th>Date</th><th>Day</th><th>Where it comes from</th></tr></thead><tbody>"
    for one in rows:
        source = f" <small>{in_html(one.source)}</small>" if one.source else ""
        yield f'<tr><td>{words.DATES[one.what]}</td><td class="day">{one.day or "none"}</td>'
        yield f"<td>{in_html(one.why)}{source}</td></tr>"
    yield "</tbody></table>"


def _row(name: str, html: str) -> str:
    return f"<tr><th>{name}</th><td>{html}</td></tr>"


def _when(found: Evidence, moment: datetime) -> str:
    """Return the moment in the shop's zone, as ``2026-12-01 14:05 EST``."""
    return f'<span class="day">{in_html(f"{moment.astimezone(found.zone):%Y-%m-%d %H:%M %Z}")}</span>'
