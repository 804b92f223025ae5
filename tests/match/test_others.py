"""A name of several words needs little, one of one word much; and what a word means when it is no product's name."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.mentions.match import Vocabulary, search
from zendesk_bridge.core.model import Backorder, Product, Words

ONE_WORD = (
    Backorder("L-1", "Regen"),
    Backorder("L-2", "Luna"),
    Backorder("L-3", "Sol"),
    Backorder("L-4", "Frost"),
    Backorder("L-5", "Baumhaus"),
    Backorder("L-6", "Go"),
    Backorder("L-7", "[untitled]"),
    Backorder("L-8", "消防署"),
    Backorder("L-9", "Mermaid"),
)
SEVERAL = (
    Backorder("M-1", "Dental Sticks"),
    Backorder("M-2", "Fire & Flour"),
    Backorder("M-3", "chrome bottle trap"),
    Backorder("M-4", "ball valve 22 mm"),
    Backorder("M-5", "Seven Towers", ("7 Towers",)),
    Backorder("M-6", "Planner 2027"),
    Backorder("M-7", "Gel Pen G2 0.5 Black"),
    Backorder("M-8", "Drumsticks 5A", ("5A sticks",)),
    Backorder("M-9", "Speed Racer [Red]"),
    Backorder("M-10", "Washi Tape: Wave"),
)


def found(text: str, *items: Backorder, rest: tuple[Product, ...] = ()) -> list[str]:
    """Return which of these items are found."""
    return [mention.sku for mention in search([Words("description", text)], Vocabulary.of(items, rest)).mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Llueve mucho (Regen, dicen en Berlín) y la caja quedó en la puerta, ¿me mandáis otra?",
        "Our cat Luna chewed the parcel that you sent us",
        "Unser Hund Luna hat den Karton zerbissen, den ihr geschickt habt",
        "Ma fille s'appelle Luna et son colis est abîmé",
        "Mi perra Luna rompió el paquete que enviasteis",
        "Mijn zoon heet Sol, kan zijn naam op het pakket?",
        "Luna, our dog, sat on the box you shipped",
        "Bitte das Paket beim Nachbarn oder im Baumhaus abstellen",
        "Wir haben ein Baumhaus im Garten, legen Sie das Paket bitte darunter",
        "Je n'ai que 20 Go sur mon forfait, votre page de commande ne charge pas",
        "the file may be listed as 'untitled' in the mail",
        "消防署の隣に住んでいます。荷物は玄関に置いてください。",
        "Das Bild (mermaid) auf der Karte ist verdruckt, das Paket war sonst gut",
        "The parcel is fine, thanks.\nAnna\n\n--\nThis week only: Luna, Regen and Frost with 20 % off!",
    ],
)
def test_one_word_is_often_somebody_or_something_else(text: str) -> None:
    """An animal, a person, a unit, a foreign word, a place or an advertisement in a footer is no product."""
    assert found(text, *ONE_WORD) == []


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("Where is my Luna? I ordered it in May", "L-2"),
        ("Wann kommt das Baumhaus?", "L-5"),
        ("ordered: 'frost', two of them", "L-4"),
        ("Any news on Regen? It should have shipped.", "L-1"),
        ("消防署がまだ届きません", "L-8"),
        ("I ordered [untitled] weeks ago", "L-7"),
        ("Manca Frost nel pacco", "L-4"),
        ("Das Baumhaus-Set ist noch immer nicht da", "L-5"),
    ],
)
def test_one_word_that_is_waited_for_is_the_product(text: str, sku: str) -> None:
    """The same words count where they are bought, missed or asked for."""
    assert found(text, *ONE_WORD) == [sku]


@pytest.mark.parametrize(
    ("text", "sku"),
    [
        ("Do you know when Dental Sticks will be there", "M-1"),
        ("Gibt es schon einen Termin für Dental Sticks?", "M-1"),
        ("Fire & Flour: is there a date yet?", "M-2"),
        ("the chrome bottle trap my plumber chose, anything known?", "M-3"),
        ("czy wiadomo coś o ball valve 22 mm?", "M-4"),
        ("Je n'ai aucune nouvelle de Seven Towers depuis des semaines", "M-5"),
        ("Sigo sin noticias de 7 Towers", "M-5"),
        ("Guten Tag, 7 Towers war als Geschenk gedacht.", "M-5"),
        ("I was wondering about the gel pen g2 0.5 black", "M-7"),
        ("Planner 2027 - still nothing?", "M-6"),
        ("gel pen g2 0.5 black, the whole class waits", "M-7"),
        ("Die 5A sticks wurden schon wieder verschoben.", "M-8"),
        ("De 5A sticks zijn nog steeds niet binnen", "M-8"),
        ("Speed Racer [Red] is what I wanted for my son, any date?", "M-9"),
        ("when will Speed Racer Red arrive", "M-9"),
        ("Washi Tape: Wave is missing", "M-10"),
        ("washi tape - wave is missing", "M-10"),
        ("Hello\n-----\nPlanner 2027 is missing\n-----\nAnna", "M-6"),
    ],
)
def test_words_that_stand_together_as_the_catalogue_has_them_say_a_name(text: str, sku: str) -> None:
    """A question or a word of waiting in the sentence is enough, in any language, also with signs in the name."""
    assert found(text, *SEVERAL) == [sku]


@pytest.mark.parametrize(
    "text",
    [
        "he swallowed dental sticks of all kinds as a boy and grew old",
        "there was fire & flour was in the air, said the baker",
        "I have seen seven towers in Bologna",
        "The parcel is fine, thanks.\nAnna\n\n--\nOur tip: Planner 2027 is in stock again, order Dental Sticks now!",
        "Keep the speed, racer: red lights are not for you",
    ],
)
def test_common_words_side_by_side_are_not_always_a_name(text: str) -> None:
    """Everyday words in small letters, and no question, are what they are; an advertisement is no order."""
    assert found(text, *SEVERAL) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("does the X20+ have two slots?", 0),
        ("does the X20 + case fit?", 1),
        ("X20+X21 are missing", 1),
        ("X20 FEの価格は?", 0),
        ("X20の納期は?", 1),
        ("is the X20 FE late?", 0),
    ],
)
def test_a_sign_or_a_word_before_another_script_makes_another_model(text: str, count: int) -> None:
    """A plus right behind a model is part of it, and kana behind a word do not hide it."""
    assert (
        len(found(text, Backorder("X20", "Nova X20", ("X20",)), rest=(Product("X-P", "Nova X20+", ("X20+",)),)))
        == count
    )


SHORT_CODES = (
    Backorder("5A", "Drumsticks 5A Hickory"),
    Backorder("A4", "Aqua Flakes A4"),
    Backorder("C5", "Envelope C5"),
    Backorder("KH-22", "Ball valve 22 mm"),
    Backorder("SB/400-L", "Sleeping Bag Long"),
)


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("Drumsticks 5A, one pair, paid in May", ["5A"]),
        ("my drumstick 5A broke", ["5A"]),
        ("room 5A has the drum", []),
        ("Any date for A4 flakes?", ["A4"]),
        ("please print the label on A4 paper", []),
        ("Can you print on C5 envelopes, with letterheads in A4?", []),
        ('The line "KH-22 (x6)" stays open', ["KH-22"]),
        ("line KH-22 does not stop here", []),
        ("sb 400 l when?", ["SB/400-L"]),
        ("sb 400 l - any news??", ["SB/400-L"]),
    ],
)
def test_a_short_code_counts_beside_a_word_of_its_name(text: str, skus: list[str]) -> None:
    """The product's own noun right beside its code is a cue, unless it is a format of paper; so is a quotation."""
    assert found(text, *SHORT_CODES) == skus


@pytest.mark.parametrize(
    "digits",
    [
        "\u0661\u0660\u0660\u0662\u0663\u0664",
        "\u06f1\u06f0\u06f0\u06f2\u06f3\u06f4",
        "\u0967\u0966\u0966\u0968\u0969\u096a",
    ],
)
def test_digits_of_other_scripts_are_digits(digits: str) -> None:
    """Arabic, Persian and Indian digits are read as the catalogue's own, and the span is theirs."""
    (mention,) = search(
        [Words("description", f"\u00bd item {digits}?")], Vocabulary.of([Backorder("100234", "")])
    ).mentions
    assert mention.text == digits
