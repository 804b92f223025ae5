"""One agent at the desk of one face: what they are shown, and what they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from zendesk_bridge.sandbox import seed
from zendesk_bridge.sandbox.desk import forms, pages, suggest, views
from zendesk_bridge.sandbox.desk.freshdesk_side import FreshdeskSide
from zendesk_bridge.sandbox.desk.parts import SHIP_WINDOW, DeskError, Draft, MenuFolder, Reply, Side
from zendesk_bridge.sandbox.desk.zendesk_side import ZendeskSide
from zendesk_bridge.sandbox.markup import to_text
from zendesk_bridge.sandbox.records import NewComment, StoredTicket, TicketWrite, User
from zendesk_bridge.sandbox.store import Store

if TYPE_CHECKING:
    from zendesk_bridge.sandbox.context import Context
    from zendesk_bridge.sandbox.options import Face

_SIDES: Mapping[str, type[Side]] = {"zendesk": ZendeskSide, "freshdesk": FreshdeskSide}
_SAID = {
    "public": "Reply sent to the customer.",
    "private": "Note added. The customer does not see it.",
    "changed": "Ticket updated.",
    "assigned": "The ticket has a new assignee.",
    "freed": "The ticket is assigned to nobody.",
    "customer": "The customer's answer has arrived.",
    "opened": "The customer's ticket has arrived.",
}
_HIGHEST_PAGE = 100_000  # pages


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as a list shows it; what nobody has or nobody filled is empty."""

    ticket: StoredTicket
    person: str
    status: str
    assignee: str
    window: str


@dataclass(frozen=True, slots=True)
class Room:
    """The desk of one face; ``faces`` are those that the agent can switch to. Methods raise DeskError to refuse."""

    face: Face
    box: Context
    agent: User
    side: Side
    faces: tuple[tuple[str, str], ...]

    @classmethod
    def enter(cls, boxes: Mapping[Face, Context], face: str) -> Room:
        """Return the desk of a face; raises the 404 of a face that is not being served."""
        if face not in boxes or face not in _SIDES:
            raise DeskError(404, "There is no such helpdesk in this sandbox.")
        known = cast("Face", face)
        box = boxes[known]
        agent = [*box.store.users(("agent",), limit=1), *box.store.users(("admin",), limit=1)][0]
        faces = tuple((name, side.name) for name, side in _SIDES.items() if name in boxes)
        return cls(known, box, agent, _SIDES[face](box, agent), faces)

    @property
    def _store(self) -> Store:
        return self.box.store

    # --- what is shown -------------------------------------------------------------------------

    def _render(self, name: str, **values: Any) -> str:
        common = {"face": self.face, "faces": self.faces, "side": self.side, "agent": self.agent}
        return pages.render(name, **common, now=self._store.now(), **values)

    def list_page(self, view: str, page: int, words: str = "") -> str:
        """Return a list of tickets: a view, or those in which all the words stand."""
        view, shared = views.FOUND if words else view, self.side.views()
        lists = views.lists(shared)
        if view not in (*lists, views.FOUND) or not 1 <= page <= _HIGHEST_PAGE:
            raise DeskError(404, "There is no such list of tickets.")
        own = views.listing(self._store, view, page, self.face, self.side.promise(), self.agent.id)
        found = views.beside(own, shared, view)
        if view == views.FOUND:
            found = views.found(self._store, words, page, found.counts)
        asked = urlencode({"q": words}) if words else f"view={view}"
        return self._render(
            "list", views=lists, first=next(iter(shared), ""), view=view, found=found, rows=self._rows(found.tickets),
            words=words, asked=asked, here=f"?{asked}" if view in (*views.VIEWS, views.FOUND) else "",
        )  # fmt: skip

    def _rows(self, tickets: Sequence[StoredTicket]) -> list[TicketRow]:
        ids = {number for row in tickets for number in (row.requester_id, row.assignee_id or 0)}
        people = {user.id: user.name for user in self._store.users_by_ids(ids)}
        return [
            TicketRow(
                ticket,
                people.get(ticket.requester_id, ""),
                self.side.status(ticket)[1],
                people.get(ticket.assignee_id or 0, ""),
                next((field.value for field in self.side.fields(ticket) if field.label == SHIP_WINDOW), ""),
            )
            for ticket in tickets
        ]

    def ticket(self, number: int) -> StoredTicket:
        """Return a ticket that is there; raises the 404 of one that is not, or is deleted or spam."""
        found = self._store.ticket(number)
        if found is None or found.deleted or found.spam:
            raise DeskError(404, f"There is no ticket {number}.")
        return found

    def draft(self, ticket: StoredTicket, macro: int | None) -> Draft:
        """Return the composer: empty, or filled by a macro."""
        if macro is not None:
            return self.side.fill(ticket, macro)
        status = self.side.status(ticket)[0]
        return Draft("open" if status == "new" else status, ticket.tags)

    def kept(self, ticket: StoredTicket, form: forms.PageForm) -> Draft:
        """Return the composer as the agent left it, after a reply that was refused."""
        text = form.get("text", "") or to_text(form.get("html", ""))
        empty = self.draft(ticket, None)
        status = form.get("status", "")
        return replace(
            empty,
            status=status if status in {value for value, _ in self.side.statuses} else empty.status,
            tags=forms.tags(form.get("tags", ""), self.side),
            html=form.get("html", ""),
            text=text,
            public=form.get("visibility") != "private",
        )

    def ticket_page(
        self, ticket: StoredTicket, draft: Draft, *, said: str = "", wrong: str = "", letter: str = ""
    ) -> str:
        """Return a ticket with its conversation and the composer; ``wrong`` says why the last try was refused."""
        ids = {ticket.requester_id, ticket.assignee_id or 0}
        people = {user.id: user for user in self._store.users_by_ids(ids)}
        requester = people.get(ticket.requester_id)
        return self._render(
            "ticket",
            ticket=ticket,
            requester=requester,
            assignee=people.get(ticket.assignee_id or 0),
            agents=self._store.users(("agent", "admin")),
            suggested=suggest.suggested(self.side, ticket, requester.locale if requester else ""),
            status=self.side.status(ticket)[1],
            closed=self.side.closed(ticket),
            messages=self.side.messages(ticket),
            fields=self.side.fields(ticket),
            menu=MenuFolder.of(self.side.macros()),
            draft=draft,
            plain=self.draft(ticket, None),
            said=_SAID.get(said, ""),
            wrong=wrong,
            letter=letter,
            here=f"/tickets/{ticket.id}",
        )

    def new_page(self, letter: forms.NewLetter, wrong: Mapping[str, str]) -> str:
        """Return the page on which a customer writes."""
        return self._render("new", letter=letter, wrong=wrong, locales=forms.LOCALES, here="/new")

    # --- what is done --------------------------------------------------------------------------

    def send(self, ticket: StoredTicket, reply: Reply) -> str:
        """Submit what the agent wrote; returns which of the sentences says so."""
        same = reply.status in (None, self.side.status(ticket)[0])
        if not reply.html and same and not reply.add_tags and not reply.remove_tags:
            raise DeskError(422, "Write a message, or change the status or the tags.")
        self.side.send(ticket, reply)
        if not reply.html:
            return "changed"
        return "public" if reply.public else "private"

    def assign(self, ticket: StoredTicket, chosen: str) -> None:
        """Give the ticket to the agent with this id, or to nobody; raises ``DeskError`` for somebody else's."""
        agents = {str(user.id): user.id for user in self._store.users(("agent", "admin"))}
        if chosen and chosen not in agents:
            raise DeskError(422, "Nobody of that name works here.")
        self.side.assign(ticket, agents.get(chosen))

    def not_a_customer(self, letter: forms.NewLetter) -> dict[str, str]:
        """Return what is wrong with an address that belongs to somebody who works here."""
        known = self._store.user_by_email(letter.email)
        return {"email": "This is an agent's address."} if known and known.role != "end-user" else {}

    def open_ticket(self, letter: forms.NewLetter) -> int:
        """Open a ticket as if the customer's e-mail had just come in; returns its id."""
        person = {"name": letter.name, "email": letter.email, "locale": letter.locale}
        row = {"subject": letter.subject, "description": letter.text, "requester": person}
        with self._store.writing():
            return seed.add_ticket(self._store, row)

    def customer_answers(self, ticket: StoredTicket, text: str) -> None:
        """Answer a ticket as its customer; one that waits or is solved is open again, as in both helpdesks."""
        if not text or len(text) > forms.LONGEST_TEXT:
            raise DeskError(422, f"What does the customer say? At most {forms.LONGEST_TEXT:,} characters.")
        if self.side.closed(ticket):
            raise DeskError(422, "A closed ticket takes no answers. Let the customer open a new one.")
        values = {} if ticket.status == "new" else {"status": "open"}
        change = TicketWrite(ticket.requester_id, values, NewComment(text=text), channel="email")
        self._store.update_ticket(ticket.id, change)
