"""A plan of outreach, and one order explained, as JSON-like data. No customer's name and no address."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.core.audience import OrderExplained, OutreachPlan, Placed, unwritten_words
from zendesk_bridge.core.audience.plan import OrderFeedPlan, PlanSample, SegmentPlan, UnwrittenPlan
from zendesk_bridge.core.model import Message, MessageLine, Order
from zendesk_bridge.core.report.outreach.text import is_doubted


def outreach_json(plan: OutreachPlan, *, sends: bool = True) -> dict[str, Any]:
    """Return all of a plan: counts, samples, every message, and every order that a person has to look at."""
    return {
        "ok": True,
        "plan": str(plan.id),
        "today": plan.today.isoformat(),
        "sends": sends,
        "late": list(plan.late),
        "back": list(plan.back),
        "affected": plan.affected,
        "messages": [_message(message) for message in plan.messages],
        "segments": [_segment(segment) for segment in plan.segments],
        "not_written_to": [_unwritten(part) for part in plan.unwritten],
        "feeds": [_feed(part) for part in plan.feeds],
        "customers_with_several_mails": plan.several,
        "most_mails_to_one_address": plan.most,
        "value_not_compared": [{"why": why, "orders": count} for why, count in plan.uncompared],
        "on_no_order": list(plan.unordered),
        "twice": [{"feed": feed, "order": order} for feed, order in plan.twice],
        "shortages": [
            {"sku": it.sku, "feed": it.feed, "stock": it.stock, "offered": it.offered} for it in plan.shortages
        ],
        "wrong": [str(problem) for problem in plan.wrong],
        "warnings": list(plan.warnings),
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "feed": message.order[0],
        "order": message.number,
        "helpdesk": message.helpdesk,
        "segment": message.segment,
        "template": message.template,
        "locale": message.locale,
        "news": message.news,
        "notice": message.kind,
        "lines": [_line(line) for line in message.lines],
    }


def _line(line: MessageLine) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "quantity": line.quantity,
        "ship_window": line.window and line.window.interval,
        "next_update": line.next_update and line.next_update.isoformat(),
        "promised_by": line.promised_by and line.promised_by.isoformat(),
        "late": bool(line.version),
    }


def _segment(segment: SegmentPlan) -> dict[str, Any]:
    return {
        "key": segment.key,
        "template": segment.template,
        "to": None if segment.template else "person",
        "why": segment.why,
        "orders": segment.orders,
        "lines": segment.lines,
        "news": dict(segment.news),
        "samples": [_sample(sample) for sample in segment.samples],
        "numbers": list(segment.numbers),
    }


def _unwritten(part: UnwrittenPlan) -> dict[str, Any]:
    return {
        "why": part.why,
        "in_words": unwritten_words(part.why),
        "orders": part.orders,
        "for_a_person": part.why.for_a_person,
        "numbers": list(part.numbers),
        "tickets": dict(part.drafts),
        "waves": list(part.waves),
    }


def _sample(sample: PlanSample) -> dict[str, Any]:
    return {**_order(sample.placed.order), "subject": sample.subject, "lines": [*map(_line, sample.placed.lines)]}


def _order(order: Order) -> dict[str, Any]:
    return {
        "feed": order.feed,
        "order": order.number,
        "ordered_at": order.ordered_at.isoformat(timespec="seconds"),
        "value": None if order.value is None else str(order.value),
        "currency": order.currency,
        "locale": order.locale,
        "country": order.country,
        "tags": list(order.tags),
    }


def _feed(part: OrderFeedPlan) -> dict[str, Any]:
    return {
        "feed": part.feed,
        "helpdesk": part.helpdesk,
        "orders": part.orders,
        "error": part.error and part.error.message,
        "unreadable": [str(problem) for problem in part.problems],
        "more_unreadable": part.more,
        "told": part.told,
        "gone": part.gone,
        "seems_cut_short": is_doubted(part),
    }


def explained_json(found: OrderExplained) -> dict[str, Any]:
    """Return where one order lands and why, condition by condition."""
    placed: Placed = found.placed
    return {
        **_order(placed.order),
        "segment": placed.segment,
        "template": placed.template,
        "written_to": placed.template is not None,
        "news": placed.news,
        "notice": placed.kind,
        "result": found.result,
        "lines": [
            {"sku": line.sku, "quantity": line.quantity, "in_words": words, "in_stock": line.in_stock}
            for line, words in found.lines
        ],
        "segments": [
            {
                "key": one.key,
                "sku": one.sku,
                "takes": one.takes,
                "conditions": [{"asked": it.asked, "seen": it.seen, "true": it.true} for it in one.checks],
            }
            for one in found.segments
        ],
    }
