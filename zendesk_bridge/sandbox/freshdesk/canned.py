"""Canned responses: read one, make, change in part; the HTML is rewritten when saved, and nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import attachments
from zendesk_bridge.sandbox.freshdesk.bodies import one_of, refuse, shape_errors, too_long
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError
from zendesk_bridge.sandbox.freshdesk.html import plain, rewritten
from zendesk_bridge.sandbox.store import Store

KIND = "freshdesk_canned_response"
FIRST_ID = 80_100_000_001
FOLDER_KIND = "freshdesk_folder"
PERSONAL_FOLDER = 80_000_000_000
"""The folder that every agent has; it is not in the store, so that an empty account has it too."""
ALL_AGENTS, PERSONAL, GROUPS = 0, 1, 2  # a canned response's ``visibility``
_MAX_TITLE = 255  # characters
_KINDS = {
    "title": "String",
    "content_html": "String",
    "folder_id": "Integer",
    "visibility": "Integer",
    "group_ids": "Array?",
}
_REQUIRED = ("title", "content_html", "folder_id", "visibility")


def shown(store: Store, response: Mapping[str, Any]) -> dict[str, Any]:
    """Return a canned response as the API shows it; ``content`` is its text, derived."""
    return {name: value for name, value in response.items() if name != "owner_id"} | {
        "content": plain(response["content_html"]),
        "attachments": attachments.of(store, _owner(response["id"])),
    }


def _owner(number: int) -> str:
    return f"canned_response/{number}"


def _seen(call: FreshdeskCall, response: Mapping[str, Any]) -> bool:
    """Return whether the caller may see it: a personal one is its owner's alone."""
    return bool(response["visibility"] != PERSONAL or response["owner_id"] == call.me.id)


def in_folder(call: FreshdeskCall, folder_id: int) -> list[dict[str, Any]]:
    """Return what the caller may see of a folder, in id order."""
    bodies = [document.body for document in call.store.documents(KIND)]
    return [body for body in bodies if body["folder_id"] == folder_id and _seen(call, body)]


def find(call: FreshdeskCall, response_id: int) -> dict[str, Any]:
    """Return one canned response as it is stored; raises the 404."""
    document = call.store.document(KIND, response_id)
    if document is None or not _seen(call, document.body):
        raise Absent
    return document.body


def get_response(call: FreshdeskCall) -> Response:
    """Answer GET canned_responses/{id}."""
    return JSONResponse(shown(call.store, find(call, call.path_id())))


def folder_exists(store: Store, folder_id: int) -> bool:
    """Return whether there is such a folder."""
    return folder_id == PERSONAL_FOLDER or store.document(FOLDER_KIND, folder_id) is not None


def _value_errors(call: FreshdeskCall, wanted: Mapping[str, Any]) -> list[FieldError]:
    """Return what is wrong with the values of a whole canned response whose types are right."""
    errors = []
    if len(wanted["title"]) > _MAX_TITLE:
        errors.append(too_long("title", wanted["title"], _MAX_TITLE))
    if not folder_exists(call.store, wanted["folder_id"]):
        errors.append(FieldError.invalid("folder_id", "There is no folder matching the given folder_id"))
    if wanted["visibility"] not in {ALL_AGENTS, PERSONAL, GROUPS}:
        errors.append(one_of("visibility", (ALL_AGENTS, PERSONAL, GROUPS)))
    known = {group.id for group in call.store.groups()}
    if wanted["visibility"] == GROUPS and not wanted["group_ids"]:
        errors.append(FieldError.missing("group_ids", "Array"))
    elif not set(map(str, wanted["group_ids"] or ())) <= set(map(str, known)):
        errors.append(FieldError.invalid("group_ids", "There are no groups matching the given group_ids"))
    return errors


def _saved(call: FreshdeskCall, old: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Write ``old`` with the body's values over it; raises the 400 of values that do not fit."""
    wanted = {"group_ids": [], **old, **call.body}
    refuse(_value_errors(call, wanted))
    wanted["content_html"] = rewritten(wanted["content_html"])
    wanted["group_ids"] = wanted["group_ids"] if wanted["visibility"] == GROUPS else []
    wanted |= {"id": number, "updated_at": stamp(call.store.now())}
    call.store.put(KIND, number, wanted)
    attachments.add(call, _owner(number))
    return wanted


def create_response(call: FreshdeskCall) -> Response:
    """Answer POST canned_responses; the answer's ``Location`` names the new one."""
    refuse(shape_errors(call.body, _KINDS, _REQUIRED))
    with call.store.writing():
        number = call.store.next_id(KIND, FIRST_ID)
        fresh = {"owner_id": call.me.id, "created_at": stamp(call.store.now())}
        saved = _saved(call, fresh, number)
    return call.created("canned_responses", shown(call.store, saved))


def update_response(call: FreshdeskCall) -> Response:
    """Answer PUT canned_responses/{id}: what the body does not name stays."""
    refuse(shape_errors(call.body, _KINDS, [name for name in _REQUIRED if name in call.body]))
    with call.store.writing():
        saved = _saved(call, find(call, call.path_id()), call.path_id())
    return JSONResponse(shown(call.store, saved))
