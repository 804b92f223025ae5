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
        apparently|forever|ages|no choice|should i
        what if|otherwise
        keep(?! (?:my|the) order)|already|yesterday|last (?:week|month)|said|told|why|how|again|once more
        another|but first
        great,? (?:just|now)|how wonderful|lovely|fantastic|brilliant|as usual|except|only|both|some|one of
        unsubscribe
    """),
    "de": rows(r"""
        wenn|falls|sofern|ob|oder|vielleicht|eventuell|evtl|überlege|weiß nicht|weiss nicht|kommt darauf an
        sonst|ansonsten
        ewig|wohl oder übel|mal sehen|könnte|könnten|sollte ich|bis(?! (?:zum|dann|dahin|ende|der|\d))|solange
        behalte|behalten|schon wieder
        bereits|gestern
        warum|wieso|wann|wie|na toll|ja toll|toll|super gemacht|wunderbar|klasse|nur|außer|beides|aber erst
        gesagt|sollten
    """),
    "fr": rows(r"""
        si|s'il(?! (?:vous|te) pla)|sinon|ou|peut-être|peut etre|je ne sais pas|h(?:é|e)site|dépend|pourrais
        pourriez|à condition|sauf
        (?:é|e)ternit(?:é|e)|jusqu'(?:à|au)(?! (?:le )?\d)|garder|gardez|déjà|hier|pourquoi|quand|comment|bravo
        génial|super
        encore|seulement
        les deux|une partie|toujours
    """),
    "es": rows(r"""
        si|o|u|quiz(?:á|a)s?|tal vez|a lo mejor|no s(?:é|e)|dud[oa]|depende|podr(?:í|i)a|siempre que|salvo|eternamente
        hasta(?! (?:el|entonces|que llegue|\d))|quedarme|ya (?:he|me|lo)|ayer|por qué|cuándo|cómo|genial
        estupendo|otra vez|solo|sólo|los dos
        ambos|toda la vida
    """),
    "nl": rows(r"""
        als|indien|mits|of|misschien|wellicht|weet niet|twijfel|hangt ervan af|zou|tenzij|anders|eeuwig|tot
        houden|al|gisteren
        waarom|wanneer|hoe|fantastisch|geweldig|lekker dan|alweer|alleen|beide|allebei
    """),
    "it": rows(r"""
        se|o|oppure|forse|non so|dipende|potrebbe|altrimenti|caso
        fino|tenere|già|ieri|perch(?:é|è)|quando|come|fantastico
    """),
    "pt": rows(r"""
        se|ou|talvez|n(?:ã|a)o sei|poderia|sen(?:ã|a)o
        depende|até|manter|já|ontem|porque|quando|como|fantástico
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
