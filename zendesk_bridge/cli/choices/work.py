"""What customers chose, for people, spreadsheets and programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.app.reports.chosen import ChoiceBook, ChoicesAsked
from zendesk_bridge.cli.common import emit, emit_json, load_with_state, named
from zendesk_bridge.cli.promises.work import opened_book
from zendesk_bridge.cli.spreadsheets import cell
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.report.chosen import AnswerOn, answer_json, in_words, read_from

NOTHING_YET = "Answers are read by sync, watch and triage."
_NONE = {
    "choices": "No choice is known.",
    "pending": "Nothing that a customer chose is still to be carried out.",
    "unanswered": "No customer who was told still has to choose.",
    "unread": "No answer is waiting to be read.",
}


def choices(*, config: Path, helpdesk: str | None, limit: int, form: str, **asked: Any) -> int:
    """Show the choices that are asked for. Raises InvalidInput, StateError, and UsageError for what cannot be asked."""
    what, wanted = _wanted(**asked)
    settings = load_with_state(config)
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
    where = f"{on.helpdesk} #{on.answer.ticket_id}" if on.answer.ticket_id else f"{on.helpdesk} order {on.order}"
    return when, where, on.answer.sku or "several items", in_words(on), read_from(on.answer)
