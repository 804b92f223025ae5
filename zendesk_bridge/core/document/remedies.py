"""What to do about a key or a value that the model of a file has no room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from zendesk_bridge.core.document import meant
from zendesk_bridge.core.document.fields import field_at, fields_of, is_model, members, models_at, names_at
from zendesk_bridge.core.document.tree import Items, Keys, Node, Path, Scalar

_SHOWN = 60  # characters
_ROOM = 100  # characters
_DEEPEST = 3  # keys within keys


def unknown_key(model: type[BaseModel], holder: Node, loc: Path) -> str:
    """Return what to do about a key that has no meaning where it stands."""
    word = str(loc[-1])
    names = names_at(model, loc[:-1])
    if near := meant.key(word, names):
        return f"did you mean '{near}'?"
    if isinstance(holder, Keys) and _is_prose(holder, word):
        return "take this line away, if it is no name of a value: words above or between belong behind a #"
    if isinstance(holder, Keys) and _cut_by_comma(holder, word):
        return "a comma within { } begins another key: put a text or number that holds one in quotation marks"
    if place := next(_homes(model, word, 0), ()):
        where = ".".join(place)
        return f"it belongs under {where}:" if where else "it belongs at the start of a line, under nothing else"
    return f"known here: {', '.join(names)}"


def _is_prose(holder: Keys, word: str) -> bool:
    """Tell whether this is a sentence that ends with a colon, as a chat puts it above its answer."""
    node = holder.entries[word].node if word in holder.entries else None
    return not holder.flow and " " in word.strip() and isinstance(node, Scalar) and node.value is None


def _cut_by_comma(holder: Keys, word: str) -> bool:
    """Tell whether this is what follows a comma in a text within braces: nothing stands behind it."""
    node = holder.entries[word].node if word in holder.entries else None
    return holder.flow and isinstance(node, Scalar) and node.value is None


def _homes(model: Any, word: str, depth: int) -> Iterator[tuple[str, ...]]:
    """Yield the keys under which this one has a meaning, from the top of the file."""
    if depth > _DEEPEST or not is_model(model):
        return
    for name, field in fields_of(model).items():
        if name == word:
            yield ()
        for inner in (kind for member in members(field.annotation) for kind in _models_in(member)):
            yield from ((name, *rest) for rest in _homes(inner, word, depth + 1))


def _models_in(kind: Any) -> Iterator[Any]:
    if is_model(kind):
        yield kind
    elif get_origin(kind) not in {None, Literal}:
        for part in get_args(kind):
            for member in members(part):
                yield from _models_in(member)


def missing(model: type[BaseModel], within: Path, name: str) -> str:
    """Return how a key that must be there is written."""
    field = field_at(model, (*within, name))
    if field is None:
        return f"add {name}:"
    shown = example(field)
    what = (field.description or "").split(";")[0].strip()
    if kinds := [kind for model_ in models_at(model, within) for kind in _choices(model_, name)]:
        shown = " or ".join(dict.fromkeys(kinds))
    fix = f"add {name}: {shown}".rstrip()
    told = what and not shown.startswith("|") and len(fix) + len(what) < _ROOM
    return f"{fix}   # {what}" if told else fix


def _choices(model: Any, name: str) -> list[str]:
    """Return the texts that a model takes under a name, where it takes no others."""
    field = fields_of(model).get(name)
    kinds = [kind for kind in members(field.annotation) if get_origin(kind) is Literal] if field else []
    return [str(value) for kind in kinds for value in get_args(kind)]


def example(field: FieldInfo) -> str:
    """Return how a value of this field may be written, "" where nothing tells."""
    if field.examples:
        return flow(field.examples[0])
    return next((str(get_args(kind)[0]) for kind in members(field.annotation) if get_origin(kind) is Literal), "")


def example_at(model: type[BaseModel], loc: Path) -> str:
    """Return how the value at this location may be written, "" where nothing tells."""
    field = field_at(model, loc)
    if field is None:
        return ""
    return example(field) or (str(field.default) if isinstance(field.default, int) else "")


def flow(value: Any) -> str:
    """Return an example as YAML has it on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    if "\n" in str(value):
        return "|   and the text in the lines below, indented"
    return f'"{value}"' if str(value).startswith("${") else str(value)


def as_list(node: Node) -> str:
    """Return the list that somebody meant who wrote one text."""
    if not isinstance(node, Scalar) or not node.value:
        return "write [a, b]"
    parts = [part.strip() for part in node.written.split(",") if part.strip()]
    written = f"[{', '.join(parts)}]"
    return f"write {written}" if len(written) <= _SHOWN else "write it as [a, b], or each on a line with a dash"


def choice(node: Node, expected: Sequence[str]) -> str:
    """Return which of these values to write instead of this one, as far as one comes to mind."""
    if not isinstance(node, Scalar):
        return ""
    found = meant.value(node.written, expected) or meant.value(node.written.rstrip(",:;. "), expected)
    return f"write {found}" if found else ""


def filled(node: Scalar) -> str:
    """Return what to do about a value that is empty, or whose variable is."""
    return "set its variable to more than nothing" if "$" in node.written else ""


def turned(holder: Node, name: str, expected: Sequence[str]) -> str:
    """Return the pair the other way round, where its value is what should be its key."""
    entry = holder.entries.get(name) if isinstance(holder, Keys) else None
    right = entry and isinstance(entry.node, Scalar) and entry.node.value
    return f"turn the two round: {right}: {name}" if right and right in expected else ""


def not_dashed(node: Node) -> str:
    """Return what to do about a list or a text where 'name: value' lines belong."""
    if isinstance(node, Items):
        return "take the dashes away, and write 'name: value' in each line"
    return "write 'name: value' lines below it, indented"
