"""A helpdesk's own placeholders and Liquid, taken out of its words and put back as our templates write them.

In between each travels as a stand-in, so that neither HTML nor Markdown is read in it. Which placeholder is which of
our names, the dialect says: it is asked for every name, and turned around.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zendesk_bridge.core.macros.render.names import HELPDESK_NAMES
from zendesk_bridge.core.macros.render.tokens import SENTINELS
from zendesk_bridge.core.ports import Dialect

_LIQUID = re.compile(r"\{\{(?!\{)(?>(?:[^{}]|\{(?!\{)|\}(?!\}))*)\}\}|\{%(?>(?:[^{%]|\{(?!%)|%(?!\}))*)%\}")
TOKEN = re.compile("\ue000([0-9]+)\ue001")
_TAG_IN = re.compile(r"<[a-zA-Z/!][^<>]*>")
_LOGIC = re.compile(r"\{%-?\s*(\w+)")
_OPENING = frozenset({"if", "unless", "case", "for", "capture", "comment", "tablerow", "ifchanged", "raw"})
_ENDS_RAW = re.compile(r"\{%[-+]?\s*endraw")
_HANDED_THROUGH = frozenset({"raw", "endraw"})
_BROKEN = re.compile(r"\{(?=[{%])")
_ENDED = re.compile(r"\{% endraw %\}(?=\n)")
_INDENTED = re.compile(r"(?m)^([ \t]+)\{% raw %\}")
_SETTLED = re.compile(r"https?://[^/?#@%\\]+[/?#]|mailto:[^?#%]+\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeldText:
    """One thing that is kept from being read: as it is written on the helpdesk, and our name for it, if we have one.

    ``literal`` says that it is no placeholder, but a sign that is to be read.
    """

    source: str
    neutral: str = ""
    literal: bool = False

    @property
    def logic(self) -> str:
        """The name of a Liquid tag, "" for what is printed."""
        found = None if self.literal else _LOGIC.match(self.source)
        return found[1] if found else ""


_Piece = str | HeldText


@dataclass(slots=True)
class Stash:
    """The stand-ins of one macro.

    ``raw`` collects what is kept raw, ``respelled`` what was spelled otherwise than the helpdesk does; ``apart`` says
    that braces had to be taken apart which stood in the words and began no placeholder; ``breaks_out`` that what is to
    be kept raw would end that by itself, so that what is behind it would be run as our own.
    """

    dialect: Dialect
    raw: dict[str, None] = field(default_factory=dict)
    respelled: dict[str, None] = field(default_factory=dict)
    apart: bool = False
    breaks_out: bool = False
    _held: list[HeldText] = field(default_factory=list)

    def hold(self, words: str) -> str:
        """Return the words with a stand-in for each placeholder and tag; tags of HTML within one come behind it."""
        for sign in SENTINELS:
            words = words.replace(sign, "")
        return self._liquid().sub(self._hold, words)

    def _liquid(self) -> re.Pattern[str]:
        """Return what finds the helpdesk's own: double braces, and its placeholders where they look otherwise."""
        written = (self.dialect.placeholder(name) or "{{" for name in HELPDESK_NAMES)
        others = [re.escape(text) for text in written if not text.startswith("{{")]
        return re.compile("|".join([*others, _LIQUID.pattern])) if others else _LIQUID

    def literal(self, sign: str) -> str:
        """Return a stand-in for a sign that would mean something in a template, and is to be read."""
        return self._add(HeldText(sign, literal=True))

    def in_address(self, address: str) -> str:
        """Return an address in which no name of ours says where it leads: a helpdesk's own may."""

        def one(found: re.Match[str]) -> str:
            held = self._held[int(found[1])]
            unsettled = held.neutral and not _SETTLED.match(address[: found.start()])
            return self._add(HeldText(held.source)) if unsettled else found[0]

        return TOKEN.sub(one, address)

    def shown(self, text: str) -> str:
        """Return the text with everything in it as it was written."""
        return TOKEN.sub(lambda found: self._held[int(found[1])].source, text)

    def printed(self, rendered: str) -> str:
        """Return HTML with the signs in it that a template prints: they are in it only once Markdown has been read."""

        def one(found: re.Match[str]) -> str:
            held = self._held[int(found[1])]
            return html.escape(held.source) if held.literal else found[0]

        return TOKEN.sub(one, rendered)

    def template(self, text: str, *, names: bool = True) -> str:
        """Return the text with everything put back, as a template of ours; without ``names`` all is kept raw."""
        out = []
        for pieces, is_logic in _stretches(self._pieces(text)):
            if is_logic:
                out.append(self._handed_through(pieces))
            else:
                out += [self._read(it) if isinstance(it, str) else self._put(it, names=names) for it in pieces]
        joined = _ENDED.sub("{% endraw +%}", "".join(out))
        return _INDENTED.sub(r"\1{%+ raw %}", joined)

    def _hold(self, found: re.Match[str]) -> str:
        inside = _TAG_IN.findall(found[0])
        source = _TAG_IN.sub("", found[0])
        return self._add(HeldText(source, self._neutral(source))) + "".join(inside)

    def _neutral(self, source: str) -> str:
        if source.startswith("{%"):
            return ""
        written = "".join(html.unescape(source).split())
        for name in HELPDESK_NAMES:
            ours = self.dialect.placeholder(name) or ""
            if ours.casefold() == written.casefold():
                if ours != written:
                    self.respelled[source] = None
                return name
        return ""

    def _add(self, held: HeldText) -> str:
        self._held.append(held)
        return f"{SENTINELS[0]}{len(self._held) - 1}{SENTINELS[1]}"

    def _pieces(self, text: str) -> list[_Piece]:
        """Cut a text at its stand-ins; no brace of the text may touch what stands in one."""
        parts = TOKEN.split(text)
        pieces: list[_Piece] = []
        for index, part in enumerate(parts):
            if index % 2:
                pieces.append(self._held[int(part)])
                continue
            before = " " if part.startswith("}") and index else ""
            behind = " " if part.endswith("{") and index + 1 < len(parts) else ""
            self.apart = self.apart or bool(before or behind)
            pieces.append(f"{before}{part}{behind}")
        return pieces

    def _taken_apart(self, text: str) -> str:
        found = _BROKEN.sub("{ ", text)
        self.apart = self.apart or found != text
        return found

    def _read(self, text: str) -> str:
        return self._taken_apart(text).replace("{#", "{{ '{#' }}")

    def _put(self, held: HeldText, *, names: bool) -> str:
        if held.literal:
            return f"{{{{ '{held.source}' }}}}"
        if held.neutral and names:
            return f"{{{{ {held.neutral} }}}}"
        if held.logic in _HANDED_THROUGH:
            return ""
        return self._kept(held.source, held.source)

    def _handed_through(self, pieces: Sequence[_Piece]) -> str:
        """Put a whole block of Liquid back: one stretch that our template does not look into."""
        first = pieces[0]
        out = [
            self._taken_apart(it) if isinstance(it, str) else "" if it.logic in _HANDED_THROUGH else it.source
            for it in pieces
        ]
        return self._kept(first.source if isinstance(first, HeldText) else "", "".join(out))

    def _kept(self, name: str, source: str) -> str:
        if name:
            self.raw[name] = None
        self.breaks_out = self.breaks_out or bool(_ENDS_RAW.search(source))
        return f"{{% raw %}}{source}{{% endraw %}}"


def _stretches(pieces: Sequence[_Piece]) -> Iterator[tuple[list[_Piece], bool]]:
    """Yield the pieces in stretches: True for those from where a block of Liquid begins to where it ends.

    One that never ends goes to the last thing of the helpdesk's own.
    """
    found: list[_Piece] = []
    depth = 0
    for piece in pieces:
        logic = "" if isinstance(piece, str) else piece.logic
        if logic in _OPENING and not depth:
            yield found, False
            found = []
        depth += logic in _OPENING
        found.append(piece)
        if depth and logic.startswith("end"):
            depth -= 1
            if not depth:
                yield found, True
                found = []
    last = max((index for index, piece in enumerate(found) if not isinstance(piece, str)), default=-1) if depth else -1
    yield found[: last + 1], bool(depth)
    yield found[last + 1 :], False
