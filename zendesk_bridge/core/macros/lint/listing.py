"""Late items against the catalogue: a late item that the shop does not list is often a slip in its SKU."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from zendesk_bridge.core.macros.lint.rules import Finding, found
from zendesk_bridge.core.model import Backorder, Product

FEW = 3
"""Up to so many items are told one by one: more, and the catalogue is likely to be another one."""

_CLOSE = 80.0  # of 100, as rapidfuzz counts likeness
_TRIED = 20  # items for which the nearest SKU is looked up: each is compared with the whole catalogue
_PARTS = re.compile(r"0*(\d+)|([^\W\d_]+)")


def lint_listing(late: Sequence[Backorder], products: Sequence[Product]) -> tuple[Finding, ...]:
    """Return the late items that the catalogue does not list, each with the SKU that it is most like."""
    listed = {product.sku.casefold() for product in products}
    unlisted = [item for item in late if item.sku.casefold() not in listed] if listed else []
    if not unlisted:
        return ()
    alike = {_bare(product.sku): product.sku for product in reversed(products)}
    skus = {product.sku: product.sku.casefold() for product in products}
    nearest = [(item, _nearest(item.sku, alike, skus if index < _TRIED else {})) for index, item in enumerate(unlisted)]
    near = [_finding(item, f"there is {sku}: is that the item?") for item, sku in nearest if sku]
    far = [item for item, sku in nearest if not sku]
    return (*near, *_unlike(far, len(late)))


def _unlike(items: Sequence[Backorder], late: int) -> Iterator[Finding]:
    if len(items) <= FEW:
        yield from (_finding(item, "look at its SKU, or add it to the catalogue") for item in items)
        return
    others = ", ".join(item.sku for item in items[1 : FEW + 1])
    more = f" and {len(items) - FEW - 1} more" if len(items) > FEW + 1 else ""
    message = f"{items[0].sku} is not in the catalogue, nor are {others}{more}: {len(items)} of {late} late items"
    fix = "look whether it is the catalogue of this shop, and whether columns names the right one for sku"
    yield found("not-in-catalogue", items[0].place, message, fix)


def _finding(item: Backorder, fix: str) -> Finding:
    message = f"{item.sku} is not in the catalogue"
    return found("not-in-catalogue", item.place, message, fix, sku=item.sku)


def _nearest(sku: str, alike: Mapping[str, str], skus: Mapping[str, str]) -> str:
    """Return the SKU that is the same but for zeros, case and punctuation, else one that is nearly the same."""
    bare = _bare(sku)
    same = alike.get(bare) if bare else None
    if same or not skus:
        return same or ""
    found = process.extractOne(sku.casefold(), skus, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return str(found[2]) if found else ""


def _bare(sku: str) -> str:
    """Return what is left of a SKU when a spreadsheet and a hasty hand have had it: ``ABC-01`` and ``abc 1`` alike."""
    return "-".join(digits or letters for digits, letters in _PARTS.findall(sku.casefold()))
