"""Words that mislead wherever they stand, and the same words where they mislead nobody."""

from __future__ import annotations

import pytest
from said import findings, rules

from zendesk_bridge.core.macros.lint.words import KINDS, LEXICONS, words

SOFT = (
    *("It ships soon.", "We will ship shortly.", "It ships ASAP.", "We ship as soon as possible.", "New date: TBC"),
    *("It ships the moment stock arrives.", "We'll keep you posted.", "It ships in early summer.", "Any day now!"),
    *("It won't be long before long.", "You hear from us in due course.", "It ships in the near future."),
    *("It ships in the next few days.", "We ship within the coming weeks.", "We will get back to you shortly."),
    *("Wir versenden bald.", "Wir versenden in Kürze.", "Demnächst auf dem Weg.", "Wir versenden baldmöglichst."),
    *("Wir senden es so schnell wie möglich.", "Sie hören zeitnah von uns.", "In absehbarer Zeit."),
    *("In den nächsten Tagen.", "Wir versenden schnellstmöglich."),
    *("Nous expédions bientôt.", "Nous expédions prochainement.", "Sous peu.", "D'ici peu.", "Dès que possible."),
    *("Dans les meilleurs délais.", "Dans les plus brefs délais.", "Dans les prochains jours."),
    *("Lo enviaremos pronto.", "Próximamente.", "En breve.", "Cuanto antes.", "Lo antes posible."),
    *("A la mayor brevedad.", "Dentro de poco.", "En los próximos días.", "Tan pronto como llegue."),
)
NOT_SOFT = (
    *("See you soon!", "We hope to hear from you soon.", "As soon as it ships, you get an e-mail."),
    *("Please reply as soon as possible.", "Please send us a photo asap.", "Let us know as soon as you can."),
    *("Contact us as soon as possible if it is damaged.", "It is a short walk.", "The sooner the better."),
    *("Late delivery is no excuse.", "Spring collection", "The summer sale ends today.", "TBCs are no word of ours"),
    *("{{ soon }}", "{# shortly #}", "Bis bald!", "Die baldige Antwort", "Bitte antworten Sie so schnell wie möglich."),
    *("À bientôt !", "Merci de répondre dès que possible.", "¡Hasta pronto!", "Por favor responda lo antes posible."),
)


@pytest.mark.parametrize("text", SOFT)
def test_a_soft_date_is_found(text: str) -> None:
    """A time that is none, in each of the languages."""
    assert "vague" in rules(text)


@pytest.mark.parametrize("text", NOT_SOFT)
def test_words_that_promise_no_time(text: str) -> None:
    """Good-byes, what the customer is asked to do, code, and other words are no soft dates."""
    assert "vague" not in rules(text)


DELIVERY = (
    *("It will be delivered December 5.", "Delivery: December 1 - 5", "Your order arrives on 2026-12-05."),
    *("You can expect delivery by December 5.", "It will arrive {{ backorder.ship_window }}."),
    *("Delivered to you by 12/05/2026.", "Expect your parcel to arrive on Dec 5."),
    *("Lieferung am 5. Dezember.", "Wir liefern am 5.12.2026.", "Ihr Paket kommt am 5. Dezember an."),
    *("Die Zustellung erfolgt am 5. Dezember.", "Lieferung: {{backorder.ship_window}}"),
    *("Livraison le 5 décembre.", "Vous serez livrés le 5 décembre 2026.", "Il arrivera le 5 décembre."),
    *("La entrega es el 5 de diciembre.", "Llegará el 5 de diciembre.", "Entrega: {{ backorder.ship_window }}"),
)
NO_DELIVERY = (
    *("It ships December 5. Delivery takes two days more.", "It does not arrive on December 5: it ships that day."),
    *("Your order was delivered on December 5.", "It has been delivered on December 5.", "It arrived on Dec 5."),
    *("Tracking arrives by email.", "Reply within 48 hours of delivery.", "Delivery takes 2-3 days."),
    *("Orders placed by December 15 are packed first, then delivered.", "Phone number for delivery updates"),
    *("It leaves our warehouse on December 5.", "Der Lieferant nennt den 5. Dezember.", "Versand am 5. Dezember."),
    *("Ihre Bestellung wurde am 5. Dezember geliefert.", "Expédition le 5 décembre.", "Envío el 5 de diciembre."),
    *("La livraison a été faite le 5 décembre.", "El pedido fue entregado el 5 de diciembre."),
    *("Der Artikel ist nicht lieferbar.", "Lieferverzug bei WID-12"),
    *("Ihre Lieferadresse: Straße des 17. Juni 12", "Vous recevrez un point d'étape le 22 janvier."),
    *("It arrives at our warehouse on December 5.", "Der Schlitten trifft am 10.12. bei uns im Lager ein."),
    *("Las bisagras llegan al taller el 9 de diciembre.", "Recibirá un correo el 9 de diciembre."),
)


@pytest.mark.parametrize("text", DELIVERY)
def test_a_day_of_delivery_is_promised(text: str) -> None:
    """A day beside delivery or arrival is a promise that only the carrier can keep."""
    assert "delivery-promised" in rules(text)


@pytest.mark.parametrize("text", NO_DELIVERY)
def test_delivery_without_a_promise(text: str) -> None:
    """Shipping, the past, durations and conditions promise no day of delivery."""
    assert "delivery-promised" not in rules(text)


CREDIT = (
    *("If you cancel, you get store credit.", "We refund you with a gift card.", "Refunds are made as vouchers."),
    *("Sorry about the delay! Here is a voucher.", "Cancel, and we give you shop credit."),
    *("Statt einer Erstattung erhalten Sie einen Gutschein.", "Bei Stornierung erhalten Sie ein Guthaben."),
    *("En cas d'annulation, vous recevez un avoir.", "Nous vous remboursons en bon d'achat."),
    *("Si cancela, recibe un vale.", "El reembolso es en crédito de la tienda.", "Reembolso con tarjeta regalo."),
)
NO_CREDIT = (
    *("Choose a full refund or store credit.", "We refund you in full, or with a gift card if you like."),
    *("Your gift card code is on the card.", "Store credit never expires.", "Enter the voucher at checkout."),
    *("We refund to your original payment method; a voucher is on top.", "We accept every credit card."),
    *("Volle Erstattung oder Gutschein, Sie haben die Wahl.", "Den Gutschein lösen Sie an der Kasse ein."),
    *("Remboursement intégral ou bon d'achat.", "Votre carte cadeau est valable un an."),
    *("Reembolso íntegro o vale de compra.", "Su tarjeta regalo no caduca.", "Crédito y débito aceptados."),
)


@pytest.mark.parametrize("text", CREDIT)
def test_credit_as_the_only_refund(text: str) -> None:
    """Credit in the place of the money is no refund."""
    assert "credit-as-refund" in rules(text)


@pytest.mark.parametrize("text", NO_CREDIT)
def test_credit_beside_a_refund_or_without_one(text: str) -> None:
    """Credit as one more choice, and gift cards that customers own, are no fault."""
    assert "credit-as-refund" not in rules(text)


HIDES = (
    *(
        "Do not mention cancellation.",
        "Never bring up refunds.",
        "Don't offer up a refund.",
        "Avoid mentioning refunds.",
    ),
    *("Agents: please don't mention that the customer can cancel.", "Only offer a refund if the customer asks."),
    *("Only mention cancelling when they ask.", "Refunds only if asked.", "Don't proactively mention cancellation."),
    *("Steer the customer away from cancelling.", "Talk them out of cancelling.", "Keep quiet about refunds."),
    *("You should not suggest cancelling the order.", "{# never mention refunds #}"),
    *("Stornierung nicht erwähnen.", "Bitte eine Erstattung nie ansprechen.", "Erstattung nur auf Nachfrage anbieten."),
    *("Nicht auf die Stornierung hinweisen.", "Storno nur wenn der Kunde fragt."),
    *(
        "Ne pas mentionner l'annulation.",
        "Ne proposez jamais de remboursement.",
        "Remboursement uniquement sur demande.",
    ),
    *("No mencionar la cancelación.", "Nunca ofrezca un reembolso.", "Reembolso solo si el cliente lo pide."),
)
HIDES_NOTHING = (
    *("We do not offer refunds on food.", "Support does not accept food returns.", "You can cancel at any time."),
    *(
        "Do not worry, you can cancel.",
        "Please do not hesitate to ask for a refund.",
        "Refunds are made within 7 days.",
    ),
    *("If shipment has not started, support will cancel and process a refund.", "We never refuse a refund."),
    *("Mention your order number to get a refund.", "Only unopened items can be refunded.", "Do not cancel your card."),
    *("Sie können jederzeit stornieren.", "Wir erstatten nur ungeöffnete Ware.", "Die Erstattung dauert nicht lange."),
    *("Vous pouvez annuler.", "Nous ne remboursons pas les frais de port.", "Puede cancelar cuando quiera."),
    *("No se preocupe: puede cancelar.", "Solo reembolsamos artículos sin abrir."),
)


@pytest.mark.parametrize("text", HIDES)
def test_advice_to_hide_the_way_out(text: str) -> None:
    """Advice to agents to say nothing of cancelling is found, in comments too."""
    assert "hides-cancellation" in rules(text)


@pytest.mark.parametrize("text", HIDES_NOTHING)
def test_what_customers_are_told_of_refunds_hides_nothing(text: str) -> None:
    """Policies and conditions are no advice to keep quiet."""
    assert "hides-cancellation" not in rules(text)


@pytest.mark.parametrize("language", LEXICONS)
def test_every_language_has_words_of_every_kind(language: str) -> None:
    """A rule that works in one language works in all."""
    assert [kind for kind in KINDS if not getattr(LEXICONS[language], kind)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_nothing_and_long_texts_come_to_an_end(kind: str) -> None:
    """No pattern matches an empty text, and one that nearly matches again and again is read once."""
    pattern = words(kind)
    assert pattern.search("") is None
    for piece in ("a ", "if you do not ", "30 days ", "we will ", "1 ", "nicht ", "sans ", "no puede "):
        assert all(found[0] for found in pattern.finditer(piece * 5_000))


def test_advice_has_its_place() -> None:
    """The finding stands at the words."""
    (found,) = findings("Hi.\n{# Do not mention cancellation. #}\n")
    assert (found.rule, str(found.place)) == ("hides-cancellation", "old.yaml:4:8")
