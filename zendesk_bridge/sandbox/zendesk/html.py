"""What Zendesk keeps of the HTML that it is sent: formatting, links and images; the second pass changes nothing."""

from __future__ import annotations

import nh3

_TAGS = {
    "a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li",
    "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "target"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan"}}


def clean(markup: str) -> str:
    """Return the fragment without unknown tags, attributes and comments."""
    return nh3.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, link_rel="noopener noreferrer").strip()
