"""Rules that need not be kept in one macro or by one item, as an admin writes them: each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, Field

from zendesk_bridge.core.document import Document, Filled, Shape, choices, wrong
from zendesk_bridge.core.macros.rulebook import RULES
from zendesk_bridge.core.model import Ignore

M = TypeVar("M", bound=BaseModel)


def ignorable(rule: str) -> str:
    """Return the name of a rule that may be ignored; raises for any other."""
    known = [card.id for card in RULES.values() if card.ignorable]
    if rule in RULES and rule not in known:
        raise wrong("is a rule that cannot be ignored", fix="put right what it finds")
    if rule not in known:
        raise wrong("is no rule", fix=choices(rule, known))
    return rule


RuleName = Annotated[str, AfterValidator(ignorable)]


class LintSettings(Shape):
    """What ``check`` need not tell of here."""

    right_form: ClassVar[str] = 'lint: {ignore: {vague: "why it may stay"}}'

    ignore: dict[RuleName, Filled] = Field(
        min_length=1,
        description="Rules that need not be kept here, each with the reason why",
        examples=[{"vague": "the wording that our lawyers asked for"}],
    )


def ignores(source: Document[M], lint: LintSettings | None, *, sku: str = "") -> Iterator[Ignore]:
    """Yield what is ignored, each with the place where that is said."""
    for rule, reason in lint.ignore.items() if lint else ():
        yield Ignore(rule, reason, source.place("lint", "ignore", rule), sku)
