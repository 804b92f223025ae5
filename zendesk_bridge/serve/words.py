"""What the choice page says besides the facts, in every language we offer, each written by itself and not translated.

What is said of the facts (a ship window, the next update, that a date is being confirmed) are the sentences that macros
and ticket fields have, from :mod:`zendesk_bridge.core.macros.wording`: a customer reads the same everywhere. No
sentence says what silence means: that is for the message, which knows the market's rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PageSaying:
    """A page, or a part of one, that says one thing: its heading, and a sentence or two."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """One language. ``{order}``, ``{number}``, ``{swap}``, ``{day}``, ``{time}`` and ``{zone}`` are filled in.

    ``intro_one`` and ``intro_many`` stand above the late items. ``wait`` to ``cancel`` are buttons, and what an
    acknowledgement calls the choice; ``swap_other`` where nobody knows any more for what. ``moment`` writes a day with
    a time. ``done_...`` heads an acknowledgement, ``next_...`` says what happens now.
    """

    language: str
    languages: str
    title: str
    intro_one: str
    intro_many: str
    quantity: str
    leaves: str
    as_of: str
    moment: str
    choose: str
    wait: str
    swap: str
    swap_other: str
    split: str
    split_hint: str
    cancel: str
    cancel_hint: str
    confirm: PageSaying
    confirm_button: str
    keep: str
    done: str
    done_cancel: str
    order: str
    item: str
    choice: str
    received: str
    next_wait: str
    next_other: str
    save: str
    save_hint: str
    back_to_order: str
    change: str
    chosen: str
    otherwise: str
    moved: str
    changed: str
    gone: str
    back: str
    no_options: str
    questions: str
    unknown: PageSaying
    over: PageSaying
    needless: PageSaying
    unread: PageSaying
    busy: PageSaying
    nothing: PageSaying


WORDS: Final[Mapping[str, PageWords]] = {
    "en": PageWords(
        language="English",
        languages="Language",
        title="Your order {order}",
        intro_one="An item of this order is late. This is what we know now, and what you can choose.",
        intro_many="Some items of this order are late. This is what we know now; you can choose for each of them.",
        quantity="Quantity: {number}",
        leaves="Ships from our warehouse",
        as_of="As of {moment}",
        moment="{day}, {time} ({zone})",
        choose="What would you like to do?",
        wait="Wait for this item",
        swap="Take the {swap} instead",
        swap_other="Take another item instead",
        split="Send the rest of my order now",
        split_hint="This item follows later.",
        cancel="Cancel this item",
        cancel_hint="You get a full refund.",
        confirm=PageSaying(
            "Cancel this item?", "Nothing is cancelled yet. Once you confirm, we cancel it and refund you in full."
        ),
        confirm_button="Confirm cancellation",
        keep="Do not cancel",
        done="Thank you, we have your choice",
        done_cancel="We have received your cancellation",
        order="Order",
        item="Item",
        choice="Your choice",
        received="Received",
        next_wait="There is nothing more for you to do.",
        next_other="We are taking care of it. There is nothing more for you to do.",
        save="Save this confirmation",
        save_hint="Keep it for your records: save it as a file, or print this page.",
        back_to_order="Back to the order",
        change="To change your choice, simply reply to our message.",
        chosen="You chose",
        otherwise="You had already chosen for this item, and that choice holds. To change it, simply reply to our "
        "message.",
        moved="The timing has changed since you chose, so you can choose again.",
        changed="The timing has changed while this page was open, and nothing was recorded. Please look at it again.",
        gone="This can no longer be chosen, and nothing was recorded. Here is what is possible now.",
        back="Good news: this item is no longer delayed. You do not need to choose anything.",
        no_options="If you would like to change anything, simply reply to our message.",
        questions="Questions? Simply reply to our message.",
        unknown=PageSaying(
            "This link does not work",
            "It may have been cut short on its way to you. Please open it from our message once more, or copy it as a "
            "whole. If that does not help, simply reply to our message.",
        ),
        over=PageSaying(
            "This link is no longer valid",
            "Its time has run out, and nothing was changed. If you would like to choose or to ask something, simply "
            "reply to our message.",
        ),
        needless=PageSaying(
            "There is nothing to choose any more",
            "Your order has moved on since this link was made. If anything is unclear, simply reply to our message.",
        ),
        unread=PageSaying(
            "That did not work",
            "We could not read what your browser sent, and nothing was changed. Please open the link from our message "
            "once more.",
        ),
        busy=PageSaying(
            "We cannot look this up right now",
            "Nothing was changed. Please try again in a few minutes, or simply reply to our message.",
        ),
        nothing=PageSaying("There is no such page", "Please open the link from our message."),
    ),
    "de": PageWords(
        language="Deutsch",
        languages="Sprache",
        title="Ihre Bestellung {order}",
        intro_one="Ein Artikel dieser Bestellung verspätet sich. Hier sehen Sie den aktuellen Stand und was Sie "
        "wählen können.",
        intro_many="Mehrere Artikel dieser Bestellung verspäten sich. Hier sehen Sie den aktuellen Stand; Sie können "
        "für jeden "
        "Artikel wählen.",
        quantity="Menge: {number}",
        leaves="Versand ab Lager",
        as_of="Stand: {moment}",
        moment="{day}, {time} Uhr ({zone})",
        choose="Was möchten Sie tun?",
        wait="Auf den Artikel warten",
        swap="Stattdessen „{swap}“ nehmen",
        swap_other="Stattdessen einen anderen Artikel nehmen",
        split="Den Rest meiner Bestellung jetzt senden",
        split_hint="Dieser Artikel folgt später.",
        cancel="Diesen Artikel stornieren",
        cancel_hint="Sie erhalten den vollen Kaufpreis zurück.",
        confirm=PageSaying(
            "Diesen Artikel stornieren?",
            "Noch ist nichts storniert. Sobald Sie bestätigen, stornieren wir den Artikel und erstatten Ihnen den "
            "vollen "
            "Kaufpreis.",
        ),
        confirm_button="Stornierung bestätigen",
        keep="Nicht stornieren",
        done="Vielen Dank, wir haben Ihre Auswahl erhalten",
        done_cancel="Wir haben Ihre Stornierung erhalten",
        order="Bestellung",
        item="Artikel",
        choice="Ihre Auswahl",
        received="Eingegangen am",
        next_wait="Sie müssen nichts weiter tun.",
        next_other="Wir kümmern uns darum. Sie müssen nichts weiter tun.",
        save="Bestätigung speichern",
        save_hint="Für Ihre Unterlagen: Speichern Sie die Bestätigung als Datei, oder drucken Sie diese Seite.",
        back_to_order="Zurück zur Bestellung",
        change="Wenn Sie Ihre Auswahl ändern möchten, antworten Sie einfach auf unsere Nachricht.",
        chosen="Sie haben gewählt",
        otherwise="Für diesen Artikel hatten Sie bereits gewählt, und diese Auswahl gilt. Wenn Sie sie ändern möchten, "
        "antworten Sie einfach auf unsere Nachricht.",
        moved="Seit Ihrer Auswahl hat sich der Termin geändert. Sie können daher neu wählen.",
        changed="Während diese Seite geöffnet war, hat sich der Termin geändert. Es wurde nichts gespeichert. Bitte "
        "sehen Sie "
        "sich den neuen Stand an, und wählen Sie dann.",
        gone="Das ist nicht mehr möglich, und es wurde nichts gespeichert. Hier sehen Sie, was Sie jetzt wählen "
        "können.",
        back="Gute Nachricht: Dieser Artikel verspätet sich nicht mehr. Sie müssen nichts wählen.",
        no_options="Wenn Sie etwas ändern möchten, antworten Sie einfach auf unsere Nachricht.",
        questions="Fragen? Antworten Sie einfach auf unsere Nachricht.",
        unknown=PageSaying(
            "Dieser Link funktioniert nicht",
            "Vielleicht wurde er unterwegs abgeschnitten. Bitte öffnen Sie ihn noch einmal aus unserer Nachricht, oder "
            "kopieren Sie ihn vollständig. Wenn das nicht hilft, antworten Sie einfach auf unsere Nachricht.",
        ),
        over=PageSaying(
            "Dieser Link ist nicht mehr gültig",
            "Seine Zeit ist abgelaufen, und es wurde nichts geändert. Wenn Sie etwas wählen oder fragen möchten, "
            "antworten Sie einfach auf unsere Nachricht.",
        ),
        needless=PageSaying(
            "Es gibt nichts mehr zu wählen",
            "Ihre Bestellung ist inzwischen weiter, als dieser Link weiß. Wenn etwas unklar ist, antworten Sie "
            "einfach auf "
            "unsere Nachricht.",
        ),
        unread=PageSaying(
            "Das hat nicht funktioniert",
            "Was Ihr Browser gesendet hat, konnten wir nicht lesen. Es wurde nichts geändert. Bitte öffnen Sie den "
            "Link "
            "noch einmal aus unserer Nachricht.",
        ),
        busy=PageSaying(
            "Gerade können wir das nicht nachsehen",
            "Es wurde nichts geändert. Bitte versuchen Sie es in einigen Minuten noch einmal, oder antworten Sie "
            "einfach "
            "auf unsere Nachricht.",
        ),
        nothing=PageSaying("Diese Seite gibt es nicht", "Bitte öffnen Sie den Link aus unserer Nachricht."),
    ),
    "fr": PageWords(
        language="Français",
        languages="Langue",
        title="Votre commande {order}",
        intro_one="Un article de cette commande est en retard. Voici ce que nous savons à ce jour et ce que vous "
        "pouvez choisir.",
        intro_many="Plusieurs articles de cette commande sont en retard. Voici ce que nous savons à ce jour ; vous "
        "pouvez "
        "choisir pour chacun d'eux.",
        quantity="Quantité : {number}",
        leaves="Départ de notre entrepôt",
        as_of="Situation au {moment}",
        moment="{day} à {time} ({zone})",
        choose="Que souhaitez-vous faire ?",
        wait="Attendre cet article",
        swap="Prendre « {swap} » à la place",
        swap_other="Prendre un autre article à la place",
        split="Expédier dès maintenant le reste de ma commande",
        split_hint="Cet article suivra plus tard.",
        cancel="Annuler cet article",
        cancel_hint="Vous êtes remboursé intégralement.",
        confirm=PageSaying(
            "Annuler cet article ?",
            "Rien n'est encore annulé. Dès votre confirmation, nous annulons cet article et vous remboursons "
            "intégralement.",
        ),
        confirm_button="Confirmer l'annulation",
        keep="Ne pas annuler",
        done="Merci, nous avons bien reçu votre choix",
        done_cancel="Nous avons bien reçu votre annulation",
        order="Commande",
        item="Article",
        choice="Votre choix",
        received="Reçu le",
        next_wait="Vous n'avez rien d'autre à faire.",
        next_other="Nous nous en occupons. Vous n'avez rien d'autre à faire.",
        save="Enregistrer cette confirmation",
        save_hint="À conserver : enregistrez-la dans un fichier ou imprimez cette page.",
        back_to_order="Retour à la commande",
        change="Pour modifier votre choix, il vous suffit de répondre à notre message.",
        chosen="Vous avez choisi",
        otherwise="Vous aviez déjà choisi pour cet article, et ce choix est retenu. Pour le modifier, il vous suffit "
        "de "
        "répondre à notre message.",
        moved="La date a changé depuis votre choix : vous pouvez choisir à nouveau.",
        changed="La date a changé pendant que cette page était ouverte, et rien n'a été enregistré. Merci de "
        "regarder à "
        "nouveau avant de choisir.",
        gone="Ce n'est plus possible, et rien n'a été enregistré. Voici ce que vous pouvez choisir maintenant.",
        back="Bonne nouvelle : cet article n'est plus en retard. Vous n'avez rien à choisir.",
        no_options="Si vous souhaitez changer quelque chose, il vous suffit de répondre à notre message.",
        questions="Une question ? Il vous suffit de répondre à notre message.",
        unknown=PageSaying(
            "Ce lien ne fonctionne pas",
            "Il a peut-être été coupé en chemin. Merci de l'ouvrir à nouveau depuis notre message ou de le copier en "
            "entier. Si cela ne suffit pas, répondez simplement à notre message.",
        ),
        over=PageSaying(
            "Ce lien n'est plus valable",
            "Son délai est écoulé, et rien n'a été modifié. Pour choisir ou pour poser une question, répondez "
            "simplement à "
            "notre message.",
        ),
        needless=PageSaying(
            "Il n'y a plus rien à choisir",
            "Votre commande a avancé depuis la création de ce lien. Si quelque chose n'est pas clair, répondez "
            "simplement à "
            "notre message.",
        ),
        unread=PageSaying(
            "Cela n'a pas fonctionné",
            "Nous n'avons pas pu lire ce que votre navigateur a envoyé, et rien n'a été modifié. Merci d'ouvrir à "
            "nouveau "
            "le lien depuis notre message.",
        ),
        busy=PageSaying(
            "La consultation est impossible pour l'instant",
            "Rien n'a été modifié. Merci de réessayer dans quelques minutes ou de répondre simplement à notre message.",
        ),
        nothing=PageSaying("Cette page n'existe pas", "Merci d'ouvrir le lien depuis notre message."),
    ),
    "es": PageWords(
        language="Español",
        languages="Idioma",
        title="Su pedido {order}",
        intro_one="Un artículo de este pedido se retrasa. Esto es lo que sabemos ahora y lo que puede elegir.",
        intro_many="Varios artículos de este pedido se retrasan. Esto es lo que sabemos ahora; puede elegir para "
        "cada uno.",
        quantity="Cantidad: {number}",
        leaves="Salida de nuestro almacén",
        as_of="Información del {moment}",
        moment="{day}, {time} h ({zone})",
        choose="¿Qué desea hacer?",
        wait="Esperar este artículo",
        swap="Recibir «{swap}» en su lugar",
        swap_other="Recibir otro artículo en su lugar",
        split="Enviar ya el resto de mi pedido",
        split_hint="Este artículo llegará más tarde.",
        cancel="Cancelar este artículo",
        cancel_hint="Le devolvemos el importe íntegro.",
        confirm=PageSaying(
            "¿Cancelar este artículo?",
            "Todavía no se ha cancelado nada. En cuanto lo confirme, cancelaremos el artículo y le devolveremos el "
            "importe "
            "íntegro.",
        ),
        confirm_button="Confirmar la cancelación",
        keep="No cancelar",
        done="Gracias, hemos recibido su elección",
        done_cancel="Hemos recibido su cancelación",
        order="Pedido",
        item="Artículo",
        choice="Su elección",
        received="Recibido el",
        next_wait="No tiene que hacer nada más.",
        next_other="Nosotros nos encargamos. No tiene que hacer nada más.",
        save="Guardar esta confirmación",
        save_hint="Consérvela: guárdela como archivo o imprima esta página.",
        back_to_order="Volver al pedido",
        change="Si desea cambiar su elección, basta con responder a nuestro mensaje.",
        chosen="Ha elegido",
        otherwise="Ya había elegido para este artículo, y esa elección es la que vale. Si desea cambiarla, basta con "
        "responder "
        "a nuestro mensaje.",
        moved="La fecha ha cambiado desde que eligió, así que puede elegir de nuevo.",
        changed="La fecha ha cambiado mientras esta página estaba abierta y no se ha guardado nada. Mírela de nuevo, "
        "por favor, "
        "antes de elegir.",
        gone="Eso ya no es posible y no se ha guardado nada. Esto es lo que puede elegir ahora.",
        back="Buenas noticias: este artículo ya no se retrasa. No tiene que elegir nada.",
        no_options="Si desea cambiar algo, basta con responder a nuestro mensaje.",
        questions="¿Alguna pregunta? Basta con responder a nuestro mensaje.",
        unknown=PageSaying(
            "Este enlace no funciona",
            "Puede que se haya cortado por el camino. Ábralo de nuevo desde nuestro mensaje o cópielo entero. Si no "
            "sirve, "
            "basta con responder a nuestro mensaje.",
        ),
        over=PageSaying(
            "Este enlace ya no es válido",
            "Su plazo ha terminado y no se ha cambiado nada. Si desea elegir o preguntar algo, basta con responder a "
            "nuestro "
            "mensaje.",
        ),
        needless=PageSaying(
            "Ya no hay nada que elegir",
            "Su pedido ha avanzado desde que se creó este enlace. Si algo no queda claro, basta con responder a "
            "nuestro "
            "mensaje.",
        ),
        unread=PageSaying(
            "No ha funcionado",
            "No hemos podido leer lo que envió su navegador y no se ha cambiado nada. Abra de nuevo el enlace desde "
            "nuestro "
            "mensaje.",
        ),
        busy=PageSaying(
            "Ahora mismo no podemos consultarlo",
            "No se ha cambiado nada. Inténtelo de nuevo dentro de unos minutos o responda a nuestro mensaje.",
        ),
        nothing=PageSaying("Esta página no existe", "Abra el enlace desde nuestro mensaje, por favor."),
    ),
}
