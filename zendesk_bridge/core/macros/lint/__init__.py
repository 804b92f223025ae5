"""Rules on facts, macros and texts: what is right by the file format, and still would mislead a customer.

The rules come from the faults of published delay notices: soft dates, no way to cancel, a delivery promised where
only shipping is known. ``core.macros.rulebook`` holds what is known of each, ``words`` the words that they look
for. ``facts`` looks at late items, ``replies`` and ``slips`` at templates word by word, ``texts`` at whole texts as
customers read them, and ``contradictions`` at the days in them.
"""

from __future__ import annotations

from zendesk_bridge.core.macros.lint.comments import lint_comments
from zendesk_bridge.core.macros.lint.facts import lint_facts
from zendesk_bridge.core.macros.lint.ignoring import Ignored, sifted
from zendesk_bridge.core.macros.lint.listing import lint_listing
from zendesk_bridge.core.macros.lint.markets import lint_market
from zendesk_bridge.core.macros.lint.placeholders import blank_placeholders
from zendesk_bridge.core.macros.lint.replies import lint_macros
from zendesk_bridge.core.macros.lint.rules import Finding, RemotePlace, found, together
from zendesk_bridge.core.macros.lint.texts import LintedText, lint_text
from zendesk_bridge.core.macros.lint.written import Comparison, lint_written
from zendesk_bridge.core.macros.rulebook import RULES
from zendesk_bridge.core.macros.rulecards import RuleCard

__all__ = [
    "RULES",
    "Comparison",
    "Finding",
    "Ignored",
    "LintedText",
    "RemotePlace",
    "RuleCard",
    "blank_placeholders",
    "found",
    "lint_comments",
    "lint_facts",
    "lint_listing",
    "lint_macros",
    "lint_market",
    "lint_text",
    "lint_written",
    "sifted",
    "together",
]
