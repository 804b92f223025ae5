"""Short ids of values: what digests, versions and markers are made of."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any


def digest(value: Any, length: int = 16) -> str:
    """Return a short, stable id of a JSON-like value: hex SHA-256 of its canonical JSON."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def address_digest(key: bytes, address: str) -> str:
    """Return what stands for an e-mail address in what is remembered, whatever its capitals: "" for none.

    It is keyed, so that whoever reads the database cannot try addresses out.
    """
    plain = address.strip().casefold()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:32] if plain else ""


def plain_sku(sku: str) -> str:
    """Return a SKU as two programs may agree on it: capitals and spaces around it tell no items apart."""
    return sku.strip().casefold()
