"""What an agent's browser would see: the helpdesks' own API looked at from outside, each look counted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Marker
from zendesk_bridge.sandbox import HELPDESKS, Sandbox
from zendesk_bridge.wiring import visitor

MACRO = "Backorder::Delay update"


@dataclass(slots=True)
class DemoBrowser:
    """Looks at both helpdesks the way an agent's browser would, and keeps count of what it was asked to verify."""

    box: Sandbox
    checks: int = 0
    failed: list[str] = field(default_factory=list)
    _faces: dict[str, Callable[[str], Any]] = field(default_factory=dict)
    _visits: ExitStack = field(default_factory=ExitStack)

    def get(self, face: str, path: str) -> Any:
        """Return the JSON at a path of one face."""
        if face not in self._faces:
            login = self.box.credentials
            signed_in = {
                "zendesk": (self.box.zendesk_url, f"{login.zendesk_email}/token", login.zendesk_api_token),
                "freshdesk": (self.box.freshdesk_url, login.freshdesk_api_key, "X"),
                "woocommerce": (self.box.urls["woocommerce"], *login.woocommerce),
            }
            self._visits.callback((face_open := visitor(*signed_in[face])).close)
            self._faces[face] = lambda path: face_open.get(path).body
        return self._faces[face](path)

    def close(self) -> None:
        """Let go of the connections."""
        self._visits.close()

    def verify(self, what: str, *, holds: bool) -> None:
        """Count a check, and remember it when it fails."""
        self.checks += 1
        if not holds:
            self.failed.append(what)

    @property
    def writes(self) -> int:
        """How many writing requests both faces have seen."""
        return sum(int(self.get(face, "/_sandbox/requests")["writes"]) for face in HELPDESKS)

    def macros(self) -> dict[str, int]:
        """Return the active macros in Zendesk: title -> id."""
        found = self.get("zendesk", "/api/v2/macros/active.json?page[size]=100")["macros"]
        return {macro["title"]: macro["id"] for macro in found}

    def canned(self) -> dict[str, int]:
        """Return the canned responses in Freshdesk: title without marker -> id."""
        result = {}
        for folder in self.get("freshdesk", "/api/v2/canned_response_folders"):
            for item in self.get("freshdesk", f"/api/v2/canned_response_folders/{folder['id']}/responses?per_page=100"):
                result[f"{folder['name']}::{Marker.strip(item['title'])}"] = item["id"]
        return result

    def replies(self, ticket: int) -> dict[str, str]:
        """Return what an agent's composer holds on each helpdesk after applying the delay update."""
        applied = self.get("zendesk", f"/api/v2/tickets/{ticket}/macros/{self.macros()[MACRO]}/apply.json")
        comment = applied["result"]["ticket"]["comment"]
        canned = self.get("freshdesk", f"/api/_/tickets/{ticket}/canned_responses/{self.canned()[MACRO]}")
        return {"Zendesk": html_to_text(comment["html_body"]), "Freshdesk": html_to_text(canned["body_html"])}
