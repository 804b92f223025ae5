"""Names of rules as an admin writes them where something may stay as it is."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from zendesk_bridge.core.document import nearest, wrong
from zendesk_bridge.core.macros.rulebook import RULES


def _ignorable(rule: str) -> str:
    """Return the name of a rule that may be ignored; raises for any other."""
    known = [card.id for card in RULES.values() if card.ignorable]
    if rule in RULES and rule not in known:
        raise wrong("is a rule that cannot be ignored", fix="put right what it finds")
    if rule not in known:
        raise wrong("is no rule", fix=nearest(rule, known) or "check shows the name of each rule in brackets")
    return rule


RuleName = Annotated[str, AfterValidator(_ignorable)]
