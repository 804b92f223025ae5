"""outreach explain: why one order lands where it lands, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Any

from zendesk_bridge.app.outreach import explaining
from zendesk_bridge.app.outreach.explaining import ExplainedOrder, OrdersExplained
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.common import tell
from zendesk_bridge.cli.output import emit_json
from zendesk_bridge.cli.outreach.common import opened
from zendesk_bridge.cli.paint import paint
from zendesk_bridge.core.model import Message
from zendesk_bridge.core.report import Line
from zendesk_bridge.core.report.outreach import explained_json, explained_lines

_UNKNOWN, _SOME = 1, 3
"""Exit codes where no feed has the order, and where one that may have it could not be read."""


def explain(*, config: Path, number: str, mail: bool, accept_fewer: bool, form: str) -> int:
    """Explain one order. Raises what :func:`zendesk_bridge.app.outreach.explaining.explain` raises."""
    with opened(config, writes=False) as it:
        found = explaining.explain(it.bridge, it.site, RunOptions(accept_fewer=accept_fewer), number)
        zone = it.settings.timezone
    for text in found.warnings:
        tell(f"warning: {text}")
    for one in found.found:
        if one.wrong:
            tell(f"warning: its mail cannot be sent: {one.wrong}")
    for feed, error in found.failed:
        tell(f"{feed}: {error}")
    if form == "json":
        emit_json(_as_json(found, number, mail=mail))
    else:
        paint(_lines(found, number, zone, mail=mail))
    return _SOME if found.failed else 0 if found.found else _UNKNOWN


def _lines(found: OrdersExplained, number: str, zone: tzinfo, *, mail: bool) -> Iterator[Line]:
    for place, one in enumerate(found.found):
        if place:
            yield Line.of(0, "")
        yield from explained_lines(one.why, zone)
        yield from _history(one.messages, zone)
        if mail:
            yield from _mail(one)
    if not found.found:
        yield Line.of(0, f"No feed has an order {number} with a late item on it.", "head")
        yield Line.of(2, _why_not(found))
    yield from _history(found.written, zone)


def _why_not(found: OrdersExplained) -> str:
    if not found.asked:
        return "Nothing is late, and nothing was told to be: no shop was asked."
    return (
        "It has shipped or was cancelled, nothing on it is late, or the shop writes its number otherwise. Nobody is "
        "written to about it."
    )


def _history(messages: tuple[Message, ...], zone: tzinfo) -> Iterator[Line]:
    if not messages:
        return
    yield Line.of(0, "")
    yield Line.of(0, "Written about it before:")
    for message in messages:
        when = f" on {message.at.astimezone(zone).date()}" if message.at else ""
        where = f", ticket #{message.ticket_id} on {message.helpdesk}" if message.ticket_id else ""
        why = f": {message.why}" if message.why else ""
        yield Line.of(2, f"{message.state}{when} as {message.template} ({message.news}){where}{why}")


def _mail(one: ExplainedOrder) -> Iterator[Line]:
    if one.mail is None:
        return
    yield Line.of(0, "")
    yield Line.of(0, "Its mail, without the customer's name:")
    yield Line.of(2, f"Subject: {one.mail.subject}")
    yield Line.of(0, "")
    yield from (Line.of(2, text, "") for text in one.mail.text.splitlines())


def _as_json(found: OrdersExplained, number: str, *, mail: bool) -> dict[str, Any]:
    return {
        "ok": bool(found.found) and not found.failed,
        "order": number,
        "found": [_order_json(one, mail=mail) for one in found.found],
        "written_before": [_message_json(message) for message in found.written],
        "failed": [{"feed": feed, "error": error.message} for feed, error in found.failed],
        "why_not": "" if found.found else _why_not(found),
    }


def _order_json(one: ExplainedOrder, *, mail: bool) -> dict[str, Any]:
    shown = {"subject": one.mail.subject, "text": one.mail.text} if mail and one.mail else None
    messages = [_message_json(message) for message in one.messages]
    return {
        **explained_json(one.why),
        "helpdesk": one.helpdesk,
        "messages": messages,
        "mail": shown,
        "wrong": one.wrong,
    }


def _message_json(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "wave": message.wave,
        "state": message.state,
        "at": message.at and message.at.isoformat(timespec="seconds"),
        "template": message.template,
        "news": message.news,
        "helpdesk": message.helpdesk,
        "ticket": message.ticket_id or None,
        "why": message.why,
    }
