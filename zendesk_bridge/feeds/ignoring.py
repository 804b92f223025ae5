"""Rules that need not be kept in one macro or by one item, as an admin writes them: each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from pydantic import BaseModel, Field

from zendesk_bridge.core.document import Document, Filled, Shape
from zendesk_bridge.core.macros.rulenames import RuleName
from zendesk_bridge.core.model import Ignore

M = TypeVar("M", bound=BaseModel)


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
