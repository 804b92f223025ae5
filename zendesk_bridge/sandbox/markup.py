"""Text to HTML and back, the plain way a helpdesk does it for messages."""

from __future__ import annotations

import html
import re

_BREAKS = re.compile(r"<(?:br\s*/?|/p|/div|/li|/h[1-6]|/tr|/blockquote)\s*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def to_text(markup: str) -> str:
    """Return the words of an HTML fragment, one line per block."""
    flat = re.sub(r"\s+", " ", _HIDDEN.sub("", markup))
    lines = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", flat))).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def to_html(text: str) -> str:
    """Return plain text as HTML paragraphs."""
    paragraphs = re.split(r"\n{2,}", text.strip())
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in paragraphs if part)
