"""German, as published delay notices and support macros have it."""

from __future__ import annotations

from zendesk_bridge.core.macros.lint.words.lexicon import Lexicon

_NUMBER = (
    r"(?:\d{1,3}|eine[mnrs]?|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|vierzehn|"
    r"(?:erste|zweite|dritte|vierte|fünfte)[nr]?)"
)
_UNIT = r"(?:Stunden?|(?:Werk|Arbeits|Kalender|Geschäfts)?tag(?:e[ns]?|s)?|Wochen?|Monat(?:e[ns]?|s)?)"
_SILENT = (
    r"(?:ohne (?:eine |Ihre )?(?:Antwort|Rückmeldung|Nachricht)"
    r"|(?:wenn|sofern|falls) (?:Sie|wir)~{0,40}(?:nicht|nichts|keine)~{0,20}(?:antworten|melden|reagieren"
    r"|zustimmen|hören|erhalten))"
)
_MESSAGE = r"(?:diese[rs]?|unsere[rs]?) (?:Nachricht|Mitteilung|E-?Mails?|Schreibens?|Benachrichtigung)"

GERMAN = Lexicon(
    vague=(
        r"(?<!bis )bald",
        r"in kürze",
        r"demnächst",
        r"(?:so )?bald ?(?:wie )?möglich(?:st)?",
        r"baldmöglichst",
        r"so schnell wie möglich",
        r"schnellstmöglich",
        r"zeitnah",
        r"in (?:nächster|absehbarer) zeit",
        r"in den (?:nächsten|kommenden) (?:tagen|wochen)",
    ),
    asks=(
        (
            r"(?:bitte|könnten Sie|können Sie) (?:\w+ ){0,3}(?:antworten|senden|schicken|teilen|melden|kontaktieren"
            r"|bestätigen|nennen|geben)"
        ),
        r"(?:antworten|senden|schicken|teilen|melden|kontaktieren|bestätigen|nennen|geben) Sie",
    ),
    delay=(
        r"verzöger(?:t|n|te|ten|ung|ungen)",
        r"verspät(?:et|en|ung|ungen)",
        (
            r"(?:später|nicht rechtzeitig) (?:versenden|verschicken|als (?:angekündigt|geplant|versprochen|zugesagt"
            r"|erwartet))"
        ),
        r"Lieferrückst[aä]nd\w*",
        r"Lieferverzug",
        (
            r"(?:derzeit|momentan|zurzeit|aktuell|vorübergehend|leider) (?:\w+ )?(?:nicht (?:lieferbar|vorrätig"
            r"|auf Lager|verfügbar)|ausverkauft|vergriffen)"
        ),
    ),
    not_delay=(
        r"(?:verspätete|verzögerte|späte)[nrs]? (?:Antwort|Rückmeldung|Reaktion|Erstattung|Zahlung)",
        r"(?:Antwort|Rückmeldung|Erstattung|Zahlung|Bearbeitung) ~{0,30}verzöger\w+",
        r"ohne (?:\w+ )?Verzögerung",
        (
            r"(?:kann|können|könnte|könnten|mögliche[nr]?|eventuelle[nr]?|etwaige[nr]?"
            r") ~{0,50}(?:Verzögerung(?:en)?|Verspätung(?:en)?|verzögern)"
        ),
        r"(?:falls|wenn|sollte|sollten|sofern|ob) ~{0,50}(?:verzöger\w+|verspät\w+|nicht lieferbar|ausverkauft)",
        r"(?:keine|nicht) (?:\w+ )?(?:Verzögerung(?:en)?|Verspätung(?:en)?|verzögert|verspätet)",
        r"(?:Antwort|Rückmeldung)~{0,20}Verzögerung",
    ),
    closed=(
        r"(?:haben wir|wir haben|ich habe)~{0,60}storniert",
        r"(?:wie gewünscht|auf Ihren Wunsch|hiermit)~{0,20} stornieren wir",
        r"(?:wurde|ist) storniert",
        r"wieder (?:auf Lager|lieferbar|vorrätig)",
    ),
    ships=(r"Versand\w*", r"versend\w*", r"versandt", r"verschick\w*", r"verlässt unser Lager", r"abgeschickt"),
    delivers=(
        r"(?:aus|an)?liefer(?!ant|rück|verzug|bar|adress|anschrift|schein|kosten)\w*",
        r"(?:aus|an)?geliefert",
        r"zustell\w*",
        r"zugestellt",
        r"ankommen",
        r"ankunft",
        r"kommt~{0,40} an",
        r"eintreffen",
        r"trifft~{0,40} ein",
    ),
    negated=(r"nicht", r"keine?[mnrs]?"),
    no_date=(
        r"(?:keinen|kein) (?:\w+ ){0,3}(?:(?:Versand|Liefer)?(?:termin|datum)|Zeitraum)",
        r"(?:Versand|Liefer)?(?:termin|datum) ~{0,40}(?:noch )?nicht (?:nennen|bekannt|absehbar|sagen|angeben)",
        r"(?:nicht|noch nicht) (?:sagen|absehbar|absehen|bekannt)~{0,10}(?:, )?wann",
        r"(?:wissen|können) ~{0,30}nicht~{0,20}, wann",
    ),
    confirming=(
        r"(?:Versand)?(?:termin|datum)~{0,40}(?:bestätigen|bestätigt|prüfen|geprüft|geklärt|klären)",
        r"(?:prüfen|klären|bestätigen) ~{0,30}(?:Versand)?(?:termin|datum)",
    ),
    reason=(
        *(
            r"weil",
            r"wegen",
            r"aufgrund",
            r"auf Grund",
            r"da (?:unser|der|die|das|ein|eine)",
            r"denn",
            r"Grund",
            r"Gründe\w*",
        ),
        *(
            r"Lieferant\w*",
            r"Hersteller\w*",
            r"Fabrik",
            r"Hafen",
            r"Zoll",
            r"Container",
            r"Qualität\w*",
            r"Sicherheit\w*",
        ),
        *(
            r"Streik\w*",
            r"Wetter",
            r"Sturm",
            r"Engp[aä]ss\w*",
            r"Nachfrage",
            r"Produktion\w*",
            r"Rückruf",
            r"Spediteur",
            r"Paketdienst",
        ),
        r"verzögert sich:",
        r"verzögert sich \u2013",
    ),
    period=(
        (
            rf"(?:innerhalb|binnen|in|nach|spätestens nach)(?: von)?(?: den nächsten| etwa| rund| ca\."
            rf")? {_NUMBER}(?: ?(?:-|\u2013|bis|oder) ?{_NUMBER})? {_UNIT}"
        ),
        rf"alle {_NUMBER} {_UNIT}",
        rf"{_NUMBER}(?: ?(?:-|\u2013|bis|oder) ?{_NUMBER})? {_UNIT} (?:später|länger|Verspätung)",
        rf"(?:weitere|etwa|rund|bis zu|dauert) {_NUMBER}(?: ?(?:-|\u2013|bis|oder) ?{_NUMBER})? {_UNIT}",
        r"(?:am|spätestens am|zum) \w+ (?:Werk|Arbeits)tag nach",
        r"(?:bis |spätestens )?(?:morgen|übermorgen)",
        r"(?:am|bis|jeden|nächsten|kommenden) (?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)",
        r"(?:bis |am )?Ende (?:der|dieser|nächster|kommender) Woche",
        r"(?:nächste|kommende|diese) Woche",
    ),
    wait=(r"(?:ab)?warten", r"gedulden", r"behalten"),
    swap=(r"tauschen", r"umtausch\w*", r"austausch\w*", r"Ersatz\w*", r"Alternativ\w*", r"wechseln", r"ersetzen"),
    split=(
        r"Teillieferung\w*",
        r"Teilversand",
        r"Rest (?:Ihrer|der) Bestellung",
        r"(?:den )?Rest (?:versenden|schon jetzt|vorab)",
        r"getrennt",
    ),
    cancel=(
        r"stornier\w*",
        r"Stornierung\w*",
        r"Storno",
        r"vom (?:Kauf|Vertrag) zurücktreten",
        r"abbestellen",
        r"kündigen",
        r"widerrufen",
    ),
    refund=(r"(?:zurück)?erstatt\w*", r"Rückerstattung\w*", r"Geld zurück", r"zurückzahl\w*", r"Rückzahlung\w*"),
    full_refund=(
        r"vollständig\w* (?:\w+ ){0,3}\w*erstatt\w*",
        r"\w*erstatt\w* (?:\w+ ){0,3}(?:vollständig|in voller Höhe)\w*",
        r"volle[nr]? (?:betrag|kaufpreis|erstattung|rückerstattung)",
        r"Geld zurück",
        r"ursprüngliche\w* Zahlungsart",
    ),
    credit=(r"gutschein\w*", r"guthaben", r"Gutschrift(?! auf)"),
    not_offered=(
        r"(?:nicht|nicht mehr) (?:\w+ )?(?:stornier\w*|storniert|tauschen|umtauschen|erstatte\w*)",
        r"(?:keine|kein) (?:\w+ )?(?:Stornierung\w*|Storno|Erstattung\w*|Rückerstattung\w*|Umtausch)",
        r"(?:Stornierung|Erstattung|Umtausch)~{0,40}(?:nicht möglich|ausgeschlossen)",
    ),
    reviews=(
        (
            r"(?:prüfen|schauen|sehen|besprechen|überlegen)~{0,40}(?:Möglichkeiten|Optionen|was wir tun können"
            r"|was möglich ist)"
        ),
        r"(?:suchen|finden)~{0,20}(?:eine )?Lösung",
        r"(?:das|die) weitere[n]? (?:Vorgehen|Schritte)",
    ),
    next_word=(
        r"hören~{0,60}von uns",
        (
            r"(?:wir|ich|unser Team)~{0,20}(?:melden|melde|meldet|informieren|informiere|benachrichtigen"
            r"|schreiben Ihnen|geben Ihnen~{0,30}Bescheid|halten Sie)"
        ),
        r"(?:melden|melde) (?:wir|ich) (?:uns|mich)",
        r"(?:informieren|benachrichtigen) wir Sie",
        r"nächste (?:Nachricht|Information|Update)",
        r"(?:auf dem Laufenden)",
    ),
    consent=(
        r"müssen Sie (?:\w+ )?nichts (?:weiter )?(?:tun|unternehmen)",
        r"(?:brauchen|müssen) (?:Sie )?nichts (?:weiter )?(?:zu )?(?:tun|unternehmen)",
        r"nichts (?:weiter )?zu tun",
        r"kein(?:e)? (?:weiteres )?(?:Handeln|Aktion|Schritte?) (?:erforderlich|nötig|notwendig)",
        rf"{_SILENT}~{{0,120}}(?:versenden|schicken|liefern|bleibt|behalten|warten|gehen wir davon aus)",
    ),
    rejection=(
        rf"{_SILENT}~{{0,120}}(?:stornier\w*|storniert|erstatt\w*)",
        r"ohne Ihre (?:Zusage|Zustimmung)~{0,120}(?:stornier\w*|erstatt\w*)",
        r"(?:automatisch)~{0,60}(?:stornier\w*|storniert|erstatt\w*)",
        r"(?:stornier\w*|storniert)~{0,80}(?:automatisch|es sei denn|wenn Sie nicht|sofern Sie nicht)",
        r"(?:brauchen|benötigen) (?:wir )?(?:dafür |dazu )?Ihre (?:Zustimmung|Einwilligung)",
    ),
    undecided=(r"müssen sich (?:jetzt )?(?:noch )?nicht (?:jetzt )?entscheiden",),
    thirty_days=(
        (
            rf"(?:30|dreißig) Tage[n]?~{{0,30}}(?:nach|ab|seit)(?: dem)? (?:Erhalt |Zugang |Empfang |Datum "
            rf")?{_MESSAGE}"
        ),
        r"(?:30|dreißig) Tage[n]? (?:ab|nach) heute",
        rf"(?:nach|ab) (?:Erhalt |Zugang |Empfang )?{_MESSAGE}~{{0,40}}(?:30|dreißig) Tage",
    ),
    hides=(
        (
            r"(?:Stornierung\w*|Storno|Stornieren|Erstattung\w*|Rückerstattung\w*)~{0,40}(?:nicht|nie"
            r"|keinesfalls|nur auf Nachfrage|nur wenn)"
            r"~{0,30}(?:erwähnen|ansprechen|anbieten|hinweisen|nennen|fragt|nachfragt)"
        ),
        (
            r"(?:nicht|nie|keinesfalls)~{0,30}(?:auf|von|über) ~{0,20}(?:Stornierung\w*|Storno"
            r"|Erstattung\w*)~{0,20}(?:hinweisen|sprechen|reden)"
        ),
        (
            r"(?:Stornierung\w*|Storno|Erstattung\w*)~{0,20}nur (?:auf Nachfrage|auf Anfrage|wenn (?:der Kunde"
            r"|die Kundin|Kunden|gefragt))"
        ),
    ),
    original=(
        r"ursprünglich\w*",
        r"(?:war|waren|hätte|hätten|sollte|sollten)",
        r"(?:versprochen|zugesagt|angekündigt|bestellt)\w*",
        r"zunächst",
        r"zuerst",
        r"statt",
        r"anstatt",
        r"seit",
    ),
    by=(r"bis", r"spätestens", r"vor", r"bis zum", r"bis spätestens"),
    between=(r"bis", r"und", r"oder"),
)
