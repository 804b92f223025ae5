"""What counts as a mention of an item."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zendesk_bridge.core.document import Filled, Shape
from zendesk_bridge.settings.kinds import Count


class Counts(Shape):
    """Which of a customer's words count besides plain prose."""

    code: bool = Field(default=True, description="Words in code blocks")
    urls: bool = Field(default=True, description="Words in the path or the query of a web address")
    attachments: bool = Field(default=True, description="The names of attached files")


class Tagging(Shape):
    """What counts as a mention of an item, for all items alike."""

    numeric_skus: Literal["with_cue", "exact", "never"] = Field(
        default="with_cue",
        description="When a SKU of digits alone counts: beside a word such as 'item', wherever it stands, or never",
    )
    min_alias: Count = Field(default=3, description="Aliases with fewer characters are not looked for")
    stop_words: tuple[Filled, ...] = Field(
        default=(), description="Words that never stand for an item alone", examples=[["classic", "set"]]
    )
    possible: Literal["ignore", "tag"] = Field(
        default="ignore",
        description="What becomes of a ticket that may mean a late item, by one letter: nothing, or a tag of its own",
    )
    counts: Counts = Field(default=Counts(), description="Which of a customer's words count besides plain prose")
