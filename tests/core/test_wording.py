from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.model import Backorder, Cancel, FieldKey, LocalText, ShipWindow, Split, Swap, Wait
from zendesk_bridge.core.wording import LANGUAGES, fallback, field_texts, spoken, translated, wording_for

TODAY = date(2026, 11, 23)
DASH = "\N{EN DASH}"
WIDGET = Backorder(
    sku="WID-12",
    name="Blue Widget 12 oz",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="the supplier's shipment is two weeks late.",
    options=(Wait(), Swap("WID-14", "Green Widget 12 oz"), Split(), Cancel()),
    next_update=date(2026, 11, 29),
    locales=(("de", LocalText("Blaues Widget", "die Sendung kommt später")), ("fr", LocalText(reason="retard"))),
)
LAMP = Backorder(
    sku="LAMP-3",
    name="Harbor Desk Lamp",
    ship_window=ShipWindow(date(2026, 11, 20), date(2026, 12, 9)),
    options=(Wait(), Cancel()),
)
CHAIR = Backorder(sku="CHAIR-OAK", name="Oak Reading Chair", reason="the frames failed our check", options=(Cancel(),))
PAST = replace(CHAIR, ship_window=ShipWindow(date(2026, 11, 1), date(2026, 11, 20)), next_update=date(2026, 11, 20))
CASES = [(WIDGET,), (LAMP,), (CHAIR,), (PAST,), (WIDGET, LAMP), (WIDGET, LAMP, CHAIR), (WIDGET, LAMP, CHAIR, PAST)]


@pytest.mark.parametrize(
    ("items", "key", "expected"),
    [
        ((WIDGET,), FieldKey.ITEMS, "Blue Widget 12 oz"),
        ((WIDGET, LAMP), FieldKey.ITEMS, "Blue Widget 12 oz and Harbor Desk Lamp"),
        ((WIDGET,), FieldKey.SHIP_WINDOW, f"December 1 {DASH} 5"),
        (
            (WIDGET, LAMP, PAST),
            FieldKey.SHIP_WINDOW,
            (
                f"Blue Widget 12 oz (December 1 {DASH} 5); Harbor Desk Lamp (by December 9); "
                "Oak Reading Chair (new date being confirmed)"
            ),
        ),
        ((CHAIR,), FieldKey.SHIP_WINDOW, "date not confirmed yet"),
        (
            (WIDGET,),
            FieldKey.OPTIONS,
            (
                "wait for it, swap it for the Green Widget 12 oz, cancel it for a full refund, "
                "or have the rest of your order shipped now"
            ),
        ),
        ((LAMP,), FieldKey.OPTIONS, "wait for it or cancel it for a full refund"),
        (
            (WIDGET, LAMP),
            FieldKey.OPTIONS,
            (
                "wait for them, swap the Blue Widget 12 oz for the Green Widget 12 oz, "
                "or cancel any of them for a full refund"
            ),
        ),
        (
            (LAMP, CHAIR),
            FieldKey.OPTIONS,
            "wait for the Harbor Desk Lamp or cancel any of them for a full refund",
        ),
        ((replace(LAMP, options=()),), FieldKey.OPTIONS, "tell us how you would like to proceed"),
        ((WIDGET, LAMP), FieldKey.NEXT_UPDATE, "November 29"),
        ((LAMP,), FieldKey.NEXT_UPDATE, "December 9"),
        ((CHAIR, LAMP), FieldKey.NEXT_UPDATE, "December 9"),
        ((PAST,), FieldKey.NEXT_UPDATE, "the second working day after this message"),
        ((), FieldKey.MESSAGE, ""),
    ],
)
def test_each_text_fits_its_slot(items: tuple[Backorder, ...], key: FieldKey, expected: str) -> None:
    """One item or several, with or without a date: the slot is filled and reads right."""
    assert field_texts(items, "en_US", TODAY)[key] == expected


@pytest.mark.parametrize(
    ("item", "locale", "expected"),
    [
        (
            WIDGET,
            "en_US",
            (
                f"Your Blue Widget 12 oz is delayed: the supplier's shipment is two weeks late. The new ship window is "
                f"December 1 {DASH} 5. You can wait for it, swap it for the Green Widget 12 oz, cancel "
                "it for a full refund, "
                "or have the rest of your order shipped now. You will hear from us again by November 29."
            ),
        ),
        (
            LAMP,
            "en_GB",
            (
                "Your Harbor Desk Lamp is delayed. We now expect to ship it by 9 December. "
                "You can wait for it or cancel it for a full refund. You will hear from us again by 9 December."
            ),
        ),
        (
            replace(LAMP, ship_window=ShipWindow(date(2026, 12, 9), date(2026, 12, 9))),
            "es",
            (
                "El envío de Harbor Desk Lamp se retrasa. Ahora prevemos realizar el envío el 9 de diciembre. "
                "Puede esperar su envío o cancelar este artículo con reembolso íntegro. "
                "Volverá a tener noticias nuestras a más tardar el 9 de diciembre."
            ),
        ),
        (
            WIDGET,
            "de-AT",
            (
                f"Der Versand von Blaues Widget verzögert sich {DASH} die Sendung kommt später. Neuer Versandzeitraum: "
                f"1.{DASH}5. Dezember. Sie können darauf warten, stattdessen Green Widget 12 oz nehmen, "
                "den Artikel gegen volle Erstattung des Kaufpreises stornieren oder sich den Rest Ihrer Bestellung "
                "schon jetzt zusenden lassen. "
                "Sie hören spätestens am 29. November wieder von uns."
            ),
        ),
        (
            replace(WIDGET, options=(Wait(), Cancel())),
            "fr",
            (
                "L'expédition de l'article Blue Widget 12 oz est retardée : retard. Nouvelle période d'expédition : "
                "du 1er au 5 décembre. Vous pouvez attendre son expédition ou annuler cet article avec remboursement "
                "intégral. Vous aurez de nos nouvelles au plus tard le 29 novembre."
            ),
        ),
        (
            CHAIR,
            "en_US",
            (
                "Your Oak Reading Chair is delayed: the frames failed our check. We cannot give a ship "
                "date for it yet. "
                "You can cancel it for a full refund. You will hear from us again by the second working "
                "day after this message."
            ),
        ),
        (
            PAST,
            "de",
            (
                "Der Versand von Oak Reading Chair verzögert sich. Den neuen Versandtermin lassen wir gerade "
                "bestätigen. Sie können den Artikel gegen volle Erstattung des Kaufpreises stornieren. "
                "Sie hören spätestens am zweiten Werktag nach dieser Nachricht wieder von uns."
            ),
        ),
    ],
)
def test_the_message_holds_all_four_parts(item: Backorder, locale: str, expected: str) -> None:
    """What changed and why, the ship window, the options, the next update: in sentences, in the customer's language."""
    assert field_texts([item], locale, TODAY)[FieldKey.MESSAGE] == expected


@pytest.mark.parametrize(
    ("locale", "default", "name", "reason"),
    [
        ("en_GB", "en_US", "Blue Widget 12 oz", "the supplier's shipment is two weeks late"),
        ("de_AT", "en_US", "Blaues Widget", "die Sendung kommt später"),
        ("fr", "en_US", "Blue Widget 12 oz", "retard"),
        ("es", "en_US", "Blue Widget 12 oz", ""),
        ("es_MX", "es", "Blue Widget 12 oz", "the supplier's shipment is two weeks late"),
        ("ja", "en_US", "Blue Widget 12 oz", "the supplier's shipment is two weeks late"),
        ("en_US", "ja", "Blue Widget 12 oz", ""),
    ],
)
def test_no_reason_stands_in_a_sentence_of_another_language(locale: str, default: str, name: str, reason: str) -> None:
    """A name is told as it is; a reason only in the language of the sentence, and without a period of its own."""
    told = translated(WIDGET, locale, default)
    assert (told.name, told.reason) == (name, reason)
    assert ("two weeks late" in "".join(field_texts([WIDGET], locale, TODAY, default).values())) == (
        "two weeks late" in reason
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((WIDGET,), "December 5"),
        ((LAMP,), "December 9"),
        ((WIDGET, LAMP), "December 5"),
        ((replace(CHAIR, next_update=date(2026, 11, 29)),), "the second working day after this message"),
        (
            (replace(LAMP, ship_window=ShipWindow(None, date(2026, 11, 29))),),
            "the second working day after this message",
        ),
        ((replace(LAMP, next_update=date(2026, 11, 30)), WIDGET), "November 30"),
    ],
)
def test_what_is_sent_on_the_promised_day_promises_a_later_one(items: tuple[Backorder, ...], expected: str) -> None:
    """On the day of the promised update nobody reads "by today": the window's end comes next, or a working day."""
    texts = field_texts(items, "en_US", date(2026, 11, 29))
    assert texts[FieldKey.NEXT_UPDATE] == expected
    assert "again by November 29" not in texts[FieldKey.MESSAGE]


ONE_DAY = replace(LAMP, ship_window=ShipWindow(date(2026, 12, 9), date(2026, 12, 9)))


@pytest.mark.parametrize(
    ("item", "sentences"),
    [
        (
            WIDGET,
            {
                "en": f"The new ship window is December 1 {DASH} 5.",
                "de": f"Neuer Versandzeitraum: 1.{DASH}5. Dezember.",
                "fr": "Nouvelle période d'expédition : du 1er au 5 décembre.",
                "es": "Nuevo plazo de envío: del 1 al 5 de diciembre.",
            },
        ),
        (
            ONE_DAY,
            {
                "en": "We now expect to ship it on December 9.",
                "de": "Wir versenden voraussichtlich am 9. Dezember.",
                "fr": "Nous prévoyons désormais l'expédition pour le 9 décembre.",
                "es": "Ahora prevemos realizar el envío el 9 de diciembre.",
            },
        ),
        (
            LAMP,
            {
                "en": "We now expect to ship it by December 9.",
                "de": "Wir versenden voraussichtlich bis zum 9. Dezember.",
                "fr": "Nous prévoyons désormais l'expédition d'ici au 9 décembre.",
                "es": "Ahora prevemos realizar el envío a más tardar el 9 de diciembre.",
            },
        ),
        (
            CHAIR,
            {
                "en": "We cannot give a ship date for it yet.",
                "de": "Einen Versandtermin können wir noch nicht nennen.",
                "fr": "Nous ne pouvons pas encore indiquer de date d'expédition.",
                "es": "Todavía no podemos dar una fecha de envío.",
            },
        ),
        (
            PAST,
            {
                "en": "We are confirming the new ship date.",
                "de": "Den neuen Versandtermin lassen wir gerade bestätigen.",
                "fr": "Nous faisons confirmer la nouvelle date d'expédition.",
                "es": "Estamos confirmando la nueva fecha de envío.",
            },
        ),
    ],
    ids=["range", "one day", "by", "unknown", "lapsed"],
)
def test_every_kind_of_window_has_its_sentence(item: Backorder, sentences: dict[str, str]) -> None:
    """A range, one day, a window that has begun, an unknown one and one that is over read right in every language."""
    for locale, sentence in sentences.items():
        assert f" {sentence} " in field_texts([item], locale, TODAY)[FieldKey.MESSAGE]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "en",
            (
                "wait for them, swap the Blue Widget 12 oz for the Green Widget 12 oz, "
                "or cancel any of them for a full refund"
            ),
        ),
        (
            "de",
            (
                "darauf warten, statt Blaues Widget den Artikel Green Widget 12 oz nehmen "
                "oder beliebige dieser Artikel gegen volle Erstattung des Kaufpreises stornieren"
            ),
        ),
        (
            "fr",
            (
                "attendre leur expédition, échanger Blue Widget 12 oz contre Green Widget 12 oz "
                "ou annuler un ou plusieurs de ces articles avec remboursement intégral"
            ),
        ),
        (
            "es",
            (
                "esperar su envío, cambiar Blue Widget 12 oz por Green Widget 12 oz "
                "o cancelar uno o varios de estos artículos con reembolso íntegro"
            ),
        ),
    ],
)
def test_the_options_about_two_items(locale: str, expected: str) -> None:
    """What holds for both is said once, what holds for one names it, in every language."""
    assert field_texts([WIDGET, LAMP], locale, TODAY)[FieldKey.OPTIONS] == expected


def test_several_items_have_a_line_each() -> None:
    """The message about several items is their messages, one under the other."""
    both = field_texts([WIDGET, LAMP], "en_US", TODAY)[FieldKey.MESSAGE]
    assert both.split("\n") == [field_texts([item], "en_US", TODAY)[FieldKey.MESSAGE] for item in (WIDGET, LAMP)]


@pytest.mark.parametrize("locale", ["en_US", "en_GB", "de", "fr", "es"])
@pytest.mark.parametrize("items", CASES, ids=str)
def test_no_text_has_a_hole_or_a_past_date(items: tuple[Backorder, ...], locale: str) -> None:
    """Every field is filled in every language, and no day that has passed is named."""
    texts = field_texts(items, locale, TODAY)
    assert set(texts) == set(FieldKey)
    for text in texts.values():
        assert text
        assert text == text.strip()
        assert not re.search(r"[{}\u00a0\u2009\u202f]| {2}|\.\.|None", text)
        assert not re.search(r"\b20\.? (de )?nov", text.lower())
        assert "November 1 " not in text
        assert not re.search(r"[,;:(] ?[,;:.)]|\b(\w+) \1\b", text)
    assert ":" not in texts[FieldKey.SHIP_WINDOW]
    assert all(texts[key][-1] not in ".:;," for key in set(FieldKey) - {FieldKey.MESSAGE})
    for line in texts[FieldKey.MESSAGE].split("\n"):
        assert line.endswith(".")
        assert all(len(re.findall(" ?:", sentence)) <= 1 for sentence in line.split(". "))


@pytest.mark.parametrize(
    ("locale", "default", "expected"),
    [("de_AT", "en_US", "de_AT"), ("pt_BR", "de", "de"), ("pt_BR", "ja", "en"), ("fr-CA", "en", "fr_CA")],
)
def test_a_language_that_we_do_not_offer_gives_way_to_the_default(locale: str, default: str, expected: str) -> None:
    """Sentences and dates are always in one language."""
    assert spoken(locale, default) == expected
    assert wording_for(locale, default) is wording_for(expected)
    assert field_texts([WIDGET], locale, TODAY, default) == field_texts([WIDGET], expected, TODAY, default)


def test_the_fallback_speaks_every_language() -> None:
    """An untriaged ticket's reply names no date and promises an answer within two working days."""
    assert set(LANGUAGES) == {"en", "de", "fr", "es"}
    replies = {language: fallback(language) for language in LANGUAGES}
    assert len(set(replies.values())) == 4
    assert not any(re.search(r"backorder\.|\d", reply) for reply in replies.values())
