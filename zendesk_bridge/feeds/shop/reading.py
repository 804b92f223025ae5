"""JSON of a shop, read with distrust: whatever is of another kind than it should be is as good as nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from zendesk_bridge.core.model import Recipient
from zendesk_bridge.transport import JsonRow

LONGEST = 200
"""Characters of a SKU, a name, a tag: what is longer is none."""

_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_MAIL = re.compile(r"[^@\s<>,;:\"]{1,64}@[^@\s<>,;:\"]+\.[^@\s<>,;:\"]+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DEAREST = Decimal(10**15)  # what costs more is a slip
_CENT = Decimal("0.01")
_LONGEST_MAIL = 254  # characters, RFC 5321


class Garbled(ValueError):
    """Something that an order cannot do without is missing, or is none; the text says what, in our own words."""


def row(value: Any) -> JsonRow:
    """Return an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[JsonRow]:
    """Return the objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """Return a text without what surrounds it, "" for none or for one that is too long.

    What cannot be seen in it is left out: hard spaces and signs of no width come with what people copy from elsewhere.
    """
    found = value.strip() if isinstance(value, str) else str(value) if _is_number(value) else ""
    if not found.isprintable():
        found = " ".join("".join(sign for sign in found if unicodedata.category(sign) != "Cf").split())
    return found if len(found) <= LONGEST and found.isprintable() else ""


def whole(value: Any) -> int | None:
    """Return a whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def amount(value: Any) -> Decimal | None:
    """Return an amount of money."""
    if not isinstance(value, str) and not _is_number(value):
        return None
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    if not found.is_finite() or abs(found) > _DEAREST:
        return None
    return found.quantize(_CENT) if found.as_tuple().exponent == -1 else found  # 24.0 is how Shopify writes 24.00


def moment(value: Any, what: str) -> datetime:
    """Return an aware time; one without a zone is UTC. Raises Garbled, which says ``what`` is missing."""
    try:
        found = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise Garbled(f"{what} is missing, or is no time") from None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def locale(values: Iterable[Any]) -> str:
    """Return the first of these that is a language, as Babel writes it: ``fr_CA``; "" for none."""
    found = next((told for told in map(text, values) if _LOCALE.fullmatch(told)), "")
    return found.replace("-", "_")


def country(value: Any) -> str:
    """Return a country, ISO 3166 in two letters, "" for none."""
    found = text(value).upper()
    return found if _COUNTRY.fullmatch(found) else ""


def currency(value: Any) -> str:
    """Return a currency, ISO 4217, "" for none."""
    found = text(value).upper()
    return found if _CURRENCY.fullmatch(found) else ""


def tags(*lists: Any) -> tuple[str, ...]:
    """Return the tags of all these lists, each once."""
    return tuple(dict.fromkeys(found for one in lists if isinstance(one, list) for found in map(text, one) if found))


def recipient(address: Any, people: Iterable[JsonRow], keys: tuple[str, str]) -> Recipient | None:
    """Return whom to write to; None where there is no address.

    They are called what the first of ``people`` who has a name is called: ``keys`` are its two parts.
    """
    email = text(address)
    if len(email) > _LONGEST_MAIL or not _MAIL.fullmatch(email):
        return None
    names = (" ".join(filter(None, (text(person.get(key)) for key in keys))) for person in people)
    return Recipient(email, next(filter(None, names), ""))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
