"""Quoted history: '>' lines, "On ... wrote:", Outlook's header blocks, and what stands below "Forwarded message"."""

from __future__ import annotations

from zendesk_bridge.core.mentions.text.attribution import LENGTH, begins, is_attribution, may_end
from zendesk_bridge.core.mentions.text.headers import block_height, is_separator
from zendesk_bridge.core.mentions.text.page import Page

_WRAPPED = 2  # lines that an attribution may have begun above
_LOOK_AHEAD = 3  # lines within which the quote begins that an attribution announces


def mark(page: Page) -> None:
    """Mark what is quoted: all below the first mail that is quoted whole, and the quotes between answers."""
    position = 0
    while position < len(page.lines):
        header = None if page.quoted[position] else _header(page, position)
        first, behind = header or (position, position + 1)
        if header and not _quote_follows(page, behind):
            behind = len(page.lines)
        if header or page.quoted[position]:
            page.forget(first, behind)
        position = behind


def _quote_follows(page: Page, position: int) -> bool:
    ahead = range(position, min(position + _LOOK_AHEAD, len(page.lines)))
    following = next((index for index in ahead if page.lines[index]), None)
    return following is not None and bool(page.quoted[following])


def _header(page: Page, position: int) -> tuple[int, int] | None:
    """Return the lines that introduce a quoted mail, the first and behind the last; they end, or begin, here."""
    line = page.lines[position]
    if not line:
        return None
    if is_separator(line):
        return position, position + 1
    if may_end(line):
        first = _began(page, position, quoted=_quote_follows(page, position + 1))
        if first is not None:
            return first, position + 1
    height = block_height(page.lines, position)
    return (position, position + height) if height else None


def _began(page: Page, position: int, *, quoted: bool) -> int | None:
    """Return where an attribution began that ends in this line; None if none does.

    It began where it is complete, and a line earlier where that line cannot be its beginning: "<help@...> wrote:".
    """
    text, complete = "", None
    for first in range(position, max(-1, position - _WRAPPED - 1), -1):
        if first < position and (not page.lines[first] or page.quoted[first]):
            break
        text = " ".join(f"{page.lines[first]} {text}".split())
        if len(text) > LENGTH:
            break
        if complete is not None:
            return first if begins(text) else complete
        if is_attribution(text, quoted=quoted):
            complete = first
            if begins(text) or not (text[0] in "<(" or text[0].islower()):
                break
    return complete
