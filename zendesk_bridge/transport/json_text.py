"""JSON from somebody who may send anything: what no later reader could bear is repaired here, once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

Json = Any
JsonRow = Mapping[str, Any]
"""One object of a listing, as the helpdesk names its parts."""

UNREADABLE: Final = object()
"""In place of a body that is no JSON, or nested deeper or in more pieces than anything that a helpdesk has to say."""

MOST = 3_000_000
"""Values, lists and objects that one answer may hold.

A page of 1,000 tickets of Zendesk that lists 400 custom fields twice holds 2,400,000. So many objects within objects,
the worst that there is, took 0.6 GB; with long texts and halves of pairs to repair in 64 MB, 1.4 GB at the peak.
"""

_DEEPEST = 100  # objects within objects: helpdesks nest less than ten
_LARGEST = 2**63  # the largest whole number that a database keeps; helpdesks' ids are far below it
_DIGITS = 19  # of that number
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read(content: bytes) -> Json:
    """Return what is in an answer: None when it is empty, else UNREADABLE or JSON that is safe to work with.

    Bytes that are no UTF-8, and halves of a pair that stand alone, become U+FFFD; NaN and the infinities become None;
    a whole number beyond 64 bits stays the text that it was, so that it is no id and overflows nothing.
    """
    if not content.strip():
        return None
    text = content.decode("utf-8-sig", "replace")
    if crowded(text):
        return UNREADABLE
    try:
        found = json.loads(text, parse_int=_whole, parse_float=_fraction, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        return UNREADABLE
    if not _shallow(found):
        return UNREADABLE
    return _joined(found) if _SURROGATE.search(text) else found


def repaired(found: Json) -> Json:
    """Return JSON that somebody else read, as safe as what is read here; UNREADABLE where it is nested too deep."""
    return _joined(found) if _shallow(found) else UNREADABLE


def crowded(text: str) -> bool:
    """Tell whether a text holds more values than memory is to be spent on."""
    return _pieces(text) > MOST and _pieces(_STRING.sub("", text)) > MOST


def _pieces(text: str) -> int:
    """Count what begins a list, an object or one more value; signs in strings count as well, while they are there."""
    return text.count(",") + text.count("[") + text.count("{")


def _whole(text: str) -> int | str:
    if len(text) > _DIGITS + 1:
        return text
    number = int(text)
    return number if -_LARGEST <= number < _LARGEST else text


def _fraction(text: str) -> float | None:
    number = float(text)
    return number if abs(number) != float("inf") else None


def _shallow(found: Json) -> bool:
    """Tell whether nothing in it lies deeper than anybody who reads it can follow."""
    below: list[Iterator[Json]] = [iter((found,))]
    while below:
        for node in below[-1]:
            if isinstance(node, dict | list):
                if len(below) > _DEEPEST:
                    return False
                below.append(iter(node.values() if isinstance(node, dict) else node))
                break
        else:
            below.pop()
    return True


def _joined(node: Json) -> Json:
    """Join the halves of pairs, and replace those that stand alone."""
    match node:
        case str():
            return node.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        case list():
            return [_joined(child) for child in node]
        case dict():
            return {_joined(key): _joined(child) for key, child in node.items()}
        case _:
            return node
