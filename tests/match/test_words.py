"""Names are words, numbers are anything, longer things win: what counts as a late item in ordinary texts."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.mentions.match import Vocabulary, everyday, search
from zendesk_bridge.core.mentions.match.frequency import language, level
from zendesk_bridge.core.mentions.match.numbers import is_checked
from zendesk_bridge.core.model import Backorder, Findings, Words


def looked_for(text: str, *items: Backorder) -> Findings:
    """Search one text for these late items."""
    return search([Words("description", text)], Vocabulary.of(items))


def found(text: str, *items: Backorder) -> list[str]:
    """Return what is found of these items, as it stands in the text."""
    return [mention.text for mention in looked_for(text, *items).mentions]


NAMES = (
    Backorder("B-1", "It"),
    Backorder("B-2", "Emma"),
    Backorder("B-3", "Home Alone"),
    Backorder("B-4", "Dad Cap", ("dad cap",)),
    Backorder("B-5", "Nutella 450 g"),
    Backorder("B-6", "Horse Stable"),
    Backorder("B-7", "Electro"),
    Backorder("B-8", "Nord Hue"),
    Backorder("B-9", "Clean Code"),
    Backorder("B-10", "Kallax"),
    Backorder("B-11", "Big Apple Red"),
    Backorder("B-12", "Niacinamide 10% + Zinc 1%"),
    Backorder("B-13", "KALLAX Shelf unit white 77x77 cm"),
)


@pytest.mark.parametrize(
    "text",
    [
        'I ordered "It" by Stephen King',
        "the item It is late",
        "the Penguin edition of Emma was damaged in the post",
        "Home Alone is missing from my parcel",
        "We are waiting for home alone since May",
        "Where is my dad cap?",
        "Dad cap is still not here and Father's Day has passed",
        "Nutella 450 g war nicht im Paket",
        "do you know the Kallax",
        "Der \u201eClean Code\u201c fehlt",
        "Clean Code n'est pas arriv\u00e9",
        "Falta Clean Code en mi pedido",
        "\u00ab Emma \u00bb n'est pas l\u00e0",
        "Il manque Horse Stable dans ma commande",
        "Clean Code nog niet ontvangen",
        "Manca Clean Code nel pacco",
        "Ich warte seit drei Wochen auf clean code",
        "can you swap home alone for something else",
        "horse stable - when will it be back?",
        "niacinamide 10% and zinc 1%, the small one",
        "KALLAX shelf unit, white, 77x77 cm: moved three times",
    ],
)
def test_a_name_counts_where_a_product_is_spoken_of(text: str) -> None:
    """Quoted, beside a cue, in capitals in a sentence about an order, or awaited; a word of no language anyhow."""
    assert len(found(text, *NAMES)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Where is it? It was supposed to come on Friday. It never came.",
        "I have the product but cannot find how to switch it on.",
        "Hi, this is Emma, I need to change my address",
        "Gru\u00df\nEmma Reed",
        "We live behind the horse stable on Mill Lane, courier please ring.",
        "my son was home alone when the courier came",
        "my dad, cap in hand, waited for the parcel",
        "I moved to the Big Apple, red brick building on 7th",
        "an electron is no Electron",
        "Please write clean code in your app",
        "Ich bin allein zu Hause, home alone sozusagen",
        "It never came.",
        "can you clean code smells from your site, my order page crashes",
        "do you sell a horse stable? We have a horse stable on the wall already",
        "Greta Emma Reed, where is my refund",
    ],
)
def test_a_name_is_no_mention_where_people_use_the_words_for_something_else(text: str) -> None:
    """Everyday words in an ordinary sentence are no product."""
    assert found(text, *NAMES) == []


def test_what_a_name_lacks_is_told() -> None:
    """A place that had too little around it is listed as refused, so that an admin sees what was looked at."""
    (refused,) = looked_for("we live behind the horse stable", *NAMES).refused
    assert (refused.sku, refused.refusal) == ("B-6", "no cue")


@pytest.mark.parametrize(
    ("text", "owner", "count"),
    [
        ("Galaxy S24 FE is late", Backorder("G", "x", ("galaxy s24",)), 0),
        ("Galaxy S24 still on back order?", Backorder("G", "x", ("galaxy s24",)), 1),
        ("does a PSU handle an RTX 4070 Ti?", Backorder("R", "x", ("rtx 4070",)), 0),
        ("my rtx 4070 never came", Backorder("R", "x", ("rtx 4070",)), 1),
        ("galaxy s24 plus in stock?", Backorder("G", "x", ("galaxy s24",)), 0),
        ("the galaxy s24 plus the case never came", Backorder("G", "x", ("galaxy s24",)), 1),
        ("galaxy watch 6 classic, when?", Backorder("W", "x", ("galaxy watch 6",)), 0),
        ("MX Master 3S for Mac, please", Backorder("M", "Mouse MX Master 3S", ("mx master 3s",)), 0),
        ("I got the Fire HDX", Backorder("F", "Fire HD"), 0),
        ("I'm writing from my iPhone 15, sorry", Backorder("I", "iPhone 15"), 0),
        ("Ich schreibe vom iPhone 15 aus", Backorder("I", "iPhone 15"), 0),
        ("where is WID-12?", Backorder("WID-12", ""), 1),
        ("where is WID-12-BLK?", Backorder("WID-12", ""), 0),
        ("where is wid-12-blk?", Backorder("WID-12", ""), 0),
        ("where is WID-12-black?", Backorder("WID-12", ""), 0),
        ("wann kommt die WID-12-Lieferung?", Backorder("WID-12", ""), 1),
        ("my WID-12-order is late", Backorder("WID-12", ""), 1),
        ("where is WID-12X9?", Backorder("WID-12", ""), 0),
        ("where is wid-12x9?", Backorder("WID-12", ""), 0),
        ("WID-12x2 is missing", Backorder("WID-12", ""), 1),
        ("where is 77-WID-12?", Backorder("WID-12", ""), 0),
        ("where is 77-wid-12?", Backorder("WID-12", ""), 0),
        ("where is 0xWID-12?", Backorder("WID-12", ""), 0),
        ("2xWID-12, please", Backorder("WID-12", ""), 1),
        ("6204-2RSH/C3 would do", Backorder("6204-2RSH", ""), 0),
        ("6204-2rsh/c3 would do", Backorder("6204-2RSH", ""), 0),
        ("C3/6204-2RSH would do", Backorder("6204-2RSH", ""), 0),
        ("WID-12/WID-14 are late", Backorder("WID-12", ""), 1),
    ],
)
def test_longer_unknown_things_win(text: str, owner: Backorder, count: int) -> None:
    """One rule, whatever the case and the side: what goes on is another product, listed or not."""
    assert len(found(text, owner)) == count


@pytest.mark.parametrize(
    ("text", "sku", "count"),
    [
        ("we need plan 255% of them", "PLAN-255", 0),
        ("the plan 255 was a good one", "PLAN-255", 0),
        ("item AM 171 has not come", "AM-171", 1),
        ("I am 171 cm tall", "AM-171", 0),
        ("in 10 days", "IN-10", 0),
        ("My PIN 07 is not accepted", "PIN-07", 0),
        ("tee wht s?", "TEE-WHT-S", 1),
        ("6ES7 214-1AG40-0XB0 wann?", "6ES7214-1AG40-0XB0", 1),
        ("HYX-63490\t2", "HYX-63490-2", 0),
        ("HYX-63490\n2", "HYX-63490-2", 0),
        ("HYX-63490 | 2", "HYX-63490-2", 0),
        ("HYX-63490  2", "HYX-63490-2", 0),
        ("HYX-63490 2", "HYX-63490-2", 1),
        ("HYX-63490-\n2", "HYX-63490-2", 1),
    ],
)
def test_a_code_written_as_words_or_cells_is_not_taken_for_another(text: str, sku: str, count: int) -> None:
    """An everyday word and a number need a cue, and a quantity in the next cell or line is no part of a SKU."""
    assert len(found(text, Backorder(sku, ""))) == count


@pytest.mark.parametrize(
    ("text", "sku", "count"),
    [
        ("ISBN 0-8044-2957-X, please", "080442957X", 1),
        ("isbn-13: 978-0-13-449416-6", "9780134494166", 1),
        ("EAN 4 006381 333931", "4006381333931", 1),
        ("9780134494166 when", "9780134494166", 1),
        ("Bosch 0 986 494 123 seit 10 Tagen", "0 986 494 123", 1),
        ("702-758-14 is late", "702.758.14", 1),
        ("vare 203344 mangler", "203344", 1),
        ("R\u00fcckruf bitte unter 0 986 494 12 30", "0 986 494 123", 0),
        ("rappelez moi au 01 88 4512 09 svp", "88 4512 09", 0),
        ("Codice articolo 203344, quando torna?", "203344", 1),
        ("Nr artyku\u0142u 203344, kiedy?", "203344", 1),
        ("\u5546\u54c1\u756a\u53f7\uff1a203344 \u306f\uff1f", "203344", 1),
        ("\u6ce8\u6587\u756a\u53f7 203344 \u306f\uff1f", "203344", 0),
        ("varenummer 203344 mangler", "203344", 1),
        ("artigo 203344 n\u00e3o chegou", "203344", 1),
        ("varunummer 203344", "203344", 1),
        ("artikelnummer 203344", "203344", 1),
        ("LEGO set 42143 was supposed to arrive", "42143", 1),
        ("zestaw 42143 nadal nie dotar\u0142", "42143", 1),
        ("LEGO 42143, 42115 and 21330 all missing", "42143", 1),
        ("zam\u00f3wienie 203344", "203344", 0),
        ("ordine 203344", "203344", 0),
        ("bestelling 203344", "203344", 0),
        ("encomenda 203344", "203344", 0),
        ("ordre 203344", "203344", 0),
        ("M\u00f3j nowy kod to 71-043 Szczecin", "71043", 0),
        ("item 0x100234", "100234", 0),
        ("item pictures are 1920 x 1080", "1920", 0),
        ("item pictures are 1920 x 1080", "1080", 0),
        ("we need about 7711 screws for the item", "7711", 0),
    ],
)
def test_numbers_count_by_cues_in_ten_languages_or_by_themselves(text: str, sku: str, count: int) -> None:
    """An EAN or ISBN as printed, the catalogue's own grouping and a word for "item" speak for a number."""
    assert len(found(text, Backorder(sku, ""))) == count


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("\u3053\u3053\u308d\u304b\u3089\u611f\u8b1d\u3057\u307e\u3059\u3002", "\u3053\u3053\u308d", 0),
        ("\u300e\u3053\u3053\u308d\u300f\u306f\u307e\u3060\u3067\u3059\u304b", "\u3053\u3053\u308d", 1),
        ("\u3053\u3053\u308d2\u518a\u304c\u5c4a\u304d\u307e\u305b\u3093", "\u3053\u3053\u308d", 1),
        ("\u9752\u3044\u30de\u30b0\u30ab\u30c3\u30d72\u500b", "\u9752\u3044\u30de\u30b0\u30ab\u30c3\u30d7", 1),
    ],
)
def test_names_in_scripts_without_spaces(text: str, name: str, count: int) -> None:
    """A quantity right behind is no part of the name; a short common word needs brackets or a word of a shop."""
    assert len(found(text, Backorder("J-1", name))) == count


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("and that was the thaw", []),
        ("the dune and the hoals", []),
        ("where is my kalax?", []),
        ("my Kallaxx never came", ["Kallaxx"]),
        ("my KTL-33O never came", ["KTL-33O"]),
    ],
)
def test_possible_mentions_are_rare(text: str, possible: list[str]) -> None:
    """What is a word itself is no typo, and a name with a typo needs what a name needs."""
    items = [Backorder("P-1", "Thee"), Backorder("P-2", "Holes"), Backorder("P-3", "Kallax"), Backorder("KTL-330", "x")]
    assert [mention.text for mention in looked_for(text, *items).possible] == possible


def test_the_table_knows_words_by_language() -> None:
    """Common words have a level in their language, endings are looked through, and what is no word has none."""
    assert level("the") == level("the", "en") == 7
    assert level("horses", "en") >= 3
    assert level("zwei", "en") == 0 < level("zwei", "de")
    assert level("kallax") == level("wht") == 0
    assert level("\u00e9t\u00e9") == 0, "words are looked up as they are folded"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Where is my parcel? It has not come.", "en"),
        ("Wo ist denn mein Paket geblieben?", "de"),
        ("O\u00f9 est mon colis ? Il n'est pas l\u00e0".replace("\u00f9", "u"), "fr"),
        ("Gdzie jest moja paczka?", "pl"),
        ("XJ-12 xyz", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_guessed_by_its_everyday_words(text: str, code: str) -> None:
    """A few words suffice; where none is known, no language is said."""
    assert language(text) == code


@pytest.mark.parametrize(
    ("digits", "checked"),
    [("9780134494166", True), ("9780134494167", False), ("080442957X", True), ("4006381333931", True), ("123", False)],
)
def test_check_digits(digits: str, checked: bool) -> None:  # noqa: FBT001  (a table)
    """An EAN or an ISBN is told by its last digit."""
    assert is_checked(digits) is checked


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("It", "one word in 1,000 of English"),
        ("order", "one word in 10,000 of English"),
        ("Zeit", "one word in 10,000 of German"),
        ("my order", "one word in 10,000 of English"),
        ("Kallax", ""),
        ("dad cap", ""),
        ("WID-12", ""),
        ("", ""),
    ],
)
def test_how_common_a_term_is_is_said_in_words(term: str, says: str) -> None:
    """An admin reads how often a word stands in ordinary texts; what is rare is not warned of."""
    assert everyday(term) == says
