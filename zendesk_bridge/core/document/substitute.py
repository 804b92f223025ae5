"""``${VAR}``, ``${VAR:-default}``, ``${VAR:?message}`` and ``$$`` in the values of a tree, never in its keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from zendesk_bridge.core.document.tree import Items, Keys, MappingEntry, Node, Path, Scalar
from zendesk_bridge.core.errors import Problem

_REFERENCE = re.compile(
    r"\$(?:(?P<dollar>\$)|\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?P<how>[-?])(?P<rest>[^}]*))?\}|\{)"
)
_BARE = re.compile(r"\$(?P<name>[A-Z_][A-Z0-9_]*)|\$env:\w+|\$\(\w+\)|%[A-Z_][A-Z0-9_]*%|\$?\{\{[\w. ]*\}\}")
"""A variable as other programs write it, as the whole of a value; a password seldom looks like one."""

_NAME = re.compile(r"[A-Za-z_]\w+")
_BARE_INSIDE = re.compile(r"(?<!\$)(?:\$\$)*\$[A-Z][A-Z0-9_]{3,}")
_HALF = re.compile("[\ud800-\udfff]")  # of what an environment holds in another encoding

StandIn = Callable[[Path], str | None]
"""What stands at a path for a variable that may be missing there; None where it may not."""


def _nothing_may_be_missing(_: Path) -> str | None:
    return None


HowToSet = Callable[[Path, str], str]
"""What to do about a variable that is not set, or empty: by the path where it is wanted, and its name."""


def _how_to_set(_: Path, name: str) -> str:
    return f"export {name}=... before you start"


@dataclass(slots=True)
class Substitution:
    """Fills in variables and collects what is missing.

    ``unset`` holds the paths of values that could not be filled in: whatever else is wrong with those is no news.
    As in a shell, ``:-`` and ``:?`` also count an empty variable as unset, and ``${VAR}`` does not.
    ``stand_in`` gives the values that may be missing; those that were, and empty ones, are in ``waiting``.
    ``needed`` tells the paths where nothing is as good as a missing variable, ``how_to_set`` what to do about one.
    """

    env: Mapping[str, str] = field(repr=False)
    problems: list[Problem] = field(default_factory=list)
    unset: set[Path] = field(default_factory=set)
    stand_in: StandIn = _nothing_may_be_missing
    waiting: list[Problem] = field(default_factory=list)
    needed: Callable[[Path], bool] = lambda _: False
    how_to_set: HowToSet = _how_to_set

    def fill(self, node: Node, path: Path = ()) -> Node:
        """Return the tree with its variables filled in. What a variable holds is text, and never read as YAML."""
        match node:
            case Scalar():
                return self._scalar(node, path)
            case Items():
                return replace(node, items=tuple(self.fill(item, (*path, n)) for n, item in enumerate(node.items)))
            case Keys():
                filled = {
                    key: MappingEntry(entry.place, self.fill(entry.node, (*path, key)))
                    for key, entry in node.entries.items()
                }
                return replace(node, entries=filled)

    def _scalar(self, node: Scalar, path: Path) -> Scalar:
        if node.value is None or not ("$" in node.value or _BARE.fullmatch(node.value)):
            return node
        if self._without_braces(node, node.value, path):
            return node
        instead = self.stand_in(path)

        def one(found: re.Match[str]) -> str:
            if found["dollar"]:
                return "$"
            text = self._value(found)
            if found["name"] and instead is not None and not text:
                self.waiting.append(self._lack(node, found, path))
                return instead
            if text is None:
                self.problems.append(self._lack(node, found, path))
                self.unset.add(path)
                return found[0]
            return text

        filled = _REFERENCE.sub(one, node.value)
        self._refuse_nothing(node, filled, path)
        if _HALF.search(filled):
            message = "a variable in this value holds bytes that are not UTF-8"
            self.problems.append(Problem(node.place, message, "set it to plain text"))
            self.unset.add(path)
            filled = _HALF.sub("\N{REPLACEMENT CHARACTER}", filled)
        return replace(node, value=filled)

    def _refuse_nothing(self, node: Scalar, filled: str, path: Path) -> None:
        """Name the one variable that is all of a value, where that is empty and something is needed."""
        only = _REFERENCE.fullmatch(node.value or "")
        if only and not filled and self.needed(path):
            self.problems.append(self._lack(node, only, path))
            self.unset.add(path)

    def _without_braces(self, node: Scalar, value: str, path: Path) -> bool:
        """Refuse a variable that is written as for another program: it would be sent as it stands."""
        whole = _BARE.fullmatch(value)
        if not (whole or _BARE_INSIDE.search(value)):
            return False
        names = _NAME.findall(whole[0]) if whole else []
        shown = f"${{{names[-1]}}}" if names else "${NAME}"
        other = "as another program has it" if whole and not whole["name"] else "without its braces"
        message = f"a variable is written {other}, so nothing is filled in"
        self.problems.append(Problem(node.place, message, f"write {shown}, or $$ for a dollar sign"))
        self.unset.add(path)
        return True

    def _value(self, found: re.Match[str]) -> str | None:
        name, how = found["name"], found["how"]
        if not name:
            return None
        text = self.env.get(name)
        if how == "-":
            return text or found["rest"]
        return text or None if how == "?" else text

    def _lack(self, node: Scalar, found: re.Match[str], path: Path) -> Problem:
        name = found["name"]
        if not name:
            ended = "}" in (node.value or "")[found.end() :]
            fix = (
                "write ${NAME}, a name of letters, digits and _" if ended else "write ${NAME}, with the } that ends it"
            )
            return Problem(node.place, "'${' begins no variable", f"{fix}, or $$ for a dollar sign")
        message = f"the environment variable {name} is {'empty' if name in self.env else 'not set'}"
        if found["how"] == "?":
            message += f": {found['rest'] or 'it must be set'}"
        return Problem(node.place, message, self.how_to_set(path, name))


def variables(node: Node) -> Iterator[str]:
    """Yield the name of every variable that must be set, as often as it is named: those with a default need not be."""
    match node:
        case Scalar():
            found = _REFERENCE.finditer(node.written)
            yield from (one["name"] for one in found if one["name"] and one["how"] != "-")
        case Items():
            for item in node.items:
                yield from variables(item)
        case Keys():
            for entry in node.entries.values():
                yield from variables(entry.node)
