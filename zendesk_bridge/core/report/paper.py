"""What all pages of ours have in common: one look, no scripts, nothing loaded, light and dark, on paper too."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from zendesk_bridge.core.safe import harmless

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --back: #fff; --card: #f6f8fa; --line: #d0d7de;
  --plus: #dafbe1; --minus: #ffebe9; --accent: #0a5ad0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --back: #0d1117; --card: #161b22;
  --line: #30363d; --plus: #12361f; --minus: #4a1d1f; --accent: #6cb0ff } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 52rem; background: var(--back); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line);
  padding-top: 1.2rem } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem }
.iso { white-space: nowrap }
p, ul { margin: .5rem 0 } a { color: var(--accent) } small, .soft { color: var(--soft) }
summary { cursor: pointer } .stop { background: var(--minus); padding: .5rem 1rem; border-radius: .5rem }
"""


_TEXT: Final = re.compile(r">[^<]+")
_DAY: Final = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?: to \d{4}-\d\d-\d\d)?(?![\w-]| \d\d:)")
"""A day, or a span of days; one with a time of day is kept in one piece where it is written."""


def beginning(command: str) -> str:
    """Return how every page of this command begins, so that no other file is taken for one."""
    return f'<!doctype html>\n<meta name="generator" content="zendesk-bridge {command}">\n'


def paper(command: str, title: str, body: str, style: str = "") -> str:
    """Return a whole page around this HTML; ``title`` is plain text, ``style`` is CSS of the page's own."""
    return (
        beginning(command) + '<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{in_html(title)}</title>\n"
        f"<style>{_STYLE}{style}</style>\n"
        f"<main>\n{_unbroken(body)}\n</main>\n"
    )


def _unbroken(html: str) -> str:
    """Return HTML that keeps each day in one piece: browsers would end a line at its hyphens."""
    return _TEXT.sub(lambda text: _DAY.sub(r'<span class="iso">\g<0></span>', text[0]), html)


def in_html(words: str) -> str:
    """Return words as HTML shows them: nothing in them is a tag, and nothing turns the direction of what follows."""
    return escape(harmless(words))
