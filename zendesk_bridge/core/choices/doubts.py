"""What makes a customer's words no choice: denials, doubts, other matters; and what says nothing beside a choice.

Each row is a pattern of whole words in small letters, as in :mod:`zendesk_bridge.core.choices.phrases`.
"""

from __future__ import annotations

from zendesk_bridge.core.model import ChoiceKind
from zendesk_bridge.core.promises.tables import rows

NOT: dict[str, tuple[str, ...]] = {
    "en": rows(r"not|n't|[a-z]+n't|no|never|without|instead of|rather than"),
    "de": rows(r"nicht|kein(?:e[nrms]?)?|statt|anstatt|ohne|nie"),
    "fr": rows(r"ne|n'|pas|sans|au lieu d[e']|plut(?:ô|o)t que|jamais"),
    "es": rows(r"no|nunca|sin|en (?:lugar|vez) de"),
    "nl": rows(r"niet|geen|in plaats van|zonder|nooit"),
    "it": rows(r"non|senza|invece di|mai"),
    "pt": rows(r"n(?:ã|a)o|sem|nunca|em vez de"),
}
"""What before a choice says that it is the one not made."""

UNSURE: dict[str, tuple[str, ...]] = {
    "en": rows(r"""
        if|unless|in case|whether|or|maybe|perhaps|might|could|would it|not sure|unsure|think(?:ing)? about
        considering
        wondering|depends?|(?:until|till)(?! (?:the|dec|jan|feb|then|mid|\d))|i guess|i suppose|suppose
        but not|all but|half|partial(?! ship)|(?:two|three|four|part) of|store credit|mistake|accident\w*|lol|haha|\
            kidding|\
            decide
        at (?:the )?most|max(?:imum)?|longer than|one more|culture|never mind
        apparently|forever|ages|no choice|should i
        what if|otherwise
        keep(?! (?:(?:my|the|our) order|(?:on )?waiting))|already|yesterday|last (?:week|month)|said|told|why|how|\
            again|once more
        another|but first|wrong|broken|damaged|missing|defective|not what|scratch that|ignore|never mind|vacation|\
            holidays?|(?<!right )(?<!straight )away
        re-?order(?:ing)?|new order|place a(?:nother)?|order (?:it|one|them) again|buy (?:it|one) again
        and see|what does|how much|great,? (?:just|now)|how wonderful|lovely|fantastic|brilliant|as usual|except|\
            only|both|some|one of
        unsubscribe
    """),
    "de": rows(r"""
        wenn|falls|sofern|ob|oder|vielleicht|eventuell|evtl|überlege|weiß nicht|weiss nicht|kommt darauf an
        sonst|ansonsten
        ewig|wohl oder übel|mal sehen|könnte|könnten|sollte ich|bis(?! (?:zum|dann|dahin|ende|der|\d))|solange
        behalte|behalten|schon wieder
        bereits|gestern
        warum|wieso|wann|wie|na toll|ja toll|toll|super gemacht|wunderbar|klasse|nur|außer|beides|aber erst
        bloß|klappt nicht|funktioniert nicht|geht nicht|schade|ungern|notfalls|zur not|versehen\w*|teil\w*erstattung
        mal ab|erst ?mal|abwarten|höchstens|maximal|warten sie|einen der|eines der|eine der|zwei der
        neu bestellen|neue bestellung|umbestell\w*|stattdessen bestell\w*|denke
        gesagt|sollten|falsch\w*|defekt\w*|kaputt\w*|beschädigt\w*|vergessen sie|urlaub|verreist
    """),
    "fr": rows(r"""
        si|s'il(?! (?:vous|te) pla)|sinon|ou|peut-être|peut etre|je ne sais pas|h(?:é|e)site|dépend|pourrais
        pourriez|à condition|sauf
        (?:é|e)ternit(?:é|e)|jusqu'(?:à|au)(?! (?:le )?\d)|garder|gardez|déjà|hier|pourquoi|quand|comment|bravo
        génial|super
        encore|seulement
        juste|uniquement|partiel(?:le)?|de voir|maximum|au plus|par erreur|attendez
        recommander|nouvelle commande|repasser|pense|envisage
        les deux|une partie|toujours|vacances|cassée?s?|abîmée?s?|manquante?s?
    """),
    "es": rows(r"""
        si|o|u|quiz(?:á|a)s?|tal vez|a lo mejor|no s(?:é|e)|dud[oa]|depende|podr(?:í|i)a|siempre que|salvo|eternamente
        hasta(?! (?:el|entonces|que llegue|\d))|quedarme|ya (?:he|me|lo)|ayer|por qué|cuándo|cómo|genial
        estupendo|otra vez|solo|sólo|los dos
        menos|únicamente|parcial|a ver|máximo|como mucho|por error|esperen
        volver a pedir|pedir de nuevo|(?:nuevo|otro) pedido|pensando|pienso
        ambos|toda la vida|vacaciones|rot[oa]s?|dañad[oa]s?|defectuos[oa]s?
    """),
    "nl": rows(r"""
        als|indien|mits|of|misschien|wellicht|weet niet|twijfel|hangt ervan af|zou|tenzij|anders|eeuwig|tot
        houden|al|gisteren
        enkel|gedeeltelijk\w*|per ongeluk|afwachten|maximaal|hooguit
        opnieuw bestel\w*|nieuwe bestelling|denk
        vakantie|kapot|beschadigd|waarom|wanneer|hoe|fantastisch|geweldig|lekker dan|alweer|alleen|beide|allebei
    """),
    "it": rows(r"""
        se|o|oppure|forse|non so|dipende|potrebbe|altrimenti|caso
        solo|soltanto|parziale|per errore|massimo|vedere
        riordin\w+|nuovo ordine|pensando|penso
        vacanz[ae]|rott[oa]|danneggiat[oa]|fino|tenere|già|ieri|perch(?:é|è)|quando|come|fantastico
    """),
    "pt": rows(r"""
        se|ou|talvez|n(?:ã|a)o sei|poderia|sen(?:ã|a)o
        só|somente|apenas|parcial|por engano|máximo|ver
        nova encomenda|encomendar de novo|novo pedido|pensar|pensando
        férias|partid[oa]|danificad[oa]|depende|até|manter|já|ontem|porque|quando|como|fantástico
    """),
}
"""What makes a choice one that is not yet made, not meant, or no more than told of."""

ELSEWHERE = rows(r"""
    newsletters?|subscription|account|appointment|meeting|membership|trial|booking|reservation|installation|call
    mailing list
    insurance|warranty|termin mit|monteur(?:s|termin)?|abo|abonnements?|konto|mitgliedschaft|werbung|versicherung|kurs
    rendez-vous|compte|lettre d'information|infolettre|installateur|assurance|suscripción|boletín|cita|cuenta
    montador|seguro
    nieuwsbrief|abonnement|afspraak|lidmaatschap|rekening|verzekering|iscrizione|appuntamento|abbonamento
    assinatura|consulta
""")
"""What people cancel or exchange besides what they ordered."""

MATTERS = rows(r"""
    (?:delivery|shipping|express|pick-?up|collection)(?! (?:date|day|time|window)s?)|(?<!refund my )payments?
    invoices?|bill|address|vouchers?|coupons?|discounts?|codes?|wrap(?:ping)?|gift|engraving|upgrade|labels?|reminders?
    e-?mails?|messages?|notifications?|complaint|(?:my|this|that) (?:\w+ )?request|trip|holidays?|vacation|flights?|\
        hotel|party|wedding|prime
    add-?ons?|documents?|paperwork|manuals?|costs?|fees?|charges?|postage|difference|dollars|euros|cents|previous
    returns?|returned|autopay|points|plan|sizes?|bigger|smaller|dates|cancel\w*(?: \w+){0,2} exchange
    retoure|rücksendung|storn\w*(?: \w+){0,3} umtausch|umtausch stornieren|annul\w*(?: \w+| l')? ?(?:retour|échange)
    devolución|garantía|cancel\w*(?: \w+)? cambio
    duplicate|the hold|compensation|for the (?:delay|trouble|inconvenience)|to (?:express|dhl|ups|dpd|fedex|gls)
    (?:send|ship) (?:it|this|that|them|everything|my \w+) to
    (?:cancel\w*|refund\w*)(?: \w+){0,3} (?:(?:other|first|second|third|last|next|new|old|\d+) (?:ones?|orders?)|\
        \d+ of)|one of (?:the|them|my|these|those)
    (?:swap|split|cancell?ation|refund)(?= (?:request|of the (?:ship|deliv|post)\w*))|next time|tomorrow|soon|\
        later on|eventually|next week
    (?:on|by|before|after) (?:mon|tues|wednes|thurs|fri|satur|sun)day
    (?:cancel\w*|stop|undo)(?: \w+){0,2} (?:cancell?ation|refund|swap|split|wait|that message)
    \w*(?:kosten|rechnung|zahlung|verpackung|papier|gebühr(?:en)?)|express\w*|lieferung|zustellung|abholung|gutschein\w*
    gravur|aufpreis|differenz|schaden(?:ersatz)?|adresse|anschrift|mail|e-mail|nachricht|anfrage|reklamation|unterlagen
    (?<!refund )(?<!refund me )(?:the |my |some |of )money(?! back)
    geldes|urlaub|reise|euro|andere[ns]? (?:bestellung|auftrag)|(?:erste|\
        zweite|letzte|doppelte)[nrs]? \w+|in kontakt
    zur kenntnis|kenntnis|rücksicht|eine[nrs]? (?:von|der)|bald|beim nächsten mal|morgen|nächste woche
    (?:widerruf\w*|stornier\w*)(?: \w+){0,2} stornierung
    livraison|frais|port|emballage|cadeau|facture|paiement|(?:ma|la|cette|une) demande|adresse|différence|message
    réclamation|vacances|voyage|autre commande|(?:première|deuxième|seconde|dernière) commande|un(?:e)? des
    bientôt|demain|la prochaine fois|annul\w*(?: \w+| l')? ?annulation|supplément|bon d'achat
    entrega|gastos|envoltorio|regalo|otro pedido|otra compra|(?:primer|segundo|último) pedido|factura|pago|dirección
    mensaje|solicitud|queja|diferencia|env(?:í|i)o (?:exprés|urgente)|expr(?:é|e)s|tarjeta|vacaciones|viaje|\
        un[oa] de l[oa]s
    pronto|la próxima vez|(?:cancel|anul)\w*(?: \w+)? (?:cancelación|anulación)|cupón|compensación
    bezorg(?:ing|en)|levering|\w*kosten|cadeau\w*|andere bestelling|(?:eerste|tweede|laatste) bestelling|factuur|\
        betaling
    adres|bericht|mailtje|aanvraag|verschil|gravering|spoed\w*|vakantie|reis|een van de|volgende keer|binnenkort
    consegna|spese|altro ordine|(?:primo|secondo|ultimo) ordine|fattura|pagamento|indirizzo|messaggio|richiesta|reclamo
    differenza|confezione|regalo|vacanz[ae]|viaggio|la prossima volta|domani|un[oa] dei
    portes|outr[oa] (?:encomenda|pedido)|(?:primeir|segund|últim)[oa] (?:encomenda|pedido)|fatura|pagamento|morada
    endereço|mensagem|reclamação|diferença|embrulho|presente|férias|viagem|um[oa]? d[oa]s|amanhã|a próxima vez
""")
"""What people cancel, have refunded, exchange or have sent of an order besides its items, and some other time."""

AWAITED = rows(r"""
    (?<!my )(?:answers?|replies|reply)|response|calls?|refund|money|update|confirmation|news|explanation|instructions
    apology|tracking|(?:un)?til (?:you|i)|next batch|to (?:hear|see)|wait to ship|outside|on hold|on the (?:phone|\
        line)|\
        (?<=wait )with (?:the|my|any) \w+|number|\
        invoice
    (?:i am|i'm|we are|we're) (?:away|on holiday|on vacation)|a (?:second|minute|moment|sec|min)|someone|somebody
    (?<!meine )antwort|geld|erstattung|gutschrift|\w*rechnung|rückruf|anruf|nachricht(?:en)?|rückmeldung|erklärung
    entschuldigung|bestätigung|infos?|am telefon|warten(?: sie)?(?: bitte)? mit|urlaub|seit|immer noch|sendungsnummer
    (?<!ma )réponse|appel|remboursement|argent|excuses?|explications?|retour|nouvelles|confirmation|depuis|toujours
    téléphone|impatience|facture|avoir|numéro|colis de retour|quelqu'un
    (?<!mi )respuesta|contestación|llamada|noticias|reembolso|dinero|explicaci(?:ón|ones)|instrucciones|desde|todavía
    devolución|disculpas?|confirmación|factura|alguien|teléfono
    (?<!mijn )(?:antwoord|reactie)|geld|bericht|terugbetaling|terugbelverzoek|uitleg|bevestiging|sinds|nog steeds
    factuur|nieuws|telefoon|excuses
    (?<!mia )risposta|notizie|riscontro|rimborso|soldi|spiegazion[ei]|conferma|chiamata|fattura|scuse|ancora
    da (?:\w+ ){0,2}(?:giorni|settiman[ae]|mes[ei]|ieri|lunedì)
    (?<!minha )resposta|notícias|reembolso|dinheiro|explicaç(?:ão|ões)|confirmação|chamada|fatura|desde|há|ainda
""")
"""What people wait for that is no item, and since when: who waits for an answer has chosen nothing."""

SPOKEN: dict[ChoiceKind, tuple[str, ...]] = {
    "cancel": rows(
        r"cancel\w*|refund\w*|storn\w*|annul\w*|erstatt\w*|rembours\w*|reembols\w*|anul\w*|terugbeta\w*|rimbors\w*"
    ),
    "swap": rows(r"swap\w*|(?:um)?tausch\w*|(?:é|e)chang\w*|cambi\w*|(?:om)?ruil\w*|scambi\w*|troc\w*"),
}
"""Words that speak of a choice, whoever makes it: two in one answer are for a person."""

FILLERS = rows(r"""
    then|so|well|just|in that case|therefore|actually|after all|i think|yes|in this case
    my (?:choice|answer|decision)(?: is)?
    dann|also|doch|eher|lieber|daher|deshalb|meine (?:wahl|entscheidung)|dans ce cas|alors|donc|du coup|mon choix
    entonces|pues|en ese caso|mejor|mi elección|dan|dus|toch|liever|in dat geval|allora|quindi|então|por isso
    (?:the )?(?:option|choice|antwort|option) ?(?:is)?|i choose|ich wähle|je choisis|elijo|ik kies
""")
"""What may stand before a choice."""

POLITE = rows(r"""
    pls|plz|svp|stp|aub|a\.u\.b|bte|porfa|por favor|s'il vous pla(?:î|i)t|per favore|alstublieft
    hi|hello|hey|dear(?: \w+){0,3}|good (?:morning|afternoon|evening)
    thanks?(?: (?:you|a lot|so much|again|very much|in advance|for [^.!?\n]{1,80}))*
    thank you[^.!?\n]{0,80}|many thanks|cheers|best(?: regards| wishes)?|kind regards|regards|sincerely|yours
    no problem|no worries
    ok(?:ay)?|yes|sure|alright|perfect|great|got it|understood|sorry|please
    have a (?:nice|good|great) (?:day|weekend|one)
    hallo|guten (?:tag|morgen|abend)|liebe[rs]?(?: \w+){0,3}|sehr geehrte[^.!?\n]{0,40}
    danke(?:sch(?:ö|oe)n)?(?: [^.!?\n]{0,60})?|vielen dank[^.!?\n]{0,80}
    (?:mit )?(?:freundliche[nr]?|viele|liebe|beste|sch(?:ö|oe)ne) gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|lg|vg|mfg|ja
    alles klar|super|bitte|kein problem
    bonjour(?: [^.!?\n]{0,30})?|bonsoir|merci[^.!?\n]{0,80}|cordialement|bien à vous|bonne (?:journée|soirée)
    oui|très bien|d'accord|parfait
    hola(?: [^.!?\n]{0,30})?|buen[oa]s(?: \w+)?|gracias[^.!?\n]{0,80}|muchas gracias[^.!?\n]{0,80}
    (?:un )?saludos?(?: cordial(?:es)?)?|s(?:í|i)|vale|de acuerdo|perfecto
    beste(?: \w+){0,3}|geachte[^.!?\n]{0,40}|goede(?:morgen|middag|navond)|bedankt[^.!?\n]{0,80}
    dank(?: u| je)?[^.!?\n]{0,40}|(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|graag gedaan|prima
    buongiorno|salve|ciao|grazie[^.!?\n]{0,80}|cordiali saluti|saluti|va bene|ol(?:á|a)|bom dia|boa tarde
    obrigad[oa][^.!?\n]{0,80}|cumprimentos|abra(?:ç|c)os?|tudo bem
""")
"""What says nothing but courtesy."""

SAYS_MORE = rows(r"""
    yes|no(?! (?:problem|worries|rush))|ja|nein|nee|oui|non|s(?:í|i)|sim|n(?:ã|a)o
    but|however|aber|jedoch|allerdings|mais|pero|maar|porém
    merci (?:de|d')(?! ?(?:votre|ton|ta|cette|la|l'|m'avoir|nous avoir|avoir))
""")
"""What makes of courtesy an answer: a yes or no, perhaps to a question of the notice; a "thank you, but"; a request."""
