"""The names that a mail may use: all of them are known when it is rendered, and none is left to a helpdesk."""

from __future__ import annotations

from collections.abc import Mapping

from zendesk_bridge.core.macros.render.names import FIELD_NAMES, HELPDESK_NAMES

# To be printed. What an order has none of is "": asked with {% if order.rest %}, such a name is false.
_PRINTED = (
    "customer.greeting",
    "customer.first_name",
    "customer.name",
    "order.number",
    "order.rest",
    *FIELD_NAMES,
    "backorder.swaps",
)
# To be asked: whether something else on the order is not late; whether several items are; whether all of these have a
# ship window, may be waited for or cancelled; whether any can be swapped, or lets the rest of the order go ahead.
_ASKED = (
    "order.partly_late",
    *(f"backorder.{name}" for name in ("several", "ship_window_known", "wait", "swap", "split", "cancel")),
)

LINK = "choices.link"
"""Where the customer can choose: for the address of a link in Markdown, and to be asked."""

IN_REPLY = (*_PRINTED, *_ASKED, LINK)
IN_SUBJECT = (*_PRINTED, *_ASKED)

_SEVERAL = "an order may have several late items, so that it is not one text"

REFUSED: Mapping[str, tuple[str, str]] = {
    **{
        name: ("nobody applies a mail on a ticket: there is no agent and no ticket yet", "say it without")
        for name in HELPDESK_NAMES
        if name.startswith(("agent.", "ticket."))
    },
    "backorder.name": (f"{_SEVERAL}: backorder.name", "write {{ backorder.items }}"),
    "backorder.sku": (f"{_SEVERAL}: backorder.sku", "write {{ backorder.items }}"),
    "backorder.silence": (f"{_SEVERAL}: backorder.silence", "write {{ backorder.choices }}, which says it of each"),
    "backorder.reason": (f"{_SEVERAL}: backorder.reason", "write {{ backorder.delay }}, which says why"),
}
"""Of each right name that cannot stand in a mail, why, and what to write."""
