"""Placeholders that a helpdesk would not fill in: the name is none of its, or no field has that number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint.prose import placed
from zendesk_bridge.core.macros.lint.rules import Finding, found
from zendesk_bridge.core.macros.render import PER_ITEM
from zendesk_bridge.core.macros.render.own_names import names_of_kind, own, roots, written_for
from zendesk_bridge.core.model import Template

_NAMED = re.compile(r"\{\{-?\s*([A-Za-z_][\w.]{0,200})")
_MADE = re.compile(r"\{%-?\s*(?:assign|capture|for|increment|decrement)\s+(\w+)")
_FIELD = re.compile(r"ticket\.ticket_field_(?:option_title_)?(\d+)")
_KNOWN_WORDS = frozenset({"forloop", "true", "false", "nil", "empty"})
_LIKE = 0.85
"""How much alike two names must be for the one to be a slip of the other; whole name spaces are not listed anywhere."""


def blank_placeholders(text: str, kind: str, fields: Collection[int] | None = None) -> Iterator[Finding]:
    """Yield each placeholder in a text that this kind of helpdesk, such as ``Zendesk``, would not fill in.

    ``fields`` are the numbers of the ticket fields that there are, None where nobody knows. What may be one of the
    helpdesk's names is taken for one.
    """
    template = Template(text, Place("", 1, 1))
    made = {*_MADE.findall(text), *_KNOWN_WORDS}
    for place in _NAMED.finditer(text) if kind else ():
        name = place[1].rstrip(".")
        says, fix = _objection(name, kind, made, fields)
        if says:
            yield found("blank-placeholder", placed(template, place.start()), f"'{{{{{name}}}}}' {says}", fix)


def _objection(name: str, kind: str, made: Collection[str], fields: Collection[int] | None) -> tuple[str, str]:
    """Return what is wrong with a name, and what to write, "" for nothing."""
    root, dot, _ = name.partition(".")
    known = own(name)
    if root in made or (known and kind in known.helpdesks):
        field = _FIELD.fullmatch(name)
        if field and fields is not None and int(field[1]) not in fields:
            return "names a ticket field that is not there", "take the number from the field's own page, or write words"
        return "", ""
    if name in PER_ITEM:
        here = written_for(name, kind)
        return f"is a name of macro files, and nothing on {kind}", f"write {{{{{here}}}}}" if here else ""
    near = get_close_matches(name, names_of_kind(kind), n=1, cutoff=_LIKE)
    fix = f"did you mean {{{{{near[0]}}}}}?" if near else ""
    if known:
        return f"is {' and '.join(known.helpdesks)}'s own name, and nothing on {kind}", fix
    if near or not dot or root not in roots():
        return f"is no name that {kind} fills in", fix
    return "", ""
