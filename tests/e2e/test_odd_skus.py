"""SKUs that look like something else: nothing is lost in silence."""

from __future__ import annotations

GERMAN = """\
key: item-update
title: "Backorder::{{ backorder.name }}"
per: item
reply: |
  Hi {{ customer.first_name }}, {{ backorder.message }}
locales:
  de:
    title: "Rückstand::{{ backorder.name }}"
    reply: |
      Hallo {{ customer.first_name }}, {{ backorder.message }}
"""

ITEMS = """\
backorders:
  - {sku: MANUAL, name: Handbook, ship_window: unknown, reason: print run late, options: [wait, cancel]}
  - {sku: MANUAL.de, name: Handbuch, ship_window: unknown, reason: print run late, options: [wait, cancel]}
"""


def test_a_sku_that_ends_like_a_language_keeps_all_its_macros(shop):
    """MANUAL and MANUAL.de each have a macro in each language, and the run after writes nothing."""
    shop.write("macros/item-update.yaml", GERMAN)
    shop.write("macros/backorders.yaml", ITEMS)
    shop.ready()
    names = {"Handbook", "Handbuch"}
    assert {f"Backorder::{name}" for name in names} | {f"Rückstand::{name}" for name in names} <= shop.canned().keys()
    assert {f"Backorder::{name}" for name in names} <= shop.macros().keys()
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    shop.swap("macros/backorders.yaml", "name: Handbuch", "name: Handbuch 2")
    shop.ok("sync")
    assert {"Rückstand::Handbuch 2", "Rückstand::Handbook"} <= shop.canned().keys()
