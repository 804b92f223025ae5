"""Files that come with tickets, conversations and canned responses: at most 20 MB at once, read back by their URL."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, FieldError, Invalid
from zendesk_bridge.sandbox.store import Store

_OWNED, _KIND = "freshdesk_attachments", "freshdesk_attachment"
_FIRST_ID = 95_000_000_001
_LARGEST = 20 * 1024 * 1024  # bytes of all files of one request, as Freshdesk takes them
PLACE = "/data/helpdesk/attachments/production/{id:int}/original/{name}"
"""Where a file is read; as in the real service no key is asked for, the address is the secret."""


def of(store: Store, owner: str) -> list[dict[str, Any]]:
    """Return the attachments of an owner such as ``ticket/7``, as the API shows them."""
    document = store.document(_OWNED, owner)
    return [] if document is None else list(document.body["rows"])


def check(call: FreshdeskCall) -> None:
    """Raise the 400 of files that are too large together."""
    if sum(len(file.content) for file in call.files) > _LARGEST:
        raise Invalid(FieldError("attachments", "Invalid size. It should be less than 20 MB", "invalid_size"))


def add(call: FreshdeskCall, owner: str) -> None:
    """Keep the files of a request for an owner, beside those that it has."""
    if not call.files:
        return
    rows, now = of(call.store, owner), stamp(call.store.now())
    for file in call.files:
        number, name = call.store.next_id(_KIND, _FIRST_ID), file.filename or "file"
        content = base64.b64encode(file.content).decode()
        call.store.put(_KIND, number, {"content": content, "content_type": file.content_type})
        place = PLACE.replace("{id:int}", str(number)).replace("{name}", quote(name, safe=""))
        rows.append({
            "id": number, "name": name, "content_type": file.content_type, "size": len(file.content),
            "created_at": now, "updated_at": now, "attachment_url": f"{call.box.base_url}{place}",
        })  # fmt: skip
    call.store.put(_OWNED, owner, {"rows": rows})


def content(store: Store, number: int) -> Response:
    """Return a file; raises the 404. It is offered for download, so that no browser runs it."""
    document = store.document(_KIND, number)
    if document is None:
        raise Absent
    raw = base64.b64decode(document.body["content"])
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(raw, media_type=document.body["content_type"], headers=headers)
