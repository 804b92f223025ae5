from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zendesk_bridge.core.macros.wording import Speech, field_texts, translated
from zendesk_bridge.core.model import Backorder, Cancel, FieldKey, LocalText, ShipWindow, Split, Swap, Wait

TODAY = date(2026, 11, 23)
DASH = "\N{EN DASH}"
OTHERS = {FieldKey.BACK_IN_STOCK, FieldKey.LANGUAGE, FieldKey.GREETING}
"""What is said of a ticket, and not of late items."""
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
SOCKS = replace(LAMP, sku="SOCK", name="Wool Socks")
WAITING = replace(CHAIR, sku="DESK", name="Oak Desk", options=(Wait(), Cancel()))
PAST = replace(CHAIR, ship_window=ShipWindow(date(2026, 11, 1), date(2026, 11, 20)), next_update=date(2026, 11, 20))
CASES = [
    (WIDGET,),
    (LAMP,),
    (LAMP, SOCKS),
    (LAMP, SOCKS, WAITING),
    (LAMP, WAITING),
    (CHAIR,),
    (PAST,),
    (WIDGET, LAMP),
    (WIDGET, LAMP, CHAIR),
    (WIDGET, LAMP, CHAIR, PAST),
]


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
            (CHAIR, LAMP, WIDGET),
            FieldKey.SHIP_WINDOW,
            (
                f"Blue Widget 12 oz (December 1 {DASH} 5); Harbor Desk Lamp (by December 9); "
                "Oak Reading Chair (date not confirmed yet)"
            ),
        ),
        (
            (WIDGET,),
            FieldKey.OPTIONS,
            (
                "wait for this item, swap this item for the Green Widget 12 oz, cancel this item for a full refund, "
                "or have the rest of your order shipped now"
            ),
        ),
        ((LAMP,), FieldKey.OPTIONS, "wait for this item or cancel this item for a full refund"),
        (
            (WIDGET, LAMP),
            FieldKey.OPTIONS,
            (
                "choose for each item:\n"
                "• Blue Widget 12 oz: wait, swap for the Green Widget 12 oz, or cancel for a full refund;\n"
                "• Harbor Desk Lamp: wait or cancel for a full refund;\n"
                "• the rest of your order: have it shipped now, ahead of these items"
            ),
        ),
        (
            (LAMP, CHAIR),
            FieldKey.OPTIONS,
            (
                "choose for each item:\n"
                "• Harbor Desk Lamp: wait or cancel for a full refund;\n"
                "• Oak Reading Chair: cancel for a full refund"
            ),
        ),
        ((LAMP, SOCKS), FieldKey.OPTIONS, "wait for both items or cancel one or both items for a full refund"),
        (
            (LAMP, SOCKS, WAITING),
            FieldKey.OPTIONS,
            "wait for all of these items or cancel one or more of these items for a full refund",
        ),
        (
            (WIDGET, replace(WIDGET, name="Red Widget")),
            FieldKey.OPTIONS,
            (
                "choose for each item:\n"
                "• Blue Widget 12 oz: wait, swap for the Green Widget 12 oz, or cancel for a full refund;\n"
                "• Red Widget: wait, swap for the Green Widget 12 oz, or cancel for a full refund;\n"
                "• the rest of your order: have it shipped now, ahead of these items"
            ),
        ),
        ((replace(LAMP, options=()),), FieldKey.OPTIONS, "tell us how you would like to proceed"),
        ((WIDGET, LAMP), FieldKey.NEXT_UPDATE, "the second working day after this message"),
        ((WIDGET, replace(LAMP, next_update=date(2026, 11, 28))), FieldKey.NEXT_UPDATE, "November 28"),
        ((replace(WIDGET, next_update=date(2026, 11, 25)), LAMP), FieldKey.NEXT_UPDATE, "November 25"),
        (
            (replace(WIDGET, next_update=date(2026, 11, 26)), LAMP),
            FieldKey.NEXT_UPDATE,
            "the second working day after this message",
        ),
        ((LAMP,), FieldKey.NEXT_UPDATE, "the second working day after this message"),
        ((PAST,), FieldKey.NEXT_UPDATE, "the second working day after this message"),
        ((WIDGET, LAMP), FieldKey.FOLLOW_UP, "You will hear from us again within two working days."),
        ((LAMP,), FieldKey.FOLLOW_UP, "You will hear from us again within two working days."),
        (
            (WIDGET, LAMP),
            FieldKey.DELAY,
            (
                "The shipment of your Blue Widget 12 oz is delayed: the supplier's shipment is two weeks late.\n"
                "The shipment of your Harbor Desk Lamp is delayed."
            ),
        ),
        ((), FieldKey.MESSAGE, ""),
    ],
)
def test_each_text_fits_its_slot(items: tuple[Backorder, ...], key: FieldKey, expected: str) -> None:
    """One item or several, with or without a date: the slot is filled and reads right."""
    assert field_texts(items, Speech("en_US", TODAY))[key] == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (
            (WIDGET,),
            (
                "If the new timing works for you, you do not need to do anything. Otherwise you can swap this item for "
                "the Green Widget 12 oz, cancel this item for a full refund, or have the rest of your order shipped "
                "now. To choose, simply reply to this message, and we will take care of it."
            ),
        ),
        (
            (replace(LAMP, options=(Wait(),)),),
            (
                "If the new timing works for you, you do not need to do anything. "
                "If it does not, simply reply to this message, and we will look for a solution."
            ),
        ),
        (
            (LAMP, SOCKS),
            (
                "If the new timing works for you, you do not need to do anything. "
                "Otherwise you can cancel one or both items for a full refund. "
                "To choose, simply reply to this message, and we will take care of it."
            ),
        ),
        (
            (WIDGET, LAMP),
            (
                "If the new timing works for you, you do not need to do anything. "
                "Otherwise you can reply to this message and choose for each item:\n"
                "• Blue Widget 12 oz: swap for the Green Widget 12 oz or cancel for a full refund;\n"
                "• Harbor Desk Lamp: cancel for a full refund;\n"
                "• the rest of your order: have it shipped now, ahead of these items."
            ),
        ),
        (
            (CHAIR,),
            (
                "If you would rather not wait, you can cancel this item for a full refund. "
                "Otherwise you do not need to do anything. "
                "To choose, simply reply to this message, and we will take care of it."
            ),
        ),
        (
            (replace(WAITING, options=(Wait(),)),),
            (
                "You do not have to decide now. "
                "If you would rather not wait, simply reply to this message, and we will look for a solution."
            ),
        ),
        (
            (CHAIR, replace(WAITING, options=(Split(),))),
            (
                "If you would rather not wait, you can reply to this message and choose for each item:\n"
                "• Oak Reading Chair: cancel for a full refund;\n"
                "• Oak Desk: nothing you need to do, we ship when the item is in stock;\n"
                "• the rest of your order: have it shipped now, ahead of these items."
            ),
        ),
        (
            (LAMP, replace(WAITING, options=(Wait(),))),
            (
                "You do not have to decide now. "
                "If you would rather not wait, you can reply to this message and choose for each item:\n"
                "• Harbor Desk Lamp: cancel for a full refund;\n"
                "• Oak Desk: nothing you need to do, we ship when the item is in stock."
            ),
        ),
        (
            (LAMP, replace(SOCKS, options=(Wait(), Split(), Cancel()))),
            (
                "If the new timing works for you, you do not need to do anything. "
                "Otherwise you can cancel one or both items for a full refund or have the rest of your order shipped "
                "now. To choose, simply reply to this message, and we will take care of it."
            ),
        ),
        ((replace(LAMP, options=()),), "You can tell us how you would like to proceed."),
        (
            (WAITING,),
            (
                "You do not have to decide now. "
                "If you would rather not wait, you can cancel this item for a full refund. "
                "To choose, simply reply to this message, and we will take care of it."
            ),
        ),
        (
            (LAMP, WAITING),
            (
                "You do not have to decide now. "
                "If you would rather not wait, you can cancel one or both items for a full refund. "
                "To choose, simply reply to this message, and we will take care of it."
            ),
        ),
        (
            (LAMP, CHAIR),
            (
                "You can reply to this message and choose for each item:\n"
                "• Harbor Desk Lamp: wait or cancel for a full refund;\n"
                "• Oak Reading Chair: cancel for a full refund."
            ),
        ),
    ],
)
def test_silence_is_enough_only_where_it_is_true(items: tuple[Backorder, ...], expected: str) -> None:
    """Nothing needs to be done where there is a date and waiting is offered for everything; else it is not said."""
    assert field_texts(items, Speech("en_US", TODAY))[FieldKey.CHOICES] == expected


@pytest.mark.parametrize(
    ("item", "locale", "expected"),
    [
        (
            WIDGET,
            "en_US",
            (
                f"The shipment of your Blue Widget 12 oz is delayed: the supplier's shipment is two weeks late. "
                f"The new ship window is December 1 {DASH} 5.\n\n"
                "If the new timing works for you, you do not need to do anything. Otherwise you can swap this item for "
                "the Green Widget 12 oz, cancel this item for a full refund, or have the rest of your order shipped "
                "now. To choose, simply reply to this message, and we will take care of it.\n\n"
                "You will hear from us again by November 29."
            ),
        ),
        (
            LAMP,
            "en_GB",
            (
                "The shipment of your Harbor Desk Lamp is delayed. We now expect to ship by 9 December.\n\n"
                "If the new timing works for you, you do not need to do anything. "
                "Otherwise you can cancel this item for a full refund. "
                "To choose, simply reply to this message, and we will take care of it.\n\n"
                "You will hear from us again within two working days."
            ),
        ),
        (
            replace(LAMP, ship_window=ShipWindow(date(2026, 12, 9), date(2026, 12, 9))),
            "es",
            (
                "El envío del artículo «Harbor Desk Lamp» se retrasa. Nueva fecha de envío: el 9 de diciembre.\n\n"
                "Si el nuevo plazo le conviene, no tiene que hacer nada. "
                "Si no, puede cancelar este artículo con reembolso íntegro. "
                "Para comunicarnos su elección, basta con que responda a este mensaje "
                "y nosotros nos encargamos.\n\n"
                "Volverá a tener noticias nuestras en un plazo de dos días hábiles."
            ),
        ),
        (
            WIDGET,
            "de-AT",
            (
                f"Der Versand des Artikels „Blaues Widget“ verzögert sich {DASH} die Sendung kommt später. "
                f"Neuer Versandzeitraum: 1.{DASH}5. Dezember.\n\n"
                "Wenn Ihnen der neue Termin passt, müssen Sie nichts weiter tun. Andernfalls können Sie den "
                "Artikel gegen „Green Widget 12 oz“ tauschen, ihn gegen volle Erstattung des Kaufpreises "
                "stornieren oder sich den Rest Ihrer Bestellung schon jetzt zusenden lassen. "
                "Wenn Sie etwas ändern möchten, antworten Sie einfach auf diese Nachricht, "
                "und wir kümmern uns darum.\n\n"
                "Sie hören spätestens am 29. November wieder von uns."
            ),
        ),
        (
            replace(WIDGET, options=(Wait(), Cancel())),
            "fr",
            (
                "L'expédition de l'article « Blue Widget 12 oz » est retardée : retard. "
                "Nouvelle période d'expédition : du 1er au 5 décembre.\n\n"
                "Si ce nouveau délai vous convient, vous n'avez rien à faire. Sinon, vous pouvez annuler la commande "
                "de cet article avec remboursement intégral. "
                "Pour nous indiquer votre choix, il vous suffit de répondre à ce message, et nous nous en occupons.\n\n"
                "Vous aurez de nos nouvelles au plus tard le 29 novembre."
            ),
        ),
        (
            CHAIR,
            "en_US",
            (
                "The shipment of your Oak Reading Chair is delayed: the frames failed our check. "
                "We cannot give a ship date yet.\n\n"
                "If you would rather not wait, you can cancel this item for a full refund. "
                "Otherwise you do not need to do anything. "
                "To choose, simply reply to this message, and we will take care of it.\n\n"
                "You will hear from us again within two working days."
            ),
        ),
        (
            PAST,
            "de",
            (
                "Der Versand des Artikels „Oak Reading Chair“ verzögert sich. "
                "Den neuen Versandtermin lassen wir gerade bestätigen.\n\n"
                "Wenn Sie lieber nicht warten möchten, können Sie den Artikel gegen volle Erstattung des Kaufpreises "
                "stornieren. Andernfalls müssen Sie nichts weiter tun. "
                "Wenn Sie etwas ändern möchten, antworten Sie einfach auf diese Nachricht, "
                "und wir kümmern uns darum.\n\n"
                "Sie hören innerhalb von zwei Werktagen wieder von uns."
            ),
        ),
    ],
)
def test_the_message_holds_all_four_parts(item: Backorder, locale: str, expected: str) -> None:
    """What changed and why, the ship window, the options, the next update: in sentences, in the customer's language."""
    assert field_texts([item], Speech(locale, TODAY))[FieldKey.MESSAGE] == expected


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
    assert ("two weeks late" in "".join(field_texts([WIDGET], Speech(locale, TODAY, default)).values())) == (
        "two weeks late" in reason
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((WIDGET,), "the second working day after this message"),
        ((LAMP,), "the second working day after this message"),
        ((WIDGET, LAMP), "the second working day after this message"),
        ((replace(LAMP, next_update=date(2026, 11, 30)), WIDGET), "November 30"),
    ],
)
def test_no_date_is_promised_that_no_admin_wrote(items: tuple[Backorder, ...], expected: str) -> None:
    """On the day of the promised update nobody reads "by today", and no other day is made up in its place."""
    texts = field_texts(items, Speech("en_US", date(2026, 11, 29)))
    assert texts[FieldKey.NEXT_UPDATE] == expected
    assert "again by November 29" not in texts[FieldKey.MESSAGE]
    assert "again by December" not in texts[FieldKey.MESSAGE]
