"""What to do about a template that cannot be read: a slip, or Liquid, which the helpdesk runs and we do not."""

from __future__ import annotations

import re

RAW = "put what your helpdesk itself shall run between {% raw %} and {% endraw %}"
BRACES = "write two braces on each side, as in {{ customer.first_name }}"

_ARGUMENT = re.compile(r"\|\s*\w+\s*:")
_FIRST_NAME = re.compile(
    r"\{\{-?\s*(?:ticket\.requester\.|customer\.|user\.|contact\.)?first_?name\s*\|\s*(?:default|fallback)\s*:"
)
_TAG = re.compile(
    r"\{%-?\s*(?:assign|capture|case|when|unless|elsif|endunless|endcase|endcapture|comment|endcomment|cycle|tablerow"
    r"|increment|decrement|render|liquid|echo|break|continue)\b"
)
_OPERATOR = re.compile(r"\{%-?\s*(?:if|elsif|unless)\b[^%]*\b(?:contains|blank|nil|empty)\b")
_WORDS = frozenset({"blank", "nil", "empty", "forloop"})
_LIQUIDS_FILTERS = {"upcase": "upper", "downcase": "lower", "strip": "trim", "size": "length", "uniq": "unique"}
_NO_FILTER = re.compile(r"No filter named '(?P<name>\w+)'\.?\s*(?P<instead>.*)", re.DOTALL)

# What Jinja says -> the same in plain words.
_PLAIN: tuple[tuple[str, str], ...] = (
    (r"Unexpected end of template.*closed is '(\w+)'", "{{% {0} %}} is begun and never ended"),
    (r"Encountered unknown tag 'end(\w+)'", "{{% end{0} %}} ends what nothing begins"),
    (r"Encountered unknown tag '(\w+)'", "there is no instruction {{% {0} %}}"),
    (
        r"expected token 'end of (?:print statement|statement block)', got '(.+)'",
        "'{0}' has no meaning where it stands",
    ),
    (r"unexpected char '(.+)' at \d+", "the sign {0} has no meaning within braces"),
    (r"Expected an expression, got 'end of print statement'", "nothing stands between the braces"),
)

# What stands in the line and Jinja says -> what to write. The first that matches both wins.
_SLIPS: tuple[tuple[str, str, str], ...] = (
    (r"\{%[^%]*[^=!<>]=[^=]", r"got '='", "write == to compare two values"),
    (r"===|!==", r"'='", "write == or != to compare two values"),
    (r"&&|\|\||\{%-?\s*(?:el)?if\s*!", r"char '[&!]'|got '\|'", "write and, or, not"),
    (r"\?", r"char '\?'", "write {{ 'this' if it is so else 'that' }}"),
    ("[\u2018\u2019\u201c\u201d\u201e]", r"unexpected char", "write straight quotation marks: ' or \""),
    (r"\{%-?\s*else\s?if\b", r"unknown tag|end of statement", "write {% elif ... %}"),
    (r"\{\{[#/>^]", r"unexpected", "write {% if ... %} and {% endif %}"),
    (r"", r"block that needs to be closed is '(?P<block>\w+)'", "write {{% end{block} %}} where it ends"),
    (r"", r"unknown tag 'end", "it ends what nothing begins: take it away, or write its {% if ... %} before it"),
    (r"\{%-?\s*(?:customer|backorder|agent|ticket)\b", r"unknown tag", "write a name in two braces: {{ ... }}"),
    (r"", r"unknown tag", "what there is: if, elif, else, for and set"),
    (r"\{\{-?\s*\}\}", r"Expected an expression", "write a name between the braces, or take them away"),
    (r"\{\{-?\s*[\w.]+ \w", r"end of print statement", "a name has no space in it: customer.first_name"),
    (r"", r"end of print statement|end of statement block", "write one name, and filters behind |"),
)  # fmt: skip


def advice(line: str, message: str) -> tuple[str, str]:
    """Return what is wrong with a line that Jinja cannot read, and what to write; ``message`` is Jinja's."""
    if "{#" in line and "comment" in message.lower():
        return "'{#' begins a comment here, which nobody ends", "write {{ '{#' }}, or " + RAW
    if _FIRST_NAME.search(line):
        return (
            "this is Liquid, which helpdesks run and replies here are not written in",
            "write {{ customer.first_name }}, which works on both, in words that read well without a name; or " + RAW,
        )
    if _ARGUMENT.search(line) or _TAG.search(line) or _OPERATOR.search(line):
        said = _in_plain_words(message)
        return f"this is Liquid, which helpdesks run and replies here are not written in: {said}", RAW
    named = _NO_FILTER.match(message)
    if named and named[1] in _LIQUIDS_FILTERS:
        return f"{named[1]} is a filter of Liquid's", f"write {_LIQUIDS_FILTERS[named[1]]}; or {RAW}"
    if named:
        return f"there is no filter '{named['name']}'", named["instead"][:1].lower() + named["instead"][1:]
    return _in_plain_words(message), _slip(line, message)


def _in_plain_words(message: str) -> str:
    """Return what Jinja says without its own terms."""
    matches = ((re.match(said, message), words) for said, words in _PLAIN)
    return next((words.format(*found.groups()) for found, words in matches if found), message)


def _slip(line: str, message: str) -> str:
    for stands, said, fix in _SLIPS:
        if (found := re.search(said, message)) and re.search(stands, line):
            return fix.format(**found.groupdict()) if found.groupdict() else fix
    return ""


def is_word(name: str) -> bool:
    """Tell whether this is a word of Liquid's that Jinja does not know."""
    return name.partition(".")[0] in _WORDS
