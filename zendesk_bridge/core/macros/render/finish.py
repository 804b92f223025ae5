"""The last look at a text before it goes out: nothing in it may do what its author did not write.

A fact comes from a supplier's cell. It must not say where a link leads, and no brace of it may become part of a
placeholder: a helpdesk may read the entities that we write for braces, so the text is looked at with the signs.
"""

from __future__ import annotations

import re

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros.render.tokens import OWN, Tokens
from zendesk_bridge.core.model import Template

_HREF = re.compile(r'href="([^"]*)"')
_SETTLED = re.compile(r"https?://[^/?#@%\\]+[/?#]|mailto:[^?#%]+\?", re.IGNORECASE)
_OPENS = re.compile(rf"\{{\{{|\{{%|\{{{OWN}|{OWN}\}}")
_IN_ADDRESS = "write the address as text up to its first '/', and the fact after it: https://acme.example/?q={{ ... }}"


def finished(tokens: Tokens, template: Template, markdown: str, html: str) -> str:
    """Return the reply as the helpdesk gets it. Raises InvalidInput where a fact would do more than be read."""
    if tokens.lost(markdown, html):
        raise _wrong(template, "what stands in the host of a link would be lost", _IN_ADDRESS)
    for address in _HREF.findall(html):
        first = tokens.first_of_ours(address)
        if first is not None and not _SETTLED.match(address[:first]):
            raise _wrong(template, "a fact would say where a link leads", _IN_ADDRESS)
    _harmless(tokens, template, html)
    return tokens.to_html(html)


def titled(tokens: Tokens, template: Template, source: str) -> str:
    """Return a title as the helpdesk gets it: one line. Raises InvalidInput where a fact would do more than be read."""
    kept = tokens.protect(source)
    _harmless(tokens, template, kept)
    return " ".join(tokens.to_text(kept).split())


def _harmless(tokens: Tokens, template: Template, source: str) -> None:
    found = _OPENS.search(tokens.revealed(source))
    if found:
        what = f"with the facts in it, '{found[0].replace(OWN, '{{...}}')}' stands in the text"
        raise _wrong(
            template, f"{what}: a helpdesk would fill it in", "take the braces out of the fact, or put words between"
        )


def _wrong(template: Template, message: str, fix: str) -> InvalidInput:
    return InvalidInput([Problem(template.place, message, fix)])
