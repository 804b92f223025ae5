"""Zendesk as the promise suites see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from zendesk_bridge.core.model import RemoteField, TicketStatus
from zendesk_bridge.helpdesks import zendesk


class ZendeskFace:
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
    begins = r"/tickets\.json$"
    answers = ("PUT", r"/tickets/\d+\.json$")
    tells_two_apart = True
    takes_language = True
    forms_path = r"/ticket_forms"
    no_forms = (
        {"status": 404, "body": {"error": "RecordNotFound", "description": "Not found"}},
        {"status": 403, "body": {"error": {"title": "Forbidden", "message": "You do not have access to this page."}}},
        {"status": 200, "body": {"ticket_forms": []}},
    )
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

    def suspend(self, email: str) -> None:
        """Do it by the API."""
        user = self.box.store.user_by_email(email)
        self.api("PUT", f"users/{user.id}", {"user": {"suspended": True}})

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

    def make_form(self, title: str, *, fields: Sequence[int] = ()) -> int:
        """Make it by the API."""
        body = {"ticket_form": {"name": title, "ticket_field_ids": list(fields)}}
        return int(self.api("POST", "ticket_forms", body)["ticket_form"]["id"])

    def on_form(self, form: int) -> list[int]:
        """Read it."""
        return list(self.api("GET", f"ticket_forms/{form}")["ticket_form"]["ticket_field_ids"])

    def delete_form(self, form: int) -> None:
        """Delete it."""
        self.api("DELETE", f"ticket_forms/{form}")

    def arrives_on_form(self, form: int, field: int) -> None:
        """Send the whole list right before ours is read."""
        body = {"ticket_form": {"ticket_field_ids": [*self.on_form(form), field]}}
        then = {"method": "PUT", "path": f"/api/v2/ticket_forms/{form}", "body": body}
        self.fault("before", rf"/ticket_forms/{form}\b", "GET", then=then)

    def saves_on_form(self, form: int, fields: Sequence[int]) -> None:
        """Write other fields in place of those that are sent."""
        values = {"ticket_form.ticket_field_ids": list(fields)}
        self.fault("alter", rf"/ticket_forms/{form}\b", "PUT", to=None, values=values)

    views_path = "/views"

    def make_view(self, title: str, tag: str, *, wide: bool = False, for_one: bool = False) -> int:
        """Make it by the API."""
        status = {"field": "status", "operator": "less_than", "value": "closed" if wide else "solved"}
        tagged = {"field": "current_tags", "operator": "includes", "value": tag}
        group = self.box.store.groups()[0].id
        restriction = {"type": "Group", "ids": [group]} if for_one else None
        body = {"view": {"title": title, "all": [tagged, status], "restriction": restriction}}
        return int(self.api("POST", "views", body)["view"]["id"])

    def look_at_view(self, view: int) -> Mapping[str, Any]:
        """Read it."""
        return dict(self.api("GET", f"views/{view}")["view"])

    def view_loses(self, what: str) -> None:
        """Overlook a key."""
        lost = {"marker": "view.description", "columns": "view.output"}[what]
        self.fault("lose", r"/views(\.json)?$", "POST", to=None, keys=[lost])


def face(base: type[Any]) -> type[Any]:
    """Return this kind's subclass of the suites' ``Face``, which only pytest can import."""
    return type("ZendeskFace", (ZendeskFace, base), {})
