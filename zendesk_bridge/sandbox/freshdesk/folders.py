"""Canned response folders: listed, made and renamed, never deleted."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.freshdesk import canned
from zendesk_bridge.sandbox.freshdesk.bodies import refuse, shape_errors, too_long
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, page_of, paged, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, Coded, FieldError, Invalid
from zendesk_bridge.sandbox.freshdesk.people import BIRTHDAY
from zendesk_bridge.sandbox.store import Store

KIND = canned.FOLDER_KIND
PERSONAL = canned.PERSONAL_FOLDER
FIRST_ID = PERSONAL + 1
_MAX_NAME = 255  # characters


def _find(store: Store, folder_id: int) -> dict[str, Any]:
    """Return one folder; raises the 404."""
    if folder_id == PERSONAL:
        return {"id": PERSONAL, "name": "Personal", "personal": True, "created_at": BIRTHDAY, "updated_at": BIRTHDAY}
    document = store.document(KIND, folder_id)
    if document is None:
        raise Absent
    return document.body


def _summary(folder: dict[str, Any], count: int) -> dict[str, Any]:
    return {
        "id": folder["id"],
        "name": folder["name"],
        "personal": folder["personal"],
        "responses_count": count,
        "created_at": folder["created_at"],
        "updated_at": folder["updated_at"],
    }


def list_folders(call: FreshdeskCall) -> Response:
    """Answer GET canned_response_folders: all at once, the personal one first."""
    folders = [_find(call.store, PERSONAL), *(document.body for document in call.store.documents(KIND))]
    counts = [len(canned.in_folder(call, folder["id"])) for folder in folders]
    return JSONResponse([_summary(folder, count) for folder, count in zip(folders, counts, strict=True)])


def get_folder(call: FreshdeskCall) -> Response:
    """Answer GET canned_response_folders/{id}: with the titles of what is in it."""
    folder = _find(call.store, call.path_id())
    inside = [{"id": response["id"], "title": response["title"]} for response in canned.in_folder(call, folder["id"])]
    shown = {name: folder[name] for name in ("id", "name", "created_at", "updated_at")}
    return JSONResponse(shown | {"canned_responses": inside})


def list_responses(call: FreshdeskCall) -> Response:
    """Answer GET canned_response_folders/{id}/responses: whole canned responses, paged."""
    folder = _find(call.store, call.path_id())
    page = page_of(call)
    rows, more = page.cut(canned.in_folder(call, folder["id"]))
    return paged(call, page, [canned.shown(call.store, row) for row in rows], more=more)


def _name(call: FreshdeskCall, own_id: int | None) -> str:
    """Return the name in the body; raises the 400 of a bad one and the 409 of one that another folder has."""
    refuse(shape_errors(call.body, {"name": "String"}, ("name",)))
    name = str(call.body["name"])
    if len(name) > _MAX_NAME:
        raise Invalid(too_long("name", name, _MAX_NAME))
    if any(other.body["name"] == name and other.id != own_id for other in call.store.documents(KIND)):
        raise Invalid(FieldError("name", "It should be a unique value", "duplicate_value"), status=409)
    return name


def create_folder(call: FreshdeskCall) -> Response:
    """Answer POST canned_response_folders."""
    with call.store.writing():
        name, now = _name(call, None), stamp(call.store.now())
        number = call.store.next_id(KIND, FIRST_ID)
        folder = {"id": number, "name": name, "personal": False, "created_at": now, "updated_at": now}
        call.store.put(KIND, number, folder)
    return call.created("canned_response_folders", _summary(folder, 0))


def update_folder(call: FreshdeskCall) -> Response:
    """Answer PUT canned_response_folders/{id}: rename."""
    with call.store.writing():
        folder = _find(call.store, call.path_id())
        if folder["personal"]:
            raise Coded(403, "access_denied", "You are not authorized to perform this action.")
        folder |= {"name": _name(call, folder["id"]), "updated_at": stamp(call.store.now())}
        call.store.put(KIND, folder["id"], folder)
    return JSONResponse(_summary(folder, len(canned.in_folder(call, folder["id"]))))
