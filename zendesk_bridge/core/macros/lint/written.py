"""Rules on macros that people wrote for one helpdesk: what stands there is what customers read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from zendesk_bridge.core.macros.lint.contradictions import contradictions
from zendesk_bridge.core.macros.lint.replies import lint_macros
from zendesk_bridge.core.macros.lint.rules import Finding
from zendesk_bridge.core.macros.lint.texts import LintedText, lint_text
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Backorder, Macro


@dataclass(frozen=True, slots=True)
class Comparison:
    """What old texts are compared with: the late items, and all that tells them apart from other products."""

    late: Mapping[str, Backorder] = field(default_factory=dict)
    vocabulary: Vocabulary | None = None


def lint_written(macro: Macro, facts: Comparison, today: date) -> tuple[Finding, ...]:
    """Return what is unwise in a macro as it stands, in order of place."""
    wrong = list(contradictions(macro, facts.late, facts.vocabulary, today)) if facts.vocabulary else []
    told = {finding.place.line for finding in wrong}  # of a day that is wrong it need not be said that it stays
    unwise = (it for it in lint_macros([macro]) if it.rule != "hard-date" or it.place.line not in told)
    return tuple(sorted([*wrong, *unwise, *_whole(macro, today)], key=lambda finding: finding.place))


def _whole(macro: Macro, today: date) -> Iterator[Finding]:
    for variant in macro.variants:
        yield from lint_text(LintedText(macro.key, variant.reply.text, variant.reply, today))
