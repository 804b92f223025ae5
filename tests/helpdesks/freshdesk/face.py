"""Freshdesk as the promise suites see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from zendesk_bridge.core.model import RemoteField, TicketStatus
from zendesk_bridge.helpdesks import freshdesk
from zendesk_bridge.sandbox.freshdesk import canned, contact_data

_ALWAYS = ("requester", "subject", "description")


class FreshdeskFace:
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
    begins = "/tickets/outbound_email$"
    answers = ("POST", r"/tickets/\d+/(reply|notes)$")
    tells_two_apart = False
    takes_language = False
    forms_path = "/ticket-forms"
    no_forms = (
        {"status": 404, "body": ""},
        {"status": 403, "body": {"code": "require_feature", "message": "The Ticket forms feature is not supported"}},
        {"status": 200, "body": []},
    )
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

    def suspend(self, email: str) -> None:
        """Block the contact: the portal can, the API cannot."""
        user = self.box.store.user_by_email(email)
        self.box.store.put(contact_data.KIND, user.id, {"blocked": True})

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

    def make_form(self, title: str, *, fields: Sequence[int] = ()) -> int:
        """Make it with the fields that no form goes without."""
        needed = [row["id"] for row in self.api("GET", "ticket_fields") if row["name"] in _ALWAYS]
        rows = [{"id": number} for number in [*needed, *fields]]
        return int(self.api("POST", "ticket-forms", {"title": title, "fields": rows})["id"])

    def on_form(self, form: int) -> list[int]:
        """Read it."""
        return [row["id"] for row in self.api("GET", f"ticket-forms/{form}")["fields"]]

    def delete_form(self, form: int) -> None:
        """Delete it."""
        self.api("DELETE", f"ticket-forms/{form}")

    def arrives_on_form(self, form: int, field: int) -> None:
        """Send the whole list right before ours is read."""
        body = {"fields": [{"id": number} for number in [*self.on_form(form), field]]}
        then = {"method": "PUT", "path": f"/api/v2/ticket-forms/{form}", "body": body}
        self.fault("before", rf"/ticket-forms/{form}$", "GET", then=then)

    def saves_on_form(self, form: int, fields: Sequence[int]) -> None:
        """Write other fields in place of those that are sent."""
        values = {"fields": [{"id": number} for number in fields]}
        self.fault("alter", rf"/ticket-forms/{form}$", "PUT", to=None, values=values)

    views_path = ""

    def make_view(self, title: str, tag: str, *, wide: bool = False, for_one: bool = False) -> int:
        """No API makes one."""
        raise NotImplementedError(title, tag, wide, for_one)

    def look_at_view(self, view: int) -> Mapping[str, Any]:
        """No API shows one."""
        raise NotImplementedError(view)

    def view_loses(self, what: str) -> None:
        """No API makes one."""
        raise NotImplementedError(what)


def face(base: type[Any]) -> type[Any]:
    """Return this kind's subclass of the suites' ``Face``, which only pytest can import."""
    return type("FreshdeskFace", (FreshdeskFace, base), {})
