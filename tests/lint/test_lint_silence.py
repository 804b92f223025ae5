"""What no answer means: said once, said at all, and counted from the right day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from said import NOTICE, TODAY, WIDGET, rules

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint import LintedText, lint_text
from zendesk_bridge.core.macros.wording import Speech, field_texts
from zendesk_bridge.core.model import Backorder, Cancel, FieldKey, ShipWindow, Split, Template, Wait
from zendesk_bridge.core.notices import Market, Silence, notice

SILENCE = {"silence-missing", "silence-wrong", "silence-contradicts"}
OFFER = "You can cancel for a full refund. "
CONSENT = (
    "If the new timing works for you, you do not need to do anything.",
    "You don't have to do anything.",
    "No action is needed if you want to wait.",
    "No further action required.",
    "There is nothing else you need to do.",
    "If we do not hear from you, we will ship as planned.",
    "Without a reply from you, we keep your order together.",
    "If you do not reply, we will send the item you ordered.",
    "Wenn Ihnen der neue Termin passt, müssen Sie nichts weiter tun.",
    "Ohne Antwort von Ihnen versenden wir alles zusammen.",
    "Sie brauchen nichts zu tun.",
    "Si ce nouveau délai vous convient, vous n'avez rien à faire.",
    "Sans réponse de votre part, nous expédierons tout en une fois.",
    "Aucune action n'est requise, rien à faire de votre part.",
    "Si el nuevo plazo le conviene, no tiene que hacer nada.",
    "Si no nos responde, le enviaremos el artículo que pidió.",
    "No es necesaria ninguna acción.",
)
REJECTION = (
    "If we do not hear from you by December 15, we will cancel your order and refund you in full.",
    "Your order is cancelled automatically unless you agree to wait.",
    "Without your reply, the order will be cancelled.",
    "Unless you agree to the delay, your order will be cancelled.",
    "We will automatically refund your order on December 15.",
    "We need your consent to the new date.",
    "Ohne Ihre Antwort wird die Bestellung storniert.",
    "Die Bestellung wird automatisch storniert, wenn Sie nicht zustimmen.",
    "Wenn Sie sich nicht melden, erstatten wir den Kaufpreis.",
    "Sans réponse de votre part, la commande sera annulée.",
    "Votre commande sera automatiquement annulée le 15 décembre.",
    "Si vous ne répondez pas, nous annulerons la commande.",
    "Sin su respuesta, cancelaremos el pedido.",
    "El pedido será automáticamente cancelado el 15 de diciembre.",
    "Si no recibimos su respuesta, anularemos el pedido.",
)
UNDECIDED = (
    "You do not have to decide now.",
    "Sie müssen sich jetzt noch nicht entscheiden.",
    "Vous n'avez pas à vous décider dès maintenant.",
    "No tiene que decidirse ahora.",
)


@pytest.mark.parametrize("sentence", [*CONSENT, *REJECTION, *UNDECIDED])
def test_a_sentence_about_silence_is_known_in_every_language(sentence: str) -> None:
    """Whatever it says comes of no answer, it is there; and one alone contradicts nothing."""
    assert not rules(NOTICE + OFFER + sentence) & SILENCE


def test_a_delay_with_choices_says_what_silence_means() -> None:
    """A customer who is offered to cancel wants to know what becomes of the order without an answer."""
    assert "silence-missing" in rules(NOTICE + OFFER)
    assert "silence-missing" not in rules(OFFER)
    assert "silence-missing" not in rules(NOTICE + "{{ backorder.choices }}")


@pytest.mark.parametrize("consent", CONSENT)
def test_two_sentences_that_contradict_each_other(consent: str) -> None:
    """Nothing to do, and cancelled without an answer, cannot both be true."""
    for rejection in (REJECTION[0], REJECTION[6], REJECTION[9], REJECTION[12]):
        assert "silence-contradicts" in rules(f"{NOTICE}{OFFER}{consent} {rejection}")


@pytest.mark.parametrize("rejection", REJECTION)
def test_the_silence_that_the_market_does_not_know(rejection: str) -> None:
    """Where no answer is consent a cancellation is wrong, and where it is none, 'nothing to do' is."""

    def wrong(words: str, silence: Silence) -> list[str]:
        text = LintedText("old", NOTICE + OFFER + words, Template("t", Place("a.yaml", 1, 1)), TODAY, silence=silence)
        return [finding.message for finding in lint_text(text) if finding.rule == "silence-wrong"]

    assert len(wrong(rejection, Silence.CONSENT)) == 1
    assert wrong(rejection, Silence.REJECTION) == []
    assert len(wrong(CONSENT[0], Silence.REJECTION)) == 1
    assert wrong(CONSENT[0], Silence.CONSENT) == []


COUNTED = (
    "Reply within 30 days of this message, or we will cancel your order.",
    "You may cancel within thirty days from receipt of this notice.",
    "If we do not ship within 30 days of this email, you get a refund.",
    "Within 30 days after the date of this notice the order is cancelled.",
    "You have 30 days from today to cancel.",
    "Cancel within 30 days after receiving this.",
    "Sie können innerhalb von 30 Tagen nach Erhalt dieser E-Mail stornieren.",
    "Binnen 30 Tagen ab dieser Nachricht wird Ihre Bestellung storniert.",
    "Dreißig Tage nach Zugang dieser Mitteilung erstatten wir den Betrag.",
    "30 Tage ab heute können Sie stornieren.",
    "Vous pouvez annuler dans les 30 jours suivant la réception de ce message.",
    "Sous trente jours à compter de cet e-mail, la commande est annulée.",
    "30 jours à compter d'aujourd'hui, la commande sera annulée.",
    "Puede cancelar en los 30 días siguientes a la recepción de este correo.",
    "En 30 días desde este mensaje cancelaremos el pedido.",
    "Treinta días desde hoy, y le reembolsamos.",
)
NOT_COUNTED = (
    "You may return it within 30 days of delivery for a full refund.",
    "Returns are accepted within 30 days of receipt.",
    "If it does not ship by December 15, 30 days after the date we gave you at first, we cancel it.",
    "Reply within 30 days of this message to keep this conversation open.",
    "Your warranty lasts 30 days.",
    "The refund is made within 30 days of your cancellation.",
    "We answer within 30 minutes of this message.",
    "Sie können die Ware innerhalb von 30 Tagen nach Lieferung zurückgeben.",
    "Die Rechnung ist 30 Tage nach Erhalt der Ware fällig.",
    "Vous disposez de 30 jours après la livraison pour un retour.",
    "Tiene 30 días desde la entrega para devolverlo.",
    "30 days have passed since your order.",
)


@pytest.mark.parametrize("words", COUNTED)
def test_thirty_days_from_the_message(words: str) -> None:
    """The rule counts from the original ship-by time; a message that counts from itself gives the wrong day."""
    assert "thirty-days-from-notice" in rules(words)


@pytest.mark.parametrize("words", NOT_COUNTED)
def test_thirty_days_of_other_things(words: str) -> None:
    """Returns, invoices and warranties have their own 30 days."""
    assert "thirty-days-from-notice" not in rules(words)


def kinds() -> list[Backorder]:
    """Return an item of every kind that a market's rule tells apart."""
    base = replace(WIDGET, promised_by=date(2026, 11, 30), reason="the supplier is late", options=(Wait(), Cancel()))
    return [
        base,
        replace(base, ship_window=ShipWindow(date(2027, 1, 11), date(2027, 1, 15))),
        replace(base, ship_window=None),
        replace(base, promised_by=None),
        replace(base, promised_by=date(2026, 11, 15)),
        replace(base, options=(Wait(), Split(), Cancel())),
    ]


@pytest.mark.parametrize("locale", ["en_US", "de", "fr", "es"])
@pytest.mark.parametrize("item", kinds())
def test_our_own_sentences_are_right_for_the_market(locale: str, item: Backorder) -> None:
    """What wording says of silence by the rules of 16 CFR 435 is known for what it is, and no fault is found in it."""
    rule = notice(Market.US, item, (), TODAY)
    speech = Speech(locale, TODAY, locale, market=Market.US)
    message = field_texts([item], speech)[FieldKey.MESSAGE]
    template = Template("{{ backorder.message }}", Place("a.yaml", 1, 1))
    text = LintedText("old", message, template, TODAY, item=item, reasons=(item.reason,), silence=rule.silence)
    assert list(lint_text(text)) == []
    assert rule.silence.value in text.said.signs


@pytest.mark.parametrize("locale", ["en_US", "de", "fr", "es"])
def test_the_sentences_for_another_case_are_found(locale: str) -> None:
    """A long delay in the words of a short one, and the reverse, is wrong in each language."""
    short, long, *_ = kinds()
    for item, other in ((short, long), (long, short)):
        rule = notice(Market.US, other, (), TODAY)
        message = field_texts([item], Speech(locale, TODAY, locale, market=Market.US))[FieldKey.MESSAGE]
        text = LintedText("old", message, Template("x", Place("a.yaml", 1, 1)), TODAY, silence=rule.silence)
        assert "silence-wrong" in {found.rule for found in lint_text(text)}
