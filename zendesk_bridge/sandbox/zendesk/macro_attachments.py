"""``/macros/{id}/attachments``: files that come with a macro's reply, at most five."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.zendesk import macros, wire
from zendesk_bridge.sandbox.zendesk.call import Routes, ZendeskAnswer, ZendeskCall
from zendesk_bridge.sandbox.zendesk.errors import invalid, not_found
from zendesk_bridge.sandbox.zendesk.pages import in_memory, page

KIND = "zendesk_macro_attachment"
_FIRST_ID = 71_000_000_001
_MOST = 5  # files of one macro


def _of(call: ZendeskCall, macro_id: int) -> list[dict[str, Any]]:
    return [document.body for document in call.store.documents(KIND) if document.body["macro_id"] == macro_id]


def _out(call: ZendeskCall, row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name != "macro_id"}
    return {**shown, "content_url": call.url(f"macros/attachments/{row['id']}/content")}


def index(call: ZendeskCall) -> ZendeskAnswer:
    """Answer a macro's attachments."""
    rows = [(row["id"], _out(call, row)) for row in _of(call, macros.find(call)["id"])]
    return ZendeskAnswer(page(call, in_memory("macro_attachments", rows)))


def create(call: ZendeskCall) -> ZendeskAnswer:
    """Add a file from a form to a macro; its content is not kept."""
    return _add(call, macros.find(call)["id"])


def create_alone(call: ZendeskCall) -> ZendeskAnswer:
    """Take a file from a form that no macro has yet."""
    return _add(call, None)


def _add(call: ZendeskCall, macro_id: int | None) -> ZendeskAnswer:
    fields = {part.name: part for part in call.parts}
    file = fields.get("attachment")
    if file is None or not file.content:
        raise invalid("attachment", "Attachment: cannot be blank", "BlankValue")
    name = fields["filename"].text if "filename" in fields else file.filename
    with call.store.writing():
        if macro_id is not None and len(_of(call, macro_id)) >= _MOST:
            raise invalid("base", f"Attachments: at most {_MOST} for each macro", "TooManyValues")
        number = call.store.next_id(KIND, _FIRST_ID)
        row = {
            "id": number, "macro_id": macro_id, "filename": name or "file", "content_type": file.content_type,
            "size": len(file.content), "created_at": wire.time(call.store.now()),
        }  # fmt: skip
        call.store.put(KIND, number, row)
    return ZendeskAnswer({"macro_attachment": _out(call, row)}, 201)


def show(call: ZendeskCall) -> ZendeskAnswer:
    """Answer one attachment."""
    document = call.store.document(KIND, call.id)
    if document is None:
        raise not_found()
    return ZendeskAnswer({"macro_attachment": _out(call, document.body)})


ROUTES: Routes = (
    ("GET", "macros/{id:int}/attachments", index),
    ("POST", "macros/{id:int}/attachments", create),
    ("POST", "macros/attachments", create_alone),
    ("GET", "macros/attachments/{id:int}", show),
)
