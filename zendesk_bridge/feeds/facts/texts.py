"""The texts of a fact: what one may hold, by who wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from zendesk_bridge.core import cells, document
from zendesk_bridge.core.document import wrong

# Control characters, and direction overrides: these make "ships 5 May" read backwards in an agent's composer.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PLACEHOLDER = re.compile(r"\{\{|\{%|\}\}")
_EDGES = " \u00a0\u2007\u202f\u3000\ufeff"  # spaces of all kinds, and the mark that some programs put first

LONGEST = 500
"""Characters that a SKU, a name, an alias or a phrase may have, as in the catalogue."""

LONGEST_REASON = 1_000  # characters
MOST_TERMS = 100
"""Aliases, other writings or phrases of one item; each of them is looked for in every ticket."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How a feed's texts are taken: ``own`` if an admin wrote them, ``all`` if nothing in them is suspicious."""

    own: bool = False
    all: bool = False


def _fact(text: str, info: ValidationInfo, longest: int = LONGEST) -> str:
    """Return one line of text that can stand in a reply as it is."""
    text = re.sub(r"[ \t\r\n]+", " ", text).strip(_EDGES)
    if len(text) > longest:
        raise wrong(f"is longer than {longest} characters", fix="shorten it", quote=False)
    invisible = _INVISIBLE.search(text)
    if invisible:
        raise wrong(f"holds the invisible character U+{ord(invisible[0]):04X}", fix="remove it", quote=False)
    placeholder = _PLACEHOLDER.search(text)
    if placeholder:
        raise wrong(f"holds {placeholder[0]}, which a helpdesk would read as a placeholder", fix="write plain text")
    if left := cells.residue(text):
        raise wrong(left.says, fix=left.fix)
    trust: Trust = (info.context or {}).get("trust", Trust())
    if not (trust.own or trust.all):
        for remark in cells.suspicions(text):
            raise wrong(remark.says, fix=f"{remark.fix}; or trust this feed: trust: true")
    return text


def _filled_fact(text: str, info: ValidationInfo) -> str:
    fact = _fact(text, info)
    if not fact:
        raise wrong("is empty", quote=False)
    return fact


def _sku(text: str, info: ValidationInfo) -> str:
    fact = _filled_fact(text, info)
    if inner := document.unquoted(fact):
        raise wrong("is in quotation marks that are letters here", fix=f"write {inner}")
    return fact


def _fact_or_nothing(text: str, info: ValidationInfo) -> str:
    return _fact(text, info)


def _reason(text: str, info: ValidationInfo) -> str:
    return _fact(text, info, LONGEST_REASON)


_TEXT_OR_NUMBER = Field(json_schema_extra={"type": ["string", "number"]})
Sku = Annotated[str, AfterValidator(_sku), _TEXT_OR_NUMBER]
Fact = Annotated[str, AfterValidator(_filled_fact), _TEXT_OR_NUMBER]
OptionalFact = Annotated[str, AfterValidator(_fact_or_nothing)]
Reason = Annotated[str, AfterValidator(_reason)]
Terms = Annotated[tuple[Fact, ...], Field(max_length=MOST_TERMS)]
