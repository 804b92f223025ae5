"""Evidence for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from zendesk_bridge.core.evidence import (
    Answer,
    ComputedDate,
    Evidence,
    GivenNotice,
    ItemEvidence,
    Quotation,
    TicketEvidence,
)
from zendesk_bridge.core.evidence.timeline import state_of
from zendesk_bridge.core.report.evidence import words
from zendesk_bridge.core.report.evidence.data import evidence_digest
from zendesk_bridge.core.report.said import KINDS

_STEP = "  "


def evidence_lines(found: Evidence) -> Iterator[str]:
    """Yield the evidence, a line each; the texts of comments are set in."""
    yield f"{words.title(found)}. Times are of {found.zone_name}."
    yield from (f"warning: {line}" for line in words.warnings(found))
    for ticket in found.tickets:
        yield ""
        yield from _ticket(found, ticket)
    if found.messages:
        yield ""
        yield f"{words.OUTREACH}:"
        yield from (f"{_STEP}{line}" for line in words.outreach(found))
    yield ""
    yield "What is not known here:"
    yield from (f"{_STEP}{line}" for line in words.unknown(found))
    yield ""
    yield from words.rules(found)
    yield words.NOT_ADVICE
    yield f"Made {_when(found, found.made_at)} by {found.program}; content {evidence_digest(found)}"


def _ticket(found: Evidence, ticket: TicketEvidence) -> Iterator[str]:
    status = f", {ticket.status}" if ticket.status else ""
    yield f"{words.called(ticket)}{status}"
    if ticket.link:
        yield f"{_STEP}{ticket.link}"
    yield f"{_STEP}order: {', '.join(ticket.orders) or 'no number is known'}"
    if ticket.requester_id is not None:
        yield f"{_STEP}customer: {ticket.requester_id}"
    for item in ticket.items:
        yield ""
        yield from _item(found, item)
    if ticket.unread:
        yield ""
        yield f"{_STEP}Written after the first notice, and no choice:"
        for answer in ticket.unread:
            yield from _answer(found, answer)
    yield ""
    yield f"{_STEP}What happened:"
    for one in ticket.timeline:
        about = " ".join(filter(None, (one.sku, one.comment and f"({one.comment})")))
        yield f"{_STEP * 2}{_when(found, one.at)}  {one.who}: {about}{': ' if about else ''}{one.what}"


def _item(found: Evidence, item: ItemEvidence) -> Iterator[str]:
    yield f"{_STEP}{item.sku}{f' {item.name}' if item.name else ''}"
    yield from _promised(found, item)
    yield f"{_STEP * 2}What the shop knew, and since when:"
    for version in item.versions:
        shown = f" [{version.version}]" if version.version else ""
        yield f"{_STEP * 3}{_when(found, version.seen_at)}  {state_of(version)}{shown}"
    if not item.notices:
        yield f"{_STEP * 2}No public reply is known that told the customer of the delay."
    for line in words.drafts(found, item):
        yield f"{_STEP * 2}{line}"
    for number, notice in enumerate(item.notices, 1):
        yield from _notice(found, number, notice)
    for answer in item.answers:
        yield from _answer(found, answer)
    if item.today:
        yield f"{_STEP * 2}As the rule says today:"
        yield from _dates(item.today)


def _promised(found: Evidence, item: ItemEvidence) -> Iterator[str]:
    for promise in item.promised:
        where = promise.version.place or promise.version.feed
        since = _when(found, promise.version.seen_at)
        yield f"{_STEP * 2}promised at the order: {promise.day}{words.for_all(item)} ({where}, since {since})"
    for line in words.ordered(item):
        yield f"{_STEP * 2}{line}"
    if not item.promised and not item.ordered:
        yield f"{_STEP * 2}promised at the order: not known (no promised_by)"


def _notice(found: Evidence, number: int, notice: GivenNotice) -> Iterator[str]:
    promise = notice.promise
    edited = ", edited" if notice.again else ""
    what = f"{KINDS[promise.kind]} by {words.author(notice)}"
    yield (
        f"{_STEP * 2}Notice {number}: {_when(found, promise.at)}, {what}, "
        f"{promise.comment}{edited}: {words.told_what(notice)}: {words.ACCURACIES[promise.accuracy]}"
    )
    yield from _quoted(notice.text)
    yield from _dates(notice.dates)


def _answer(found: Evidence, answer: Answer) -> Iterator[str]:
    when = f"{_when(found, answer.at)}  " if answer.at else ""
    yield f"{_STEP * 2}Answer: {when}{words.chose(answer)}"
    if answer.comment:
        yield from _quoted(answer.text)
    yield from _dates(answer.dates)


def _quoted(text: Quotation) -> Iterator[str]:
    if text.text is None:
        yield f"{_STEP * 3}[{words.no_text(text)}]"
        return
    yield from (f"{_STEP * 3}| {line}" for line in text.text.split("\n"))
    if note := words.shown(text):
        yield f"{_STEP * 3}[{note}]"


def _dates(dates: Iterable[ComputedDate]) -> Iterator[str]:
    for one in dates:
        source = f" [{one.source}]" if one.source else ""
        yield f"{_STEP * 3}{words.DATES[one.what]}: {one.day or 'none'}: {one.why}{source}"


def _when(found: Evidence, moment: datetime) -> str:
    return f"{moment.astimezone(found.zone):%Y-%m-%d %H:%M %Z}"
