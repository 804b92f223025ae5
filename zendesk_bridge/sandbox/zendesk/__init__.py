"""The Zendesk face: Support API v2 as its reference describes it, one file per resource."""

from zendesk_bridge.sandbox.zendesk.app import app

__all__ = ["app"]
