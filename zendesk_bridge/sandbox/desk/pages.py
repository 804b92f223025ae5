"""The desk's pages as HTML: Jinja2 with autoescape on, and the one door through which a message's HTML may pass."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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


def day_name(day: date, now: datetime) -> str:
    """Return a day in words, with its year when that is another one."""
    return f"{day:%B} {day.day}" + (f", {day.year}" if day.year != now.year else "")


def days_from(day: date, now: datetime) -> str:
    """Return how far away a day is, in words."""
    days = (day - now.date()).days
    known = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return known.get(days) or (f"{-days} days ago" if days < 0 else f"in {days} days")


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
    environment.filters |= {"ago": ago, "day_name": day_name, "days_from": days_from}
    return environment


def render(name: str, **values: Any) -> str:
    """Return a page."""
    return _environment().get_template(f"{name}.html").render(**values)
