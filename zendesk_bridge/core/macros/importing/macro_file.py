"""An imported macro as its YAML file: what an admin is to read, change and live with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from zendesk_bridge.core.model import Actions

_BLOCK = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029][^\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029\ufffe\uffff]*\n\Z"
)
_AT_LINE_END = re.compile(r"[ \t]$", re.MULTILINE)
_UNPRINTABLE = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_COMMENT = 118  # characters of a line of comment
_SURROGATES = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"(?=[0-9-]*[a-z_/])[a-z0-9_/-]+\Z")
_READ_OTHERWISE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"})


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One macro file. ``head`` are its comments, a line each; ``locales`` holds more replies by language."""

    key: str
    title: str
    reply: str
    helpdesks: tuple[str, ...] = ()
    actions: Actions = field(default_factory=Actions)
    visible_to: tuple[str, ...] = ()
    locales: Mapping[str, str] = field(default_factory=dict)
    head: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the YAML."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        for remark in self.head:
            yield from _comment(remark)
        yield f"key: {scalar(self.key)}"
        yield f"title: {quoted(self.title)}"
        if self.helpdesks:
            yield f"helpdesks: {_listed(self.helpdesks)}"
        yield from _text("reply", self.reply, "")
        yield from self._actions()
        if self.visible_to:
            yield f"visible_to: {{groups: [{', '.join(map(quoted, self.visible_to))}]}}"
        if self.locales:
            yield "locales:"
        for locale, reply in self.locales.items():
            yield f"  {scalar(locale)}:"
            yield from _text("reply", reply, "    ")

    def _actions(self) -> Iterator[str]:
        if self.actions != Actions():
            yield "actions:"
        if self.actions.add_tags:
            yield f"  add_tags: {_listed(self.actions.add_tags)}"
        if self.actions.remove_tags:
            yield f"  remove_tags: {_listed(self.actions.remove_tags)}"
        if self.actions.status:
            yield f"  status: {self.actions.status}"


def _listed(words: tuple[str, ...]) -> str:
    return f"[{', '.join(map(scalar, words))}]"


def _text(name: str, text: str, indent: str) -> Iterator[str]:
    """Write a text as people write it, in a block below its name; one that no block holds in quotation marks."""
    if _BLOCK.match(text) and not _AT_LINE_END.search(text) and not text.endswith("\n\n"):
        yield f"{indent}{name}: |"
        yield from (f"{indent}  {line}" if line else "" for line in text[:-1].split("\n"))
    else:
        yield f"{indent}{name}: {quoted(text)}"


def quoted(text: str) -> str:
    """Return a text in double quotation marks, on one line, whatever is in it."""
    written = json.dumps(_SURROGATES.sub("\ufffd", text), ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)


def scalar(text: str) -> str:
    """Return a plain word as it is, and any other text in quotation marks."""
    return text if _WORD.match(text) and text not in _READ_OTHERWISE else quoted(text)


def _comment(remark: str) -> Iterator[str]:
    """Write a remark as comments: nothing in it ends one, and long ones are wrapped."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in remark).split()).split(" ")
    line = "#"
    for word in words:
        if len(line) > 1 and len(line) + 1 + len(word) > _COMMENT:
            yield line
            line = "#  "
        line = f"{line} {word}"
    yield line
