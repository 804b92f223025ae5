"""A tree against a model: typed values, or every problem with its place and in plain words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from zendesk_bridge.core.document import meant, remedies
from zendesk_bridge.core.document.fields import names_at
from zendesk_bridge.core.document.tree import Items, Keys, Node, Path, Scalar, child, find, plain
from zendesk_bridge.core.errors import InvalidInput, Place, Problem

_OURS = "in_plain_words"
_SHOWN = 60  # characters


class Shape(BaseModel):
    """What one mapping in a file may hold. Frozen; an unknown key is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=False)

    right_form: ClassVar[str] = ""
    """How it is written, for whoever wrote one text or a list in its place; "" where its keys say enough."""

    if_empty: ClassVar[str] = ""
    """What to do about a file of this shape in which nothing stands; "" where nothing special is to be said."""

    @model_validator(mode="before")
    @classmethod
    def _has_keys(cls, value: Any) -> Any:
        if cls.right_form and isinstance(value, str | list):
            raise wrong("must hold 'name: value' lines", fix=f"write {cls.right_form}", quote=False)
        return value


M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document(Generic[M]):
    """A validated value together with the places of all its parts; ``waiting`` are variables that it does without."""

    value: M
    root: Node
    waiting: tuple[Problem, ...] = ()

    def place(self, *path: str | int) -> Place:
        """Return where the value at this path stands, or what would hold it if it is not there."""
        return find(self.root, path).place

    def text_place(self, *path: str | int) -> Place:
        """Return the place of the first character of a text: behind the quotation mark, below the ``|``."""
        node = find(self.root, path)
        return node.inner if isinstance(node, Scalar) else node.place


def wrong(says: str, *, fix: str = "", at: Path = (), quote: bool = True) -> PydanticCustomError:
    """Return the error that a validator raises to be heard in its own words.

    The message becomes ``name: 'the value' says (fix)``. ``at`` leads from the validated value to the part that is
    wrong. ``quote=False`` leaves the value out, for secrets and for statements about a whole mapping.
    """
    return PydanticCustomError(_OURS, "{says}", {"says": says, "fix": fix, "at": at, "quote": quote})


def nearest(word: str, names: Collection[str]) -> str:
    """Return ``did you mean 'x'?`` if one of the names is close, else nothing."""
    lowered = {name.lower(): name for name in names}
    found = get_close_matches(word.lower(), list(lowered), n=1)
    return f"did you mean '{lowered[found[0]]}'?" if found else ""


def choices(word: str, names: Collection[str]) -> str:
    """Return the nearest right name, if there is one, and the list of all of them."""
    return " ".join(part for part in (nearest(word, names), "known here: " + ", ".join(names)) if part)


def validate(
    node: Node, model: type[M], *, context: Mapping[str, Any] | None = None, unset: Collection[Path] = ()
) -> Document[M]:
    """Return the typed value of this tree; raises InvalidInput with all that is wrong with it.

    ``context`` reaches the validators as ``info.context``. Problems at the paths in ``unset`` are left out: there a
    variable is missing, and that has been said.
    """
    try:
        return Document(model.model_validate(plain(node), context=dict(context or {})), node)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
        raise InvalidInput(
            [
                _problem(node, model, detail)
                for detail in details
                if _is_news(node, detail, unset) and not _is_misspelt(model, detail, unknown)
            ]
        ) from None


# --- from pydantic's errors to ours -------------------------------------------------------------------------


def _trace(node: Node, loc: Path) -> Path:
    """Return the path that this location means: a union's tag stands in it, but not in the file."""
    path: list[str | int] = []
    for step in loc:
        below = child(node, step)
        if below is not None:
            path.append(step)
            node = below
    return tuple(path)


def _is_news(root: Node, detail: ErrorDetails, unset: Collection[Path]) -> bool:
    """Tell whether this is more than the consequence of another problem."""
    path = _trace(root, detail["loc"])
    if detail["type"] == "too_short":  # pydantic counts only the items that are right
        holder = find(root, path)
        return not (holder.items if isinstance(holder, Items) else isinstance(holder, Keys) and holder.entries)
    return path not in unset or detail["type"] == "extra_forbidden"


def _is_misspelt(model: type[BaseModel], detail: ErrorDetails, unknown: Collection[Path]) -> bool:
    """Tell whether a missing key is there in another spelling, of which the nearest right name is told anyway."""
    *within, name = detail["loc"] or ("",)
    names = names_at(model, tuple(within))
    beside = [str(path[-1]) for path in unknown if list(path[:-1]) == within]
    return detail["type"] == "missing" and any(meant.key(word, names) == name for word in beside)


def _problem(root: Node, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    kind, context, loc = detail["type"], detail.get("ctx", {}), detail["loc"]
    path = _trace(root, loc)
    if kind in {"missing", "union_tag_not_found"}:
        name = loc[-1] if kind == "missing" else str(context["discriminator"]).strip("'")
        within = loc[:-1] if kind == "missing" else loc
        fix = remedies.missing(model, within, str(name))
        return Problem(find(root, path).place, f"{_dotted((*path, name))} is missing", fix)
    if kind == "extra_forbidden":
        fix = remedies.unknown_key(model, find(root, path[:-1]), loc)
        return Problem(_key_place(root, path), f"unknown key '{path[-1]}'{_within(path)}", fix)
    if kind == "union_tag_invalid":
        path = (*path, str(context["discriminator"]).strip("'"))
    path = (*path, *context.get("at", ()))
    node = Scalar.of(str(path[-1]), _key_place(root, path)) if loc[-1:] == ("[key]",) else find(root, path)
    words = _in_words(kind, context, node, detail["msg"])
    if kind in _FORM or not words.fix:
        words = words._replace(fix=words.fix or _otherwise(model, root, node, detail))
    name = _dotted(path[:-1] if loc[-1:] == ("[key]",) else path)
    if words.quote and isinstance(node, Scalar) and node.value:
        return Problem(node.place, (f"{name}: " if name else "") + f"'{_short(node.written)}' {words.says}", words.fix)
    return Problem(node.place, f"{name or 'this'} {words.says}", words.fix)


def _otherwise(model: type[BaseModel], root: Node, node: Node, detail: ErrorDetails) -> str:
    """Return what to write instead of a value that is none of its kind, where nothing else has said it."""
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    shown = remedies.example_at(model, loc)
    if isinstance(node, Scalar) and not (node.value or "").strip():
        return remedies.filled(node) or (_such_as(shown) if shown else "write it, or take the line away")
    if kind in _CHOICES:
        return _choose(root, node, loc, _expected(context))
    if kind in _LISTS:
        return remedies.as_list(node)
    if kind in _MAPPINGS:
        return remedies.not_dashed(node)
    fix = _FIXES.get(kind, _FIXES["int"] if kind.startswith("int_") else "").format(**context)
    return f"{fix}, such as {shown}" if fix and shown and kind in _SHOWN_FOR else fix


def _such_as(shown: str) -> str:
    return f"write {shown}" if shown.startswith("|") else f"write one, such as {shown}"


def _choose(root: Node, node: Node, loc: Path, expected: list[str]) -> str:
    """Return which of a few values to write, or that key and value are to be turned round."""
    holder = find(root, _trace(root, loc[:-2]))
    turned = remedies.turned(holder, str(loc[-2]), expected) if loc[-1:] == ("[key]",) else ""
    return turned or remedies.choice(node, expected) or f"write {' or '.join(expected)}"


def _expected(context: Mapping[str, Any]) -> list[str]:
    listed = str(context.get("expected") or context.get("expected_tags") or "")
    return [part.strip("' ") for part in listed.replace(" or ", ",").split(",")]


def _within(path: Path) -> str:
    return f" in {_dotted(path[:-1])}" if path[:-1] else ""


def _key_place(root: Node, path: Path) -> Place:
    holder = find(root, path[:-1])
    return holder.entries[str(path[-1])].place if isinstance(holder, Keys) else holder.place


# pydantic's error type -> what to say about the value, which then stands before it
_VALUE: dict[str, str] = {
    "int_parsing": "is not a whole number",
    "int_from_float": "is not a whole number",
    "float_parsing": "is not a number",
    "bool_parsing": "is neither true nor false",
    "literal_error": "is none of {expected}",
    "enum": "is none of {expected}",
    "union_tag_invalid": "is none of {expected_tags}",
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
}

# pydantic's error type -> what the value should have been; it is not shown, for it may be anything
_FORM: dict[str, str] = {
    "string_type": "must be one text",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must hold 'name: value' lines",
    "mapping_type": "must hold 'name: value' lines",
    "model_type": "must hold 'name: value' lines",
    "model_attributes_type": "must hold 'name: value' lines",
    "too_short": "must hold at least {min_length}",
    "too_long": "holds more than {max_length}",
}


_CHOICES = frozenset({"literal_error", "enum", "union_tag_invalid"})
_LISTS = frozenset({"list_type", "tuple_type"})
_SHOWN_FOR = frozenset({"string_type", "int_parsing", "int_from_float", "int_type"})
_MAPPINGS = frozenset({"dict_type", "mapping_type", "model_type", "model_attributes_type"})
_FIXES: dict[str, str] = {
    "int": "write it in digits alone",
    "string_type": "write one text, on one line",
    "float_parsing": "write it in digits, such as 0.5",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
}
"""pydantic's error type -> what to write, where no more is known of the field."""


_MANY_CHOICES, _FEW_CHOICES = "is none of the names that have a meaning here", 5


class _Words(NamedTuple):
    """What to say, how to fix it, and whether the value may be shown."""

    says: str
    fix: str
    quote: bool


def _in_words(kind: str, context: Mapping[str, Any], node: Node, message: str) -> _Words:
    if kind == _OURS:
        return _Words(context["says"], context["fix"], context["quote"])
    if isinstance(node, Scalar) and not node.value:
        return _Words("is empty", "", quote=False)
    if kind in _VALUE:
        expected = _expected(context)
        known = isinstance(node, Scalar) and meant.value(node.written, expected)
        hint = "" if known or not isinstance(node, Scalar) else nearest(node.written, expected)
        says = _MANY_CHOICES if len(expected) > _FEW_CHOICES else _VALUE[kind].format(**context)
        return _Words(says, hint, quote=True)
    if kind in _FORM:
        return _Words(_FORM[kind].format(**context), "", quote=False)
    return _Words(message[:1].lower() + message[1:], "", quote=False)


def _dotted(path: Path) -> str:
    """Return ``helpdesks.shop.url`` or ``options[1]``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 3] + "..."
