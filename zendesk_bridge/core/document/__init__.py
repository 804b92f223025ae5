"""The admin's files: text in, typed values with their places out, and every problem at once. No I/O.

``load`` does it all. ``parse`` and ``validate`` are its halves, for a file that is read piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel

from zendesk_bridge.core.document.alike import gathered
from zendesk_bridge.core.document.content import decode, encoding, foreign, unmarked
from zendesk_bridge.core.document.doubts import doubts, unquoted
from zendesk_bridge.core.document.durations import Days, Minutes, Rhythm
from zendesk_bridge.core.document.kinds import Filled, IsoDate, LocaleName
from zendesk_bridge.core.document.shape import Document, Shape, choices, nearest, validate, wrong
from zendesk_bridge.core.document.substitute import StandIn, Substitution, variables
from zendesk_bridge.core.document.tree import (
    IF_EMPTY,
    Items,
    Keys,
    MappingEntry,
    Node,
    Path,
    Scalar,
    child,
    find,
    parse,
    plain,
)
from zendesk_bridge.core.errors import InvalidInput, Place, Problem

__all__ = [
    "Days",
    "Document",
    "Filled",
    "IsoDate",
    "Items",
    "Keys",
    "LocaleName",
    "MappingEntry",
    "Minutes",
    "Node",
    "Path",
    "Problems",
    "Rhythm",
    "Scalar",
    "Shape",
    "StandIn",
    "Substitution",
    "child",
    "choices",
    "decode",
    "doubts",
    "encoding",
    "find",
    "foreign",
    "gathered",
    "json_schema",
    "load",
    "nearest",
    "parse",
    "plain",
    "printable",
    "similar",
    "unmarked",
    "unquoted",
    "unreadable",
    "validate",
    "variables",
    "wrong",
]

M = TypeVar("M", bound=BaseModel)


class Problems:
    """Collects what is wrong in many files, to say it all at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, place: Place, message: str, fix: str = "") -> None:
        """Note one problem."""
        self.found.append(Problem(place, message, fix))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        self.found.extend(problems)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Keep the problems of an InvalidInput that ends the block, and go on after it."""
        try:
            yield
        except InvalidInput as error:
            self.extend(error.problems)

    def raise_if_any(self) -> None:
        """Raise InvalidInput with everything found so far, if there is anything."""
        if self.found:
            raise InvalidInput(self.found)


def load(
    text: str,
    file: str,
    model: type[M],
    *,
    env: Mapping[str, str] | Substitution | None = None,
    context: Mapping[str, Any] | None = None,
    stand_in: StandIn | None = None,
) -> Document[M]:
    """Return one YAML text as a value of this model; raises InvalidInput with everything that is wrong with it.

    ``env`` fills in ``${VAR}``; without it a dollar sign is only a dollar sign. ``context`` reaches the validators.
    ``stand_in`` says what stands for variables that may be missing: the result's ``waiting`` names them.
    A Substitution in the place of ``env`` says more: what to do about a variable that is not set.
    Of a file that has none of the model's names nothing is repeated: it may be any other, with secrets.
    """
    tree = parse(text, file, if_empty=getattr(model, "if_empty", "") or IF_EMPTY)
    if isinstance(tree, Keys) and tree.entries and not tree.entries.keys() & model.model_fields.keys():
        first = next((fix for key in tree.entries if (fix := nearest(key, list(model.model_fields)))), "")
        names = ", ".join(name for name, known in model.model_fields.items() if known.is_required())
        raise InvalidInput([Problem(tree.place, "this is another file", first or f"what belongs here: {names}")])
    substitution = env if isinstance(env, Substitution) else Substitution(env or {})
    if stand_in:
        substitution.stand_in = stand_in
    if env is not None:
        tree = substitution.fill(tree)
    problems = Problems()
    problems.extend(substitution.problems)
    with problems.collecting():
        document = validate(tree, model, context=context, unset=substitution.unset)
        if not problems.found:
            return replace(document, waiting=tuple(substitution.waiting))
    raise InvalidInput(problems.found)


_CONTROL = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]")


def printable(name: str) -> str:
    """Return a file's name as it can be printed on one line: its bytes need not be UTF-8."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\0", "\\0")
    return _CONTROL.sub(lambda sign: repr(sign[0])[1:-1], shown)


def similar(name: str, names: Iterable[str]) -> str:
    """Return the file among these that was meant by a name that none of them has, "" if none comes to mind."""
    known = sorted(names)
    stem = _ENDING.sub("", name.lower())
    same = [other for other in known if _ENDING.sub("", other.lower()) == stem]
    return next(iter(same or get_close_matches(name, known, 1, 0.75)), "")


_ENDING = re.compile(r"(?:\.(?:ya?ml|txt|csv|xlsx?|json|example|dist|sample))+$| \(\d+\)(?=\.)")


def unreadable(file: str, error: OSError | ValueError, fix: str = "") -> InvalidInput:
    """Return the error for a file or folder that the system does not let us read, or whose name it does not take."""
    if isinstance(error, FileNotFoundError) and "\\" in file:
        fix = "between folders write / and no \\"
    if isinstance(error, IsADirectoryError):
        return InvalidInput([Problem(Place(file), "is a folder, and not a file", fix)])
    if isinstance(error, NotADirectoryError):
        return InvalidInput([Problem(Place(file), "is a file, and not a folder", fix)])
    reason = (getattr(error, "strerror", "") or "it cannot be the name of a file").lower()
    if isinstance(error, PermissionError):
        fix = "let the user that this program runs as read it"
    return InvalidInput([Problem(Place(file), f"cannot be read: {reason}", fix)])


def json_schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file of this shape, for completion in editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True, mode="validation"),
        "title": title,
    }
