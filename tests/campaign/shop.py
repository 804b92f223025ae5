"""The admin's folder: what the files mean to say, how they are written, and how they can be broken."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

NAMES = {
    "WID-12": ("Blue Widget 12 oz", "blue widget"),
    "LAMP-3": ("Harbor Desk Lamp", "harbor lamp"),
    "KET-70": ("Gooseneck Kettle", "gooseneck kettle"),
    "MUG-SET-4": ("Stoneware Mug Set of 4", "stoneware mugs"),
    "CHAIR-OAK": ("Oak Reading Chair", "oak chair"),
    "GRIND-2": ("Hand Coffee Grinder", "hand grinder"),
    "TENT-9": ("Ridge Tent for Two", "ridge tent"),
}
"""Every product: SKU, name, alias."""

READY_MADE = Path(__file__).parents[2] / "macros"
CATALOGUE = "products.csv"
LOOSE = "{updates: {max: 500, share: 100 %}, retirements: {max: 500, share: 100 %}}"
"""Limits that never get in the way."""
ELSEWHERE = "TENT-9"
"""The one item that stands in a file of its own, and never comes back."""


@dataclass(frozen=True)
class Item:
    """One late item; without ``last`` its window is unknown."""

    sku: str
    first: date | None
    last: date | None
    update: date
    reason: str = "the supplier is late"
    options: tuple[str, ...] = ("wait", "cancel")
    aliases: tuple[str, ...] = ()

    @property
    def window(self) -> tuple[date | None, date] | None:
        """What "moved" is measured by."""
        return (self.first, self.last) if self.last else None

    def yaml(self) -> str:
        """Return it as it stands in backorders.yaml; JSON is YAML."""
        name, alias = NAMES[self.sku]
        window: Any = "unknown"
        if self.last:
            window = {"from": str(self.first), "to": str(self.last)}
        row = {
            "sku": self.sku, "name": name, "aliases": [alias, *self.aliases], "ship_window": window,
            "reason": self.reason, "options": list(self.options), "next_update": str(self.update),
            "locales": {"de": {"reason": "der Lieferant ist im Verzug"}},
        }  # fmt: skip
        return f"  - {json.dumps(row, ensure_ascii=False)}\n"


@dataclass(frozen=True)
class MacroFile:
    """One macro file. ``title`` and ``lead`` are what the admin edits."""

    key: str
    title: str
    lead: str
    per: str = "ticket"
    body: str = "{{ backorder.message }}"
    actions: str = "{add_tags: [backorder_update_sent], status: pending}"
    locales: Mapping[str, str] = field(default_factory=dict)

    def yaml(self) -> str:
        """Return the file's text."""
        lines = [
            f"key: {self.key}", f"title: {json.dumps(self.title)}", f"per: {self.per}", "reply: |",
            "  Hi {{ customer.first_name }},", "", f"  {self.lead}", "", *(f"  {line}" for line in self.body.split("\n")),
            f"actions: {self.actions}",
        ]  # fmt: skip
        if self.locales:
            lines.append("locales:")
        for locale, lead in self.locales.items():
            lines += [f"  {locale}:", "    reply: |", "      {{ customer.name }},", "", f"      {lead}", ""]
            lines += [f"      {line}" for line in self.body.split("\n")]
        return "\n".join(lines) + "\n"


FACTS = "{{ backorder.delay }}\n\nShipping: {{ backorder.ship_window }}\n\n{{ backorder.choices }}\n\n{{ backorder.follow_up }}"
LEADS = {"de": "es tut uns leid.", "fr": "nous sommes désolés."}


def standard_macros() -> dict[str, MacroFile]:
    """Return the macros that most campaigns begin with."""
    made = (
        MacroFile("delay-update", "Backorder::Delay update", "I am sorry that we ship late.", body=FACTS, locales=LEADS),
        MacroFile(
            "window-moved", "Backorder::Ship window moved", "The plan has changed.",
            actions="{remove_tags: [backorder_window_moved], status: pending}", locales={"de": "es ändert sich etwas."},
        ),
        MacroFile(
            "item-update", "Backorder::By item::{{ backorder.name }} ({{ backorder.sku }})", "I am sorry.", "item",
            locales={"de": LEADS["de"]},
        ),
        MacroFile(
            "swap", "Backorder::Dates::{{ backorder.name }}", "About your order:", "item",
            "It ships: {{ backorder.ship_window }}\n\n{{ backorder.follow_up }}",
        ),
        MacroFile(
            "back-in-stock", "Backorder::Back in stock", "Good news.",
            body="We have your {{ backorder.back_in_stock }} in stock again.\n\nStill late. {{ backorder.delay }}",
            actions="{remove_tags: [backorder_resolved]}",
        ),
    )  # fmt: skip
    return {macro.key: macro for macro in made}


@dataclass
class Shop:
    """The folder as it is meant, and what is broken in it at the moment."""

    folder: Path
    late: dict[str, Item]
    macros: dict[str, MacroFile]
    broken: set[str] = field(default_factory=set)
    settings: dict[str, str] = field(default_factory=dict)
    ready_made: bool = False

    def write(self, desks: Mapping[str, Mapping[str, Any]], state: str) -> None:
        """Write every file anew as it is meant, and break what is broken."""
        (self.folder / "macros").mkdir(parents=True, exist_ok=True)
        self._write_config(desks, state)
        self._write_catalogue()
        self._write_facts()
        if self.ready_made:
            self._write_ready_made()
        for key, macro in self.macros.items():
            wrong = "macro" in self.broken and key == min(self.macros)
            text = macro.yaml()
            (self.folder / "macros" / f"{key}.yaml").write_text(
                text.replace("customer.first_name", "customer.frist_name") if wrong else text, "utf-8"
            )

    def _write_ready_made(self) -> None:
        """Write the macros that come with the program."""
        for file in READY_MADE.glob("*.yaml"):
            if file.name != "backorders.yaml":
                text = file.read_text("utf-8")
                if "macro" in self.broken and file.name == "back-in-stock.yaml":
                    text = text.replace("customer.first_name", "customer.frist_name")
                (self.folder / "macros" / file.name).write_text(text, "utf-8")

    def _write_config(self, desks: Mapping[str, Mapping[str, Any]], state: str) -> None:
        lines = ["helpdesks:"]
        for name, desk in desks.items():
            lines.append(f"  {name}: {json.dumps({**desk, 'max_share_of_limit': '100 %'})}")
        lines += [
            "macros: macros",
            "backorders: [{type: file, path: macros/backorders.yaml}, {type: file, path: more.yaml}]",
            "catalogue: [{type: file, path: products.csv}]", f"state: {state}", "timezone: America/New_York",
            "locale: en_US", *(f"{key}: {value}" for key, value in self.settings.items()),
        ]  # fmt: skip
        (self.folder / "config.yaml").write_text("\n".join(lines) + "\n", "utf-8")

    def _write_catalogue(self) -> None:
        file = self.folder / CATALOGUE
        rows = "".join(f"{sku},{name}\n" for sku, (name, _) in NAMES.items())
        if "catalogue" in self.broken:
            file.unlink(missing_ok=True)
        else:
            file.write_text(f"sku,name\n{rows}STK-9,Blue Widget Stickers\n", "utf-8")

    def _write_facts(self) -> None:
        """Write both sources: one item that stays late stands in more.yaml, all others in macros/backorders.yaml."""
        rows = [item for sku, item in sorted(self.late.items()) if sku != ELSEWHERE]
        other = self.late[ELSEWHERE]
        if "alias" in self.broken and rows:
            other = replace(other, aliases=(NAMES[rows[0].sku][1],))
        text = "backorders:\n" + "".join(item.yaml() for item in rows) if rows else "backorders: []\n"
        if "facts" in self.broken:
            text = text[: len(text) // 2] + "\n  : ][ {"
        more = f"backorders:\n{other.yaml()}"
        for name, said in (("macros/backorders.yaml", text), ("more.yaml", more)):
            (self.folder / name).write_text(said, "utf-8")


def dates_of(items: Sequence[Item]) -> set[date]:
    """Return every date that stands in these items."""
    return {day for item in items for day in (item.first, item.last, item.update) if day}
