"""A config with mistakes in it, read as far as it goes: for whoever looks at the rest all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from zendesk_bridge.core import document
from zendesk_bridge.core.document import Keys, MappingEntry, Node
from zendesk_bridge.core.errors import InvalidInput, Place
from zendesk_bridge.settings.shapes import Settings

_WHOLE = "helpdesks: {x: {type: zendesk, url: sandbox}}\nbackorders: [{type: file, path: x.yaml}]\ntimezone: UTC\n"
"""A config without mistakes: each part of the real one is tried in the place of its own."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What of a config can be used: ``lost`` are the settings that cannot, ``helpdesks`` those of the helpdesks.

    A setting that is lost has its default, or is empty.
    """

    settings: Settings
    lost: frozenset[str]
    helpdesks: tuple[str, ...]


def salvage(tree: Node, shape: type[Settings], folder: Path, substitution: document.Substitution) -> Salvage:
    """Return what can be used of a tree that is not valid as a whole."""
    base = _keys(document.parse(_WHOLE, ""))
    whole = _keys(tree)
    context: Mapping[str, object] = {"folder": folder}

    def holds(entries: Mapping[str, MappingEntry]) -> bool:
        try:
            document.validate(Keys({**base, **entries}, Place("")), shape, context=context)
        except InvalidInput:
            return False
        return True

    def filled(entry: MappingEntry, *path: str) -> MappingEntry | None:
        """Return an entry with its variables filled in, None where one is missing."""
        before = len(substitution.problems)
        node = substitution.fill(entry.node, path)
        return MappingEntry(entry.place, node) if len(substitution.problems) == before else None

    good: dict[str, MappingEntry] = {}
    for key, entry in whole.items():
        there = filled(entry, key) if key != "helpdesks" else None
        if there and holds({key: there}):
            good[key] = there
    named = whole.get("helpdesks")
    each = {name: filled(entry, "helpdesks", name) for name, entry in _below(named)}
    usable = {name: it for name, it in each.items() if it and holds(_one(name, it))}
    if usable:
        good["helpdesks"] = MappingEntry(Place(""), Keys(usable, Place("")))
    settings = document.validate(Keys({**base, **good}, Place("")), shape, context=context).value
    lost = frozenset((base.keys() | whole.keys()) - good.keys())
    empty: dict[str, object] = {"helpdesks": MappingProxyType({}), "backorders": ()}
    settings = settings.model_copy(update={key: value for key, value in empty.items() if key in lost})
    return Salvage(settings, lost, tuple(name for name in each if name not in usable))


def _keys(tree: Node) -> dict[str, MappingEntry]:
    return tree.entries if isinstance(tree, Keys) else {}


def _below(entry: MappingEntry | None) -> Iterator[tuple[str, MappingEntry]]:
    if entry is not None:
        yield from _keys(entry.node).items()


def _one(name: str, entry: MappingEntry) -> Mapping[str, MappingEntry]:
    return {"helpdesks": MappingEntry(entry.place, Keys({name: entry}, entry.place))}
