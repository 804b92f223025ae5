"""Signs that Markdown, or our linter, would read otherwise than as themselves."""

from __future__ import annotations

import re

from zendesk_bridge.core.macros.importing.stash import Stash
from zendesk_bridge.core.macros.lint.slips import HTML_TAG

_UNDERSCORES = re.compile(r"_+")
_DEAD_LINK = re.compile(r"\[(?=[^\[\]]*\]\((?![a-z][a-z0-9+.-]*:))", re.IGNORECASE)
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
_REFERENCE = re.compile(r"^\[(?=[^\[\]]*\]:)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~\ue000]|$)")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&!]")
_ITEM = re.compile(r"(?:(?P<bullet>[-+])|(?P<number>\d{1,9})(?P<sign>[.)]))(?= |$)")


def escaped(text: str, stash: Stash) -> str:
    """Return text with what needs it escaped, and no more: people are to read it."""
    text = _printed(text, stash)
    text = _BACKSLASH.sub(r"\\\\", text).replace("*", r"\*")
    text = _UNDERSCORES.sub(_underscores, text)
    text = _REFERENCE.sub(r"\\[", _LINK.sub(r"\\[", text))
    return _ENTITY.sub(r"\\&", _TAG.sub(r"\\<", text))


def escaped_wholly(text: str, stash: Stash) -> str:
    """Return text with every sign escaped that Markdown knows."""
    return _MARKDOWN.sub(r"\\\g<0>", _printed(text, stash))


def not_an_item(line: str) -> str:
    """Return a line that begins no list."""
    found = _ITEM.match(line)
    if not found:
        return line
    if found["bullet"]:
        return f"\\{line}"
    return f"{found['number']}\\{line[len(found['number']) :]}"


def _underscores(found: re.Match[str]) -> str:
    start, end = found.span()
    before, behind = found.string[max(start - 1, 0) : start], found.string[end : end + 1]
    within = before.isalnum() and behind.isalnum()
    return found[0] if within else found[0].replace("_", r"\_")


def _printed(text: str, stash: Stash) -> str:
    """Let the first sign of what looks like HTML, a link or a comment be printed, so that nothing takes it for one."""
    text = _DEAD_LINK.sub(lambda found: stash.literal(found[0]), text)
    text = text.replace("{#", f"{stash.literal('{')}#") if "{#" in text else text
    return HTML_TAG.sub(lambda found: stash.literal(found[0][0]) + found[0][1:], text)
