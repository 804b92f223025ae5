"""Markdown -> the little HTML that every helpdesk keeps."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "div", "b", "strong", "i", "em", "ul", "ol", "li", "a"}
_SCHEMES = {"http", "https", "mailto", "tel"}
# What no helpdesk shows alike stays as it was typed: an indented line is no program text, "---" is no heading.
_OFF = ["blockquote", "code", "fence", "heading", "lheading", "hr", "backticks", "image"]


def to_html(markdown: str) -> str:
    """Return clean HTML: paragraphs, line breaks, bold, italic, lists and links, and nothing else.

    HTML in the source is shown as text. A line break in the source is a line break in the reply.
    """
    rendered: str = _markdown().render(markdown)
    return nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None, strip_comments=True
    ).strip()


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """Build the parser once; it keeps nothing between two texts."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(_OFF)
