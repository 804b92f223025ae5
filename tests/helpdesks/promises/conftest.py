"""The faces of the promise tests: for each kind of helpdesk how its client is built, and how it is seen from behind.

A new kind is one more class here. What is asked of it is asked of all: nothing in the tests knows a kind by name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
import requests

from zendesk_bridge import helpdesks
from zendesk_bridge.core import fields as our_fields
from zendesk_bridge.core.model import Fields, ManagedMacro, Marker, RemoteField, TicketStatus
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.freshdesk import canned
from zendesk_bridge.sandbox.records import Comment, NewTicket, StoredTicket, TicketWrite


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


class ZendeskFace(Face):
    """Zendesk."""

    kind = "zendesk"
    client = zendesk
    account_path = r"/ticket_fields\.json$"
    account_unknown: ClassVar = {"ticket_fields": [], "meta": {"has_more": False}}
    calls_for_account_and_fields = 1
    create_path = "/macros"
    before_patch = ("PUT", "update_many")
    patches = "/tickets/update_many"
    notes_sent = ("PUT", "update_many")
    statuses: ClassVar = {
        "deleted": TicketStatus.DELETED,
        "spam": TicketStatus.DELETED,  # to mark is to delete
        "closed": TicketStatus.CLOSED,
        "merged": TicketStatus.MERGED,
    }
    final = frozenset(statuses)

    def _portal_login(self) -> tuple[str, str]:
        known = self.box.credentials
        return f"{known.zendesk_email}/token", known.zendesk_api_token

    def weak_login(self) -> Mapping[str, str]:
        """Sign in anew, now that tokens only read."""
        self.admin("settings", {"scopes": "read"})
        return self.login

    def refuse(self, ticket: int) -> None:
        """Fail its row in a job, and the single write after that."""
        self.fault("fail_rows", tickets=[ticket])
        body = {"error": "RecordInvalid", "description": "WID-12", "details": {"base": [{"description": "WID-12"}]}}
        self.fault("status", rf"/tickets/{ticket}\b", "PUT", to=None, status=422, body=body)

    def keeps_tags(self, ticket: int) -> None:
        """Drop what is to be removed, in jobs and in single writes."""
        self.fault("lose", "update_many", "PUT", to=None, keys=["tickets.remove_tags"])
        self.fault("lose", rf"/tickets/{ticket}\.json", "PUT", to=None, keys=["ticket.remove_tags"])
        self.fault("lose", rf"/tickets/{ticket}/tags", "DELETE", to=None, keys=["tags"])

    def outbound(self, subject: str) -> int:
        """Submit it as the agent."""
        return self._opened_by_agent(subject, "web")

    def hand_made(self, title: str, *, personal: bool = False) -> int:
        """Make a macro without rich text."""
        macro = {
            "title": title,
            "actions": [{"field": "comment_value", "value": "By hand"}],
            "restriction": {"type": "User", "id": self._agent} if personal else None,
        }
        return int(self.api("POST", "macros", {"macro": macro})["macro"]["id"])

    def look(self, macro: int) -> Mapping[str, Any]:
        """Read one macro."""
        return dict(self.api("GET", f"macros/{macro}")["macro"])

    def rewrite(self, macro: int, html: str) -> None:
        """Send all actions, because they are replaced as a whole."""
        kept = [action for action in self.look(macro)["actions"] if not action["field"].startswith("comment_value")]
        actions = [*kept, {"field": "comment_value_html", "value": html}]
        self.api("PUT", f"macros/{macro}", {"macro": {"actions": actions}})

    def delete(self, macro: int) -> None:
        """Delete it by the API."""
        self.api("DELETE", f"macros/{macro}")

    def agents_only(self, field: RemoteField) -> bool:
        """Read the field's flags."""
        found = self.api("GET", f"ticket_fields/{field.id}")["ticket_field"]
        flags = ("visible_in_portal", "editable_in_portal", "required", "required_in_portal")
        return not any(found[flag] for flag in flags)


class FreshdeskFace(Face):
    """Freshdesk."""

    kind = "freshdesk"
    client = freshdesk
    account_path = "/account$"
    account_unknown: ClassVar = {"account_name": "Acme", "account_id": None}
    calls_for_account_and_fields = 2
    create_path = "/canned_responses$"
    before_patch = ("GET", r"/tickets/\d+$")
    patches = r"/tickets/\d+$"
    notes_sent = ("POST", "/notes$")
    statuses: ClassVar = {
        "deleted": TicketStatus.DELETED,
        "spam": TicketStatus.SPAM,
        "closed": TicketStatus.SOLVED,  # a reply opens it again
        "merged": TicketStatus.SOLVED,  # the API does not tell a merge
    }
    final = frozenset({"deleted", "spam"})

    def _portal_login(self) -> tuple[str, str]:
        return self.box.credentials.freshdesk_api_key, "X"

    def weak_login(self) -> Mapping[str, str]:
        """Return the key of an agent who is no administrator."""
        return {"api_key": f"{self.box.credentials.freshdesk_api_key}-agent"}

    def refuse(self, ticket: int) -> None:
        """Find fault with whatever is sent."""
        body = {"description": "WID-12", "errors": [{"field": "tags", "message": "WID-12", "code": "invalid_value"}]}
        self.fault("status", rf"/tickets/{ticket}\b", "PUT", to=None, status=400, body=body)

    def keeps_tags(self, ticket: int) -> None:
        """Write the tags that are there in place of those that are sent."""
        self.fault("alter", rf"/tickets/{ticket}$", "PUT", to=None, values={"tags": list(self.kept(ticket).tags)})

    def outbound(self, subject: str) -> int:
        """Send it as a mail of its own source."""
        return self._opened_by_agent(subject, "outbound_email")

    def hand_made(self, title: str, *, personal: bool = False) -> int:
        """Make a canned response in a folder that may be there."""
        folder, _, name = title.partition("::")
        there = {row["name"]: row["id"] for row in self.api("GET", "canned_response_folders")}
        folder_id = canned.PERSONAL_FOLDER if personal else there.get(folder)
        folder_id = folder_id or self.api("POST", "canned_response_folders", {"name": folder})["id"]
        body = {"title": name, "content_html": "By hand", "folder_id": folder_id, "visibility": 1 if personal else 0}
        return int(self.api("POST", "canned_responses", body)["id"])

    def look(self, macro: int) -> Mapping[str, Any]:
        """Read one canned response."""
        return dict(self.api("GET", f"canned_responses/{macro}"))

    def rewrite(self, macro: int, html: str) -> None:
        """Send the reply alone."""
        self.api("PUT", f"canned_responses/{macro}", {"content_html": html})

    def delete(self, macro: int) -> None:
        """Take it out of the store: the portal can, the API has no DELETE."""
        self.box.store.remove(canned.KIND, macro)

    def agents_only(self, field: RemoteField) -> bool:
        """Read the field's flags as an administrator."""
        found = self.api("GET", f"admin/ticket_fields/{field.id}")
        flags = ("displayed_to_customers", "customers_can_edit", "required_for_agents", "required_for_customers")
        return not any(found[flag] for flag in flags)


def _others() -> Iterator[type[Face]]:
    """Yield the faces of kinds whose folder stands beside this one: the package and, in ``face.py``, its face."""
    beside = Path(__file__).parent.parent
    helpdesks.__path__.append(str(beside))
    try:
        for file in sorted(beside.glob("*/face.py")):
            yield import_module(f"zendesk_bridge.helpdesks.{file.parent.name}.face").face(Face)
    finally:
        helpdesks.__path__.remove(str(beside))


@pytest.fixture(scope="module", params=[ZendeskFace, FreshdeskFace, *_others()], ids=lambda face: face.kind)
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
