"""The third helpdesk as the promise suites see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from zendesk_bridge.helpdesks.third import server

from zendesk_bridge.core.model import RemoteField, TicketStatus
from zendesk_bridge.helpdesks import third
from zendesk_bridge.sandbox.records import TicketWrite


class ThirdFace:
    """A kind that nobody sells."""

    kind = "third"
    client = third
    start = server.Server
    create_path = "/macros$"
    before_patch = ("GET", r"/tickets/\d+$")
    patches = r"/tickets/\d+$"
    notes_sent = ("PUT", r"/tickets/\d+$")
    account_path = "/account$"
    calls_for_account_and_fields = 2
    account_unknown: ClassVar = {}
    begins = "/tickets$"
    answers = ("PUT", r"/tickets/\d+$")
    tells_two_apart = True
    takes_language = True
    forms_path = "/forms"
    no_forms = ({"status": 404, "body": {"code": "not_found"}},)
    statuses: ClassVar = {
        "deleted": TicketStatus.DELETED,
        "spam": TicketStatus.SPAM,
        "closed": TicketStatus.CLOSED,
        "merged": TicketStatus.MERGED,
    }
    final = frozenset(statuses)

    def _portal_login(self) -> tuple[str, str]:
        return server.KEY, "x"

    def weak_login(self) -> Mapping[str, str]:
        """Return the key of an agent."""
        return {"key": f"{server.KEY}-agent"}

    def refuse(self, ticket: int) -> None:
        """Find fault with whatever is sent."""
        self.fault("status", rf"/tickets/{ticket}$", "PUT", to=None, status=422, body={"code": "WID-12"})

    def suspend(self, email: str) -> None:
        """Note it."""
        self.box.store.put("third_suspended", self.box.store.user_by_email(email).id, {})

    def keeps_tags(self, ticket: int) -> None:
        """Overlook what is to be removed."""
        self.fault("lose", rf"/tickets/{ticket}$", "PUT", to=None, keys=["remove_labels"])

    def outbound(self, subject: str) -> int:
        """Open it as the agent."""
        return int(self._opened_by_agent(subject, "web"))

    def custom(self, ticket: int) -> Mapping[str, Any]:
        """Return the fields, which stand where the sandbox keeps those of another face."""
        values: Mapping[str, Any] = self.kept(ticket).freshdesk_fields
        return values

    def fill(self, ticket: int, field: RemoteField, text: str) -> None:
        """Fill in a field."""
        self.box.store.update_ticket(ticket, TicketWrite(self._agent, {"freshdesk_fields": {field.name: text}}))

    def hand_made(self, title: str, *, personal: bool = False) -> int:
        """Make a macro without a marker."""
        return int(self.api("POST", "macros", {"title": title, "html": "By hand", "personal": personal})["id"])

    def look(self, macro: int) -> Mapping[str, Any]:
        """Read one macro."""
        return dict(self.api("GET", f"macros/{macro}"))

    def rewrite(self, macro: int, html: str) -> None:
        """Send the reply alone."""
        self.api("PUT", f"macros/{macro}", {"html": html})

    def delete(self, macro: int) -> None:
        """Delete it."""
        self.api("DELETE", f"macros/{macro}")

    def agents_only(self, field: RemoteField) -> bool:
        """Read the field's flag."""
        return self.api("GET", f"ticket_fields/{field.id}")["for_agents_only"] is True

    def make_form(self, title: str, *, fields: Sequence[int] = ()) -> int:
        """Make it."""
        return int(self.api("POST", "forms", {"title": title, "fields": list(fields)})["id"])

    def on_form(self, form: int) -> list[int]:
        """Read it."""
        return list(self.api("GET", f"forms/{form}")["fields"])

    def delete_form(self, form: int) -> None:
        """Delete it."""
        self.api("DELETE", f"forms/{form}")

    def arrives_on_form(self, form: int, field: int) -> None:
        """Send the whole list right before ours is read."""
        body = {"fields": [*self.on_form(form), field]}
        then = {"method": "PUT", "path": f"/api/v2/forms/{form}", "body": body}
        self.fault("before", rf"/forms/{form}$", "GET", then=then)

    def saves_on_form(self, form: int, fields: Sequence[int]) -> None:
        """Write other fields in place of those that are sent."""
        self.fault("alter", rf"/forms/{form}$", "PUT", to=None, values={"fields": list(fields)})

    views_path = "/views"

    def make_view(self, title: str, tag: str, *, wide: bool = False, for_one: bool = False) -> int:
        """Make it without a marker."""
        body = {"title": title, "label": tag, "solved": wide, "only": self._agent if for_one else None}
        return int(self.api("POST", "views", body)["id"])

    def look_at_view(self, view: int) -> Mapping[str, Any]:
        """Read it."""
        return dict(self.api("GET", f"views/{view}"))

    def view_loses(self, what: str) -> None:
        """Overlook a key."""
        self.fault("lose", "/views$", "POST", to=None, keys=[{"marker": "origin", "columns": "columns"}[what]])


def face(base: type[Any]) -> type[Any]:
    """Return this kind's subclass of the suites' ``Face``, which only pytest can import."""
    return type("ThirdFace", (ThirdFace, base), {})
