"""Dynamic content: a name in a macro that stands for a text in each language -> the texts themselves."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from zendesk_bridge.core.model import DynamicText

_NAMED = re.compile(r"\{\{-?\s*dc\.([\w.-]{1,300})\s*-?\}\}")
_HAS_TAGS = re.compile(r"<(?:/|[a-zA-Z])[^<>]*>")
_DEEPEST = 4
"""Texts that hold texts: deeper, they go in circles."""


@dataclass(slots=True)
class Translator:
    """What is known of an account's dynamic content; ``missing`` collects the names that stay as they are."""

    texts: Mapping[str, DynamicText]
    missing: dict[str, None] = field(default_factory=dict)

    def locales(self, words: str, main: str) -> tuple[str, ...]:
        """Return the languages besides the main one that texts named in these words are written in."""
        found: set[str] = set()
        names, seen = _NAMED.findall(words), set[str]()
        while names:
            name = names.pop()
            if name in self.texts and name not in seen:
                seen.add(name)
                found |= self.texts[name].texts.keys()
                names += [inner for text in self.texts[name].texts.values() for inner in _NAMED.findall(text)]
        return tuple(sorted(found - {main}))

    def said(self, words: str, locale: str, *, as_html: bool) -> str:
        """Return the words with each text in its place, in this language or the nearest that there is."""
        for _ in range(_DEEPEST):
            told = _NAMED.sub(lambda found: self._one(found, locale, as_html=as_html), words)
            if told == words:
                break
            words = told
        return words

    def lacks(self, words: str, locale: str) -> bool:
        """Tell whether one of the texts named is not written in this language, whatever its country."""
        named = (self.texts[name] for name in _NAMED.findall(words) if name in self.texts)
        return any(_language(locale) not in map(_language, text.texts) for text in named)

    def _one(self, found: re.Match[str], locale: str, *, as_html: bool) -> str:
        text = self.texts.get(found[1])
        if text is None:
            self.missing[found[0]] = None
            return found[0]
        alike = (known for known in sorted(text.texts) if _language(known) == _language(locale))
        chosen = locale if locale in text.texts else next(alike, text.main)
        words = text.texts[chosen]
        if not as_html or _HAS_TAGS.search(words):
            return words
        return html.escape(words, quote=False).replace("\r\n", "\n").replace("\n", "<br>")


def _language(locale: str) -> str:
    return locale.partition("_")[0].lower()
