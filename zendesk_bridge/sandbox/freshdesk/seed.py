"""What the Freshdesk face of a demo sandbox holds beside the shared people and tickets: canned responses by hand."""

from __future__ import annotations

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.freshdesk import canned, folders
from zendesk_bridge.sandbox.freshdesk.call import stamp
from zendesk_bridge.sandbox.freshdesk.html import rewritten
from zendesk_bridge.sandbox.records import ABOUT

_DONE = ("freshdesk_about", "seeded")
_RESPONSES = (
    ("Thank you", "<p>Hi {{ticket.requester.firstname}},</p><p>Thank you for writing to us.</p>"),
    ("Return address", "<p>Please send it to:<br>Harbor Goods, 12 Pier Road, Portland, ME 04101</p>"),
)


def fill(box: Context) -> None:
    """Add the hand-made canned responses to a demo store, once."""
    store = box.store
    with store.writing():
        about = store.document(*ABOUT)
        if about is None or not about.body["demo"] or store.document(*_DONE) is not None:
            return
        store.put(*_DONE, {})
        now = stamp(store.now())
        folder = store.next_id(folders.KIND, folders.FIRST_ID)
        common = {"created_at": now, "updated_at": now}
        store.put(folders.KIND, folder, {"id": folder, "name": "General", "personal": False, **common})
        for title, html in _RESPONSES:
            number = store.next_id(canned.KIND, canned.FIRST_ID)
            body = {"id": number, "title": title, "content_html": rewritten(html), "folder_id": folder, **common}
            store.put(canned.KIND, number, body | {"visibility": canned.ALL_AGENTS, "group_ids": [], "owner_id": 0})
