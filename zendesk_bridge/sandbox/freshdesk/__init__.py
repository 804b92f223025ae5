"""The sandbox's Freshdesk face: ``/api/v2/...`` over the shared store."""

from __future__ import annotations

from starlette.applications import Starlette

from zendesk_bridge.sandbox.context import Context


def app(box: Context) -> Starlette:
    """Return the Freshdesk face as an ASGI application."""
    from zendesk_bridge.sandbox.freshdesk.routes import build  # noqa: PLC0415 - who starts one face pays for one

    return build(box)
