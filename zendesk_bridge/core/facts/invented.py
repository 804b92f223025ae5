"""The late items that ``init`` makes up for the sandbox: no customer of a real account may be told of them.

They are known by SKU and name. Who begins with the sandbox and then writes a real address into the config still has
them, in the file and in what is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.facts.values import Facts
from zendesk_bridge.core.model import Backorder

INVENTED = frozenset(
    {
        ("WID-12", "Blue Widget 12 oz"),
        ("KET-70", "Gooseneck Kettle 0.7 l"),
        ("LAMP-3", "Harbor Desk Lamp"),
        ("MUG-SET-4", "Stoneware Mug Set of 4"),
        ("CHAIR-OAK", "Oak Reading Chair"),
        ("GRIND-2", "Hand Coffee Grinder"),
    }
)
"""By SKU and name, as they stand in the file of late items that comes with the product."""

_NAMED = 3  # SKUs


def is_invented(item: Backorder) -> bool:
    """Tell whether this is an item that nobody sells."""
    return (item.sku, item.name) in INVENTED


def invented(items: Iterable[Backorder]) -> Problem | None:
    """Return what to do about the invented items among these, all in one; None where there is none."""
    found = sorted((item for item in items if is_invented(item)), key=lambda item: item.place)
    if not found:
        return None
    skus = [item.sku for item in found]
    more = f" and {len(skus) - _NAMED} more" if len(skus) > _NAMED else ""
    one = len(skus) == 1
    message = (
        f"{', '.join(skus[:_NAMED])}{more} {'was' if one else 'were'} made up by `zendesk-bridge init`, "
        f"and a helpdesk of yours is a real one: no customer is told of {'it' if one else 'them'}"
    )
    file = found[0].place.file
    fix = f"take {'it' if one else 'them'} out{f' of {file}' if file else ''}, and write what is late in your shop"
    return Problem(found[0].place if file else Place(""), message, fix)


def real_items(late: Mapping[str, Backorder]) -> Mapping[str, Backorder]:
    """Return the items without the invented ones."""
    return {sku: item for sku, item in late.items() if not is_invented(item)}


def without_invented(known: Facts) -> Facts:
    """Return the facts without the invented items, wherever they come from, and with a warning where there were any.

    They are dropped and not held: what is held is told as it was told before, and that was to the sandbox.
    """
    problem = invented(known.late.values())
    if not problem:
        return known
    standing = {
        feed: replace(good, items=tuple(row for row in good.items if not is_invented(row.item)))
        for feed, good in known.standing.items()
    }
    warnings = (*known.warnings, str(problem))
    return replace(known, late=real_items(known.late), standing=standing, warnings=warnings)
