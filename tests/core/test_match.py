import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.mentions.match import Vocabulary, collisions, find, search_key
from zendesk_bridge.core.mentions.text import customer_words
from zendesk_bridge.core.model import Backorder, LocalText, Mention, Words

ITEMS = (
    Backorder("WID-12", "Blue Widget 12 oz", ("blue widget", "BW12")),
    Backorder("PLA-331", "PlayStation"),
    Backorder("SON-366", "Sony PlayStation"),
    Backorder("XBO-380", "Xbox", ("X",)),
    Backorder("MIC-289", "Microsoft Xbox Controller"),
    Backorder("4711", "Cologne", ("Straße", "Kaffeemühle")),
    Backorder("IN-10", "Ink"),
    Backorder("HUE_3.A", "Hue Light", locales=(("de", LocalText("Farblampe")),)),
    Backorder("TOM-1", "Tom's Hat"),
)
CATALOGUE = Vocabulary.of(ITEMS)


def mentions(text: str, catalogue: Vocabulary = CATALOGUE) -> tuple[Mention, ...]:
    """Return the mentions in a customer's comment."""
    return find([Words("comment 1", text)], catalogue)


@pytest.mark.parametrize(
    ("text", "sku", "reason", "found"),
    [
        ("Where is WID-12?", "WID-12", "exact", "WID-12"),
        ("where is wid-12.", "WID-12", "exact", "wid-12"),
        ("WID 12 or so", "WID-12", "squeezed", "WID 12"),
        ("my wid12!", "WID-12", "squeezed", "wid12"),
        ("WID\u201112", "WID-12", "exact", "WID\u201112"),
        ("WID\u221212", "WID-12", "exact", "WID\u221212"),
        ("WI\u00adD-\u200b12", "WID-12", "exact", "WI\u00adD-\u200b12"),
        ("\uff37\uff29\uff24\uff0d\uff11\uff12", "WID-12", "exact", "\uff37\uff29\uff24\uff0d\uff11\uff12"),
        ("https://shop.example/p/WID-12?x=1", "WID-12", "exact", "WID-12"),
        ("1.WID-12", "WID-12", "exact", "WID-12"),
        ("2,WID-12,3", "WID-12", "exact", "WID-12"),
        ("(WID-12)-please", "WID-12", "exact", "WID-12"),
        ("- WID-12-", "WID-12", "exact", "WID-12"),
        ("hue_3.a", "HUE_3.A", "exact", "hue_3.a"),
        ("hue-3-a", "HUE_3.A", "squeezed", "hue-3-a"),
        ("Blue\xa0Widget\n 12 oz", "WID-12", "name", "Blue\xa0Widget\n 12 oz"),
        ("two blue widgets", "WID-12", "alias", "blue widget"),
        ("the blue widget\u2019s lid", "WID-12", "alias", "blue widget"),
        ("bw12", "WID-12", "alias", "bw12"),
        ("TOM\u2019S HAT", "TOM-1", "name", "TOM\u2019S HAT"),
        ("my PlayStation\u2122", "PLA-331", "name", "PlayStation"),
        ("@PlayStation hello", "PLA-331", "name", "PlayStation"),
        ("my Sony PlayStation", "SON-366", "name", "Sony PlayStation"),
        ("two sony playstations", "SON-366", "name", "sony playstation"),
        ("two Xboxes", "XBO-380", "name", "Xbox"),
        ("microsoft xbox controller", "MIC-289", "name", "microsoft xbox controller"),
        ("meine STRASSE fehlt", "4711", "alias", "STRASSE"),
        ("die kaffeemu\u0308hle", "4711", "alias", "kaffeemu\u0308hle"),
        ("item 4711.", "4711", "cue", "4711"),
        ("IN-10", "IN-10", "exact", "IN-10"),
        ("die Farblampe", "HUE_3.A", "name", "Farblampe"),
    ],
)
def test_an_item_is_found_as_people_write_it(text: str, sku: str, reason: str, found: str) -> None:
    """Case, dashes, spaces, line wraps, plurals and invisible characters do not hide an item."""
    (mention,) = mentions(text)
    assert (mention.sku, mention.reason, mention.text) == (sku, reason, found)


@pytest.mark.parametrize(
    "text",
    [
        "WID-120",
        "WID-12b",
        "AWID-12",
        "WID-12-XL",
        "WID-12_2",
        "PRE-WID-12",
        "WID-12.5",
        "WID\n\n-12",
        "wid-12@example.com",
        "wid-12.jane@example.com",
        "jane@wid-12.example.com",
        "playstation@example.com",
        "PlayStationary",
        "PlayStation5",
        "blue widgety",
        "an x box",
        "47110",
        "4711.50",
        "1,4711",
        "47 11",
        "in 10 days",
        "an X box",
        "",
    ],
)
def test_what_only_looks_like_an_item_is_none(text: str) -> None:
    """A piece of a longer word, code, number or e-mail address mentions nothing."""
    assert mentions(text) == ()


def test_the_longest_match_wins_over_the_whole_catalogue() -> None:
    """A match that begins later but is longer wins, and what it leaves over may still be another item's."""
    catalogue = Vocabulary.of(
        [Backorder("A-100", "teal lamp"), Backorder("B-100", "lamp shade kit"), Backorder("C-1", "teal")]
    )
    assert [(found.sku, found.text) for found in mentions("ordered: 'teal' lamp shade kit", catalogue)] == [
        ("C-1", "teal"),
        ("B-100", "lamp shade kit"),
    ]


def test_in_the_same_place_a_sku_is_preferred_to_a_name_and_a_name_to_an_alias() -> None:
    """Two terms that are written alike are decided by what they are, not by chance."""
    by_sku, by_name, by_alias = (
        Backorder("LAMP5", "a b c"),
        Backorder("S-1", "Lamp5"),
        Backorder("S-0", "x y z", ("lamp5",)),
    )
    assert mentions("lamp5", Vocabulary.of([by_alias, by_name, by_sku]))[0].sku == "LAMP5"
    assert mentions("lamp5", Vocabulary.of([by_alias, by_name]))[0].sku == "S-1"
    assert mentions("lamp5", Vocabulary.of([by_alias]))[0].term == "lamp5"


def test_an_items_own_spelling_is_preferred_to_a_variant_of_anothers_sku() -> None:
    """The SKU WID-12 is found in "WID 12" only as long as no item is called that."""
    called_so = Backorder("Z-900", "Something", ("WID 12",))
    assert mentions("WID 12", Vocabulary.of([ITEMS[0], called_so]))[0].sku == "Z-900"
    assert mentions("WID-12", Vocabulary.of([ITEMS[0], called_so]))[0].sku == "WID-12"


def test_an_everyday_word_before_a_number_is_no_sku() -> None:
    """A SKU whose letters are a word is not read into plain language."""
    catalogue = Vocabulary.of([Backorder("THE-100", "Lamp")])
    assert mentions("the 100 lampshades", catalogue) == ()
    assert mentions("the-100, the100", catalogue) != ()


def test_mentions_come_in_order_of_appearance_and_name_their_part() -> None:
    """Parts keep their order, and places theirs within a part."""
    found = find([Words("subject", "My Xbox, WID-12"), Words("comment 9", "<p>PlayStation</p>", html=True)], CATALOGUE)
    assert [(mention.part, mention.sku) for mention in found] == [
        ("subject", "XBO-380"),
        ("subject", "WID-12"),
        ("comment 9", "PLA-331"),
    ]


def test_quoted_history_mentions_nothing() -> None:
    """What an agent wrote and the customer's program quoted is not what the customer asks about."""
    assert [found.sku for found in mentions("My Xbox?\n> Your WID-12 is late")] == ["XBO-380"]


SPELLINGS = st.sampled_from(["WID-12", "wid 12", "WID12", "BW12", "4711", "Sony PlayStation", "Kaffeemühle", "IN-10"])
FILLING = st.text(alphabet=st.sampled_from(list(" .,;!?()\"'\n\xa0\u200bäß\u2013xA1-@/")), max_size=20)


@given(FILLING, SPELLINGS, FILLING)
def test_a_mention_stands_where_it_says(before: str, spelling: str, after: str) -> None:
    """The text between start and end is the mention's own, and mentions never overlap."""
    words = Words("comment 1", before + spelling + after)
    searched = customer_words(words)
    position = 0
    for mention in find([words], CATALOGUE):
        assert searched[mention.start : mention.end] == mention.text
        assert mention.start >= position
        position = mention.end


@given(SPELLINGS, st.sampled_from("aZ9äßж"))
def test_a_letter_or_digit_at_an_end_makes_it_another_word(spelling: str, character: str) -> None:
    """An item is found between spaces, and not with a letter or digit stuck to it."""
    assert len(mentions(f"my {spelling} please")) == 1
    assert mentions(f"my {spelling}{character} please") == () or spelling == "Sony PlayStation"
    assert all(found.text != spelling for found in mentions(f"my {character}{spelling} please"))


@given(st.permutations(ITEMS), FILLING)
def test_the_order_of_the_catalogue_does_not_matter(items: list[Backorder], filling: str) -> None:
    """The same items in another order find the same mentions."""
    text = f"Sony PlayStation {filling} xbox WID-12 {filling} blue widget"
    assert mentions(text, Vocabulary.of(items)) == mentions(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab123", ()),
        ("lamps are missing", ("Z-900",)),
        ("ab-12-3", ("AB-12-3",)),
        ("ab-1-23", ("AB-1-23",)),
        ("LAMPS", ("LAMP-S",)),
    ],
)
def test_a_loose_writing_of_two_items_means_neither(text: str, found: tuple[str, ...]) -> None:
    """Better no window than the wrong item's: AB123 may be AB-12-3 or AB-1-23; written exactly, both are known."""
    items = [Backorder("AB-12-3", "a"), Backorder("AB-1-23", "b"), Backorder("LAMP-S", "c"), Backorder("Z-900", "Lamp")]
    assert tuple(mention.sku for mention in mentions(f"my {text}, please", Vocabulary.of(items))) == found


def test_skus_that_differ_by_a_separator_are_told_apart_as_long_as_they_are_written_exactly() -> None:
    """Both may be listed; an admin hears of it, and it is no mistake."""
    (found,) = collisions([Backorder("A-100", "a"), Backorder("A100", "b")])
    assert found.tellable
    assert not collisions([Backorder("A-100", "a"), Backorder("B", "A 100")])[0].tellable


LAMP = Backorder("LAMP-1", "Harbor Lamp", ("BW 12",), place=Place("a.yaml", 2, 5))
WIDGET = Backorder("WID-12", "Blue Widget", ("bw",), locales=(("de", LocalText("Farblampe")),))


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (WIDGET, Backorder("B", "blue\xa0widget"), "the name 'blue\xa0widget' is also a way to write the name 'Blue W"),
        (WIDGET, Backorder("B", "Blue Widget"), "the name 'Blue Widget' is also the name of WID-12"),
        (WIDGET, Backorder("B", "Blue Widgets"), "the name 'Blue Widgets' is also a way to write the name 'Blue W"),
        (WIDGET, Backorder("B", "wid-12"), "the name 'wid-12' is also the SKU of WID-12"),
        (Backorder("B", "wid-12"), WIDGET, "the name 'wid-12' is also the SKU of WID-12"),
        (WIDGET, Backorder("WID\u201112", "b"), "the SKU 'WID\u201112' is also a way to write the SKU 'WID-12'"),
        (WIDGET, Backorder("WID12", "b"), "the SKU 'WID12' is also a way to write the SKU 'WID-12'"),
        (WIDGET, Backorder("B", "b", ("wid 12",)), "the alias 'wid 12' is also a way to write the SKU 'WID-12'"),
        (Backorder("B", "b", ("wid 12",)), WIDGET, "the alias 'wid 12' is also a way to write the SKU 'WID-12'"),
        (WIDGET, Backorder("B", "b", ("FARBLAMPE",)), "the alias 'FARBLAMPE' is also the name of WID-12"),
        (WIDGET, Backorder("B", "b", locales=(("fr", LocalText("farblampe")),)), "the name 'farblampe' is also"),
        (WIDGET, Backorder("B", "b", ("BW",)), "the alias 'BW' is also an alias of WID-12"),
    ],
)  # fmt: skip
def test_terms_that_mean_two_items_collide(first: Backorder, second: Backorder, message: str) -> None:
    """Whatever the matcher reads alike is one collision, at the weaker term or else the later item."""
    (found,) = collisions([first, LAMP, second])
    assert found.problem().message.startswith(message)


def test_a_collision_names_both_places() -> None:
    """A problem stands at the one item and names the other's place, where that is known."""
    twin = Backorder("B", "Harbor Lamp", place=Place("b.csv", 3))
    (found,) = collisions([LAMP, twin])
    assert str(found.problem()) == (
        "b.csv:3: the name 'Harbor Lamp' is also the name of LAMP-1 "
        "(which is at a.yaml:2:5; give one of the two another name)"
    )
    (found,) = collisions([WIDGET, Backorder("B", "Blue Widget")])
    assert found.problem().fix == "give one of the two another name"


@pytest.mark.parametrize(
    "items",
    [
        ITEMS,
        [WIDGET, WIDGET],
        [Backorder("A", "Lamp", ("lamp", "lamps", "a"))],
        [WIDGET, Backorder("WID-14", "Blue Widget 14 oz", ("wid 120",))],
        [Backorder("A-1", "\u00ad"), Backorder("B-1", "\u200b")],
    ],
)
def test_different_terms_do_not_collide(items: list[Backorder]) -> None:
    """An item may repeat itself, and one term may be a part of another."""
    assert collisions(items) == ()


def test_many_items_of_one_name_are_named_once_each() -> None:
    """Ten thousand items of the same name are ten thousand problems less one."""
    assert len(collisions(Backorder(f"SKU-{n:05}", "Lamp") for n in range(10_000))) == 9_999


def test_the_search_key_changes_with_the_terms_alone() -> None:
    """Past tickets are searched again when a term changed, and not when a date or the order of aliases did."""
    item = Backorder("A-1", "Lamp", ("l1", "l2"))
    assert search_key(item) == search_key(Backorder("A-1", "Lamp", ("l2", "l1"), reason="late"))
    others = [
        Backorder("A-2", "Lamp", ("l1", "l2")),
        Backorder("A-1", "Lamps", ("l1", "l2")),
        Backorder("A-1", "Lamp", ("l1",)),
        Backorder("A-1", "Lamp", ("l1", "l2"), locales=(("de", LocalText("Lampe")),)),
    ]
    assert len({search_key(item), *map(search_key, others)}) == 5


def test_a_large_catalogue_is_built_and_searched() -> None:
    """Each of ten thousand items is found among the others."""
    chance = random.Random(7)  # noqa: S311  (words, not secrets)
    words = [f"w{chance.randrange(5000)}".translate(str.maketrans("0123456789", "abcdefghij")) for _ in range(40_000)]
    items = [Backorder(f"SKU-{n:05}", " ".join(words[4 * n : 4 * n + 3]), (words[4 * n + 3],)) for n in range(10_000)]
    catalogue = Vocabulary.of(items)
    for number in range(0, 10_000, 499):
        assert mentions(f"please tell me where my sku-{number:05} is, " * 10, catalogue)


@pytest.mark.parametrize("text", ["WID-12 ", "@", "WID-", "sony playstation ", "\u00ad", "ä"])
def test_a_huge_text_is_searched(text: str) -> None:
    """Many mentions, or many that almost are, cost no more than their length: anything else would not come back."""
    mentions(text * 30_000)


def test_a_name_of_a_whole_page_is_one_term() -> None:
    """Nobody inflects or turns round a name of thousands of words: it is known as it is, in the memory of its words."""
    words = " ".join(f"word{number} and" for number in range(7_500))
    catalogue = Vocabulary.of([Backorder("WID-12", words)])
    assert [mention.sku for mention in find([Words("subject", "Is WID-12 late?")], catalogue)] == ["WID-12"]
