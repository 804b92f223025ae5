"""The desk's pages as HTML: Jinja2 with autoescape on, and the one door through which a message's HTML may pass."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

_TAGS = {
    "a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li",
    "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "td": {"colspan"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


def safe(html: str) -> Markup:
    """Return a message's HTML without what could run; images keep their words, and the policy lets none load."""
    found = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener noreferrer")
    return Markup(found)  # noqa: S704 - nh3 has just cleaned it


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago something was, in words."""
    passed = max(now - moment, timedelta(0))
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "just now"
    for size, unit in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("zendesk_bridge.sandbox.desk"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_html"] = safe
    environment.filters["ago"] = ago
    return environment


def render(name: str, **values: Any) -> str:
    """Return a page."""
    return _environment().get_template(f"{name}.html").render(**values)
