"""The faces of the promise tests: for each kind of helpdesk how its client is built, and how it is seen from behind.

A new kind has a folder beside this one. What is asked of it is asked of all: nothing in the tests knows a kind by name.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
import requests

from zendesk_bridge import helpdesks
from zendesk_bridge.core import fields as our_fields
from zendesk_bridge.core.model import Fields, ManagedMacro, Marker, RemoteField, TicketStatus
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.records import Comment, NewTicket, StoredTicket, TicketWrite

sys.path.insert(0, str(Path(__file__).parent))  # what some tests here share is imported from there


class Face(ABC):
    """One kind of helpdesk in a sandbox. Tests share the sandbox; each begins an hour after the one before."""

    kind: ClassVar[str]
    client: ClassVar[Any]
    account_path: ClassVar[str]  # where the account tells its id
    account_unknown: ClassVar[Mapping[str, Any]]  # an answer there that does not tell it
    calls_for_account_and_fields: ClassVar[int]
    create_path: ClassVar[str]  # where macros are created (regular expressions, all of these)
    patches: ClassVar[str]  # where patches are written
    notes_sent: ClassVar[tuple[str, str]]  # method and path of what brings a note
    before_patch: ClassVar[tuple[str, str]]  # and of the last moment when an agent's edit must survive our patch
    begins: ClassVar[str]  # where a message's own ticket is begun, by a POST
    answers: ClassVar[tuple[str, str]]  # method and path of what brings a message onto a ticket
    tells_two_apart: ClassVar[bool]  # whether two clients with one key at the same moment make one message
    takes_language: ClassVar[bool]  # whether a customer who is new gets the language of the message
    forms_path: ClassVar[str]  # where ticket forms are
    no_forms: ClassVar[Sequence[Mapping[str, Any]]]  # answers of plans that have none to choose from
    statuses: ClassVar[Mapping[str, TicketStatus]]  # what tickets() says of tickets that ended in each way
    final: ClassVar[frozenset[str]]  # after which of these ends a ticket takes no updates

    @classmethod
    def start(cls) -> AbstractContextManager[Any]:
        """Start a helpdesk that nobody has used."""
        faces: Any = (cls.kind,)
        return Sandbox(seed=None, faces=faces)

    def __init__(self, box: Any) -> None:
        self.box = box
        self._session = requests.Session()
        self._session.trust_env = False
        self._bent: set[str] = set()
        self._desks: list[Helpdesk] = []
        self.slept: list[float] = []
        self._names = count(1)
        self.since = self.now()

    def begin(self) -> None:
        """Start a test at a time of its own."""
        self.later(3600)
        self.slept.clear()
        self.since = self.now()

    def end(self) -> None:
        """Take back what a test may have broken, and let go of its connections."""
        resets = {"lag": {"seconds": 0}, "settings": {"job_polls": 1, "scopes": "", "plan": "sandbox-open"}}
        for path in self._bent:
            self._admin("DELETE" if path == "faults" else "POST", path, resets.get(path))
        self._bent.clear()
        for opened in (*self._desks, self._session):
            opened.close()
        self._desks.clear()

    # --- the client

    @property
    def url(self) -> str:
        """The account's address."""
        return str(getattr(self.box, f"{self.kind}_url"))

    @property
    def login(self) -> Mapping[str, str]:
        """An administrator's credentials, as in the config."""
        return self.box.credentials.by_type[self.kind]

    def now(self) -> datetime:
        """Return the sandbox's time."""
        return self.box.store.now()

    def later(self, seconds: float) -> None:
        """Let the sandbox's time pass."""
        self.admin("clock", {"advance_seconds": seconds})

    def sleep(self, seconds: float) -> None:
        """Let the sandbox's time pass instead of ours, and remember it."""
        self.slept.append(seconds)
        self.later(seconds)

    def desk(self, login: Mapping[str, str] | None = None, url: str = "") -> Helpdesk:
        """Return a new client."""
        desk: Helpdesk = self.client.build("shop", url or self.url, login or self.login, sleep=self.sleep, now=self.now)
        self._desks.append(desk)
        return desk

    @property
    def secret(self) -> str:
        """The part of the credentials that nobody may read."""
        return list(self.login.values())[-1]

    def wrong_login(self) -> Mapping[str, str]:
        """Return credentials that nobody knows."""
        return {**self.login, list(self.login)[-1]: "wr0ng-secret"}

    @abstractmethod
    def weak_login(self) -> Mapping[str, str]:
        """Return credentials that are right but may not write macros."""

    # --- behind the helpdesk's back

    def admin(self, path: str, body: Any = None, method: str = "POST") -> Any:
        """Ask the sandbox itself."""
        if path in {"faults", "lag", "settings"}:
            self._bent.add(path)
        return self._admin(method, path, body)

    def _admin(self, method: str, path: str, body: Any) -> Any:
        return self._json(self._session.request(method, f"{self.url}/_sandbox/{path}", json=body, timeout=60))

    def api(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the API as a person in the portal would."""
        login = self._portal_login()
        return self._json(self._session.request(method, f"{self.url}/api/v2/{path}", json=body, auth=login, timeout=60))

    @staticmethod
    def _json(reply: requests.Response) -> Any:
        reply.raise_for_status()
        return reply.json() if reply.content else None

    @abstractmethod
    def _portal_login(self) -> tuple[str, str]:
        """Return what a person in the portal signs in with."""

    def fault(self, effect: str, path: str = "", method: str = "", **more: Any) -> None:
        """Order a fault; ``start`` and ``to`` count matching requests."""
        start = more.pop("start", 1)
        self.admin("faults", {"effect": effect, "path": path, "method": method, "from": start, **more})

    def agent_beats_us(self, ticket: int, **changes: Any) -> None:
        """Let an agent edit this ticket between our scan and our write."""
        method, path = self.before_patch
        self.fault("before_write", path, method, ticket=ticket, changes=changes)

    @abstractmethod
    def refuse(self, ticket: int) -> None:
        """Let every write to this ticket fail."""

    @abstractmethod
    def suspend(self, email: str) -> None:
        """Let nobody write to a customer any more."""

    @abstractmethod
    def keeps_tags(self, ticket: int) -> None:
        """Let the helpdesk say yes to whatever is sent for this ticket, and take no tag off it."""

    # --- tickets

    def customer(self, text: str = "Where is my WID-12?", tickets: int = 1, apart: int = 0, **more: Any) -> list[int]:
        """Let a customer open tickets, these seconds apart; the last of them now."""
        person = {"email": "alex@example.com", "name": "Alex Morgan", "locale": "de"}
        row = {"subject": "My order", "description": text, "requester": person, "tags": ["vip"], **more}
        self.later(apart * (tickets - 1))
        ages = [timedelta(seconds=apart * place) for place in reversed(range(tickets))]
        rows = [row | {"created_at": (self.now() - age).isoformat()} for age in ages]
        return list(self.admin("tickets", rows)["ids"])

    @abstractmethod
    def outbound(self, subject: str) -> int:
        """Let an agent open a ticket for a customer."""

    def _opened_by_agent(self, subject: str, channel: str) -> int:
        customer = self.box.store.add_user("Alex Morgan", "alex@example.com").id
        new = NewTicket(subject, customer, text="We owe you a WID-12", submitter_id=self._agent, channel=channel)
        return self.box.store.add_ticket(new).id

    @property
    def _agent(self) -> int:
        return self.box.store.users(("agent",))[0].id

    def says(self, ticket: int, body: str, author: str = "customer", *, public: bool = True) -> None:
        """Let somebody write a comment."""
        self.admin(f"tickets/{ticket}/comments", {"author": author, "body": body, "public": public})

    def edit(self, ticket: int, **changes: Any) -> None:
        """Let an agent edit a ticket."""
        self.admin(f"tickets/{ticket}", changes, "PATCH")

    def gives(self, ticket: int, group: int) -> None:
        """Let an agent give a ticket to a team."""
        self.box.store.update_ticket(ticket, TicketWrite(self._agent, {"group_id": group}))

    def end_as(self, ticket: int, end: str) -> None:
        """Bring a ticket to one of the ends in ``statuses``."""
        other = self.customer()[0] if end == "merged" else 0
        closed = {"status": "closed"}
        ends = {"closed": closed, "merged": {**closed, "merged_into": other}}
        self.edit(ticket, **ends.get(end, {end: True}))

    def kept(self, ticket: int) -> StoredTicket:
        """Return a ticket as the helpdesk keeps it."""
        [found] = self.box.store.tickets_by_ids([ticket])
        return found

    def written_on(self, ticket: int) -> list[Comment]:
        """Return what was written on a ticket after its description."""
        return [comment for comment in self.box.store.comments(ticket) if not comment.first]

    def custom(self, ticket: int) -> Mapping[str, Any]:
        """Return the account's own fields on a ticket, by the name that a :class:`RemoteField` holds."""
        values: Mapping[str, Any] = getattr(self.kept(ticket), f"{self.kind}_fields")
        return values

    def fill(self, ticket: int, field: RemoteField, text: str) -> None:
        """Let an agent fill in a field."""
        self.box.store.update_ticket(ticket, TicketWrite(self._agent, {f"{self.kind}_fields": {field.name: text}}))

    # --- macros

    def macro(self, body: str = "<p>Sorry for the delay.</p>", **more: Any) -> ManagedMacro:
        """Return a managed macro that no other test has."""
        key = f"delay-{next(self._names)}"
        given: dict[str, Any] = {"title": f"Backorder::Delay {key}", "marker": Marker.of("acme", key), **more}
        return ManagedMacro(key, body=body, **given)

    @abstractmethod
    def hand_made(self, title: str, *, personal: bool = False) -> int:
        """Let an agent make a macro in the portal."""

    @abstractmethod
    def look(self, macro: int) -> Mapping[str, Any]:
        """Return a macro as the helpdesk shows it."""

    @abstractmethod
    def rewrite(self, macro: int, html: str) -> None:
        """Let an agent change a macro's reply in the portal."""

    @abstractmethod
    def delete(self, macro: int) -> None:
        """Let an agent delete a macro in the portal."""

    @abstractmethod
    def agents_only(self, field: RemoteField) -> bool:
        """Tell whether customers neither see nor edit a field, and nobody has to fill it."""

    # --- ticket forms

    @abstractmethod
    def make_form(self, title: str, *, fields: Sequence[int] = ()) -> int:
        """Let an admin make a ticket form with these fields at the end."""

    @abstractmethod
    def on_form(self, form: int) -> list[int]:
        """Return the ids of the fields on a form, in their order."""

    @abstractmethod
    def delete_form(self, form: int) -> None:
        """Let an admin delete a form."""

    @abstractmethod
    def arrives_on_form(self, form: int, field: int) -> None:
        """Let an admin put a field on a form right before our next write to it."""

    @abstractmethod
    def saves_on_form(self, form: int, fields: Sequence[int]) -> None:
        """Let the helpdesk say yes to whatever is sent for a form, and keep these fields on it."""

    # --- shared lists of tickets

    views_path: ClassVar[str]  # where they are, "" where the API has none

    @abstractmethod
    def make_view(self, title: str, tag: str, *, wide: bool = False, for_one: bool = False) -> int:
        """Let an admin make a list of the unsolved tickets with a tag; ``wide`` of all tickets with it.

        ``for_one`` makes it for one agent or group instead of everybody.
        """

    @abstractmethod
    def look_at_view(self, view: int) -> Mapping[str, Any]:
        """Return a list as the helpdesk shows it."""

    @abstractmethod
    def view_loses(self, what: str) -> None:
        """Let the helpdesk say yes to a new list and drop its ``marker`` or its ``columns``."""


def _faces() -> Iterator[type[Face]]:
    """Yield the face of each kind: what ``KIND/face.py`` beside this folder makes of the class above.

    A kind whose whole package stands there is imported from there.
    """
    beside = Path(__file__).parent.parent
    helpdesks.__path__.append(str(beside))
    try:
        for file in sorted(beside.glob("*/face.py")):
            spec = spec_from_file_location(f"face_of_{file.parent.name}", file)
            assert spec is not None
            assert spec.loader is not None
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            yield module.face(Face)
    finally:
        helpdesks.__path__.remove(str(beside))


@pytest.fixture(scope="module", params=list(_faces()), ids=lambda face: face.kind)
def running(request: pytest.FixtureRequest) -> Iterator[Face]:
    """Return a face with a sandbox that the tests of one file share."""
    with request.param.start() as box:
        yield request.param(box)


@pytest.fixture
def face(running: Face) -> Iterator[Face]:
    """Return the face, at a time of this test's own and without faults."""
    running.begin()
    yield running
    running.end()


@pytest.fixture
def empty(face: Face) -> Iterator[Face]:
    """Return a face with a sandbox that nobody has used."""
    with face.start() as box:
        unused = type(face)(box)
        yield unused
        unused.end()


@pytest.fixture
def desk(face: Face) -> Helpdesk:
    """Return an administrator's client."""
    return face.desk()


@pytest.fixture
def fields(desk: Helpdesk) -> Fields:
    """Return our ticket fields, made by the first test that needs them."""
    there = our_fields.find(desk.ticket_fields(), {})
    if there.missing:
        for spec in there.missing:
            desk.create_field(spec)
        there = our_fields.find(desk.ticket_fields(), {})
    return there.found
