"""What to do about a template that cannot be read: mostly it is Liquid, which the helpdesk runs and we do not."""

from __future__ import annotations

import re

RAW = "put what your helpdesk itself shall run between {% raw %} and {% endraw %}"

_FILTER = re.compile(r"\|\s*\w+\s*:")
_FIRST_NAME = re.compile(r"\{\{-?\s*ticket\.requester\.first_?name\s*\|\s*default\s*:")
_TAG = re.compile(
    r"\{%-?\s*(?:assign|capture|case|when|unless|elsif|endunless|endcase|endcapture|comment|endcomment|cycle|tablerow"
    r"|increment|decrement|render|liquid|echo|break|continue)\b"
)
_OPERATOR = re.compile(r"\{%-?\s*(?:if|elsif|unless)\b[^%]*\b(?:contains|blank|nil|empty)\b")
_WORDS = frozenset({"blank", "nil", "empty", "forloop"})


def advice(line: str, message: str) -> tuple[str, str]:
    """Return what is wrong with a line that Jinja cannot read, and what to write; ``message`` is Jinja's."""
    if "{#" in line and "comment" in message.lower():
        return "'{#' begins a comment here, which nobody ends", "write {{ '{#' }}, or " + RAW
    if message == "unexpected '}'":
        return message, "write {{ before a name and }} behind it, as in {{ customer.first_name }}; or " + RAW
    if _FIRST_NAME.search(line):
        return (
            "this is Zendesk's Liquid",
            "write {{ customer.first_name }}, which works on both, in words that read well without a name; or " + RAW,
        )
    if _FILTER.search(line) or _TAG.search(line) or _OPERATOR.search(line):
        return f"this is Liquid, which helpdesks run and replies here are not written in: {message}", RAW
    return message, RAW


def is_word(name: str) -> bool:
    """Tell whether this is a word of Liquid's that Jinja does not know."""
    return name.partition(".")[0] in _WORDS
