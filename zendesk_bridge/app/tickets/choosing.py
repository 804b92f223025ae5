"""What customers choose after a promise: recorded with the page that brought it; their words are forgotten.

Read is only what was written after a public reply told the customer of the item, and only where a choice is beyond
doubt. What else answers is for a person: it is counted and listed by its ticket, without a word of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from zendesk_bridge.app.tickets.book import Book
from zendesk_bridge.app.tickets.gathered import Gathered
from zendesk_bridge.app.tickets.hearing import about, is_forgotten
from zendesk_bridge.app.tickets.site import TicketSite
from zendesk_bridge.core import narrow
from zendesk_bridge.core.choices import chosen, is_answer
from zendesk_bridge.core.mentions import match
from zendesk_bridge.core.model import (
    BY_PAGE,
    NOTHING_HEARD,
    Choice,
    Heard,
    Promise,
    Ticket,
    UnreadAnswer,
    View,
    Words,
)

BY_TAG: Final = "tag"
"""The rule that reads a choice from a tag which a macro of ours, or an agent, put on the ticket."""

_COMMENT: Final = "comment "


class Choosing:
    """Reads customers' answers of one run on one helpdesk."""

    def __init__(self, site: TicketSite, book: Book, gathered: Gathered) -> None:
        self._site, self._book, self._gathered = site, book, gathered

    def read(self, written: Mapping[int, Sequence[Words]]) -> None:
        """Take down what these comments choose, by ticket. What they answer must have been heard before."""
        comments = {
            ticket_id: answers
            for ticket_id, words in written.items()
            if (answers := [one for one in words if one.part.startswith(_COMMENT)])
        }
        heard = self._book.heard(comments.keys()) if comments else {}
        told = {ticket_id: comments[ticket_id] for ticket_id in heard}
        views, known = self._book.read(told.keys()), self._book.answered(told.keys())
        for ticket_id, answers in told.items():
            for words in answers:
                view = views.get(ticket_id, View())
                if words.part not in known.get(ticket_id, ()) and not _was_forgotten(view, words):
                    self._answer(ticket_id, words, heard[ticket_id], view)

    def look_at(self, ticket: Ticket) -> None:
        """Take down a choice that a tag tells of the one item that the ticket is about, once for each tag."""
        tagged = [kind for kind, tag in narrow.CHOICE_TAGS.items() if tag in ticket.tags]
        view = self._book.read([ticket.id]).get(ticket.id, View())
        if not tagged or view.forgotten is not None:  # nobody knows whether the tag is older than that
            return
        heard = self._book.heard([ticket.id]).get(ticket.id, NOTHING_HEARD)
        skus = self._items(heard, view)
        if len(skus) != 1:
            return
        sku = skus[0]
        known = self._book.chosen([ticket.id]).get(ticket.id, ())
        told = {one.kind for one in known if one.sku == sku and one.how in {BY_TAG, BY_PAGE}}  # ours says what we know
        new = [kind for kind in tagged if kind not in told]
        if len(new) == 1:
            at, whose = self._site.now, ticket.requester_id
            self._take(Choice(ticket.id, sku, new[0], at, "", BY_TAG, requester_id=whose))

    def _answer(self, ticket_id: int, words: Words, heard: Heard, view: View) -> None:
        earlier = {sku: [one for one in some if _is_after(words, one)] for sku, some in heard.items()}
        told = {sku: tuple(some) for sku, some in earlier.items() if some}
        skus = self._items(told, view)
        if not skus or not is_answer(words):
            return
        named = {mention.sku for mention in match.find([words], self._site.vocabulary)}
        meant = named & set(skus) or (set() if named else set(skus))
        sku = next(iter(meant)) if len(meant) == 1 else ""
        requester = told[skus[0]][-1].requester_id
        late, at = self._site.rules.late.get(sku), words.at or self._site.now
        found = chosen(words, [option.kind for option in late.options]) if late else None
        if found:
            self._take(Choice(ticket_id, sku, found.kind, at, words.part, found.how, requester_id=requester))
            return
        self._book.leave_unread(UnreadAnswer(ticket_id, sku, at, words.part, late.version if late else "", requester))
        self._gathered.unread_answers += 1

    def _take(self, choice: Choice) -> None:
        self._book.choose(replace(choice, version=self._site.rules.late[choice.sku].version))
        self._gathered.chosen[choice.kind] += 1

    def _items(self, heard: Heard, view: View) -> list[str]:
        """Return the late items that the ticket is about and whose customer was told of them."""
        return sorted(about(view) & heard.keys() & self._site.rules.late.keys())


def _was_forgotten(view: View, words: Words) -> bool:
    """Tell whether this was to be forgotten; of what has no time of its own nobody knows that it was not."""
    return view.forgotten is not None and (words.at is None or is_forgotten(view, words.at))


def _is_after(words: Words, promise: Promise) -> bool:
    """Tell whether a comment was written after a promise: by its time, else by its number, which helpdesks count up.

    Times are full seconds, so that of two at the same one the number tells, too.
    """
    if words.at is not None and words.at != promise.at:
        return words.at > promise.at
    mine, theirs = (part.rpartition(" ")[2] for part in (words.part, promise.comment))
    return not theirs.isdecimal() or (mine.isdecimal() and int(mine) > int(theirs))
