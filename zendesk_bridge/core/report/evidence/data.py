"""Evidence as JSON-like data, and the digest of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from zendesk_bridge.core.evidence import (
    Answer,
    ComputedDate,
    Evidence,
    GivenNotice,
    Happening,
    ItemEvidence,
    OrderedItem,
    Quotation,
    TicketEvidence,
)
from zendesk_bridge.core.model import ApprovedMessage, Backorder, FactVersion, MessageLine
from zendesk_bridge.core.report.evidence.words import NOT_ADVICE, unknown
from zendesk_bridge.core.report.said import window_json


def evidence_json(found: Evidence) -> dict[str, Any]:
    """Return evidence as JSON-like data; the digest is that of what stands under ``evidence``."""
    return {
        "evidence": _content(found),
        "digest": evidence_digest(found),
        "made_at": _moment(found, found.made_at),
        "program": found.program,
        "missing_texts": found.missing,
    }


def evidence_digest(found: Evidence) -> str:
    """Return the digest of the content: SHA-256 of its JSON with sorted keys, no spaces, in UTF-8.

    When and by what it was made is no part of it: what was shown twice alike has one digest.
    """
    text = json.dumps(_content(found), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"


def _content(found: Evidence) -> dict[str, Any]:
    return {
        "asked": found.asked,
        "time_zone": found.zone_name,
        "tickets": [_ticket(found, ticket) for ticket in found.tickets],
        "messages": [_message(found, message) for message in found.messages],
        "not_known": list(unknown(found)),
        "note": NOT_ADVICE,
    }


def _message(found: Evidence, one: ApprovedMessage) -> dict[str, Any]:
    message = one.message
    return {
        "id": message.id,
        "wave": message.wave,
        "approved_by": list(one.approved),
        "order": message.number or None,
        "state": message.state.value,
        "why": message.why or None,
        "at": _moment(found, message.at) if message.at else None,
        "helpdesk": message.helpdesk,
        "ticket": message.ticket_id or None,
        "comment": message.comment or None,
        "template": message.template,
        "lines": [_line(line) for line in message.lines],
    }


def _line(line: MessageLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "quantity": line.quantity,
        "promised_by": line.promised_by and str(line.promised_by),
        "version": line.version or None,
        "ship_window": window_json(line.window),
        "next_update": line.next_update and str(line.next_update),
    }


def _ticket(found: Evidence, ticket: TicketEvidence) -> dict[str, Any]:
    return {
        "helpdesk": ticket.helpdesk,
        "kind": ticket.kind,
        "ticket": ticket.ticket_id,
        "link": ticket.link,
        "orders": list(ticket.orders),
        "customer": ticket.requester_id,
        "market": ticket.market.value,
        "status": ticket.status and ticket.status.value,
        "trouble": ticket.trouble,
        "items": [_item(found, item) for item in ticket.items],
        "unread_answers": [_answer(found, answer) for answer in ticket.unread],
        "timeline": [_happening(found, one) for one in ticket.timeline],
    }


def _item(found: Evidence, item: ItemEvidence) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "name": item.name,
        "late": item.late,
        "promised_at_order": [
            {
                "day": str(promise.day),
                "place": promise.version.place,
                "feed": promise.version.feed,
                "since": _moment(found, promise.version.seen_at),
                "version": promise.version.version,
            }
            for promise in item.promised
        ],
        "versions": [_version(found, version) for version in item.versions],
        "notices": [_notice(found, notice) for notice in item.notices],
        "answers": [_answer(found, answer) for answer in item.answers],
        "today": _dates(item.today),
        "ordered": [_ordered(one) for one in item.ordered],
        "drafts": [_message(found, one) for one in item.drafts],
    }


def _ordered(one: OrderedItem) -> dict[str, Any]:
    return {
        "order": one.message.message.number or None,
        "feed": one.message.message.order[0],
        "quantity": one.line.quantity,
        "promised_by": one.line.promised_by and str(one.line.promised_by),
        "own_day": one.own_day,
        "source": one.source,
    }


def _version(found: Evidence, version: FactVersion) -> dict[str, Any]:
    return {
        "version": version.version,
        "seen_at": _moment(found, version.seen_at),
        "late": version.item is not None,
        **_state(version.item or Backorder(version.sku, "")),
        "feed": version.feed,
        "place": version.place,
    }


def _state(item: Backorder) -> dict[str, Any]:
    return {
        "ship_window": window_json(item.ship_window),
        "reason": item.reason,
        "promised_by": item.promised_by and str(item.promised_by),
        "options": [option.kind for option in item.options],
        "next_update": item.next_update and str(item.next_update),
    }


def _notice(found: Evidence, notice: GivenNotice) -> dict[str, Any]:
    promise = notice.promise
    return {
        "at": _moment(found, promise.at),
        "comment": promise.comment,
        "agent": None if promise.by_bridge else promise.agent_id,
        "by": "bridge" if promise.by_bridge else "agent",
        "wave": notice.sent.message.wave if notice.sent else None,
        "message": notice.sent.message.id if notice.sent else None,
        "approved_by": list(notice.sent.approved) if notice.sent else [],
        "team": promise.team,
        "ship_window": window_json(promise.window),
        "next_update": promise.next_update and str(promise.next_update),
        "kind": promise.kind.value,
        "accuracy": promise.accuracy.value,
        "version": promise.version,
        "after_an_edit": notice.again,
        "text": _text(notice.text),
        "dates": _dates(notice.dates),
    }


def _answer(found: Evidence, answer: Answer) -> dict[str, Any]:
    choice = answer.choice
    read = choice and {
        "kind": choice.kind,
        "how": choice.how,
        "version": choice.version,
    }
    return {
        "at": answer.at and _moment(found, answer.at),
        "comment": answer.comment,
        "choice": read,
        "text": _text(answer.text),
        "dates": _dates(answer.dates),
    }


def _text(text: Quotation) -> dict[str, Any]:
    return {"state": text.state.value, "text": text.text, "cut": text.cut}


def _dates(dates: Iterable[ComputedDate]) -> list[dict[str, Any]]:
    return [
        {"what": one.what.value, "day": one.day and str(one.day), "why": one.why, "source": one.source} for one in dates
    ]


def _happening(found: Evidence, one: Happening) -> dict[str, Any]:
    return {"at": _moment(found, one.at), "who": one.who, "what": one.what, "sku": one.sku, "comment": one.comment}


def _moment(found: Evidence, moment: datetime) -> str:
    return moment.astimezone(found.zone).isoformat(timespec="seconds")
