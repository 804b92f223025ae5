"""What the choice page says in German."""

from __future__ import annotations

from typing import Final

from zendesk_bridge.serve.words.kinds import PageSaying, PageWords

WORDS: Final = PageWords(
    language="Deutsch",
    languages="Sprache",
    title="Ihre Bestellung {order}",
    intro_one="Ein Artikel dieser Bestellung verspätet sich. Hier sehen Sie den aktuellen Stand und was Sie wählen "
    "können.",
    intro_many="Mehrere Artikel dieser Bestellung verspäten sich. Hier sehen Sie den aktuellen Stand; Sie können für "
    "jeden Artikel wählen.",
    quantity="Menge: {number}",
    leaves="Versand ab unserem Lager",
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
        "vollen Kaufpreis, sofern er dann noch nicht unterwegs ist.",
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
    changed="Während diese Seite geöffnet war, hat sich der Termin geändert. Es wurde nichts gespeichert. Bitte sehen "
    "Sie sich den neuen Stand an, und wählen Sie dann.",
    gone="Das ist nicht mehr möglich, und es wurde nichts gespeichert. Hier sehen Sie, was Sie jetzt wählen können.",
    back="Gute Nachricht: Dieser Artikel verspätet sich nicht mehr. Sie müssen nichts wählen.",
    no_options="Wenn Sie etwas ändern möchten, antworten Sie einfach auf unsere Nachricht.",
    questions="Fragen? Antworten Sie einfach auf unsere Nachricht.",
    unknown=PageSaying(
        "Dieser Link funktioniert nicht",
        "Vielleicht wurde er unterwegs abgeschnitten. Bitte öffnen Sie ihn noch einmal aus unserer Nachricht, "
        "oder kopieren Sie ihn vollständig. Wenn das nicht hilft, antworten Sie einfach auf unsere Nachricht.",
    ),
    over=PageSaying(
        "Dieser Link ist nicht mehr gültig",
        "Seine Zeit ist abgelaufen, und es wurde nichts geändert. Wenn Sie etwas wählen oder fragen möchten, "
        "antworten Sie einfach auf unsere Nachricht.",
    ),
    needless=PageSaying(
        "Es gibt nichts mehr zu wählen",
        "Ihre Bestellung ist inzwischen weiter, als dieser Link weiß. Wenn etwas unklar ist, antworten Sie "
        "einfach auf unsere Nachricht.",
    ),
    unread=PageSaying(
        "Das hat nicht funktioniert",
        "Was Ihr Browser gesendet hat, konnten wir nicht lesen. Es wurde nichts geändert. Bitte öffnen Sie den "
        "Link noch einmal aus unserer Nachricht.",
    ),
    busy=PageSaying(
        "Gerade können wir das nicht nachsehen",
        "Es wurde nichts geändert. Bitte versuchen Sie es in einigen Minuten noch einmal, oder antworten Sie "
        "einfach auf unsere Nachricht.",
    ),
    unsure=PageSaying(
        "Gerade können wir das nicht bestätigen",
        "Bitte öffnen Sie den Link aus unserer Nachricht in einigen Minuten noch einmal: Die Seite zeigt, ob "
        "Ihre Auswahl angekommen ist. Oder antworten Sie einfach auf unsere Nachricht.",
    ),
    nothing=PageSaying("Diese Seite gibt es nicht", "Bitte öffnen Sie den Link aus unserer Nachricht."),
)
