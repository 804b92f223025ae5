"""Opaque stand-ins: what must come through Markdown and HTML cleaning untouched travels as a private-use token."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

# A link's address is percent-encoded on its way, so a token in it is found in that form too.
_TOKEN = re.compile("(?:\ue000|(?P<encoded>%EE%80%80))([0-9]+)(?:\ue001|%EE%80%81)")
_LIQUID = re.compile(r"\{\{(?>(?:[^{}]|\{(?!\{)|\}(?!\}))*)\}\}|\{%(?>(?:[^{%]|\{(?!%)|%(?!\}))*)%\}")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986: unreserved

SENTINELS = "\ue000\ue001"
OWN = "\ufffc"
"""Stands for a helpdesk's own placeholder in what :meth:`Tokens.revealed` returns."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a token stands for. ``ours`` is False for what the author wrote for the helpdesk as it is."""

    shown: str
    plain: str
    revealed: str
    ours: bool = True


@dataclass(slots=True)
class Tokens:
    """The stand-ins of one rendering: each with what it means in HTML and in plain text."""

    _meaning: list[_Meaning] = field(default_factory=list)

    def text(self, value: str) -> str:
        """Return a token for text that shall be shown exactly as it is. Its braces can start no placeholder."""
        shown = _BREAK.sub("<br>", html.escape(value)).replace("{", "&#123;")
        return self._add(_Meaning(shown, value, value))

    def placeholder(self, value: str) -> str:
        """Return a token for what the helpdesk shall fill in by one of our names."""
        return self._add(_Meaning(value, value, OWN))

    def link(self, address: str) -> str:
        """Return a token for an address of our own, which may stand where a link leads."""
        return self._add(_Meaning(html.escape(address), address, OWN, ours=False))

    def verbatim(self, value: str) -> str:
        """Return a token for a helpdesk's own placeholder or tag, which is emitted as it is."""
        return self._add(_Meaning(value, value, OWN, ours=False))

    def verbatims(self, source: str) -> tuple[str, ...]:
        """Return the helpdesk's own placeholders and tags that stand in this piece of the text."""
        meanings = map(self._of, _TOKEN.finditer(source))
        return tuple(meaning.shown for meaning in meanings if meaning.revealed == OWN)

    def without_tokens(self, source: str) -> str:
        """Return this piece of the text without anything that was printed into it."""
        return _TOKEN.sub("", source)

    def protect(self, source: str) -> str:
        """Replace every ``{{...}}`` and ``{%...%}`` by a token."""
        return _LIQUID.sub(lambda found: self.verbatim(found.group()), source)

    def to_html(self, source: str) -> str:
        """Put the meanings back into HTML, in one pass: what they hold is not looked into again."""
        return _TOKEN.sub(self._in_html, source)

    def to_text(self, source: str) -> str:
        """Put the meanings back into plain text."""
        return _TOKEN.sub(lambda found: self._of(found).plain, source)

    def revealed(self, source: str) -> str:
        """Return a text with the facts in it as they are, unescaped, and each of a helpdesk's own as :data:`OWN`."""
        return _TOKEN.sub(lambda found: self._of(found).revealed, source)

    def lost(self, source: str, result: str) -> bool:
        """Tell whether a token of the source is missing in what became of it."""
        return not {found[2] for found in _TOKEN.finditer(source)} <= {found[2] for found in _TOKEN.finditer(result)}

    def first_of_ours(self, address: str) -> int | None:
        """Return where in an address the first thing stands that its author did not write there himself."""
        return next((found.start() for found in _TOKEN.finditer(address) if self._of(found).ours), None)

    def _in_html(self, found: re.Match[str]) -> str:
        meaning = self._of(found)
        if found["encoded"] and meaning.revealed != OWN:
            return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in meaning.plain.encode())
        return meaning.shown

    def _of(self, found: re.Match[str]) -> _Meaning:
        return self._meaning[int(found[2])]

    def _add(self, meaning: _Meaning) -> str:
        self._meaning.append(meaning)
        return f"{SENTINELS[0]}{len(self._meaning) - 1}{SENTINELS[1]}"
