"""What a market's rule has said of the customer's answer: that silence is a yes, or that it is none, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zendesk_bridge.core.macros.window import day, is_far, language
from zendesk_bridge.core.model import Backorder, Heard, NoticeKind
from zendesk_bridge.core.notices import Market, Notice, Silence, notice


@dataclass(frozen=True, slots=True)
class Ruling:
    """One language. ``{day}`` and ``{items}`` are filled in, the latter with one of ``items``: for one, two, and more.

    ``content`` says that silence is a yes. ``long``, ``further`` and ``ask`` say why an answer is needed, ``yes_by`` or
    ``yes`` what comes without one, and ``reply`` how to give it. ``keeps`` is said beside where there is no date. What
    begins with ``line`` stands in brackets behind what can be done about one of several items.
    """

    content: str
    long: str
    further: str
    ask: str
    yes_by: str
    yes: str
    items: tuple[str, str, str]
    keeps: str
    line_content: str
    line_by: str
    line: str
    reply: str


RULINGS = {
    "en": Ruling(
        content=(
            "If the new timing works for you, you do not need to do anything: "
            "if we do not hear from you, we take it that you agree to the new timing."
        ),
        long="This is a long delay, so we need your answer.",
        further="This is a further delay, so we need your answer.",
        ask="We need your answer.",
        yes_by=(
            "If you would like to wait, please reply to this message by {day}. "
            "Without your yes, and unless we ship by then, we will cancel {items} and refund you in full."
        ),
        yes=(
            "If you would still like to wait, please reply to this message. "
            "Without your yes, we will cancel {items} and refund you in full."
        ),
        items=("this item", "both items", "all of these items"),
        keeps="If you choose to wait, you can still cancel for a full refund at any time before we ship.",
        line_content="if we do not hear from you, we take it that you agree to the new timing",
        line_by="without your yes by {day}, and unless we ship by then, we will cancel and refund you in full",
        line="without your yes, we will cancel and refund you in full",
        reply="A short reply to this message is all we need.",
    ),
    "de": Ruling(
        content=(
            "Wenn Ihnen der neue Termin passt, müssen Sie nichts weiter tun: "
            "Ohne Antwort von Ihnen gehen wir davon aus, dass Sie mit dem neuen Termin einverstanden sind."
        ),
        long="Die Verzögerung ist lang, deshalb brauchen wir Ihre Antwort.",
        further="Dies ist eine weitere Verzögerung, deshalb brauchen wir Ihre Antwort.",
        ask="Wir brauchen Ihre Antwort.",
        yes_by=(
            "Wenn Sie warten möchten, antworten Sie bitte bis zum {day} auf diese Nachricht. "
            "Ohne Ihre Zusage stornieren wir {items} und erstatten Ihnen den vollen Kaufpreis, "
            "sofern wir nicht bis dahin versenden."
        ),
        yes=(
            "Wenn Sie weiterhin warten möchten, antworten Sie bitte auf diese Nachricht. "
            "Ohne Ihre Zusage stornieren wir {items} und erstatten Ihnen den vollen Kaufpreis."
        ),
        items=("den Artikel", "beide Artikel", "alle diese Artikel"),
        keeps=(
            "Auch wenn Sie sich für das Warten entscheiden, können Sie jederzeit vor dem Versand "
            "gegen volle Erstattung des Kaufpreises stornieren."
        ),
        line_content="ohne Antwort von Ihnen gehen wir davon aus, dass Sie mit dem neuen Termin einverstanden sind",
        line_by=(
            "ohne Ihre Zusage bis zum {day} stornieren wir und erstatten Ihnen den vollen Kaufpreis, "
            "sofern wir nicht bis dahin versenden"
        ),
        line="ohne Ihre Zusage stornieren wir und erstatten Ihnen den vollen Kaufpreis",
        reply="Eine kurze Antwort auf diese Nachricht genügt.",
    ),
    "fr": Ruling(
        content=(
            "Si ce nouveau délai vous convient, vous n'avez rien à faire : "
            "sans réponse de votre part, nous considérerons que vous l'acceptez."
        ),
        long="Ce retard est important : nous avons donc besoin de votre réponse.",
        further="Il s'agit d'un nouveau retard : nous avons donc besoin de votre réponse.",
        ask="Nous avons besoin de votre réponse.",
        yes_by=(
            "Si vous souhaitez attendre, veuillez répondre à ce message au plus tard le {day}. "
            "Sans votre accord, et sauf expédition d'ici là, "
            "nous annulerons la commande {items} et vous rembourserons intégralement."
        ),
        yes=(
            "Si vous souhaitez toujours attendre, veuillez répondre à ce message. "
            "Sans votre accord, nous annulerons la commande {items} et vous rembourserons intégralement."
        ),
        items=("de cet article", "des deux articles", "de tous ces articles"),
        keeps=(
            "Si vous choisissez d'attendre, vous pourrez toujours annuler avec remboursement intégral, "
            "à tout moment avant l'expédition."
        ),
        line_content="sans réponse de votre part, nous considérerons que vous acceptez le nouveau délai",
        line_by=(
            "sans votre accord au plus tard le {day}, et sauf expédition d'ici là, "
            "nous annulerons et vous rembourserons intégralement"
        ),
        line="sans votre accord, nous annulerons et vous rembourserons intégralement",
        reply="Une courte réponse à ce message suffit.",
    ),
    "es": Ruling(
        content=(
            "Si el nuevo plazo le conviene, no tiene que hacer nada: si no nos responde, entenderemos que lo acepta."
        ),
        long="El retraso es considerable, por lo que necesitamos su respuesta.",
        further="Se trata de un nuevo retraso, por lo que necesitamos su respuesta.",
        ask="Necesitamos su respuesta.",
        yes_by=(
            "Si desea esperar, responda a este mensaje a más tardar el {day}. "
            "Sin su conformidad, y salvo que hagamos el envío antes, "
            "cancelaremos {items} y le reembolsaremos el importe íntegro."
        ),
        yes=(
            "Si todavía desea esperar, responda a este mensaje. "
            "Sin su conformidad, cancelaremos {items} y le reembolsaremos el importe íntegro."
        ),
        items=("este artículo", "los dos artículos", "todos estos artículos"),
        keeps="Si decide esperar, podrá cancelar con reembolso íntegro en cualquier momento antes del envío.",
        line_content="si no nos responde, entenderemos que acepta el nuevo plazo",
        line_by=(
            "sin su conformidad a más tardar el {day}, y salvo que hagamos el envío antes, "
            "cancelaremos y le reembolsaremos el importe íntegro"
        ),
        line="sin su conformidad, cancelaremos y le reembolsaremos el importe íntegro",
        reply="Basta con una breve respuesta a este mensaje.",
    ),
}


@dataclass(frozen=True)
class Ruled:
    """Late items under a rule that says what silence means: each with its notice, in the same order."""

    items: Sequence[Backorder]
    notices: Sequence[Notice]
    locale: str
    today: date

    @property
    def alike(self) -> bool:
        """Whether the same is said of all of them."""
        return len(set(map(self._said, self.items, self.notices))) == 1

    @property
    def consents(self) -> bool:
        """Whether silence is a yes to all of them."""
        return all(one.silence is Silence.CONSENT for one in self.notices)

    def lead(self) -> str:
        """Say what silence means, in sentences about all of the items, of which the same is said."""
        first = self.notices[0]
        if first.silence is Silence.CONSENT:
            return self._ruling.content
        items = self._ruling.items[min(len(self.items), len(self._ruling.items)) - 1]
        until = first.consent_by
        yes = self._ruling.yes_by.format(day=self._day(until), items=items) if until else None
        said = [self._why(first), yes or self._ruling.yes.format(items=items), self._keeps]
        return " ".join(filter(None, said))

    def each(self) -> str:
        """Say, before a line for each of several items, that an answer is needed."""
        return " ".join(filter(None, [self._ruling.ask, self._keeps]))

    @property
    def reply(self) -> str:
        """How to give the answer that is needed."""
        return self._ruling.reply

    @property
    def _keeps(self) -> str:
        """That who agrees to a delay without a date may still cancel; "" where every item has one."""
        return "" if all(item.ship_window for item in self.items) else self._ruling.keeps

    def line(self, item: Backorder) -> str:
        """Say what silence means in the line of one of several items."""
        found = self.notices[list(self.items).index(item)]
        if found.silence is Silence.CONSENT:
            return self._ruling.line_content
        until = found.consent_by
        return self._ruling.line_by.format(day=self._day(until)) if until else self._ruling.line

    def _why(self, found: Notice) -> str:
        if found.over or found.cancelled_after is None:
            return self._ruling.ask
        return self._ruling.further if found.kind is NoticeKind.RENEWED else self._ruling.long

    def _said(self, item: Backorder, found: Notice) -> tuple[object, ...]:
        if found.silence is Silence.CONSENT:
            return (found.silence,)
        return (found.silence, self._why(found), found.consent_by, item.ship_window is None)

    def _day(self, when: date) -> str:
        return day(when, self.locale, self.today)

    @cached_property
    def _ruling(self) -> Ruling:
        return RULINGS[language(self.locale)]


def ruled(items: Sequence[Backorder], market: Market, heard: Heard, locale: str, today: date) -> Ruled | None:
    """Return what a market's rule says of silence about these items as of today; None where it says nothing."""
    found = [notice(market, item, heard.get(item.sku, ()), today) for item in items]
    ruling = [one for one in found if one and one.silence is not Silence.UNRULED]
    return Ruled(items, ruling, locale, today) if items and len(ruling) == len(found) else None


def silence_sign(market: Market, item: Backorder, today: date) -> str:
    """Return what is said of silence about an item to a customer who was told nothing before; "" for nothing.

    Words change on the day on which this does.
    """
    found = notice(market, item, (), today)
    if found is None or found.silence is Silence.UNRULED:
        return ""
    until = found.consent_by
    far = "year" if until and is_far(until, today) else ""
    return ".".join(filter(None, [found.kind, found.silence, "asked" if found.over else str(until or ""), far]))
