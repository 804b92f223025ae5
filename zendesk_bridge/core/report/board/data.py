"""The board as JSON-like data."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.core.board import BoardItem, TicketsTold
from zendesk_bridge.core.followups import FollowUp
from zendesk_bridge.core.report.board.outreach import outreach_json
from zendesk_bridge.core.report.board.values import CHOICES, BoardReport
from zendesk_bridge.core.report.consistency import Worth, worth_json
from zendesk_bridge.core.report.said import window_json


def board_json(report: BoardReport) -> dict[str, Any]:
    """Return the whole board."""
    board = report.board
    return {
        "made_at": board.made_at.isoformat(timespec="seconds"),
        "time_zone": report.zone_name,
        "program": report.program,
        "late_items": len(board.items),
        "tickets": _told(board.told),
        "choices": {kind: board.choices.get(kind, 0) for kind in CHOICES},
        "waiting": board.waiting.as_json,
        "items": [_item(report, item) for item in board.items],
        "followups": [_followup(report, one) for one in board.followups],
        "outreach": outreach_json(report.outreach),
        "consistency": {
            "since": report.since.isoformat(timespec="seconds"),
            **worth_json(report.total),
            "teams": [{"team": name, **worth_json(of)} for name, of in report.teams.items()],
        },
    }


def _item(report: BoardReport, item: BoardItem) -> dict[str, Any]:
    shown = item.item
    return {
        "sku": shown.sku,
        "name": shown.name,
        "ship_window": window_json(shown.ship_window),
        "lapsed": shown.lapsed,
        "next_update": item.next_update and item.next_update.isoformat(),
        "moves": len(item.slips.moves),
        "moved_days": item.slipped_days,
        "tickets": _told(item.told),
        "choices": {kind: item.choices.get(kind, 0) for kind in CHOICES},
        "waiting": item.waiting.as_json,
        "consistency": worth_json(report.items.get(shown.sku, Worth())),
    }


def _told(told: TicketsTold) -> dict[str, int]:
    return {
        "open": told.tickets,
        "told_current": told.current,
        "told_old": told.old,
        "told_no_day": told.undated,
        "told_nothing": told.nothing,
    }


def _followup(report: BoardReport, one: FollowUp) -> dict[str, Any]:
    return {
        "helpdesk": one.helpdesk,
        "ticket": one.ticket_id,
        "sku": one.sku,
        "state": one.state.name.lower(),
        "days": one.days,
        "promised": one.promised and one.promised.isoformat(),
        "told_at": one.told_at.astimezone(report.board.zone).isoformat(timespec="seconds"),
        "link": report.link(one.helpdesk, one.ticket_id) or None,
    }
