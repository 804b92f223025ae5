"""A reply's HTML as plain text, as a field holds it and a preview shows it."""

from __future__ import annotations

import re

from zendesk_bridge.core.text import html_to_text

_BLOCK_END = re.compile(r"(?<=</p>)|(?<=</ul>)|(?<=</ol>)|(?<=</div>)")


def plain(body: str) -> str:
    """Return the text of a reply, with an empty line between paragraphs and a hyphen before each list item."""
    blocks = (html_to_text(block.replace("<li>", "<li>- ")) for block in _BLOCK_END.split(body))
    return "\n\n".join(block for block in blocks if block)
