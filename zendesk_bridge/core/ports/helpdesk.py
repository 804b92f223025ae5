"""What a helpdesk promises; the manual for a new kind of it is :class:`Helpdesk`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.kind import HelpdeskKind
from zendesk_bridge.core.model import (
    Account,
    Change,
    Conversation,
    Delivered,
    Delivery,
    DynamicText,
    Failed,
    FieldKey,
    Fields,
    FieldSpec,
    MacroContent,
    ManagedMacro,
    Outcome,
    Probe,
    Reach,
    RemoteField,
    RemoteMacro,
    RemoteView,
    Ticket,
    TicketForm,
    TicketPage,
    ViewSpec,
    WholeMacro,
)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a helpdesk can hold. Lengths are in characters; None means no limit is known.

    ``views`` says whether its API makes shared lists of tickets; ``macro_word`` is what agents call a macro there.
    """

    actions: frozenset[str]  # of "add_tags", "remove_tags", "status"
    title_length: int
    body_length: int
    tag_length: int
    tags_per_ticket: int | None
    short_field: int
    long_field: int
    views: bool = False
    macros: int | None = None  # how many one account may have
    macro_word: str = "macro"


class Dialect(Protocol):
    """How one helpdesk writes a reply: pure text work, used by core.macros.render.

    ``conditions`` tells whether a reply can see what a ticket's fields hold. Where it cannot, triage writes the reply
    of each per-ticket macro into a field of its own, and ``guard`` and ``choose`` are not called.
    """

    @property
    def conditions(self) -> bool:
        """Whether a reply can decide by itself what it shows."""

    def placeholder(self, name: str) -> str | None:
        """Return the helpdesk's placeholder for a neutral name such as ``customer.first_name``; None if it has none.

        ``backorder.*`` names are those of :class:`FieldKey`: ``backorder.ship_window``.
        """

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        """Return HTML that shows ``body`` only where all these ticket fields are filled, else ``fallback``."""

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:
        """Return HTML that shows the body of the locale that the ticket's fields are written in, else ``otherwise``."""

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:
        """Return what an admin must know of how these neutral names are written here."""

    def shape(self, html: str) -> str:
        """Return clean HTML in the shape that the helpdesk keeps (``<p>`` or ``<div>``)."""


class Offline(Protocol):
    """What is known of an account without asking it: enough to render its macros and to check them."""

    @property
    def name(self) -> str:
        """The admin's name for it."""

    @property
    def kind(self) -> str:
        """Its kind: the name of its folder, ``zendesk``."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can hold."""

    def dialect(self, fields: Fields) -> Dialect:
        """Return the way replies are written here; fields that are absent have no placeholder."""

    def content(self, macro: ManagedMacro) -> MacroContent:
        """Return what this macro is compared by, normalised as remote ones are. Pure."""

    def whole_macro(self, row: Mapping[str, Any]) -> WholeMacro:
        """Read one macro as the helpdesk's API, or an export made with it, gives it. Pure.

        Raises Incomplete for what is none.
        """


class Helpdesk(Offline, Protocol):
    """One account. All methods raise errors of :mod:`zendesk_bridge.core.errors` and nothing else.

    This is the manual for a new kind of helpdesk, which is one folder below ``helpdesks`` and nothing beside it;
    ``tests/helpdesks/third`` is a small one that is whole. The package is a :class:`HelpdeskFolder`:

    - ``KIND`` declares what the kind is called, how one signs in, whose addresses are its own: settings, their JSON
      Schema and their messages are made of it;
    - ``offline(name)`` gives the :class:`Capabilities` and the :class:`Dialect`: enough for ``check`` and ``preview``;
    - ``build(name, url, auth)`` gives this port, on a :class:`zendesk_bridge.transport.Transport`, which alone speaks
      HTTP. ``transport.once`` makes what must not be made twice, ``transport.single`` tells one ticket's trouble from
      the account's, ``transport.just_read`` saves the reading of what was read this very moment.

    Write the methods in the order in which they stand here; after each group one more promise suite of
    ``tests/helpdesks/promises`` passes: ``test_promise_account``, ``_probe`` and ``_errors`` (hurry to groups),
    ``_fields``, ``_forms``, ``_views``, ``_macros`` and ``_whole_macros``, ``_scan`` (changed_tickets to locales),
    ``_replies`` (agents' words), ``_patches`` and ``_one_ticket`` (patch), ``_deliver`` and ``_delivered`` (messages).
    The suites find a ``face.py`` in
    ``tests/helpdesks/KIND/``, whose ``face(base)`` returns a subclass of their ``Face``: how the kind's server is
    started, and what people do behind the client's back.

    Setup asks for ``account``, ``ticket_fields``, ``forms`` and ``views``, then for ``create_field``, ``put_on_form``
    and ``create_view`` as far as a person agreed. An import asks for ``dynamic_content``, ``groups`` and
    ``whole_macros``. A run asks for none of these but the groups, and goes in this order: ``account``, then
    ``ticket_fields``, ``groups`` and ``macros``; ``macro`` right before an update; ``changed_tickets`` to the end, with
    ``conversation`` and ``ticket`` for what the listing does not tell; ``locales``; ``tickets`` for those known by id
    only, and ``patch`` for those that need it. Outreach asks ``delivered`` where an earlier run broke off, then
    ``deliver`` for one message after the other.
    """

    @property
    def calls(self) -> int:
        """How many requests were sent so far, retries included."""

    def close(self) -> None:
        """Let go of the connections."""

    def hurry(self) -> None:
        """Try nothing for long from now on, and all of it for a minute or so at most: a person waits for it."""

    def reach(self) -> Reach:
        """Look for the way there: name, proxy, encryption; without credentials. Raises Unavailable where it ends."""

    def probe(self) -> Probe:
        """Ask who we are, and what else the account tells of itself. Asks only, and writes nothing.

        What may not be asked, is not there or cannot be read is None in what is returned. Raises AuthRefused, NotFound,
        Unavailable or Incomplete where not even who we are is told.
        """

    def account(self) -> Account:
        """Return which account this is; its id is "" where the helpdesk does not tell it.

        Asked once a session at most. What keeps the id from being told, such as a 403, a 404 or an answer that nobody
        can read, is no error: the account may work all the same. Raises AuthRefused for credentials that nobody knows,
        and Unavailable where nothing answers.
        """

    def groups(self) -> Mapping[str, int]:
        """Return every group: name -> id."""

    # --- ticket fields

    def ticket_fields(self) -> tuple[RemoteField, ...]:
        """Return every ticket field of the account, active or not; ``long`` tells which of them hold free text."""

    def create_field(self, spec: FieldSpec) -> RemoteField:
        """Create this ticket field for agents only, never required; raises Rejected when it came back otherwise."""

    # --- ticket forms

    def forms(self) -> tuple[TicketForm, ...]:
        """Return every ticket form, active or not; () where there are none to choose from, as on small plans.

        Then every field is on the one form that there is. Raises AuthRefused where it is the login that may not look,
        and Incomplete if a form may be missing.
        """

    def put_on_form(self, form: TicketForm, field_ids: Sequence[int]) -> TicketForm:
        """Put these fields at the end of a form; whatever else is on it stays, also what came on it since.

        Returns the form as it is afterwards, which may lack what the helpdesk left out in silence. Raises NotFound for
        one that is gone, and Rejected, AuthRefused or Conflict for one that cannot be changed, or has lost a field.
        """

    # --- shared lists of tickets

    def views(self) -> tuple[RemoteView, ...]:
        """Return every shared list of tickets, active or not; () where the API tells none.

        Raises AuthRefused where the login may not look, and Incomplete if one may be missing.
        """

    def create_view(self, spec: ViewSpec, fields: Fields) -> RemoteView:
        """Make this list for every agent, with its marker; columns whose field is not among ``fields`` are left out.

        After a lost answer, looks whether it is there before trying again. Raises Rejected or AuthRefused where it
        cannot be made, such as beyond an account's limit, and Rejected where it came back otherwise.
        """

    def view_steps(self, spec: ViewSpec) -> str:
        """Return what a person does to make this list by hand, for where ``capabilities.views`` is False. Pure."""

    # --- macros

    def macros(self) -> tuple[RemoteMacro, ...]:
        """Return all shared macros, retired ones included; raises Incomplete if the listing may have holes."""

    def macro(self, macro_id: int) -> RemoteMacro:
        """Return one macro as it is now; raises NotFound when agents share it no more."""

    def whole_macros(self) -> Iterator[WholeMacro | Problem]:
        """Yield every macro that this login may see, word for word: personal, inactive and our own ones, too.

        One that nobody can read comes as a Problem. Raises Incomplete if the listing may have holes.
        """

    def dynamic_content(self) -> Mapping[str, DynamicText]:
        """Return the texts that stand in macros by name, as ``{{dc.name}}``, in all their languages.

        Nothing where the helpdesk has no such thing; raises AuthRefused where this login may not read them.
        """

    def create_macro(self, macro: ManagedMacro) -> RemoteMacro:
        """Create it; after a lost answer, look whether it is there (by marker) before trying again."""

    def update_macro(self, remote: RemoteMacro, macro: ManagedMacro) -> RemoteMacro:
        """Make the remote macro what ``macro`` says, active and with its marker; restrictions are lifted explicitly.

        Raises NotFound when it was deleted in the portal.
        """

    def retire_macro(self, remote: RemoteMacro) -> RemoteMacro:
        """Take it out of the agents' sight without deleting it, keeping its marker."""

    # --- tickets

    def changed_tickets(self, cursor: str | None, since: datetime, fields: Fields) -> Iterator[TicketPage]:
        """Yield what changed after ``cursor``, or since this (aware) time if there is none, to the end.

        The last page's cursor continues there next time. Tickets may repeat. Deleted and closed ones are included
        with their status. Agents' public replies come with the pages, or the ticket is ``answered``; an agent who began
        a ticket has replied by its description. A row that cannot be read is named or counted on its page. Raises
        Incomplete when the stream loops or breaks.
        """

    def tickets(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket | Failed]:
        """Yield these tickets without words; one that is gone comes with status ``deleted``.

        One that cannot be read although the account works comes as a ``Failed``.
        """

    def ticket(self, ticket_id: int, fields: Fields) -> Ticket:
        """Return one ticket with all customer words and all agents' public replies on it.

        Raises NotFound, or Rejected where this one cannot be read although the account works.
        """

    def conversation(self, ticket_id: int) -> Conversation:
        """Return what was written on a ticket after its description; raises as :meth:`ticket` does.

        ``words`` are all customer-written comments, ``replies`` all public ones of whoever works here, and of the
        helpdesk itself where it answers by rule: whatever reached the customer. Private notes, what went to third
        parties and what only repeats somebody's words (a merge, a transcript) is none of either.
        """

    def locales(self, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the language of these requesters where it is known, as ``de`` or ``pt_BR``."""

    @property
    def batch(self) -> int:
        """How many tickets one write takes at once: so many are decided on, remembered as intended, and written."""

    def patch(self, changes: Iterable[Change], fields: Fields) -> Iterator[Outcome]:
        """Write each change if its ticket still is what was decided on; yield what became of each, in any order.

        Whether it is, is read right before the write, and :func:`zendesk_bridge.core.collision.collides` says it: where
        somebody was faster the outcome is ``Stale`` with the ticket as it is now, for the caller to decide again. What
        a patch does not name survives, also against an agent who writes at the same moment. What the helpdesk shows
        afterwards is compared with what was asked. A ticket that takes no change any more is ``Skipped``, for good.
        A single ticket's failure, whatever the status, is a ``Failed``; AuthRefused, Unavailable and the like are
        raised where the account does not work either. An empty patch costs no call: ``Written(changed=False)``.
        """

    # --- messages to customers

    def deliver(self, delivery: Delivery, fields: Fields) -> Delivered:
        """Send one message to a customer and return where it can be read.

        Whoever may have sent it before, in a run that broke off, asks :meth:`delivered` first.

        Without a ``ticket_id`` it begins a ticket that waits for the customer, with the message as ours, in public. The
        recipient is found by the address and left as they are; who is new is made with the name, and the language where
        the helpdesk takes one. On a ticket, the message is a public reply, or as a ``draft`` a private note that says
        so; status, tags and fields stay as they are, and what an agent writes at the same moment does, too.

        The key goes where nobody but us changes it: best where the helpdesk itself takes nothing twice, else where it
        can be looked for, as a line of the text if need be. After a lost answer it is looked for before another try.
        What the helpdesk kept otherwise than it was sent is named in what is returned, which is named as
        :meth:`changed_tickets` will name it: a later run must not take our own words for somebody else's.

        Raises:
            Rejected: not this message, others may go: an address that is none, somebody suspended. Nothing is left of
                it, unless the error names a ticket for a person to look at.
            Conflict: the ticket takes no answer any more, for it was solved, closed, merged or deleted. Nothing was
                sent: begin another one.
            AuthRefused, NotFound, Unavailable, Incomplete: send no more for now. It may have gone out: ask
                ``delivered`` before the next try.
        """

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for a message by its key, on its ticket and among those begun; None where it surely is not.

        The words need not be there, and where the helpdesk can do without it, the recipient's address neither.

        Raises:
            Rejected: without the address nobody can tell.
            NotFound: its ticket cannot be read any more, and the message may stand there.
            AuthRefused, Unavailable, Incomplete: nobody can tell now: nothing is to be sent.
        """

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the e-mail addresses of these requesters as they are now, to compare digests with; never kept.

        Who has none, is gone or cannot be read is absent. Raises AuthRefused or Unavailable where the account does not
        work.
        """


class HelpdeskFolder(Protocol):
    """What the package of one kind of helpdesk offers; imported, it loads nothing that speaks HTTP."""

    KIND: HelpdeskKind
    """What settings and faces must know of this kind."""

    def offline(self, name: str) -> Offline:
        """Return what is known of an account of this name without asking it."""

    def build(self, name: str, url: str, auth: Mapping[str, str], *, max_share_of_limit: float = ...) -> Helpdesk:
        """Return the account at this address, ``auth`` as it stands in the config; sends nothing yet.

        Takes ``sleep`` and ``now`` besides, for whoever waits for nothing.
        """
