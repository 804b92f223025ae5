"""What customers chose, for people, spreadsheets and programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from functools import partial
from io import StringIO
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import Any

import click

from zendesk_bridge.app.reports.chosen import ChoiceBook, ChoicesAsked
from zendesk_bridge.cli.common import emit, emit_json, link_to, load_with_state, memories_of, named, opened_state
from zendesk_bridge.cli.promises.work import opened_book
from zendesk_bridge.cli.spreadsheets import cell
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.report.chosen import AnswerOn, answer_json, in_words, read_from
from zendesk_bridge.settings import Settings

NOTHING_YET = "Answers are read by sync, watch and triage."
_NONE = {
    "choices": "No choice is known.",
    "pending": "Nothing that a customer chose is still to be carried out.",
    "unanswered": "No customer who was told on an open ticket still has to choose.",
    "unread": "No answer is waiting to be read.",
}


def choices(*, config: Path, helpdesk: str | None, limit: int, form: str, done: str | None, **asked: Any) -> int:
    """Show the choices that are asked for, or take down that one is ``done``.

    Raises InvalidInput, StateError, and UsageError for what cannot be asked.
    """
    what, wanted = _wanted(**asked)
    settings = load_with_state(config)
    if done is not None:
        if what != "choices" or wanted.ticket_id is not None:
            raise click.UsageError("--done is said of an order: use it alone, or with --sku and --helpdesk")
        return _done(settings, helpdesk, done, wanted, form)
    with opened_book(settings, helpdesk) as (book, state):
        answers = ChoiceBook(book.memories, book.link, state.waves())
        ways = {
            "choices": answers.choices,
            "pending": answers.pending,
            "unanswered": answers.unanswered,
            "unread": answers.unread,
        }
        found = list(islice(ways[what](wanted), limit + 1))
        if wanted.sku is not None and not found:
            named("late item", wanted.sku, state.last_fact_versions())
    _show(found[:limit], what, form, settings.timezone, more=len(found) > limit)
    return 0


def _done(settings: Settings, helpdesk: str | None, order: str, asked: ChoicesAsked, form: str) -> int:
    """Take an order off the list. Raises UsageError where it is not on it, or not clear which one is meant."""
    if helpdesk is not None:
        named("helpdesk", helpdesk, settings.helpdesks)
    with opened_state(settings, writes=True) as state:
        memories = memories_of(state, settings, helpdesk)
        book = ChoiceBook(memories, partial(link_to, settings), state.waves())
        found = book.without_ticket(order, asked)
        names = sorted({one.helpdesk for one in found})
        if not names:
            raise click.UsageError(
                f"Nothing without a ticket is to be carried out about an order '{order}': choices --pending lists what "
                "is. What is on a ticket leaves that list with a reply to the customer"
            )
        if len(names) > 1:
            raise click.UsageError(f"{' and '.join(names)} have an order '{order}' each: say which with --helpdesk")
        book.done(order, asked, datetime.now(UTC))
    if form == "text":
        emit("\n".join(f"{_where(one)}: {one.answer.sku}, {in_words(one)}: done, and off the list." for one in found))
    else:
        _show(found, "done", form, settings.timezone, more=False)
    return 0


def _wanted(*, sku: str | None, ticket: int | None, **ways: bool) -> tuple[str, ChoicesAsked]:
    asked = [name for name, given in ways.items() if given]
    if len(asked) > 1:
        names = " and ".join(f"--{name}" for name in asked)
        raise click.UsageError(f"{names} show different answers: ask for one of them")
    return asked[0] if asked else "choices", ChoicesAsked(sku, ticket)


def _show(found: Sequence[AnswerOn], what: str, form: str, zone: tzinfo, *, more: bool) -> None:
    if form == "json":
        emit_json({"ok": True, "more": more, what: [answer_json(one) for one in found]})
        return
    if form == "csv":
        emit(_table(found).rstrip("\n"))
        return
    emit("\n".join(_lines(found, zone)) if found else f"{_NONE[what]} {NOTHING_YET}")
    loose = next((order_number(one.order) for one in found if not one.answer.ticket_id), "")
    if loose and what == "pending":
        emit(f"What has no ticket stays on this list until you say that it is done: choices --done {quote(loose)}")
    if more:
        emit(f"These are the newest {len(found)}: --limit shows more of them.")


def _table(found: Sequence[AnswerOn]) -> str:
    head = (
        "helpdesk",
        "ticket",
        "sku",
        "choice",
        "holds",
        "at",
        "comment",
        "how",
        "customer",
        "version",
        "link",
        "order",
    )
    text = StringIO()
    writer = csv.DictWriter(text, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in answer_json(one).items()} for one in found)
    return text.getvalue()


def _lines(found: Sequence[AnswerOn], zone: tzinfo) -> Iterator[str]:
    """Yield a line for each answer, newest first."""
    rows = [_cells(one, zone) for one in found]
    widths = [max(columns(row[at]) for row in rows) for at in range(len(rows[0]))]
    for one, row in zip(found, rows, strict=True):
        cells = [cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join([*cells, one.link]).rstrip()


def _cells(on: AnswerOn, zone: tzinfo) -> tuple[str, ...]:
    when = f"{on.answer.at.astimezone(zone):%Y-%m-%d %H:%M}"
    return when, _where(on), on.answer.sku or "several items", in_words(on), read_from(on.answer)


def _where(on: AnswerOn) -> str:
    return f"{on.helpdesk} #{on.answer.ticket_id}" if on.answer.ticket_id else f"{on.helpdesk} order {on.order}"
