"""The macros as an admin sees them in the helpdesk's portal, and what people do to them there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from people import field_titles
from world import Desk, bare

_MARKER = re.compile(r"\[zb-[^\]]*\]")
ADDED = "Edited by Kim"


@dataclass(frozen=True)
class Shown:
    """One macro or canned response; ``html`` has the names of ticket fields where the account has their ids."""

    id: int
    key: str
    title: str
    html: str
    rest: str
    visible: bool
    updated: str
    raw: Mapping[str, Any]

    @property
    def stem(self) -> str:
        """The title without what campaigns rename it by: what is the same macro before and after."""
        return re.sub(r" v\d+$", "", re.sub(r" v\d+(?=::|: )", "", self.title))

    @property
    def is_ours(self) -> bool:
        """Whether it carries the bridge's marker."""
        return bool(self.key)


def macros(desk: Desk) -> list[Shown]:
    """Return every macro of the account, those out of sight too."""
    return _zendesk(desk) if desk.face == "zendesk" else _freshdesk(desk)


def _zendesk(desk: Desk) -> list[Shown]:
    titles = field_titles(desk)
    rows: list[Any] = []
    path = "/api/v2/macros.json?access=shared&page[size]=100"
    while path:
        page = desk.get(path)
        rows += page["macros"]
        path = page["links"]["next"].replace(desk.url, "") if page["meta"]["has_more"] else ""
    found = []
    for row in rows:
        said = [action for action in row["actions"] if action["field"].startswith("comment_value")]
        html = " ".join(str(action["value"]) for action in said)
        html = re.sub(r"(ticket_field_|custom_field_)?(\d{6,})", lambda hit: titles.get(hit[2], hit[0]), html)
        rest = str(sorted((a["field"], str(a["value"])) for a in row["actions"] if a not in said)) + str(
            row["restriction"]
        )
        marker = _MARKER.search(f"{row['title']} {row['description'] or ''}")
        found.append(
            Shown(
                row["id"],
                marker[0] if marker else "",
                bare(row["title"]),
                html,
                rest,
                row["active"],
                row["updated_at"],
                row,
            )
        )
    return found


def _freshdesk(desk: Desk) -> list[Shown]:
    found = []
    for folder in desk.get("/api/v2/canned_response_folders"):
        for row in desk.get(f"/api/v2/canned_response_folders/{folder['id']}/responses?per_page=100"):
            marker = _MARKER.search(row["title"])
            archived = "retired" in folder["name"].lower() or "archive" in folder["name"].lower()
            title = f"{folder['name']}::{bare(row['title'])}"
            found.append(
                Shown(
                    row["id"], marker[0] if marker else "", title, row["content_html"],
                    f"{row['visibility']} {row['group_ids']}", not archived, row["updated_at"], row,
                )
            )  # fmt: skip
    return found


EDITS = ("text", "text", "action", "deactivated", "deleted", "unmarked")
"""What a person may do to a macro in Zendesk; in Freshdesk there is only text and title."""


def edit(desk: Desk, macro: Shown, how: str) -> None:
    """Let a person edit a macro: add a sentence or an action, take it out of sight, delete it, or drop our marker."""
    raw, more = macro.raw, f"<p>{ADDED}.</p>"
    if desk.face == "freshdesk":
        changes = {"text": {"content_html": raw["content_html"] + more}, "unmarked": {"title": bare(raw["title"])}}
        desk.call("PUT", f"/api/v2/canned_responses/{macro.id}", changes[how])
        return
    if how == "deleted":
        desk.call("DELETE", f"/api/v2/macros/{macro.id}.json")
        return
    said = [
        {**action, "value": f"{action['value']}{more}"} if action["field"] == "comment_value_html" else action
        for action in raw["actions"]
    ]
    changes = {
        "text": {"actions": said},
        "action": {"actions": [*raw["actions"], {"field": "priority", "value": "high"}]},
        "deactivated": {"active": False},
        "unmarked": {"title": bare(raw["title"]), "description": bare(raw["description"] or "")},
    }
    desk.call("PUT", f"/api/v2/macros/{macro.id}.json", {"macro": changes[how]})


def hand_made(desk: Desk) -> list[int]:
    """Make two macros that are nobody's business."""
    made = []
    for title in ("Backorder::General apology", "Close and thank"):
        if desk.face == "zendesk":
            actions = [{"field": "comment_value_html", "value": "<p>By hand, until December 1.</p>"}]
            made.append(
                desk.call("POST", "/api/v2/macros.json", {"macro": {"title": title, "actions": actions}})["macro"]["id"]
            )
        else:
            folder = desk.call("POST", "/api/v2/canned_response_folders", {"name": f"Own {title[:5]}"})["id"]
            body = {
                "title": title[-15:],
                "content_html": "<p>By hand, until December 1.</p>",
                "folder_id": folder,
                "visibility": 0,
            }
            made.append(desk.call("POST", "/api/v2/canned_responses", body)["id"])
    return made
