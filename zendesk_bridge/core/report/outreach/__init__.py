"""A plan of outreach, and why one order lands where it lands: for people and for programs."""

from __future__ import annotations

from zendesk_bridge.core.report.outreach.data import explained_json, outreach_json
from zendesk_bridge.core.report.outreach.order import explained_lines
from zendesk_bridge.core.report.outreach.text import outreach_lines

__all__ = ["explained_json", "explained_lines", "outreach_json", "outreach_lines"]
