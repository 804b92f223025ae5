"""Evidence made and shown, or written to a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click

from zendesk_bridge.app.proving import ConfiguredDesk, Prover, Question
from zendesk_bridge.cli.common import emit, emit_json, load, load_with_state, named, opened_state, tell
from zendesk_bridge.cli.replacing import checked, save
from zendesk_bridge.core.evidence import Evidence
from zendesk_bridge.core.mentions.orders import order_number
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.core.report.evidence import evidence_json, evidence_lines, evidence_page, words
from zendesk_bridge.core.report.paper import beginning
from zendesk_bridge.core.safe import escaped, harmless
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import open_helpdesk

OWN_EYES: Final = 0o600
"""Permissions of a file with customers' words: for whoever asked, and nobody else."""

_BEGINNINGS: Final = {
    "html": (beginning("evidence"),),
    "json": ('{\n  "ok": true,\n  "evidence": {', '{\n  "ok": false,\n  "evidence": {'),
    "text": ("Evidence for ",),
}
"""How what we write begins, by format: no other file is replaced."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """In which format evidence is given, and into which file; None is stdout."""

    form: str
    output: Path | None

    @property
    def terse(self) -> bool:
        """Whether a terminal shows nothing of it by itself."""
        return self.output is not None or self.form != "text"


def evidence(
    *, config: Path, ticket: int | None, order: str | None, helpdesk: str | None, offline: bool, presented: Presentation
) -> int:
    """Show what is known of a ticket or an order.

    Raises InvalidInput, StateError, BridgeError where nothing is known, and UsageError.
    """
    question = _question(ticket, order, helpdesk)
    if presented.output is not None:
        checked(presented.output, _BEGINNINGS[presented.form], "evidence of this format")
    settings = load_with_state(config) if offline else load(config)
    if helpdesk:
        named("helpdesk", helpdesk, settings.helpdesks)
    now = datetime.now(UTC)
    with opened_state(settings, writes=False) as state:
        markets = settings.markets
        desks = {name: ConfiguredDesk(one.kind, one.url, markets[name]) for name, one in settings.helpdesks.items()}
        opening = None if offline else _opening(settings)
        proven = Prover(state, desks, opening, settings.timezone, now).prove(question)
    zone = str(settings.timezone)
    program = f"zendesk-bridge {version('zendesk-bridge')}"
    found = Evidence(str(question), proven.tickets, settings.timezone, zone, now, program, proven.messages)
    for line in words.warnings(found) if presented.terse else ():
        tell(f"warning: {line}")
    _give(found, presented, code=proven.exit_code)
    return proven.exit_code


def _question(ticket: int | None, order: str | None, helpdesk: str | None) -> Question:
    number = order_number(order) if order is not None else ""
    if (ticket is None) == (order is None):
        raise click.UsageError("Say which one: --ticket NUMBER or --order NUMBER")
    if order is not None and not number:
        raise click.UsageError("--order is empty: write the order's number, as 10482 or '#10482'")
    return Question(ticket, number, helpdesk)


def _opening(settings: Settings) -> Callable[[str], AbstractContextManager[Helpdesk]]:
    """Return what connects a helpdesk, which answers soon or not at all: a person waits for it."""

    @contextmanager
    def opened(name: str) -> Iterator[Helpdesk]:
        with open_helpdesk(settings, name, tell) as helpdesk:
            helpdesk.hurry()
            yield helpdesk

    return opened


def _give(found: Evidence, presented: Presentation, *, code: int) -> None:
    form, output = presented.form, presented.output
    if form == "json":
        data = {"ok": not code, **evidence_json(found)}
        if output is None:
            emit_json(data)
            return
        text = escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"
    elif form == "html":
        text = evidence_page(found)
    else:
        text = harmless("\n".join(evidence_lines(found))) + "\n"
    if output is None:
        emit(text.rstrip("\n"))
    else:
        save(output, text, OWN_EYES)
        emit(f"Written to {output}: evidence for {found.asked}.")
