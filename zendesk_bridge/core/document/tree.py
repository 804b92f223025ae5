"""One YAML text as a tree in which every value knows its place; all scalars are text.

YAML guesses: ``0123`` becomes a number, ``NO`` a boolean, ``12:30`` a count of seconds. A SKU must survive all of
that, so only ``null`` and the merge key keep their meaning here, and types come from the models in ``shape``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from zendesk_bridge.core.document.explain import explained
from zendesk_bridge.core.errors import InvalidInput, Place, Problem

Step = str | int
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, or None for null. ``inner`` is the place of its first character, after ``|`` or a quotation mark.

    ``written`` is the text as it stands in the file, before variables were filled in: the only form that may be shown.
    ``comment`` is what follows an unquoted text on its line, from the ``#`` on; ``joined`` the first line of a list
    that was folded into running text. Both may be more than the author meant YAML to take away.
    """

    value: str | None = field(repr=False)
    place: Place
    inner: Place
    written: str = field(repr=False)
    comment: str = field(default="", repr=False)
    joined: str = field(default="", repr=False)

    @classmethod
    def of(cls, text: str, place: Place) -> Scalar:
        """Return a scalar that stands as it is in its file, such as a cell of a table."""
        return cls(text, place, place, text)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """One key of a mapping: where the key stands, and what it holds."""

    place: Place
    node: Node


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping, with merge keys already resolved; ``flow`` tells one that is written within ``{ }``."""

    entries: dict[str, MappingEntry]
    place: Place
    flow: bool = False


Node = Scalar | Items | Keys

REPEATED = 100_000
"""How many values all aliases of a file may stand for: anchors within anchors multiply in a few lines."""


MOST_VALUES = 500_000
"""How many values a file may hold, counted by what may begin one: each takes up some 2 kB until the file is read."""

_BEGINNINGS = ("\n", ",", "[", "{")


def child(node: Node, step: Step) -> Node | None:
    """Return what stands under this key or index, or None."""
    match node:
        case Keys():
            entry = node.entries.get(str(step))
            return entry.node if entry else None
        case Items() if isinstance(step, int) and 0 <= step < len(node.items):
            return node.items[step]
        case _:
            return None


def find(node: Node, path: Path) -> Node:
    """Return what stands at this path, or the deepest thing on the way to it."""
    for step in path:
        below = child(node, step)
        if below is None:
            return node
        node = below
    return node


def plain(node: Node) -> Any:
    """Return the bare values: dict, list, str and None."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Keys():
            return {key: plain(entry.node) for key, entry in node.entries.items()}


IF_EMPTY = "write what belongs here, or delete the file"


def parse(text: str, file: str, *, if_empty: str = IF_EMPTY) -> Node:
    """Return the tree of one YAML document; raises InvalidInput with every problem that YAML itself has.

    ``if_empty`` says what to do about a file in which nothing stands.
    """
    if sum(map(text.count, _BEGINNINGS)) > MOST_VALUES:
        message = f"the file holds more than {MOST_VALUES:,} values"
        raise InvalidInput([Problem(Place(file), message, "write it as CSV, or as JSON lines, where a table will do")])
    try:
        tree, problems = _read(text, file, if_empty)
    except RecursionError:
        raise InvalidInput([Problem(Place(file, 1, 1), "the file is nested too deeply")]) from None
    if problems:
        raise InvalidInput(problems)
    return tree


def _read(text: str, file: str, if_empty: str) -> tuple[Node, list[Problem]]:
    try:
        root = _compose(text, _FAST)
    except (yaml.YAMLError, ValueError):
        root = _compose_slowly(text, file)
    if root is None:
        raise InvalidInput([Problem(Place(file, 1, 1), "the file is empty", if_empty)])
    builder = _Builder(file, text)
    return builder.node(root), builder.problems


# --- from YAML's nodes to ours -------------------------------------------------------------------------

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 counts as the end of a line
_HALF = re.compile("[\ud800-\udfff]")  # of a character beyond U+FFFF
_BEYOND = re.compile(r"\\U(?!00(?:0[0-9A-Fa-f]|10))[0-9A-Fa-f]{8}")  # beyond U+10FFFF
_LIST_LINE = re.compile(r"[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+\S")
_A_LIST = 2  # lines: one for the text before it, one for its first item
_TAG = "tag:yaml.org,2002:"
_NULL, _MERGE = _TAG + "null", _TAG + "merge"
_KNOWN_TAGS = frozenset({"!", _TAG + "str", _NULL, _MERGE, _TAG + "seq", _TAG + "map"})


class _Builder:
    """Turns one composed document into our tree and notes what is wrong on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._lines = _BREAK.split(text)
        self._done: dict[int, Node] = {}
        self._open: set[int] = set()
        self._sizes: dict[int, int] = {}
        self._repeated = 0

    def node(self, raw: yaml.Node) -> Node:
        """Return our node; an anchor's node is built once and shared by its aliases.

        Whoever reads the tree meets it once for each alias, so what that adds up to is bounded: raises InvalidInput.
        """
        name = id(raw)
        if name in self._open:
            self._problem(raw, "an anchor may not contain itself")
            return Scalar.of("", self._place(raw))
        if name in self._done:
            self._repeat(raw)
        else:
            self._open.add(name)
            node = self._done[name] = self._build(raw)
            self._sizes[id(node)] = 1 + sum(self._sizes.get(id(part), 1) for part in _parts(node))
            self._open.discard(name)
        return self._done[name]

    def _repeat(self, raw: yaml.Node) -> None:
        self._repeated += self._sizes[id(self._done[id(raw)])]
        if self._repeated > REPEATED:
            message = f"the aliases of anchors such as this one stand for more than {REPEATED:,} values"
            self._problem(raw, message, "write the values out, or use fewer aliases (*)")
            raise InvalidInput(self.problems)

    def _build(self, raw: yaml.Node) -> Node:
        if raw.tag not in _KNOWN_TAGS:
            shown = raw.tag.replace(_TAG, "!!")
            fix = "put the whole text in quotation marks if it begins with !; else leave the tag out"
            self._problem(raw, f"the tag {shown} has no meaning here", fix)
        if isinstance(raw, yaml.MappingNode):
            return self._mapping(raw)
        if isinstance(raw, yaml.SequenceNode):
            return Items(tuple(self.node(item) for item in raw.value), self._place(raw))
        return self._scalar(raw) if isinstance(raw, yaml.ScalarNode) else Scalar.of("", self._place(raw))

    def _scalar(self, raw: yaml.ScalarNode) -> Scalar:
        text = self._whole(raw)
        value = None if raw.tag == _NULL else text
        return Scalar(value, self._place(raw), self._inner(raw), text, self._comment(raw), self._joined(raw))

    def _whole(self, raw: yaml.ScalarNode) -> str:
        """Return the text with the halves of its surrogate pairs joined, as JSON writes an emoji."""
        text: str = raw.value
        found = _HALF.search(text)
        if not found:
            return text
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            half = f"\\u{ord(found[0]):04x}"
            self._problem(raw, f"holds half a character, such as {half}", "write the whole character, or take it away")
            return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)

    def _comment(self, raw: yaml.ScalarNode) -> str:
        """Return what stands behind an unquoted text on the line that it ends in, if that is a comment."""
        if raw.style or not raw.value:
            return ""
        rest = self._lines[raw.end_mark.line][raw.end_mark.column :]
        return rest if rest.lstrip(" \t").startswith("#") else ""

    def _joined(self, raw: yaml.ScalarNode) -> str:
        """Return the first line of a list that stands in the file and is no line of the text any more."""
        if raw.style == "|" or raw.end_mark.line - raw.start_mark.line < _A_LIST:
            return ""
        kept = {row.strip() for row in raw.value.split("\n")}
        below = self._lines[raw.start_mark.line + 1 : raw.end_mark.line + 1]
        return next((row.strip() for row in below if _LIST_LINE.match(row) and row.strip() not in kept), "")

    def _mapping(self, raw: yaml.MappingNode) -> Keys:
        entries: dict[str, MappingEntry] = {}
        merged: list[yaml.Node] = []
        for key, value in raw.value:
            if key.tag == _MERGE:
                merged.extend(value.value if isinstance(value, yaml.SequenceNode) else [value])
            elif not isinstance(key, yaml.ScalarNode):
                self._no_key(key)
            elif (name := self._whole(key)) in entries:
                first = entries[name].place.line
                self._problem(
                    key, f"the key '{name}' stands here a second time", f"keep one; the first is in line {first}"
                )
            else:
                entries[name] = MappingEntry(self._place(key), self.node(value))
        for key, entry in self._merged(merged):
            entries.setdefault(key, entry)
        return Keys(entries, self._place(raw), flow=bool(raw.flow_style))

    def _no_key(self, key: yaml.Node) -> None:
        """Tell of braces within braces: most often a placeholder that stands in no quotation marks."""
        line, column = key.start_mark.line, key.start_mark.column
        if self._lines[line][max(column - 1, 0) : column + 1] == "{{":
            message = "a text begins with {{ here, which YAML reads as a mapping"
            fix = 'put quotation marks around the whole text: "{{ ... }}"'
            self.problems.append(Problem(Place(self._file, line + 1, column), message, fix))
        else:
            self._problem(key, "a list or a mapping cannot be a key", "quote a text that begins with { or [")

    def _merged(self, sources: list[yaml.Node]) -> Iterator[tuple[str, MappingEntry]]:
        for source in sources:
            node = self.node(source)
            if isinstance(node, Keys):
                yield from node.entries.items()
            else:
                self._problem(source, "<<: takes an alias of a mapping", "write <<: *name")

    def _place(self, raw: yaml.Node) -> Place:
        return Place(self._file, raw.start_mark.line + 1, raw.start_mark.column + 1)

    def _inner(self, raw: yaml.Node) -> Place:
        start = self._place(raw)
        style = raw.style if isinstance(raw, yaml.ScalarNode) else None
        if style in {"'", '"'}:
            return Place(start.file, start.line, start.column + 1)
        if style in {"|", ">"}:
            return Place(start.file, start.line + 1, self._block_column(start.line, raw.value))
        return start

    def _block_column(self, line: int, value: str) -> int:
        """Return the column where a block's content begins: its indentation in the file beyond that in the value."""
        first = next((row for row in self._lines[line:] if row.strip()), "")
        own = next((row for row in value.split("\n") if row.strip()), "")
        return _indent(first) - _indent(own) + 1

    def _problem(self, raw: yaml.Node, message: str, fix: str = "") -> None:
        self.problems.append(Problem(self._place(raw), message, fix))


def _parts(node: Node) -> Iterator[Node]:
    match node:
        case Items():
            yield from node.items
        case Keys():
            yield from (entry.node for entry in node.entries.values())


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


# --- PyYAML ---------------------------------------------------------------------------------------------


class _TextLoader(yaml.BaseLoader):
    """PyYAML's own parser: slower than libyaml, and better at saying what is wrong."""


if yaml.__with_libyaml__:

    class _LibyamlLoader(yaml.CBaseLoader):
        """The same rules on libyaml, some ten times as fast."""

    _FAST: Any = _LibyamlLoader
else:
    _FAST = _TextLoader

for _loader in {_TextLoader, _FAST}:
    _loader.add_implicit_resolver(_NULL, re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
    _loader.add_implicit_resolver(_MERGE, re.compile(r"^<<$"), ["<"])


def _compose(text: str, loader: Any) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, Loader=loader)
    return node


def _compose_slowly(text: str, file: str) -> yaml.Node | None:
    """Compose again with the parser that explains itself; raises InvalidInput."""
    try:
        return _compose(text, _TextLoader)
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Place(file, before.count("\n") + 1, error.position - before.rfind("\n"))
        message = f"the character U+{ord(text[error.position]):04X} cannot stand in a YAML file"
        raise InvalidInput([Problem(place, message, "remove it")]) from None
    except ValueError:
        found = _BEYOND.search(text)
        start = found.start() if found else 0
        place = Place(file, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        message = "an escape in double quotation marks names no character"
        raise InvalidInput([Problem(place, message, "use single ones, or write \\\\")]) from None
    except yaml.MarkedYAMLError as error:
        raise InvalidInput([explained(error, file, _BREAK.split(text))]) from None
