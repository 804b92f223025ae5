"""The sentences themselves, in every language we offer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the customer can do about one item, about two or more alike, and in a line that begins with its name.

    None of them says "it" or "them" of an item: names may be plural ("Wool Socks"), and have a gender of their own.
    """

    one: str
    two: str
    many: str
    line: str


@dataclass(frozen=True, slots=True)
class WithinDays:
    """How long at most until the customer hears from us, where no day is promised: in working days, from 1 to 10.

    ``within`` ends a sentence, and has a form for one day; ``day`` stands after "by". ``numbers`` and ``ordinals``
    begin with one and first.
    """

    within_one: str
    within: str
    day: str
    numbers: tuple[str, ...]
    ordinals: tuple[str, ...]

    def period(self, days: int) -> str:
        """Return ``within two working days``."""
        return self.within_one if days == 1 else self.within.format(number=self.numbers[days - 1])

    def last(self, days: int) -> str:
        """Return ``the second working day after this message``."""
        return self.day.format(ordinal=self.ordinals[days - 1])


@dataclass(frozen=True, slots=True)
class Wording:
    """One language. ``{name}``, ``{reason}``, ``{window}``, ``{swap}``, ``{options}`` and ``{day}`` are filled in.

    ``content`` tells a customer who is content with the new timing that nothing needs to be done; without a timing
    that is not for us to say, and ``undecided`` says instead that there is time. ``otherwise`` follows the one,
    ``rather`` the other. Where waiting is all there is, ``content_not`` and ``rather_not`` stand in their places; where
    waiting is not among the options, ``else_nothing`` follows them. ``cancel_too`` is ``cancel`` behind ``swap``.
    ``stays`` is said in the line of an item that can only be waited for. ``by_reply`` says how to choose;
    ``each_by_reply`` is ``each`` with the same. ``colon`` stands between an item's name and what is said of it.
    """

    late: str
    late_because: str
    window: str
    one_day: str
    by: str
    unknown: str
    lapsed: str
    lapsed_window: str
    quoted: str
    pair: str
    between: str
    colon: str
    wait: Phrase
    swap: Phrase
    cancel: Phrase
    cancel_too: str
    split: str
    rest: str
    stays: str
    each: str
    each_by_reply: str
    no_options: str
    options: str
    by_reply: str
    content: str
    otherwise: str
    undecided: str
    rather: str
    else_nothing: str
    content_not: str
    rather_not: str
    update: str
    update_within: str
    working_days: WithinDays
    fallback: str


WORDINGS = {
    "en": Wording(
        late="The shipment of your {name} is delayed.",
        late_because="The shipment of your {name} is delayed: {reason}.",
        window="The new ship window is {window}.",
        one_day="The new ship date is {window}.",
        by="We now expect to ship {window}.",
        unknown="We cannot give a ship date yet.",
        lapsed="We are confirming the new ship date.",
        lapsed_window="new date being confirmed",
        quoted="{name}",
        pair="{name} ({window})",
        between="; ",
        colon=": ",
        wait=Phrase("wait for this item", "wait for both items", "wait for all of these items", "wait"),
        swap=Phrase("swap this item for the {swap}", "", "", "swap for the {swap}"),
        cancel=Phrase(
            "cancel this item for a full refund",
            "cancel one or both items for a full refund",
            "cancel one or more of these items for a full refund",
            "cancel for a full refund",
        ),
        cancel_too="cancel this item for a full refund",
        split="have the rest of your order shipped now",
        rest="the rest of your order: have it shipped now, ahead of these items",
        stays="nothing you need to do, we ship when the item is in stock",
        each="choose for each item:",
        each_by_reply="reply to this message and choose for each item:",
        no_options="tell us how you would like to proceed",
        options="You can {options}.",
        by_reply="To choose, simply reply to this message, and we will take care of it.",
        content="If the new timing works for you, you do not need to do anything.",
        otherwise="Otherwise you can {options}.",
        undecided="You do not have to decide now.",
        rather="If you would rather not wait, you can {options}.",
        else_nothing="Otherwise you do not need to do anything.",
        content_not="If it does not, simply reply to this message, and we will look for a solution.",
        rather_not="If you would rather not wait, simply reply to this message, and we will look for a solution.",
        update="You will hear from us again by {day}.",
        update_within="You will hear from us again {period}.",
        working_days=WithinDays(
            "within one working day",
            "within {number} working days",
            "the {ordinal} working day after this message",
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        ),
        fallback=(
            "Hi {{ customer.first_name }},\n\n"
            "Thank you for your message. We are checking the ship date of your order. "
            "You will hear from us again %s, with what we know and what you can choose.\n"
        ),
    ),
    "de": Wording(
        late="Der Versand des Artikels „{name}“ verzögert sich.",
        late_because="Der Versand des Artikels „{name}“ verzögert sich \N{EN DASH} {reason}.",
        window="Neuer Versandzeitraum: {window}.",
        one_day="Neuer Versandtermin: {window}.",
        by="Wir versenden voraussichtlich {window}.",
        unknown="Einen Versandtermin können wir noch nicht nennen.",
        lapsed="Den neuen Versandtermin lassen wir gerade bestätigen.",
        lapsed_window="neuer Termin wird gerade bestätigt",
        quoted="„{name}“",
        pair="{name} ({window})",
        between="; ",
        colon=": ",
        wait=Phrase("auf den Artikel warten", "auf beide Artikel warten", "auf alle Artikel warten", "warten"),
        swap=Phrase("den Artikel gegen „{swap}“ tauschen", "", "", "gegen „{swap}“ tauschen"),
        cancel=Phrase(
            "den Artikel gegen volle Erstattung des Kaufpreises stornieren",
            "einen oder beide Artikel gegen volle Erstattung des Kaufpreises stornieren",
            "einzelne oder alle Artikel gegen volle Erstattung des Kaufpreises stornieren",
            "gegen volle Erstattung des Kaufpreises stornieren",
        ),
        cancel_too="ihn gegen volle Erstattung des Kaufpreises stornieren",
        split="sich den Rest Ihrer Bestellung schon jetzt zusenden lassen",
        rest="der Rest Ihrer Bestellung: schon jetzt zusenden lassen, vor diesen Artikeln",
        stays="nichts zu tun, wir versenden nach Eingang der Ware",
        each="für jeden Artikel wählen:",
        each_by_reply="auf diese Nachricht antworten und für jeden Artikel wählen:",
        no_options="uns mitteilen, wie Sie vorgehen möchten",
        options="Sie können {options}.",
        by_reply="Wenn Sie etwas ändern möchten, antworten Sie einfach auf diese Nachricht, und wir kümmern uns darum.",
        content="Wenn Ihnen der neue Termin passt, müssen Sie nichts weiter tun.",
        otherwise="Andernfalls können Sie {options}.",
        undecided="Sie müssen sich jetzt noch nicht entscheiden.",
        rather="Wenn Sie lieber nicht warten möchten, können Sie {options}.",
        else_nothing="Andernfalls müssen Sie nichts weiter tun.",
        content_not="Wenn nicht, antworten Sie einfach auf diese Nachricht, und wir suchen gemeinsam eine Lösung.",
        rather_not=(
            "Wenn Sie lieber nicht warten möchten, antworten Sie einfach auf diese Nachricht, "
            "und wir suchen gemeinsam eine Lösung."
        ),
        update="Sie hören spätestens am {day} wieder von uns.",
        update_within="Sie hören {period} wieder von uns.",
        working_days=WithinDays(
            "innerhalb eines Werktags",
            "innerhalb von {number} Werktagen",
            "{ordinal} Werktag nach dieser Nachricht",
            ("einem", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
            (
                *("ersten", "zweiten", "dritten", "vierten", "fünften"),
                *("sechsten", "siebten", "achten", "neunten", "zehnten"),
            ),
        ),
        fallback=(
            "Guten Tag {{ customer.name }},\n\n"
            "vielen Dank für Ihre Nachricht. Wir prüfen den Versandtermin Ihrer Bestellung. "
            "Sie hören %s wieder von uns: mit dem, was wir wissen, "
            "und mit den Möglichkeiten, die Sie haben.\n"
        ),
    ),
    "fr": Wording(
        late="L'expédition de l'article « {name} » est retardée.",
        late_because="L'expédition de l'article « {name} » est retardée : {reason}.",
        window="Nouvelle période d'expédition : {window}.",
        one_day="Nouvelle date d'expédition : {window}.",
        by="Nous prévoyons désormais l'expédition {window}.",
        unknown="Nous ne pouvons pas encore indiquer de date d'expédition.",
        lapsed="Nous faisons confirmer la nouvelle date d'expédition.",
        lapsed_window="nouvelle date en cours de confirmation",
        quoted="« {name} »",
        pair="{name} ({window})",
        between=" ; ",
        colon=" : ",
        wait=Phrase(
            "attendre l'expédition de cet article",
            "attendre l'expédition des deux articles",
            "attendre l'expédition de tous ces articles",
            "attendre",
        ),
        swap=Phrase("échanger cet article contre l'article « {swap} »", "", "", "échanger contre l'article « {swap} »"),
        cancel=Phrase(
            "annuler la commande de cet article avec remboursement intégral",
            "annuler la commande d'un article ou des deux avec remboursement intégral",
            "annuler la commande d'un ou de plusieurs de ces articles avec remboursement intégral",
            "annuler avec remboursement intégral",
        ),
        cancel_too="en annuler la commande avec remboursement intégral",
        split="faire expédier dès maintenant le reste de votre commande",
        rest="le reste de votre commande : le faire expédier dès maintenant, avant ces articles",
        stays="rien à faire de votre part, nous expédions une fois l'article en stock",
        each="choisir pour chaque article :",
        each_by_reply="répondre à ce message et choisir pour chaque article :",
        no_options="nous indiquer comment vous souhaitez procéder",
        options="Vous pouvez {options}.",
        by_reply="Pour nous indiquer votre choix, il vous suffit de répondre à ce message, et nous nous en occupons.",
        content="Si ce nouveau délai vous convient, vous n'avez rien à faire.",
        otherwise="Sinon, vous pouvez {options}.",
        undecided="Vous n'avez pas à vous décider dès maintenant.",
        rather="Si vous préférez ne pas attendre, vous pouvez {options}.",
        else_nothing="Sinon, vous n'avez rien à faire.",
        content_not="Sinon, répondez simplement à ce message, et nous chercherons une solution.",
        rather_not=(
            "Si vous préférez ne pas attendre, répondez simplement à ce message, et nous chercherons une solution."
        ),
        update="Vous aurez de nos nouvelles au plus tard le {day}.",
        update_within="Vous aurez de nos nouvelles {period}.",
        working_days=WithinDays(
            "sous un jour ouvré",
            "sous {number} jours ouvrés",
            "{ordinal} jour ouvré suivant ce message",
            ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
            (
                *("premier", "deuxième", "troisième", "quatrième", "cinquième"),
                *("sixième", "septième", "huitième", "neuvième", "dixième"),
            ),
        ),
        fallback=(
            "Bonjour {{ customer.name }},\n\n"
            "Merci pour votre message. Nous vérifions la date d'expédition de votre commande. "
            "Vous aurez de nos nouvelles %s, avec ce que nous savons "
            "et les choix qui s'offrent à vous.\n"
        ),
    ),
    "es": Wording(
        late="El envío del artículo «{name}» se retrasa.",
        late_because="El envío del artículo «{name}» se retrasa: {reason}.",
        window="Nuevo plazo de envío: {window}.",
        one_day="Nueva fecha de envío: {window}.",
        by="Ahora prevemos realizar el envío {window}.",
        unknown="Todavía no podemos dar una fecha de envío.",
        lapsed="Estamos confirmando la nueva fecha de envío.",
        lapsed_window="nueva fecha en proceso de confirmación",
        quoted="«{name}»",
        pair="{name} ({window})",
        between="; ",
        colon=": ",
        wait=Phrase(
            "esperar el envío de este artículo",
            "esperar el envío de los dos artículos",
            "esperar el envío de todos estos artículos",
            "esperar",
        ),
        swap=Phrase("cambiar este artículo por «{swap}»", "", "", "cambiar por «{swap}»"),
        cancel=Phrase(
            "cancelar este artículo con reembolso íntegro",
            "cancelar uno de los artículos o los dos con reembolso íntegro",
            "cancelar uno o varios de estos artículos con reembolso íntegro",
            "cancelar con reembolso íntegro",
        ),
        cancel_too="cancelarlo con reembolso íntegro",
        split="pedir que enviemos ya el resto de su pedido",
        rest="el resto de su pedido: pedir que lo enviemos ya, antes que estos artículos",
        stays="no hace falta que haga nada, haremos el envío cuando haya existencias",
        each="elegir para cada artículo:",
        each_by_reply="responder a este mensaje y elegir para cada artículo:",
        no_options="indicarnos cómo prefiere proceder",
        options="Puede {options}.",
        by_reply="Para comunicarnos su elección, basta con que responda a este mensaje y nosotros nos encargamos.",
        content="Si el nuevo plazo le conviene, no tiene que hacer nada.",
        otherwise="Si no, puede {options}.",
        undecided="No tiene que decidirse ahora.",
        rather="Si prefiere no esperar, puede {options}.",
        else_nothing="En caso contrario, no tiene que hacer nada.",
        content_not="Si no, responda a este mensaje y buscaremos una solución.",
        rather_not="Si prefiere no esperar, responda a este mensaje y buscaremos una solución.",
        update="Volverá a tener noticias nuestras a más tardar el {day}.",
        update_within="Volverá a tener noticias nuestras {period}.",
        working_days=WithinDays(
            "en un plazo de un día hábil",
            "en un plazo de {number} días hábiles",
            "{ordinal} día hábil posterior a este mensaje",
            ("un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
            ("primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"),
        ),
        fallback=(
            "Hola, {{ customer.name }}:\n\n"
            "Gracias por su mensaje. Estamos comprobando la fecha de envío de su pedido. "
            "Volverá a tener noticias nuestras %s, con lo que sepamos "
            "y con las opciones que tiene.\n"
        ),
    ),
}
