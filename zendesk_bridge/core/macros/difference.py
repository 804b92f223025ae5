"""What differs between two states of a macro: property by property, and in a text word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from zendesk_bridge.core.model import MacroContent
from zendesk_bridge.core.rewriting import plain, same_words

_TOKEN = re.compile(r"\n|[^\S\n]+|(?:(?![\u2e80-\u9fff\uf900-\ufaff])[\w'\u2019])+|.", re.DOTALL)
"""A word, a space, a sign; of Chinese and Japanese, which put no spaces, each sign."""

_CONTEXT = 5
"""How many words before and after a change show where it stands."""

_APART = 3
"""Changes with no more than this many words and signs between them read as one."""

_WORK = 1_000_000
"""How many pairs of lines, or of words, are compared at most: two long texts are shown as one change instead."""

_ALIKE = 0.4
"""Below this share of common words, two paragraphs are not told apart word by word."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One property that changes, as text on both sides."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that take the place of others. ``lead`` and ``tail`` are the words around them on the same line."""

    before: str
    after: str
    lead: str = ""
    tail: str = ""

    @property
    def bare(self) -> Edit:
        """The same change wherever it stands."""
        return Edit(self.before, self.after)


def differences(before: MacroContent | None, after: MacroContent | None) -> tuple[Difference, ...]:
    """Return what changes from one content to another; None stands for a macro that does not exist."""
    old, new = _properties(before), _properties(after)
    return tuple(
        Difference(name, old.get(name, ""), new.get(name, ""))
        for name in (
            "title",
            "active",
            "visible to",
            "status",
            "adds tags",
            "removes tags",
            "other",
            "links",
            "layout",
            "reply",
        )
        if old.get(name, "") != new.get(name, "") and not _same(name, old.get(name, ""), new.get(name, ""))
    )


def _same(name: str, before: str, after: str) -> bool:
    """Tell whether two texts are the same in another writing, as ``{{ ticket.id }}`` is ``{{ticket.id}}``."""
    return name in {"title", "reply"} and bool(before) and _lines_of(before) == _lines_of(after)


def _lines_of(text: str) -> list[str]:
    return [plain(line) for line in text.split("\n")]


def properties(content: MacroContent) -> tuple[tuple[str, str], ...]:
    """Return what a macro does besides its title and its reply, as far as it does anything, in words."""
    shown = _properties(content)
    usual = {"title", "reply", "active", "links", "layout"} | ({"visible to"} if content.visible_to is None else set())
    return tuple((name, text) for name, text in shown.items() if text and name not in usual)


def _properties(content: MacroContent | None) -> dict[str, str]:
    if content is None:
        return {}
    groups = content.visible_to
    return {
        "title": content.title,
        "active": "yes" if content.active else "no",
        "visible to": "everybody" if groups is None else "groups " + ", ".join(str(group) for group in groups),
        "status": content.status or "",
        "adds tags": " ".join(content.add_tags),
        "removes tags": " ".join(content.remove_tags),
        "other": "\n".join(content.other),
        "links": "\n".join(content.links),
        "layout": "\n".join(content.layout),
        "reply": content.body,
    }


# --- word by word ----------------------------------------------------------------------------------


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """Return which words of a text take the place of which; a changed paragraph is compared word by word."""
    old, new = _lines(before), _lines(after)
    found: list[Edit] = []
    for start, end, first, last in _changed(old, new):
        was, now = _tokens(old[start:end]), _tokens(new[first:last])
        found.extend(_words(was, now))
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.splitlines()]


def _tokens(lines: Iterable[str]) -> list[str]:
    return _TOKEN.findall("".join(lines).removesuffix("\n"))


def _words(was: Sequence[str], now: Sequence[str]) -> Iterator[Edit]:
    whole = Edit("".join(was), "".join(now))
    spans = list(_merged(_changed(was, now), was))
    common = len(was) - sum(end - start for start, end, _, _ in spans)
    if not was or not now or common < _ALIKE * max(len(was), len(now)):
        yield whole
        return
    for start, end, first, last in spans:
        yield Edit("".join(was[start:end]), "".join(now[first:last]), _lead(now, first), _tail(now, last))


def _changed(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what is not the same: from where to where before, and from where to where after."""
    shorter = min(len(was), len(now))
    head = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    foot = next((at for at in range(shorter - head) if was[-1 - at] != now[-1 - at]), shorter - head)
    ends, last = len(was) - foot, len(now) - foot
    if (ends - head) * (last - head) > _WORK:
        yield head, ends, head, last
        return
    blocks = SequenceMatcher(None, was[head:ends], now[head:last], autojunk=False).get_opcodes()
    for kind, start, end, first, final in blocks:
        if kind != "equal":
            yield start + head, end + head, first + head, final + head


def _merged(spans: Iterable[tuple[int, int, int, int]], was: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Join changes that stand so near each other on a line that they read as one."""
    held: tuple[int, int, int, int] | None = None
    for span in spans:
        between = was[held[1] : span[0]] if held else []
        if held and len(between) <= _APART and "\n" not in between:
            held = (held[0], span[1], held[2], span[3])
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _lead(tokens: Sequence[str], end: int) -> str:
    start = end
    words = 0
    while start and tokens[start - 1] != "\n" and words < _CONTEXT:
        start -= 1
        words += not tokens[start].isspace()
    return ("... " if start and tokens[start - 1] != "\n" else "") + "".join(tokens[start:end]).lstrip()


def _tail(tokens: Sequence[str], start: int) -> str:
    end = start
    words = 0
    while end < len(tokens) and tokens[end] != "\n" and words < _CONTEXT:
        words += not tokens[end].isspace()
        end += 1
    return "".join(tokens[start:end]).rstrip() + (" ..." if end < len(tokens) and tokens[end] != "\n" else "")


def altered(wanted: MacroContent, there: MacroContent) -> tuple[str, ...]:
    """Return the properties that a helpdesk dropped or altered; another writing of the same is none.

    Texts are compared word for word, so that quotation marks and dashes of a server's own harm nobody.
    """
    same = {
        "title": same_words(wanted.title, there.title),
        "active": wanted.active == there.active,
        "visible to": wanted.visible_to == there.visible_to,
        "status": wanted.status == there.status,
        "adds tags": _folded(wanted.add_tags) == _folded(there.add_tags),
        "removes tags": _folded(wanted.remove_tags) == _folded(there.remove_tags),
        "other": wanted.other == there.other,
        "links": set(wanted.links) <= set(there.links),
        "reply": same_words(wanted.body, there.body),
    }
    return tuple(name for name, kept in same.items() if not kept)


def _folded(tags: Iterable[str]) -> set[str]:
    return {tag.lower() for tag in tags}


def widened(wanted: MacroContent, there: MacroContent) -> bool:
    """Tell whether agents see a macro that should not."""
    if wanted.visible_to is None or not there.active:
        return False
    return there.visible_to is None or not set(there.visible_to) <= set(wanted.visible_to)
