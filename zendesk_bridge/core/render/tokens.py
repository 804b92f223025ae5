"""Opaque stand-ins: what must come through Markdown and HTML cleaning untouched travels as a private-use token."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

# A link's address is percent-encoded on its way, so a token in it is found in that form too.
_TOKEN = re.compile("(?:\ue000|%EE%80%80)([0-9]+)(?:\ue001|%EE%80%81)")
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")

SENTINELS = "\ue000\ue001"


@dataclass(slots=True)
class Tokens:
    """The stand-ins of one rendering: each with what it means in HTML and in plain text."""

    _meaning: list[tuple[str, str]] = field(default_factory=list)

    def text(self, value: str) -> str:
        """Return a token for text that shall be shown exactly as it is. Its braces can start no placeholder."""
        shown = _BREAK.sub("<br>", html.escape(value)).replace("{", "&#123;")
        return self._add(shown, value)

    def verbatim(self, value: str) -> str:
        """Return a token for a helpdesk's own placeholder or tag, which is emitted as it is."""
        return self._add(value, value)

    def protect(self, source: str) -> str:
        """Replace every ``{{...}}`` and ``{%...%}`` by a token."""
        return _LIQUID.sub(lambda found: self.verbatim(found.group()), source)

    def to_html(self, source: str) -> str:
        """Put the meanings back into HTML, in one pass: what they hold is not looked into again."""
        return _TOKEN.sub(lambda found: self._meaning[int(found.group(1))][0], source)

    def to_text(self, source: str) -> str:
        """Put the meanings back into plain text."""
        return _TOKEN.sub(lambda found: self._meaning[int(found.group(1))][1], source)

    def _add(self, shown: str, plain: str) -> str:
        self._meaning.append((shown, plain))
        return f"{SENTINELS[0]}{len(self._meaning) - 1}{SENTINELS[1]}"
