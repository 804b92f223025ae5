"""What an admin decides: per item, for all items, and with the whole catalogue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zendesk_bridge.core.mentions.match import Matching, Vocabulary, find, search
from zendesk_bridge.core.mentions.text import Counting
from zendesk_bridge.core.model import Backorder, Findings, Product, Words

LAMP = Backorder("LMP-3", "Harbor Desk Lamp", ("hdl",))
B12 = Backorder("B-12", "Printing Paper", ("pp",), also=("B12", "box"), cancelled_by=("vitamin B12", "letter box"))
NUMBER = Backorder("100234", "Leather Belt")
PLAYER = Backorder("PLA-331", "PlayStation")


def read(text: str, *late: Backorder, products: tuple[Product, ...] = (), matching: Matching | None = None) -> Findings:
    """Search one comment."""
    return search([Words("comment 1", text)], Vocabulary.of(late, products, matching or Matching()))


def skus(text: str, *late: Backorder, matching: Matching | None = None) -> list[str]:
    """Return what a comment mentions."""
    return [mention.sku for mention in read(text, *late, matching=matching).mentions]


@pytest.mark.parametrize(
    ("text", "match", "found"),
    [
        ("my LMP-3", "normal", True),
        ("my lmp 3", "normal", False),
        ("my lmp-3", "normal", True),
        ("my lmp-3", "exact", False),
        ("my LMP-3", "exact", True),
        ("my harbor desk lamp", "exact", True),
    ],
)
def test_an_exact_sku_counts_only_as_it_is_written(text: str, match: str, found: bool) -> None:  # noqa: FBT001  (a table)
    """With match: exact the SKU needs its own spelling; names and aliases are as ever."""
    item = replace(LAMP, match="exact" if match == "exact" else "normal")
    assert bool(skus(text, item)) is found


@pytest.mark.parametrize("text", ["my box of paper", "the B12!", "b12 please"])
def test_what_the_admin_insists_on_counts_however_common(text: str) -> None:
    """A writing under also has no minimum length and no stop words, and any letter case."""
    assert skus(text, B12) == ["B-12"]


def test_a_phrase_near_by_cancels_a_mention() -> None:
    """A phrase under not says: not this item; further away it says nothing."""
    found = read("I take vitamin B12 every day", B12)
    assert found.mentions == ()
    assert [(miss.refusal, miss.about) for miss in found.refused] == [("cancelled", "vitamin B12")]
    assert skus("vitamin B12. " + "I wait and wait. " * 8 + "Where is my B12?", B12) == ["B-12"]


@pytest.mark.parametrize(
    ("policy", "text", "found"),
    [
        ("with_cue", "item 100234", True),
        ("with_cue", "my file 100234.", False),
        ("with_cue", "item 100 234", True),
        ("exact", "see 100234.", True),
        ("exact", "item 100 234", False),
        ("never", "item 100234", False),
        ("never", "my leather belt", True),
    ],
)
def test_all_digit_skus_count_as_configured(policy: str, text: str, found: bool) -> None:  # noqa: FBT001  (a table)
    """With a cue near by, wherever they stand exactly, or not at all; names are as ever."""
    assert bool(skus(text, NUMBER, matching=Matching(numeric_skus=policy))) is found


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Art.-Nr. 100234 fehlt", "art"),
        ("réf. 100234", "ref"),
        ("el código 100234", "codigo"),
        ("2 x 100234", "2 x"),
        ("https://shop.example/p/100234", "URL"),
        ("sku;qty\n100234;2", "sku"),
        ("Items:\n- LMP-3\n- 100234", "items"),
        ("I bought 100234", "bought"),
        ("the belt (100234)", "belt"),
    ],
)
def test_a_number_says_by_which_cue_it_counts(text: str, cue: str) -> None:
    """The customer's own word is in the result, so that an agent can see why."""
    (mention,) = (one for one in read(text, NUMBER, LAMP).mentions if one.sku == "100234")
    assert (mention.reason, mention.cue) == ("cue", cue)


@pytest.mark.parametrize(
    ("text", "refusal", "about"),
    [
        ("order 100234", "other cue", "order"),
        ("Rechnung Nr. 100234", "other cue", "rechnung"),
        ("call me on 100234", "other cue", "call"),
        ("100234 € for that?", "other cue", "$"),
        ("order | item\n100234 | 5", "other cue", "order"),
        ("100234 it says", "no cue", ""),
        ("item 1002345", "inside", ""),
        ("mail item100234@example.com", "address", ""),
    ],
)
def test_a_refused_number_says_why(text: str, refusal: str, about: str) -> None:
    """What looks like an item and is none can be explained."""
    found = read(text, NUMBER)
    assert found.mentions == ()
    assert [(miss.refusal, miss.about) for miss in found.refused] == [(refusal, about)]


def test_a_longer_product_that_is_not_late_keeps_its_words() -> None:
    """The whole catalogue competes, and what is not late is not reported."""
    found = read("my Sony PlayStation is broken", PLAYER, products=(Product("SON-1", "Sony PlayStation"),))
    assert found.mentions == ()
    assert [(miss.sku, miss.refusal, miss.about) for miss in found.refused] == [
        ("PLA-331", "shadowed", "Sony PlayStation")
    ]


def test_a_catalogue_row_of_a_late_sku_is_the_late_item() -> None:
    """What the catalogue calls it counts as well, and no product is its own rival."""
    found = read("my PS five is late, PLA-331", PLAYER, products=(Product("pla-331", "PS five"),))
    assert [(mention.sku, mention.term) for mention in found.mentions] == [
        ("PLA-331", "PS five"),
        ("PLA-331", "PLA-331"),
    ]


@pytest.mark.parametrize("text", ["my hdl is late", "my HDL is late"])
def test_aliases_need_a_minimum_length(text: str) -> None:
    """Shorter ones than configured, and stop words, are not looked for."""
    assert skus(text, LAMP) == ["LMP-3"]
    assert skus(text, LAMP, matching=Matching(min_alias=4)) == []
    assert skus(text, LAMP, matching=Matching(stop_words=frozenset({"hdl"}))) == []


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("my Habor Desk Lamp", "Harbor Desk Lamp"),
        ("my Harbor Dsek Lamp", "Harbor Desk Lamp"),
        ("my LNP-3", "LMP-3"),
        ("my LMP-8", "LMP-3"),
    ],
)
def test_one_edit_away_is_possible_and_no_mention(text: str, term: str) -> None:
    """A typo is shown, and never counts by itself."""
    found = read(text, LAMP)
    assert found.mentions == ()
    assert [(one.sku, one.term, one.reason) for one in found.possible] == [("LMP-3", term, "typo")]


@pytest.mark.parametrize("text", ["my LMP-8X7", "item 100235", "my Harbour Deck Lamp", "LMP-8@example.com"])
def test_two_edits_numbers_and_addresses_are_not_even_possible(text: str) -> None:
    """Otherwise every other word would be."""
    assert read(text, LAMP, NUMBER) == Findings()


def test_which_words_count_is_configured() -> None:
    """What stands in a URL or a code block can be left out."""
    text = "see https://shop.example/p/LMP-3\n```\nLMP-3\n```\n"
    everything = Vocabulary.of([LAMP])
    prose = Vocabulary.of([LAMP], counting=Counting(code=False, urls=False))
    assert len(find([Words("comment 1", text)], everything)) == 2
    assert find([Words("comment 1", text)], prose) == ()
