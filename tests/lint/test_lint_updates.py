"""What an update about a delay must say, and which texts are none."""

from __future__ import annotations

import pytest
from said import COMPLETE, NOTICE, findings, rules

OF_NOTICES = {"no-date", "no-options", "no-cancel", "no-next-update", "undated-without-reason", "silence-missing"}

DELAYED = (
    "Your order is delayed.",
    "I am sorry about the delay of your shipment.",
    "Unfortunately your item is on backorder.",
    "The Blue Widget is back-ordered.",
    "We are running late with your order.",
    "Your lamp will ship later than planned.",
    "The chair is currently out of stock.",
    "Your shipment has been pushed back.",
    "Ihre Bestellung verzögert sich.",
    "Es tut uns leid, dass wir später versenden als angekündigt.",
    "Der Artikel ist derzeit nicht lieferbar.",
    "Wegen eines Lieferrückstands müssen Sie warten.",
    "L'expédition de votre commande est retardée.",
    "Votre commande sera expédiée plus tard que prévu.",
    "L'article est actuellement en rupture de stock.",
    "Nous sommes désolés de ce retard.",
    "El envío de su pedido se retrasa.",
    "Lamentamos este retraso.",
    "Lo enviaremos más tarde de lo previsto.",
    "El artículo está agotado, estamos sin existencias.",
)
NO_NOTICE = (
    "Sorry for the delay in getting back to you.",
    "Sorry for the delayed response!",
    "I apologize for the late reply and the delay in answering.",
    "We process returns without undue delay.",
    "Delays may occur during the holidays.",
    "Please allow for possible delays at customs.",
    "If your order is delayed, we will tell you.",
    "Let us know whether the parcel is delayed.",
    "There is no delay on your order.",
    "Your order is not delayed.",
    "The refund may be delayed by your bank.",
    "Your refund was delayed by a bank holiday.",
    "Good news: your item is back in stock.",
    "We have cancelled your order, since it was delayed.",
    "Refund approved. Sorry about the delay.",
    "Orders ship in 1-2 business days.",
    "Please share your order number so that we can pull tracking.",
    "Shipment already left the warehouse.",
    "Which product is this question about?",
    "Thanks for waiting! A new agent will join the chat.",
    "Entschuldigen Sie die verspätete Antwort.",
    "Es kann zu Verzögerungen kommen.",
    "Falls sich die Lieferung verzögert, melden wir uns.",
    "Wir haben Ihre Bestellung storniert, da sie sich verzögert.",
    "Désolé pour le retard de notre réponse.",
    "En cas de retard, nous vous préviendrons.",
    "Nous avons annulé votre commande en retard.",
    "Un retard est possible pendant les fêtes, il peut y avoir du retard.",
    "Disculpe la demora en responder.",
    "Si se retrasa el envío, le avisaremos.",
    "Puede haber retrasos en Navidad.",
    "Hemos cancelado su pedido retrasado.",
)


@pytest.mark.parametrize("words", DELAYED)
def test_an_update_about_a_delay_is_known_as_one(words: str) -> None:
    """Whoever is told of a delay and nothing else misses the date, the choices and the next word."""
    found = rules(words)
    assert {"no-options", "no-next-update"} <= found
    assert "no-date" in found


@pytest.mark.parametrize("words", NO_NOTICE)
def test_what_is_no_update_about_a_delay_need_not_be_one(words: str) -> None:
    """Late answers, policies, questions and what is settled are held to nothing."""
    assert not rules(words) & OF_NOTICES


def test_a_whole_update_is_left_alone() -> None:
    """What changed, the new timing, the choices and the next word: nothing is missed."""
    assert rules(COMPLETE) <= {"hard-date"}


@pytest.mark.parametrize(
    "timing",
    [
        "It ships December 1 - 5.",
        "It ships by 2026-12-05.",
        "It ships within two weeks.",
        "It will ship in about 3-5 business days.",
        "Shipping takes another 10 days.",
        "It ships in January.",
        "We cannot give a ship date yet.",
        "We do not have a date yet.",
        "There is no ETA at the moment.",
        "Purchasing cannot name a day.",
        "We are confirming the new ship date.",
        "The supplier is two weeks late, so it ships two weeks later.",
        "{{ backorder.ship_window }}",
        "New date: {{ticket.ticket_field_360001}}",
        "Wir versenden voraussichtlich bis zum 5. Dezember.",
        "Der Versand erfolgt in zwei Wochen.",
        "Einen Versandtermin können wir noch nicht nennen.",
        "Den neuen Versandtermin lassen wir gerade bestätigen.",
        "Nous expédions du 1er au 5 décembre.",
        "Nous expédions sous deux semaines.",
        "Nous ne pouvons pas encore indiquer de date d'expédition.",
        "Nous vérifions la date d'expédition.",
        "Lo enviamos el 5 de diciembre.",
        "Lo enviamos en dos semanas.",
        "Todavía no podemos dar una fecha de envío.",
        "Estamos confirmando la nueva fecha de envío.",
    ],
)
def test_a_timing_is_one_however_it_is_told(timing: str) -> None:
    """A day, a range, a time that is counted, a placeholder, or honestly none."""
    assert "no-date" not in rules(NOTICE + timing)


@pytest.mark.parametrize(
    "words",
    [
        "You will hear from us by December 3.",
        "We will write to you within two days.",
        "We'll email you on Friday.",
        "Support will follow up within 24 hours.",
    ],
)
def test_the_day_of_the_next_word_is_no_ship_date(words: str) -> None:
    """When the customer hears is not when it ships."""
    assert "no-date" in rules(NOTICE + words)
    assert "no-next-update" not in rules(NOTICE + words)


@pytest.mark.parametrize(
    ("words", "misses"),
    [
        ("Reply and we will review what we can do.", {"no-options"}),
        ("We will look into your options.", {"no-options"}),
        ("Please discuss the options with us.", {"no-options"}),
        ("Wir prüfen, welche Möglichkeiten es gibt.", {"no-options"}),
        ("Nous verrons quelles solutions sont possibles.", {"no-options"}),
        ("Veremos qué podemos hacer.", {"no-options"}),
        ("You can wait.", {"no-options"}),
        ("You cannot cancel this order.", {"no-options"}),
        ("Refunds are not possible.", {"no-options"}),
        ("You can swap it for a green one.", {"no-cancel"}),
        ("We can ship the rest of your order now.", {"no-cancel"}),
        ("Wir können den Rest Ihrer Bestellung schon jetzt senden.", {"no-cancel"}),
        ("Vous pouvez échanger cet article.", {"no-cancel"}),
        ("Puede cambiar el artículo.", {"no-cancel"}),
        ("You can swap it, or cancel for a full refund.", set()),
        ("Reply 'cancel' for a full refund.", set()),
        ("We will refund you if you do not want to wait.", set()),
        ("Sie können kostenlos stornieren.", set()),
        ("Vous pouvez annuler votre commande.", set()),
        ("Puede cancelar el pedido.", set()),
        ("{{ backorder.choices }}", set()),
        ("You can {{ backorder.options }}.", set()),
    ],
)
def test_choices_are_named_and_to_cancel_is_one(words: str, misses: set[str]) -> None:
    """A choice that is only thought about, or denied, is none."""
    assert rules(NOTICE + words) & {"no-options", "no-cancel"} == misses


@pytest.mark.parametrize(
    "words",
    [
        *("You will hear from us again by December 3.", "We will update you within two business days."),
        *("Our team will contact you by Friday.", "We'll let you know tomorrow.", "Next update: December 3."),
        *("We will be in touch on December 3.", "We send updates every Friday: the next update by Friday."),
        *("Sie hören spätestens am 3. Dezember wieder von uns.", "Wir melden uns innerhalb von zwei Tagen."),
        *("Wir informieren Sie bis Freitag.", "Nächste Nachricht: 3. Dezember."),
        *("Vous aurez de nos nouvelles au plus tard le 3 décembre.", "Nous reviendrons vers vous sous deux jours."),
        *("Nous vous informerons vendredi.", "Volverá a tener noticias nuestras a más tardar el 3 de diciembre."),
        *("Le informaremos en dos días.", "Nos pondremos en contacto el viernes."),
        *("{{ backorder.follow_up }}", "You hear from us by {{ backorder.next_update }}."),
        "We will write by {{ticket.ticket_field_77}}.",
    ],
)
def test_a_next_word_has_a_day(words: str) -> None:
    """A day, a weekday or a time that is counted says when the customer hears again."""
    assert "no-next-update" not in rules(NOTICE + words)


@pytest.mark.parametrize(
    "words",
    [
        *("We will let you know.", "We will update you.", "Our team will contact you once it ships.", "Thanks!"),
        *("Wir melden uns.", "Wir informieren Sie.", "Nous reviendrons vers vous.", "Le informaremos.", "Gracias."),
    ],
)
def test_a_next_word_without_a_day(words: str) -> None:
    """Without a day customers write to ask."""
    assert "no-next-update" in rules(NOTICE + words)


def test_a_soft_word_is_one_fault_and_not_two() -> None:
    """Who is told 'soon' misses a date, and is not told of it twice."""
    assert rules(f"{NOTICE}It ships soon.") & {"vague", "no-date"} == {"vague"}
    assert rules(f"{NOTICE}We will keep you posted.") & {"vague", "no-next-update"} == {"vague"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Your order is delayed. We cannot give a ship date yet.", True),
        ("Your order is delayed. We have no ETA.", True),
        ("Ihre Bestellung verzögert sich. Einen Termin können wir noch nicht nennen.", True),
        ("Votre commande est retardée. Nous ne pouvons pas encore indiquer de date.", True),
        ("Su pedido se retrasa. No podemos dar una fecha.", True),
        ("Your order is delayed because the supplier is late. We cannot give a ship date yet.", False),
        ("Your order is delayed: a batch failed our test. We cannot give a date.", False),
        ("Your order is delayed. The container is held at the port, and we have no ETA.", False),
        ("Your order is delayed. We do not have an exact date; it ships December 1 - 5.", False),
        ("Ihre Bestellung verzögert sich, weil der Lieferant ausfällt. Wir können noch keinen Termin nennen.", False),
        ("Votre commande est retardée en raison d'une grève. Nous n'avons pas de date.", False),
        ("Su pedido se retrasa por un problema. No podemos dar una fecha.", False),
        ("{{ backorder.delay }} We cannot give a ship date yet.", False),
    ],
)
def test_no_date_has_a_reason(words: str, *, found: bool) -> None:
    """Where no date can be given, the reason is all that a customer can judge by."""
    assert ("undated-without-reason" in rules(words)) == found


def test_an_update_after_the_window() -> None:
    """The next word must come before the item is expected."""
    late = f"{NOTICE}It ships December 1 - 5. You will hear from us by December 9."
    assert "late-next-update" in rules(late)
    assert "late-next-update" not in rules(late.replace("December 9", "December 3"))
    void = "We are confirming the date; December 1 - 5 does not hold. You will hear from us by December 9."
    assert "late-next-update" not in rules(NOTICE + void)
    asked = "Expédition depuis notre entrepôt : du 31 décembre au 4 janvier. Merci de répondre avant le 11 décembre."
    assert "late-next-update" not in rules(f"{NOTICE}{asked} Vous aurez de nos nouvelles au plus tard le 18 décembre.")


def test_a_finding_stands_at_its_sentence() -> None:
    """The place is the sentence's own line and column."""
    (found,) = (
        it for it in findings("Hi,\n\nYour order is delayed. We will let you know.") if it.rule == "no-next-update"
    )
    assert str(found.place) == "old.yaml:5:28"
    assert found.message == "old: 'We will let you know' names no day"
    assert found.severity == "warning"
