"""A macro as its rules read it: every text that a customer may read, and where each word of it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model import Macro, Template

_NOTHING = "\ufffc"  # stands for what is no text; part of no word
_CODE = re.compile(
    r"\{\{(?>(?:'[^'\n]{0,200}'|[^{}]|\}(?!\}))*)\}\}|\{%(?>(?:[^{%]|%(?!\}))*)%\}|\{#(?>(?:[^{#]|#(?!\}))*)#\}"
)


@dataclass(frozen=True, slots=True)
class LintedReply:
    """One macro, and the languages that ship windows and options are written in."""

    macro: Macro
    languages: frozenset[str]

    @property
    def templates(self) -> Iterator[Template]:
        """Every text that a customer may read."""
        for variant in self.macro.variants:
            yield variant.reply
            if variant.subject:
                yield variant.subject
            if variant.fallback:
                yield variant.fallback


def prose(template: str) -> str:
    """Blank out what Jinja will replace, keeping every offset and line."""
    return _CODE.sub(blank, template)


def blank(found: re.Match[str]) -> str:
    """Return as much of nothing as was found, on as many lines."""
    return re.sub(r"[^\n]", _NOTHING, found[0])


def placed(template: Template, offset: int) -> Place:
    """Return where this offset of the template stands in its file, all of its lines being indented alike."""
    if not template.place.line:
        return template.place
    starts = _starts(template.text)
    above = bisect_right(starts, offset) - 1
    column = offset - starts[above]
    return replace(template.place, line=template.place.line + above, column=template.place.column + column)


@lru_cache(maxsize=16)
def _starts(text: str) -> tuple[int, ...]:
    """Return where each line begins: a text may have many findings, and is read through once."""
    return (0, *(found.end() for found in re.finditer("\n", text)))
