"""What customers chose, in words and as data: ids, kinds and rules, never what a customer wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from zendesk_bridge.core.model import BY_PAGE, Choice, ChoiceKind, Promise, UnreadAnswer
from zendesk_bridge.core.report.said import told

CHOSEN: Final[Mapping[ChoiceKind, str]] = {
    "wait": "waits",
    "swap": "swaps",
    "split": "has the rest shipped",
    "cancel": "cancels",
}
"""What a customer does who chose this."""


@dataclass(frozen=True, slots=True)
class AnswerOn:
    """A choice, an answer to be read, or a promise without an answer, on one helpdesk, with the link to its ticket.

    ``holds`` is False for a choice that the customer has changed since. ``order`` is the number of the order that a
    choice on the page is about, while no ticket tells it; where the order has no ticket, that is number 0.
    """

    helpdesk: str
    answer: Choice | UnreadAnswer | Promise
    link: str = ""
    holds: bool = True
    order: str = ""


def in_words(on: AnswerOn) -> str:
    """Return what the customer wants, as far as anybody knows."""
    match answer := on.answer:
        case Choice(kind=kind):
            return CHOSEN[kind] if on.holds else f"{CHOSEN[kind]} (changed since)"
        case UnreadAnswer():
            return "to be read"
        case Promise():
            return f"no choice yet; told: {told(answer)}"


def read_from(answer: Choice | UnreadAnswer | Promise) -> str:
    """Return where that is known from: the comment and the rule that read it, or the tag."""
    match answer:
        case Choice(how=how) if how == BY_PAGE:
            return "the choice page"
        case Choice(comment=comment, how=how):
            return f"{comment}, rule {how}" if comment else "a tag on the ticket"
        case _:
            return answer.comment


def answer_json(on: AnswerOn) -> dict[str, Any]:
    """Return an answer as JSON-like data."""
    answer = on.answer
    choice = answer if isinstance(answer, Choice) else None
    return {
        "helpdesk": on.helpdesk,
        "ticket": answer.ticket_id or None,
        "order": on.order or None,
        "sku": answer.sku or None,
        "choice": choice and choice.kind,
        "holds": on.holds if choice else None,
        "at": answer.at.isoformat(timespec="seconds"),
        "comment": answer.comment or None,
        "how": choice and choice.how,
        "customer": answer.requester_id,
        "version": answer.version or None,
        "link": on.link or None,
    }
