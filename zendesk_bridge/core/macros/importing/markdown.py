"""Paragraphs, lists and lines -> Markdown that our own renderer turns into the same again.

Every line is rendered and compared. Where Markdown cannot say it, as where a bold word touches a sign and a letter, it
is said more plainly, and what was lost is told: words are never lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from markdown_it.common.normalize_url import normalizeLink

from zendesk_bridge.core.macros.importing.blocks import (
    ReplyBlock,
    ReplyList,
    ReplyParagraph,
    StyledLine,
    StyledText,
    joined,
    of_html,
)
from zendesk_bridge.core.macros.importing.escaping import escaped, escaped_wholly, not_an_item
from zendesk_bridge.core.macros.importing.stash import Stash
from zendesk_bridge.core.macros.render.markup import to_html

_SAFE = re.compile(r"(?![\d\s_])[^\W_][\w ,.;:?'\u2019\u2013\u2014/()\"!]*(?<!_)\Z")
_UNDERLINED = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENCODED = re.compile("%EE%80%80([0-9]+)%EE%80%81")
_BARE = re.compile(r"[^\s<>()\\]+")
_SELF_EVIDENT = re.compile(r"(?:https?|tel):[^\s<>\\]+", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_EDGES = re.compile(r"([^\w\ue000]*+)((?:.*[\w\ue001])?)(.*)", re.DOTALL)
_EMPHASIS = "bold or italic words, which Markdown cannot say there"
_MOST_LOOKS = 200  # of one line

_Escape = Callable[[str, Stash], str]


@dataclass(slots=True)
class MarkdownWriting:
    """One reply on its way to Markdown. ``lost`` says in words what could not be said."""

    stash: Stash
    lost: dict[str, None] = field(default_factory=dict)

    def whole(self, blocks: Sequence[ReplyBlock]) -> str:
        """Return the Markdown of all of a reply; what does not render back as it was is written as lines."""
        text = self._text(blocks)
        if self._alike(self._rendered(text), blocks):
            return text
        plainly: list[ReplyBlock] = []
        for block in blocks:
            if not self._alike(self._rendered(self._text([block])), [block]):
                self.lost["the shape of a list, which Markdown cannot say there"] = None
                plainly += _flat(block)
            else:
                plainly.append(block)
        return self._text(plainly)

    # --- whether a reader sees the same: words, lines, lists, links, and which words are bold or italic

    def _rendered(self, markdown: str) -> tuple[ReplyBlock, ...]:
        return of_html(self.stash.printed(to_html(markdown))).blocks

    def _alike(self, some: Sequence[ReplyBlock], others: Sequence[ReplyBlock]) -> bool:
        return [self._seen(block) for block in some] == [self._seen(block) for block in others]

    def _seen(self, block: ReplyBlock) -> object:
        if isinstance(block, ReplyList):
            return block.ordered, [[self._seen(inner) for inner in item] for item in block.items]
        return [self._seen_line(line) for line in block.lines]

    def _seen_line(self, line: StyledLine) -> tuple[str, list[tuple[bool, bool]], list[str]]:
        looks = [(run.bold, run.italic) for run in line for letter in run.text if letter.isalnum()]
        links = [self._address(run.href) for run in line for _ in run.text]
        return "".join(run.text for run in line), looks, links

    def _address(self, href: str) -> str:
        return self.stash.shown(_ENCODED.sub("\ue000\\1\ue001", normalizeLink(href))) if href else ""

    # --- Markdown

    def _text(self, blocks: Sequence[ReplyBlock]) -> str:
        return "\n".join(self._lines(blocks, tight=False))

    def _lines(self, blocks: Sequence[ReplyBlock], *, tight: bool) -> list[str]:
        out: list[str] = []
        before: ReplyBlock | None = None
        second = False
        for block in blocks:
            if isinstance(block, ReplyParagraph):
                lines, second = [self._line(line) for line in block.lines], False
            else:
                second = isinstance(before, ReplyList) and before.ordered == block.ordered and not second
                lines = self._items(block, second=second)
            if out and not (tight and isinstance(before, ReplyParagraph) and isinstance(block, ReplyList)):
                out.append("")
            out += lines
            before = block
        return out

    def _items(self, block: ReplyList, *, second: bool) -> list[str]:
        """Write a list; the second of two in a row has another sign, or they would be one."""
        out: list[str] = []
        for number, item in enumerate(block.items, 1):
            sign = (f"{number})" if second else f"{number}.") if block.ordered else "*" if second else "-"
            indent = " " * (len(sign) + 1)
            lines = self._lines(item, tight=True)
            out += [f"{indent if index else f'{sign} '}{line}".rstrip() for index, line in enumerate(lines)] or [sign]
        return out

    def _line(self, line: StyledLine) -> str:
        text = "".join(run.text for run in line)
        styled = any(any(run.look) for run in line)
        if not styled and _SAFE.match(text) and not _UNDERLINED.search(text):
            return text
        for runs in (line, joined(_signs_apart(line))):
            for escape in (escaped, escaped_wholly):
                written = self._written(runs, escape)
                if self._reads(written, runs):
                    return written
        return self._plainer(line) if styled else self._written(line, escaped_wholly)

    def _plainer(self, line: StyledLine) -> str:
        """Write a line with as many of its looks as Markdown can say, one by one."""
        told: list[StyledText] = [StyledText(run.text) for run in line]
        for index, run in enumerate(line[:_MOST_LOOKS]):
            if any(run.look):
                tried = joined([*told[:index], run, *told[index + 1 :]])
                if self._reads(self._written(tried, escaped_wholly), tried):
                    told[index] = run
                else:
                    self.lost[f"a link to {self.stash.shown(run.href)}" if run.href else _EMPHASIS] = None
        runs = joined(told)
        readable = self._written(runs, escaped)
        return readable if self._reads(readable, runs) else self._written(runs, escaped_wholly)

    def _reads(self, written: str, runs: StyledLine) -> bool:
        return self._alike(self._rendered(written), [ReplyParagraph((runs,))])

    def _written(self, line: StyledLine, escape: _Escape) -> str:
        out: list[str] = []
        for href, group in groupby(line, key=lambda run: run.href):
            runs = tuple(group)
            inner = "".join(self._emphasised(runs, escaped_wholly if href else escape))
            out.append(self._link(href, "".join(run.text for run in runs), inner) if href else inner)
        return not_an_item("".join(out)) if line and not any(line[0].look) else "".join(out)

    def _emphasised(self, runs: Sequence[StyledText], escape: _Escape) -> Iterator[str]:
        previous = ""
        for bold, group in groupby(runs, key=lambda run: run.bold):
            inner = ""
            for italic, some in groupby(group, key=lambda run: run.italic):
                text = "".join(escape(run.text, self.stash) for run in some)
                sign = "_" if (inner or previous).endswith("*") else "*"
                inner += _signed(text, sign) if italic else text
            previous = _signed(inner, "**") if bold else inner
            yield previous

    def _link(self, href: str, text: str, inner: str) -> str:
        address = self.stash.in_address(href)
        if text == href and _SELF_EVIDENT.fullmatch(text):
            return f"<{address}>"
        if href == f"mailto:{text}" and _MAIL.fullmatch(text):
            return f"<{text}>"
        safe = address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
        safe = (
            safe.replace("{", "%7B").replace("}", "%7D").replace("&", "&amp;" if "&" in safe and ";" in safe else "&")
        )
        return f"[{inner}]({safe})" if _BARE.fullmatch(safe) else f"[{inner}](<{safe}>)"


def _signed(text: str, sign: str) -> str:
    """Return text between two signs, its outer spaces outside of them."""
    words = text.strip(" ")
    before, _, behind = text.partition(words) if words else (text, "", "")
    return f"{before}{sign}{words}{sign}{behind}" if words else text


def _flat(block: ReplyBlock) -> Iterator[ReplyParagraph]:
    """Yield the paragraphs of a block, with those of a list's items one after another."""
    waiting: list[ReplyBlock] = [block]
    while waiting:
        first = waiting.pop(0)
        if isinstance(first, ReplyParagraph):
            yield first
        else:
            waiting = [*(inner for item in first.items for inner in item), *waiting]


def _signs_apart(line: StyledLine) -> Iterator[StyledText]:
    """Yield the line with the signs at the ends of bold and italic words left plain: there Markdown misreads them."""
    for run in line:
        found = _EDGES.fullmatch(run.text)
        if not (run.bold or run.italic) or found is None or not found[2]:
            yield run
            continue
        before, words, behind = found.groups()
        yield from (StyledText(before, href=run.href) for _ in range(bool(before)))
        yield replace(run, text=words)
        yield from (StyledText(behind, href=run.href) for _ in range(bool(behind)))
