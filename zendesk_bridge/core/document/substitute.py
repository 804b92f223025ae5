"""``${VAR}``, ``${VAR:-default}``, ``${VAR:?message}`` and ``$$`` in the values of a tree, never in its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zendesk_bridge.core.document.tree import Entry, Items, Keys, Node, Path, Scalar
from zendesk_bridge.core.errors import Problem

_REFERENCE = re.compile(
    r"\$(?:(?P<dollar>\$)|\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?P<how>[-?])(?P<rest>[^}]*))?\}|\{)"
)


@dataclass(slots=True)
class Substitution:
    """Fills in variables and collects what is missing.

    ``unset`` holds the paths of values that could not be filled in: whatever else is wrong with those is no news.
    As in a shell, ``:-`` and ``:?`` also count an empty variable as unset, and ``${VAR}`` does not.
    """

    env: Mapping[str, str] = field(repr=False)
    problems: list[Problem] = field(default_factory=list)
    unset: set[Path] = field(default_factory=set)

    def fill(self, node: Node, path: Path = ()) -> Node:
        """Return the tree with its variables filled in. What a variable holds is text, and never read as YAML."""
        match node:
            case Scalar():
                return self._scalar(node, path)
            case Items():
                return replace(node, items=tuple(self.fill(item, (*path, n)) for n, item in enumerate(node.items)))
            case Keys():
                filled = {
                    key: Entry(entry.place, self.fill(entry.node, (*path, key))) for key, entry in node.entries.items()
                }
                return replace(node, entries=filled)

    def _scalar(self, node: Scalar, path: Path) -> Scalar:
        if node.value is None or "$" not in node.value:
            return node

        def one(found: re.Match[str]) -> str:
            if found["dollar"]:
                return "$"
            text = self._value(found)
            if text is None:
                self._missing(node, found, path)
                return found[0]
            return text

        return replace(node, value=_REFERENCE.sub(one, node.value))

    def _value(self, found: re.Match[str]) -> str | None:
        name, how = found["name"], found["how"]
        if not name:
            return None
        text = self.env.get(name)
        if how == "-":
            return text or found["rest"]
        return text or None if how == "?" else text

    def _missing(self, node: Scalar, found: re.Match[str], path: Path) -> None:
        name = found["name"]
        if not name:
            problem = Problem(node.place, "'${' begins no variable", "write ${NAME}, or $$ for a dollar sign")
        elif found["how"] == "?":
            reason = found["rest"] or "it must be set"
            problem = Problem(node.place, f"the environment variable {name} is not set: {reason}", _how_to_set(name))
        else:
            fix = f"{_how_to_set(name)}, or give it a default: ${{{name}:-...}}"
            problem = Problem(node.place, f"the environment variable {name} is not set", fix)
        self.problems.append(problem)
        self.unset.add(path)


def _how_to_set(name: str) -> str:
    return f"export {name}=... before you start"
