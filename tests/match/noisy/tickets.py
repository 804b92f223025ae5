"""Tickets with labels: prose around one draft, kept only if an independent reading agrees with the label."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

from noisy import prose, scenes, terms, traps, words
from noisy.scenes import Draft, Scene
from noisy.shop import LANGS, Shop, squeezed

_TRIES = 60
UNCOUNTED = frozenset({"numeric without cue", "typo"})
"""Kinds of which nobody, machine or human, can be certain."""
_LONGER = frozenset({"trap: longer code", "trap: longer product"})
"""The traps that must not read as a late product even by brute force; in the others its letters do stand there."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One text and the late products that it truly mentions; ``kind`` is the one kind of noise (or trap) in it."""

    id: int
    text: str
    skus: frozenset[str]
    kind: str


def _of_term(kind: terms.TermKind) -> Callable[[Scene], Draft | None]:
    """Return the kind of noise on one term as a kind of scene."""

    def write(scene: Scene) -> Draft | None:
        if scene.lang not in kind.langs:
            return None
        use = kind.of if kind.of != "any" else scene.rng.choice(("sku", "name"))
        row = scene.code() if use == "sku" else scene.late(lambda row: row.lang == scene.lang)
        term = row and (row.sku if use == "sku" else scene.rng.choice(row.terms[1:]))
        written = term and kind.write(scene.rng, term)
        if not row or not term or not written:
            return None
        carrier = scene.rng.choice(words.MENTIONS[scene.lang])
        return Draft(carrier.format(written), carrier.format(term), frozenset({row.sku}))

    return write


_LAYOUTS = {kind.name: kind.layout for kind in terms.KINDS if kind.layout}
_WRITERS = {kind.name: _of_term(kind) for kind in terms.KINDS} | scenes.KINDS | traps.KINDS
KINDS = tuple(_WRITERS)
"""All kinds of noise, and the traps."""


def tickets(shop: Shop, count: int, seed: int, kinds: tuple[str, ...] = KINDS) -> Iterator[Ticket]:
    """Yield so many tickets, all kinds in turn; the same for the same arguments.

    A kind for which the shop has hardly a product is passed over.
    """
    rng = Random(f"tickets {seed}")  # noqa: S311  (made-up tickets, nothing secret)
    made = filter(None, (_ticket(shop, rng, kind) for kind in islice(cycle(kinds), 4 * count + 4 * len(kinds))))
    for number, (text, skus, kind) in enumerate(islice(made, count), 1):
        yield Ticket(number, text, skus, kind)


def ordinary(shop: Shop, count: int, seed: int) -> Iterator[str]:
    """Yield what a support team mostly gets, without labels.

    Every other text names a product, late or not, as the catalogue writes it or in small letters, and every tenth one
    that is late.
    """
    rng = Random(f"ordinary {seed}")  # noqa: S311  (made-up tickets, nothing secret)
    for number in range(count):
        lang = rng.choice(LANGS)
        around = prose.sentences(rng, lang)
        if number % 2 == 0 or number % 10 == 1:
            row = rng.choice(shop.rows if number % 2 == 0 else shop.late)
            term = rng.choice((row.name, row.name.lower(), row.sku))
            around.insert(rng.randint(0, len(around)), rng.choice(words.MENTIONS[lang]).format(term))
        yield " ".join(around)


def _ticket(shop: Shop, rng: Random, kind: str) -> tuple[str, frozenset[str], str] | None:
    """Return one whose clean wording reads exactly as its label, and whose noise says nothing else by accident."""
    for _ in range(_TRIES):
        scene = Scene(rng, shop, rng.choice(LANGS))
        draft = _WRITERS[kind](scene)
        if draft is None:
            continue
        around = prose.sentences(rng, scene.lang)
        place = rng.randint(0, len(around))
        joint = "\n\n" if draft.own else " "
        before, after = " ".join(around[:place]), " ".join(around[place:])
        if _agrees(shop, kind, draft, f"{before} {{}} {after}"):
            parts = [part for part in (before, draft.text, after) if part]
            return _laid_out(joint.join(parts), _LAYOUTS.get(kind, "")), draft.skus, kind
    return None


def _agrees(shop: Shop, kind: str, draft: Draft, around: str) -> bool:
    if shop.reading(around):
        return False
    if draft.skus:
        reads = _late(shop, around.replace("{}", draft.plain))
        return reads == draft.skus and _late(shop, around.replace("{}", draft.text)) <= draft.skus
    return kind not in _LONGER or not _late(shop, around.replace("{}", draft.text))


def _late(shop: Shop, text: str) -> set[str]:
    return {sku for sku in shop.reading(text) if shop.owners[squeezed(sku)].late}


def _laid_out(text: str, layout: terms.Layout) -> str:
    if layout == "printed":
        return "".join(map(_printed, text))
    if not layout:
        return text
    lines = [
        line
        for part in text.split("\n")
        for line in textwrap.wrap(part, 72, break_long_words=False, break_on_hyphens=False)
    ]
    return "\n".join(f"> {line}" if layout == "quote" else line for line in lines)


def _printed(sign: str) -> str:
    if sign == terms.SOFT_BREAK:
        return "=\n"
    if sign == terms.PRINTED_HYPHEN:
        return "=2D"
    return sign if sign.isascii() and sign != "=" else "".join(f"={byte:02X}" for byte in sign.encode())
