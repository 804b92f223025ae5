"""Kinds of noise that are more than one spelling: tables, lists, addresses of pages, numbers with and without a cue."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from noisy import words
from noisy.shop import Row, Shop, squeezed

_TRIES = 300


@dataclass(frozen=True, slots=True)
class Scene:
    """What a kind of noise works with."""

    rng: Random
    shop: Shop
    lang: str

    def late(self, fits: Callable[[Row], bool]) -> Row | None:
        """Return a late product that fits, or None where hardly any does."""
        return next((row for row in self.rng.choices(self.shop.late, k=_TRIES) if fits(row)), None)

    def code(self) -> Row | None:
        """Return a late product whose SKU can be nothing else."""
        return self.late(lambda row: row.kind == "code")

    def number(self) -> Row | None:
        """Return a late product whose SKU could be any number."""
        return self.late(lambda row: row.kind == "number" and row.sku.isdecimal())

    def others(self, count: int) -> list[Row]:
        """Return products, late or not, whose SKUs can be nothing else."""
        return [row for row in self.rng.choices(self.shop.rows, k=20) if row.kind == "code"][:count]

    def says(self, sentences: dict[str, tuple[str, ...]], written: str) -> str:
        """Return a sentence around it, in the language of this scene."""
        return self.rng.choice(sentences[self.lang]).format(written)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written, how it reads with every term as the catalogue has it, and the late products in it.

    ``own`` is a paragraph of its own: it does not go into the middle of the prose.
    """

    text: str
    plain: str
    skus: frozenset[str]
    own: bool = False


def _draft(text: str, rows: list[Row], *, own: bool = False, plain: str = "") -> Draft:
    return Draft(text, plain or text, frozenset(row.sku for row in rows if row.late), own)


def url_path(scene: Scene) -> Draft | None:
    """A product's page: SKU, or the name as a slug."""
    row = scene.code()
    if not row:
        return None
    slug = "-".join(row.name.lower().split())
    part = quote(row.sku, safe="") if scene.rng.random() < 0.7 or not slug.isascii() or "&" in slug else slug
    page = scene.rng.choice(
        (
            "https://www.shop.example/products/{}",
            "shop.example/p/{}?utm_source=mail",
            "https://shop.example/de/{}.html",
            "https://shop.example/item/{}/",
            "https://shop.example/products/{}#reviews",
        )
    ).format(scene.rng.choice((part, part.lower())))
    return _draft(scene.says(words.MENTIONS, page), [row], plain=scene.says(words.MENTIONS, row.sku))


def url_query(scene: Scene) -> Draft | None:
    """A search or a basket with the SKU in its address."""
    row = scene.code()
    if not row:
        return None
    page = scene.rng.choice(
        (
            "https://shop.example/item?sku={}&ref=mail",
            "shop.example/search?q={}",
            "https://shop.example/cart?add={}&qty=2",
            "https://shop.example/view.php?lang=en&item={}",
        )
    ).format(quote(row.sku, safe=""))
    return _draft(scene.says(words.MENTIONS, page), [row], plain=scene.says(words.MENTIONS, row.sku))


def table(scene: Scene) -> Draft | None:
    """A table of lines: Markdown, columns of spaces or tabs, or HTML."""
    rows = _several(scene)
    shape = scene.rng.randrange(4)
    term = scene.rng.choice(("sku", "name"))
    lines = [(getattr(row, term), str(scene.rng.randint(1, 9)), "0") for row in rows]
    if shape == 0:
        text = "\n".join(["| item | qty | got |", "|---|---|---|", *(f"| {' | '.join(line)} |" for line in lines)])
    elif shape == 1:
        text = "\n".join(f"{line[0]:<34}{line[1]:>4}{line[2]:>6}" for line in [("Item", "Qty", "Recd"), *lines])
    elif shape == 2:
        text = "\n".join("\t".join(line) for line in lines)
    else:
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
        text = f"<table><tr><th>Item</th><th>Qty</th><th>Got</th></tr>{cells}</table>".replace(" & ", " &amp; ")
    return _draft(text, rows, own=True, plain="\n".join(". ".join(line) for line in lines))


def csv(scene: Scene) -> Draft | None:
    """Lines of an export."""
    rows = _several(scene)
    sign, wrap = scene.rng.choice((",", ";")), scene.rng.choice(("", '"'))
    lines = [(f"{wrap}{row.sku}{wrap}", f"{wrap}{row.name}{wrap}", str(scene.rng.randint(1, 9))) for row in rows]
    return _draft(
        "\n".join(["sku,name,qty".replace(",", sign), *(sign.join(line) for line in lines)]),
        rows,
        own=True,
        plain="\n".join(row.sku for row in rows),
    )


def as_json(scene: Scene) -> Draft | None:
    """What an interface answered."""
    rows = _several(scene)
    items = [{"sku": row.sku, "name": row.name, "qty": scene.rng.randint(1, 9)} for row in rows]
    text = json.dumps(
        {"status": "pending", "items": items}, indent=scene.rng.choice((None, 2)), ensure_ascii=scene.rng.random() < 0.5
    )
    return _draft(text, rows, own=True, plain="\n".join(row.sku for row in rows))


def slashes(scene: Scene) -> Draft | None:
    """Two SKUs with a slash between, or one with remarks."""
    rows = [row for row in scene.others(8) if "/" not in row.sku][:2]
    if len(rows) != 2:
        return None
    return _drafted(
        scene, scene.rng.choice(("{}/{}", "{} / {}", "{}/{}/urgent")).format(*(row.sku for row in rows)), rows
    )


def comma_list(scene: Scene) -> Draft | None:
    """A list of SKUs or names, some of them late."""
    rows = _several(scene, least=2)
    term = scene.rng.choice(("sku", "name"))
    terms = [getattr(row, term) for row in rows]
    text = scene.rng.choice((", ", ",", "; ")).join(terms[:-1])
    return _drafted(scene, f"{text} {words.AND[scene.lang]} {terms[-1]}", rows)


def numeric(scene: Scene) -> Draft | None:
    """An all-digit SKU, and the word that makes an item of it."""
    row = scene.number()
    return _draft(scene.says(words.CUED, row.sku), [row]) if row else None


def numeric_page(scene: Scene) -> Draft | None:
    """An all-digit SKU in the address of a product's page."""
    row = scene.number()
    page = scene.rng.choice(
        ("https://shop.example/product/{}", "https://shop.example/item?sku={}&qty=1", "shop.example/p/{}")
    )
    return _draft(scene.says(words.MENTIONS, page.format(row.sku)), [row]) if row else None


def numeric_list(scene: Scene) -> Draft | None:
    """Several all-digit SKUs after one word for all."""
    rows = [row for row in (scene.number() for _ in range(3)) if row]
    start = {"en": "Item codes:", "de": "Artikelnummern:", "fr": "R\u00e9f\u00e9rences :", "es": "Referencias:"}[
        scene.lang
    ]
    return _draft(f"{start} {', '.join(row.sku for row in rows)}", rows, own=True) if rows else None


def numeric_bare(scene: Scene) -> Draft | None:
    """An all-digit SKU and nothing that says what it is: not to be found with certainty."""
    row = scene.number()
    return _draft(scene.says(words.MENTIONS, row.sku), [row]) if row else None


def grouped(scene: Scene) -> Draft | None:
    """An all-digit SKU in groups, or a grouped one without them."""
    row = scene.late(lambda row: row.kind == "number")
    if not row:
        return None
    digits = squeezed(row.sku)
    joint = scene.rng.choice((" ", "-", ".", "\u00a0"))
    written = joint.join((digits[:-3], digits[-3:])) if row.sku == digits else scene.rng.choice((digits, row.sku))
    return _draft(scene.says(words.CUED, written), [row], plain=scene.says(words.CUED, row.sku))


def everyday(scene: Scene) -> Draft | None:
    """An everyday word or a tiny SKU, and the word that makes an item of it."""
    row = scene.late(lambda row: row.kind in {"word", "tiny"})
    return _draft(scene.says(words.CUED, row.sku), [row]) if row else None


def _several(scene: Scene, least: int = 1) -> list[Row]:
    late = scene.code()
    rows = [*scene.others(scene.rng.randint(least, 3)), *([late] if late else [])]
    scene.rng.shuffle(rows)
    return rows


def _drafted(scene: Scene, written: str, rows: list[Row]) -> Draft:
    return _draft(scene.says(words.MENTIONS, written), rows)


KINDS: dict[str, Callable[[Scene], Draft | None]] = {
    "URL path": url_path,
    "URL query": url_query,
    "table": table,
    "CSV": csv,
    "JSON": as_json,
    "slashes": slashes,
    "comma list": comma_list,
    "numeric with cue": numeric,
    "numeric in a URL": numeric_page,
    "numeric list with cue": numeric_list,
    "numeric without cue": numeric_bare,
    "grouped digits": grouped,
    "everyday word with cue": everyday,
}
