from __future__ import annotations

import hashlib

import noisy
import pytest

from zendesk_bridge.core.mentions.match import Vocabulary, find
from zendesk_bridge.core.model import Backorder, Product, Words

SEED = 20261123
PRECISION, F1 = 0.999, 0.998


def catalogue_of(shop: noisy.Shop) -> Vocabulary:
    """Return what is searched: the late items, and the rest of the shop beside them."""
    late = [Backorder(row.sku, row.name, row.aliases) for row in shop.rows if row.late]
    return Vocabulary.of(late, [Product(row.sku, row.name, row.aliases) for row in shop.rows if not row.late])


def found(catalogue: Vocabulary, text: str, late: frozenset[str]) -> frozenset[str]:
    """Return the late items that are found in a text."""
    return frozenset(mention.sku for mention in find([Words("description", text)], catalogue)) & late


def run(size: int, count: int, seed: int) -> noisy.Score:
    """Search invented tickets of an invented shop, and compare with their labels."""
    shop = noisy.shop(size, seed)
    catalogue, late = catalogue_of(shop), frozenset(row.sku for row in shop.late)
    tickets = noisy.tickets(shop, count, seed)
    return noisy.score(((ticket, found(catalogue, ticket.text, late)) for ticket in tickets), noisy.UNCOUNTED)


def wrongs(score: noisy.Score, each: int = 2) -> str:
    """Return what went wrong, by kind, with examples."""
    lines = [f"precision {score.precision:.4f}, recall {score.recall:.4f}, F1 {score.f1:.4f}"]
    for kind, wrong in sorted(score.wrong.items()):
        lines.append(f"{kind}: {len(wrong)} of {score.texts[kind]} texts wrong")
        lines += [
            f"  wanted {sorted(label.skus)}, found {sorted(skus)}: {getattr(label, 'text', '')!r}"
            for label, skus in wrong[:each]
        ]
    return "\n".join(lines)


@pytest.mark.parametrize(("size", "count"), [(200, 800), (2000, 1800)])
def test_noise_is_read_as_a_careful_human_reads_it(size: int, count: int) -> None:
    """Every kind of noise that customers make is seen through, and no trap is walked into."""
    score = run(size, count, SEED)
    assert score.precision >= PRECISION, wrongs(score)
    assert score.f1 >= F1, wrongs(score)


@pytest.mark.parametrize("seed", [SEED, 5])
def test_hostile_texts_hold_no_mentions(seed: int) -> None:
    """Source code, host names, logs, hashes and encoded blocks mean no product, however short the SKUs are."""
    skus = noisy.short_skus(2000, seed)
    catalogue = Vocabulary.of([Backorder(sku, "") for sku in skus])
    wrong = {
        (mention.sku, text[max(0, mention.start - 30) : mention.end + 30])
        for text in noisy.hostile(4000, seed, skus)
        for mention in find([Words("description", text)], catalogue)
    }
    assert len(wrong) <= 1, "\n".join(f"{sku}: {around!r}" for sku, around in sorted(wrong)[:40])


def test_every_kind_of_noise_occurs() -> None:
    """A shop of some thousand products has one for every kind of noise and every trap."""
    shop = noisy.shop(3000, SEED)
    kinds = {ticket.kind for ticket in noisy.tickets(shop, len(noisy.KINDS), SEED)}
    assert kinds == set(noisy.KINDS)


def test_the_same_seed_makes_the_same_tickets() -> None:
    """A figure can be measured again: neither catalogue nor tickets depend on anything but the arguments."""
    texts = "".join(ticket.text for ticket in noisy.tickets(noisy.shop(200, 1), 60, 1))
    again = "".join(ticket.text for ticket in noisy.tickets(noisy.shop(200, 1), 60, 1))
    assert hashlib.sha256(texts.encode()).digest() == hashlib.sha256(again.encode()).digest()
    assert texts != "".join(ticket.text for ticket in noisy.tickets(noisy.shop(200, 2), 60, 2))


def test_labels_agree_with_a_plain_reading() -> None:
    """What is spelt exactly is labelled with exactly what stands there, by a reading that shares no code with ours."""
    shop = noisy.shop(500, SEED)
    for ticket in noisy.tickets(shop, 200, SEED, kinds=("exact", "comma list", "numeric with cue")):
        assert shop.reading(ticket.text) & {row.sku for row in shop.late} == ticket.skus, ticket.text
