"""Rules on facts and macros: what is right by the file format, and still would mislead a customer.

The rules come from the faults of published delay notices: soft dates, no way to cancel, a delivery promised where
only shipping is known. Each is a small function in one of the tables of ``facts`` and ``replies``.
"""

from __future__ import annotations

from zendesk_bridge.core.macros.lint.facts import lint_facts
from zendesk_bridge.core.macros.lint.listing import lint_listing
from zendesk_bridge.core.macros.lint.replies import lint_macros
from zendesk_bridge.core.macros.lint.rules import Finding, together

__all__ = ["Finding", "lint_facts", "lint_listing", "lint_macros", "together"]
