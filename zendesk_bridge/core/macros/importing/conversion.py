"""A macro as people wrote it on a helpdesk -> templates of ours that say the same, and what they cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.importing.blocks import ALIGNMENT, FONTS, of_html, of_text, tidy
from zendesk_bridge.core.macros.importing.dynamic import Translator
from zendesk_bridge.core.macros.importing.markdown import MarkdownWriting
from zendesk_bridge.core.macros.importing.stash import Stash
from zendesk_bridge.core.macros.lint import lint_macros
from zendesk_bridge.core.macros.lint.slips import HTML_TAG
from zendesk_bridge.core.model import Macro, Per, Template, Variant, WholeMacro
from zendesk_bridge.core.ports import Dialect

_UNMISSED = frozenset({FONTS, ALIGNMENT})
_MOST_MENDED = 50  # words of one reply
_WORD = re.compile(r"\S+")
_RAW = re.compile(r"\{%\+?-?\s*raw\b.*?\{%[-+]?\s*endraw\b[^%]*%\}", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Converted:
    """A title and replies as templates. ``locales`` are the replies in more languages.

    ``words`` is the reply as it stood there, with the texts of dynamic content in it. ``lost`` is what a reader saw and
    would see no more, ``raw`` what stays the helpdesk's own, ``remarks`` what else is to be known. ``breaks_out`` says
    that something in it ends our ``raw``: as a template it would run what only the helpdesk is to run.
    """

    title: str
    reply: str
    words: str = field(repr=False)
    locales: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    breaks_out: bool = False


def converted(macro: WholeMacro, dialect: Dialect, translator: Translator, locale: str) -> Converted:
    """Say a macro in our templates; ``locale`` is the language of the files."""
    words = tidy(macro.words)
    main = translator.said(words, locale, as_html=macro.html)
    one = _Reply(dialect, html=macro.html)
    reply = one.template(main)
    locales = {}
    for other in translator.locales(words, locale):
        there = translator.said(words, other, as_html=macro.html)
        if there != main:
            locales[other] = one.template(there)
    title = Stash(dialect)
    headline = " ".join(macro.remote.content.title.split())
    said = title.template(title.hold(headline), names=False)
    remarks = [*one.remarks(), *_of_tags(macro), *_of_dynamic_content(words, main, translator, locale)]
    return Converted(
        said,
        reply,
        main,
        locales,
        tuple(what for what in one.lost if what not in _UNMISSED),
        tuple(dict.fromkeys([*one.raw, *title.raw])),
        tuple(remarks),
        breaks_out=one.breaks_out or title.breaks_out,
    )


def _of_tags(macro: WholeMacro) -> Iterator[str]:
    if not macro.html and HTML_TAG.search(macro.words):
        yield "its plain text holds tags of HTML, which customers read as they stand, here as there"


def _of_dynamic_content(words: str, main: str, translator: Translator, locale: str) -> Iterator[str]:
    if words != main:
        yield "its dynamic content stands in it as words now: a later change of that content does not reach it"
        if translator.lacks(words, locale):
            yield f"its dynamic content has no text in {locale}: the main reply is in its default language"


@dataclass(slots=True)
class _Reply:
    """Turns the replies of one macro, in all its languages, into templates."""

    dialect: Dialect
    html: bool
    lost: dict[str, None] = field(default_factory=dict)
    raw: dict[str, None] = field(default_factory=dict)
    respelled: dict[str, None] = field(default_factory=dict)
    apart: bool = False
    mended: bool = False
    breaks_out: bool = False

    def template(self, words: str) -> str:
        """Return the reply as a template, ending with one line's end."""
        stash = Stash(self.dialect)
        page = (of_html if self.html else of_text)(stash.hold(words))
        writing = MarkdownWriting(stash)
        text = stash.template(writing.whole(page.blocks))
        self.lost.update(dict.fromkeys([*page.lost, *writing.lost]))
        self.raw.update(stash.raw)
        self.respelled.update(stash.respelled)
        self.apart = self.apart or stash.apart
        self.breaks_out = self.breaks_out or stash.breaks_out
        harmless = _harmless(text)
        self.mended = self.mended or harmless != text
        return f"{harmless}\n" if harmless else ""

    def remarks(self) -> Iterator[str]:
        """Yield what else is to be known of the words."""
        if looks := [what for what in self.lost if what in _UNMISSED]:
            yield f"its {' and '.join(looks)} would be the helpdesk's own"
        if self.respelled:
            yield f"{', '.join(self.respelled)}: not spelled as the helpdesk spells it, and right now"
        if self.apart:
            yield "braces that began no placeholder have a space between them now"
        if self.mended:
            yield "words that look like a name to fill in, or like HTML, are read as they stand, as before"


def _harmless(text: str) -> str:
    """Return a template in which nothing stands that would be an error: what people read as it stands is printed so."""
    for _ in range(_MOST_MENDED):
        template = Template(text, Place("reply", 1, 1))
        macro = Macro("reply", Per.TICKET, (Variant("en", Template("-"), template),))
        wrong = next((it for it in lint_macros([macro]) if it.severity == "error"), None)
        if wrong is None:
            return text
        lines = text.split("\n")
        start = sum(len(line) + 1 for line in lines[: wrong.place.line - 1]) + wrong.place.column - 1
        found = _WORD.match(text, start)
        if found is None or any(raw.start() <= start < raw.end() for raw in _RAW.finditer(text)):
            return text
        word = _ESCAPED.sub(r"\1", found[0].partition("{{")[0].partition("{%")[0])
        quoted = word.replace("\\", "\\\\").replace("'", "\\'")
        text = (
            f"{text[:start]}{{{{ '{quoted}' }}}}{text[start + len(found[0].partition('{{')[0].partition('{%')[0]) :]}"
        )
    return text
