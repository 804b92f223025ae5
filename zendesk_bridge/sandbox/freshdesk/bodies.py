"""Checks on JSON bodies: all problems of a body at once, in Freshdesk's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from zendesk_bridge.sandbox.freshdesk.errors import FieldError, Invalid

_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "Array": lambda value: isinstance(value, list),
    "key/value pair": lambda value: isinstance(value, dict),
}


def is_kind(value: Any, kind: str) -> bool:
    """Return whether a JSON value is of Freshdesk's ``kind``; a kind that ends in ``?`` also takes null."""
    return (kind.endswith("?") and value is None) or _KINDS[kind.removesuffix("?")](value)


def shape_errors(body: Mapping[str, Any], kinds: Mapping[str, str], required: Collection[str] = ()) -> list[FieldError]:
    """Return what is wrong with a body's fields: missing, unknown, or of a wrong JSON type."""
    errors = [FieldError.missing(name, kinds[name]) for name in required if body.get(name) in (None, "")]
    errors += [FieldError.unknown(name) for name in body if name not in kinds]
    named = {error.field for error in errors}
    errors += [
        FieldError.wrong_type(name, kinds[name].removesuffix("?"))
        for name, value in body.items()
        if name not in named and not is_kind(value, kinds[name])
    ]
    return errors


def refuse(errors: Collection[FieldError]) -> None:
    """Raise the 400 that lists these errors, if there are any."""
    if errors:
        raise Invalid(*errors)


def one_of(name: str, values: Collection[Any]) -> FieldError:
    """Return the error of a value outside a fixed list."""
    listed = ",".join(str(value) for value in values)
    return FieldError.invalid(name, f"It should be one of these values: '{listed}'")


def too_long(name: str, value: str, maximum: int) -> FieldError:
    """Return the error of a text that is longer than ``maximum`` characters."""
    message = f"Has {len(value)} characters, it can have maximum of {maximum} characters"
    return FieldError.invalid(name, message)


_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"()]+")
_LONGEST_EMAIL = 254  # characters; RFC 5321, 4.5.3.1.3


def is_email(text: str) -> bool:
    """Return whether a text is an e-mail address."""
    return len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


def email_errors(name: str, given: Sequence[Any], most: int = 50) -> list[FieldError]:
    """Return what is wrong with a list of e-mail addresses."""
    if not all(isinstance(one, str) and is_email(one) for one in given):
        return [FieldError.invalid(name, "It should contain elements that are in the 'valid email address' format")]
    too_many = f"Has {len(given)} elements, it can have maximum of {most} elements"
    return [FieldError.invalid(name, too_many)] if len(given) > most else []
