"""The words around a day that say how it is meant: until it, from it on, about its week; or that it is not to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from zendesk_bridge.core.days.weekdays import IN_PORTUGUESE
from zendesk_bridge.core.days.writing import WEEKDAY
from zendesk_bridge.core.promises.cue_words import CUES
from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.tables import either, whole_words

_ARTICLE = (
    r",?(?:[ ]*(?:the|den|dem|der|zum|le|la|el|il|lo|o|dia|día|de|van|op|am|im|on|al|au|du|del|date|datum|fecha)"
    r"\b[ ]*){0,3}"
)


def _ahead(text: str, more: str = _ARTICLE) -> re.Pattern[str]:
    """Return what finds one of these rows right before a place, with nothing but articles between."""
    return re.compile(rf"(?<!\w){either(text)}{more}[ |:]*\Z", re.IGNORECASE)


def _behind(text: str) -> re.Pattern[str]:
    """Return what finds one of these rows right behind a place."""
    return re.compile(rf"[ ,(]{{0,3}}{either(text)}", re.IGNORECASE)


def _anywhere(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(text)}(?!\w)", re.IGNORECASE)


WEEKDAY_BEFORE = re.compile(
    rf"(?<!\w){IN_PORTUGUESE}{WEEKDAY}[.,)]{{0,2}}[ ]{{1,2}}(?:the |den |dem |der |le |el |il |o |dia |día )?\Z",
    re.IGNORECASE,
)

BY = _ahead(r"""
    by|no later than|not later than|at the latest(?: by| on)?|latest(?: by| on)?|(?:on or )?before|until|till|up to
    by (?:the )?end of(?: the)?(?: day| business)?|by (?:eod|cob)|(?:between )?now and|zwischen (?:heute|jetzt) und
    entre (?:hoy|ahora) y|entre (?:aujourd'hui|maintenant) et
    within|bis(?: zum| zu| spätestens| einschließlich| inkl\.)*
    (?:bis )?(?:spätestens|längstens)(?: bis)?(?: zum)?|vor
    d'ici(?: au| à| le)?|avant|au plus tard|jusqu'au|jusqu'à|pour
    a más tardar|como (?:muy tarde|máximo)|no más tarde del?|antes de(?:l)?|hasta|para
    uiterlijk|voor|tegen|tot(?: en met| uiterlijk)?|t/m|vóór
    entro(?: e non oltre)?|non oltre|prima del|fino al|al più tardi
    até|no máximo(?: até)?|o mais tardar
    deadline(?: is| of)?|fristende|stichtag|letzter termin|date limite|dernier délai|fecha límite|fecha tope|\
        uiterste datum
    termine ultimo|scadenza|data limite|prazo final
""")
BY_BEHIND = _behind(r"""
    (?:maybe|perhaps|possibly|if not)(?: even)? (?:earlier|sooner)|vielleicht (?:sogar |auch )?(?:früher|eher)
    peut-être (?:même )?(?:avant|plus tôt)|quizás? (?:incluso )?antes|misschien (?:zelfs )?eerder|forse (?:anche )?prima
    at the (?:very )?latest|(?:or|and possibly) (?:sooner|earlier|before)|latest\b|spätestens|oder früher|au plus tard
    a más tardar|como (?:muy tarde|tarde|máximo)|uiterlijk|ten laatste|derniers? délais?|al più tardi|no máximo
    o mais tardar|grand max(?:imum)?|max(?:imum|imaal|imal)?\b|tops\b|deadline\b|fecha límite
""")
FROM = _ahead(r"""
    from|starting(?: from| on)?|as of|after(?!,)|not before|no (?:earlier|sooner) than|earliest(?: on)?|not until|\
        beginning
    onwards? from|ab|ab dem|frühestens(?: am| ab)?|nach|nicht vor|erst (?:ab|wieder)
    à partir d[ue]|dès(?: le)?|après|pas avant|au plus tôt
    a partir de(?:l)?|desde|después del?|no antes del?
    vanaf|na|niet voor|op zijn vroegst|a partire dal?|dopo|non prima del|dal|depois de|não antes de
""")
FROM_BEHIND = _behind(r"""
    on\b(?= *[.,;!)]|$)|onwards?\b
    como (?:muy )?pronto|como mínimo|op (?:zijn|z'n) vroegst|al più presto|no mínimo
    or later\b|at the earliest|earliest\b|oder später|frühestens|au plus tôt|en adelante
    of later|in poi|em diante|ou plus tard|o más tarde
""")
WEEK = _ahead(
    r"""
    week(?: of| beginning| commencing| starting| ending)?|w/c
    woche(?: vom| ab| um| des)?|kw|semaine|semana
    settimana|weken?
    """,
    rf"(?:[ ]+(?:of|vom|du|del|de|van|dal|do|commencing|beginning|starting|ab|op)){{0,2}}{_ARTICLE}"
    rf"(?:{WEEKDAY}[.,]?[ ])?",
)
WAITING = _ahead(
    r"""
    (?:delay(?:ed)?|backorder(?:ed)?|back-order(?:ed)?|postponed|pushed(?: back| out)?|moved(?: back)?|out of stock\
        |wait(?:ing)?)[ ](?:until|till|to)
    (?:verz(?:ö|oe)gert|verschiebt|verschoben)(?: sich)?(?: leider| nun| jetzt)? bis(?: zum)?
    (?:repouss|report|décal|retard)\w{1,6} jusqu'(?:au|à)|(?:retras|aplaz|pospon|pospuest|demor)\w{1,6} hasta
    (?:uitgesteld|vertraagd|verschoven) tot|(?:rinviat|slitt|posticip)\w{1,4} (?:fino )?al?|(?:adiad|atras)\w{1,4} até
    """,
    r"[ ]*(?:(?:the|den|dem|le|el|il|o)[ ])?",
)
"""Until a day, when something is over: it is the day itself that counts."""

MOVED_FROM = re.compile(r"(?<!\w)(?:from|vom|von|du|del|de|van|dal)\Z", re.IGNORECASE)
"""How the words end that stand before a day from which another one moves."""

NOT = _anywhere(r"""
    (?<!if )not(?! (?:later|only|just))|cannot|[a-z]{2,6}n't|never|unable
    (?<!wenn )(?<!falls )nicht(?! (?:später|nur))|kein(?:e[nrs]?)?|ya no
    pas(?! (?:van|op|in|vanaf|na|tussen|half|eind|begin|over))
    (?<!si )no(?! (?:dias?|início|fim|próximo|later|sooner|earlier|change|changes|news|problem|worries|longer than|\
        más|mas|m[áa]ximo|solo|need|reply|action))
    niet(?! later)|geen|non(?! oltre)|não
""")
NOT_BEHIND = re.compile(
    r"[^,;.()!?]{0,50}?(?<!\w)"
    + either(r"""
    (?:is|are|was|will|can|could|would|does|did|has)(?: \w+)? (?:not|no longer)|no longer|cannot|[a-z]{2,6}n't
    nicht(?! (?:vor|später|früher|nur))|ne (?:peut|pourra|sera|pourrons)|n'est|ya no|no se (?:podrá|puede|cumplirá)
    no (?:es|será|podrá)|niet(?! (?:voor|later|eerder))|non (?:è|sarà|può|potr\w{1,4})|não (?:é|será|pode\w{0,4})
    """)
    + r"(?!\w)",
    re.IGNORECASE,
)
TOLD_BEHIND = _behind(r"""
    (?:date |window )?(?:that |which |as )?(?:we|i) (?:had |have |originally |first )?(?:promised|told|quoted|\
        gave|mentioned|said|wrote|announced)
    [^,;.()!?]{0,40}(?:versprochen|zugesagt|beloofd|promised|prometid[oa]|promis)(?!\w)
    (?:wie )?(?:von uns |urspr\w+ )?(?:zugesagt|genannt|versprochen|angekündigt|mitgeteilt)
    (?:que (?:nous|je) (?:vous )?(?:avions|avais)|(?:comme )?(?:initialement )?(?:annoncé|promis|indiqué|prévu))
    (?:que (?:le )?(?:dijimos|dije|indicamos|prometimos|habíamos)|(?:como )?(?:prometid|anunciad|previst)[oa])
    (?:die|dat|zoals) (?:we|wij|ik) (?:eerder )?(?:hadden|had|noemden|noemde|beloofden)
""")
"""Behind a day: that it is one which was told before."""

PLAIN = re.compile(
    either(r"""
    first|zuerst|zunächst|d'abord|primero|eerst|prima|probably|wahrscheinlich|probablemente|waarschijnlijk|\
        the (?:last|other|second|third|first|remaining|final) (?:one|two|part|half)?|\
    [\s,.;:!()'"|\u00b7\u00ab\u00bb\u201c\u201d\u201e-]|it|is|latest|at the latest|no later than|not before|ships?|then
    spätestens|au plus tard|a más tardar|como (?:muy tarde|máximo)|uiterlijk|al più tardi|no máximo|o mais tardar|\
        plus tard
    uit|aus|from|until|d'ici|avant|hasta|antes|tot|entro|até|it's|its|now|will|'ll|be|that|that's|this|going to|would|\
        should|yes|ok|okay|still
    then|stands?|holds?
    remains?|no|change|changes|unchanged|correct|right|sorry|so|instead|actually|currently|we're|we|are
    looking at|at|for|on
    by|between|from|to|around|about|the|new|date|dates?|window|and|most likely|probably|likely|as of today
    my apologies
    es|ist|sind|wird|nun|jetzt|bleibt|bei|beim|dabei|ja|weiterhin|noch|vom|am|bis|zum|zwischen|dem|den|der|neu
    neue|neuer|leider
    voraussichtlich|stattdessen|also|c'est|ce|sera|maintenant|toujours|désormais|du|le|au|entre|rien ne change
    oui|plutôt|finalement
    será|ahora|sigue|siendo|del|el|al|entre|sí|finalmente|het|wordt|nu|blijft|op|tussen|nog steeds|è|sarà|ora
    dal|é|agora
    """)
    + r"{0,30}",
    re.IGNORECASE,
)
"""What may stand around a day that is all that a sentence says."""

SAYS = _anywhere(r"""
    says?|tells? me|tell us|told me|quotes?|sagt|sagen|meldet|nennt|nennen|dit|disent|annonce|indique|dice|dicen|\
        confirman?
    zegt|zeggen|gezegd|meldt|noemt|dicono|detto|diz|dizem|dito|told|dire|gesagt|dicho
""")
"""Somebody tells the day that was asked for."""

ASKS_FOR_WORD = _anywhere(r"""
    (?:hear|write|contact|update|let me know|hör\w*|schreib\w*|melde\w*|bescheid|écri\w*|nouvelles|contact\w*|\
        escrib\w*|noticias|avis\w*)
    (?:schrij\w*|hoor\w*|laat|scriv\w*|notizie|notícias)
""")
"""What a customer asks who wants to know when they hear again."""

SUBJECT_TO = _anywhere(r"""
    subject to|assuming|provided(?! by)|providing|on condition|depend(?:s|ing) on|as long as|supposing
    vorausgesetzt|unter (?:dem )?vorbehalt|vorbehaltlich|je nachdem|hängt (?:davon|von)|angenommen
    sous réserve|à condition|pourvu|en supposant|supposons|dépend|suponiendo|supongamos|siempre que|siempre y cuando
    maybe|perhaps|might|vielleicht|peut-être|quizás?|tal vez|misschien|forse|talvez
    a condición|sujeto a|depende|mits|onder voorbehoud|op voorwaarde|aangenomen|a patto|a condizione|supponendo|dipende
    ammesso che|sujeito a|supondo|contanto que
""")
HEDGE = _anywhere(r"""
    hold me to|(?:can't|cannot|can not|won't|wouldn't) (?:really |yet |quite )?(?:promise|guarantee|swear|commit)|\
        no promises?
    not guaranteed|no guarantee|without guarantee|(?:only|just|purely) a guess
    nagel\w* (?:mich|uns|sie mich)|ohne (?:gewähr|garantie)|(?:nicht|nichts) (?:versprechen|garantieren|zusagen)|\
        nur geschätzt
    (?:m'y|nous y|m'|nous) engager|(?:le |rien |vous le )?(?:promettre|garantir)|sans (?:garantie|engagement)
    una suposición|(?:puedo|podemos|puedo) (?:prometer|asegurar|garantizar)\w{0,5}|sin (?:compromiso|garantía)
    (?:niet|niets) (?:beloven|garanderen|toezeggen)|geen garantie|zonder garantie|onder voorbehoud
    non posso (?:garantir|promett)\w{1,5}|non possiamo (?:garantir|promett)\w{1,5}|senza (?:garanzia|impegno)
    não posso (?:garantir|prometer)|sem (?:compromisso|garantia)
""")
"""Behind a day: that nobody is to hold us to it."""

IF = _anywhere(r"if|wenn|falls|sofern|sobald|once|as soon as|si|s'il|dès que|als|indien|mits|zodra|se")
TAG = re.compile(
    r",[ ]?(?:ok(?:ay|é|e)?|vale|alright|all right|right|yes|no|ja|gut|oui|d'accord|sí|goed|va bene|bene|tá|certo)"
    r"[ ]?\?\s*\Z",
    re.IGNORECASE,
)
"""What makes no question of what was said."""
ABOUT = _behind(r"""
    (?:when|whether|about|for|regarding|wann|ob|wegen|bezüglich|quand|concernant|pour|cuándo|para|sobre|quando|per|\
        wanneer|over|si (?:la|le|l'))(?!\w)
""")
"""Behind "by Friday": that something is done about what follows, and not that itself."""
POINT_IN_TIME = frozenset({"sobald", "once", "as soon as", "dès que", "zodra", "se"})
"""Words that begin a condition only where a clause of its own follows."""
IF_THEY = re.compile(
    r"(?:if|wenn|falls|sofern|sobald|once|as soon as|si|dès que|als|indien|zodra|se) "
    r"(?:(?:the|our|their|a|der|die|das|unsere?r?|la|le|les|notre|nos|el|los|las|nuestr[oa]s?|de|het|onze|er|il|lo|\
        i|gli"
    r"|a|o|os|as) |l')"
    r"(?!(?:new |neue |neuen |nouveau |nouvelle |nuev[oa] |nieuwe |nuov[oa] |nov[oa] )?(?:tim\w+|dates?"
    r"|window|wait|delay"
    r"|day|termin|datum|zeitraum|délai|fecha|plazo|termijn|data|prazo|périod\w+)\b)",
    re.IGNORECASE,
)
"""A condition that the customer has no hand in."""
IF_NOT = _anywhere(
    r"if not|otherwise|sonst|andernfalls|wenn nicht|falls nicht|sinon|si no|de lo contrario|\
    zo niet|anders|altrimenti|se non|senão"
)
BEFORE = _ahead(r"before|until|till|vor|bis(?: zum)?|avant|antes de(?:l)?|hasta|voor|tot|prima del|antes de|até")
NOTHING = _anywhere(r"""
    not|nothing|won't|can't|cannot|no|nicht|nichts|nix|ne|rien|pas|no|nada|niet|niets|non|niente|nulla|não
""")
NOT_AFTER = _ahead(r"""
    (?:nor|and not|or) (?:any )?(?:after|later than)|not after|(?:noch|und nicht|nicht) nach(?: dem)?|\
        ni (?:pas )?après(?: le)?
    (?:et )?pas après(?: le)?|ni después de(?:l)?|(?:y )?no después de(?:l)?|en (?:ook )?niet (?:na|later dan)|\
        noch (?:na|later dan)
    né dopo(?: il)?|e non dopo(?: il)?|nem depois d[eo]
""")
"""Behind a first day: that the next one is the last."""
UNTIL = _ahead(
    r"until|till|bis|avant|jusqu'(?:au|à)|hasta|tot|fino(?: al)?|até",
    r"(?:[ ]+(?:la|the|die|der|\
    zur|week|woche|semaine|semana|settimana|del?|du|vom|van|of|in|el|le|les|du)){0,4}",
)
"""It does not ship until a range of days: it ships in these."""

WRONG_BEHIND = re.compile(
    r"[ ,]{0,2}(?:(?:y|and|und|et|en|but|aber|which|that|das|dat|ce|eso|was|wat)[ ]){0,2}"
    + either(r"""
    (?:is|are|was) (?:no longer|not) |ya no es|n'est plus|ne sont plus|klopt niet|stimmt nicht|gilt nicht
    ist nicht mehr|is niet meer
    """),
    re.IGNORECASE,
)
CORRECTS = _anywhere(r"""
    edit|wait|oops|correction|wrong|mixed up|mistake|korrektur|falsch|verwechselt|moment|erreur|correctif|trompé
    pardon
    corrección|error|equivoqué|perdón|verkeerde?|wacht|vergissing|foutje|errore|sbagliato|correção|engano
""")
"""Words of somebody who takes back what they have just written."""

SWAPPED = _anywhere(r"""
    (?:we|i)(?:'ve| have)?(?: just| now)? (?:swapped|exchanged|replaced(?=[^.!?]{0,60} (?:with|by) ))
    (?:swap|exchange) (?:is|has been) (?:done|made|set up)
    (?:has|have) been (?:swapped|exchanged|replaced|switched)
    (?:um)?tausch (?:ist )?(?:erledigt|eingetragen|gebucht|erfolgt)|(?:um|ein)?getauscht|umgebucht
    (?:échange|remplacement) (?:est )?(?:fait|effectué|enregistré)|(?:avons|ai|été) (?:échangé|remplacé)
    (?:hemos|he|ha sido) (?:cambiado|sustituido)(?=[^.!?]{0,60} por )|cambio (?:está )?(?:hecho|realizado)
    (?:de )?ruil is (?:geregeld|gedaan)|omgeruild|omgewisseld|geruild|(?:abbiamo|ho) (?:sostituito|cambiato)
    trocámos|trocamos
    as (?:you )?(?:asked|wished|requested|agreed),? (?:we|i)(?:'re|'m| are| am)(?: now)? (?:swapping|exchanging)
    (?:wie (?:gewünscht|besprochen|vereinbart)|auf ihren wunsch),? tauschen (?:wir|ich)
    comme (?:vous l'avez (?:demandé|souhaité)|convenu|demandé),? (?:nous échangeons|j'échange)
    como (?:nos )?(?:pidió|solicitó|acordamos),? cambiamos
""")
MATTER = _anywhere(r"""
    refund\w*|reimburs\w*|invoices?|return(?:s|ed|ing)?|address|exchange|erstatt\w*|rückerstatt\w*|rechnung\w*
    retoure|rücksend\w*
    rembours\w*|factures?|retour(?:s|n\w*)?|devolver\w*|reembols\w*|facturas?|devoluc\w*|terugbeta\w*|factuur|retour\w*
    rimbors\w*|fattura|reso|el abono|un abono|avoir
    reembolso|estorno|fatura
""")
"""Matters beside a delay: a sentence about one of these says nothing about shipping."""

CONTRAST = re.compile(
    r"(?<!\w)(?P<word>but|sondern|mais|sino|maar|ma|mas|instead(?! of)|now|jetzt|nun|désormais|maintenant|ahora|nu|ora"
    r"|agora|neu|nieuw|(?P<to>to|auf|au|al|naar|para|zum|→|=>|->))(?!\w)",
    re.IGNORECASE,
)
SEPARATOR = re.compile(
    r"[,;()!?|]|(?<!\S)-{1,2}(?!\S)|(?<!\w)"
    + either(r"""
    and|but|und|aber|sondern|et|mais|y|pero|sino|en|maar|e|ma|mas|so|because|da|weil|denn|car|porque|omdat|while
    whereas
    während|tandis
    """)
    + r"(?!\w)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"[ ]?\([^()\n]{0,40}\)")

UNLESS = re.compile(
    r"(?<!\w)"
    + either(r"""
    unless|if (?:it|we|they|the|your|your \w+|the \w+|this)[^.!?]{0,30}(?:not|n't)
    es sei denn|(?:falls|wenn|sofern) [^.!?]{0,60}(?:nicht|kein)
    sauf si|à moins|si [^.!?]{0,40}(?:pas|ne )|salvo|a menos|si [^.!?]{0,20}no |tenzij|als [^.!?]{0,40}niet
    a meno|se [^.!?]{0,30}non |a não ser|se [^.!?]{0,30}não
    """),
    re.IGNORECASE,
)
OVER = _anywhere(r"""
    (?:has|have|was|were|had)(?: already| been| just)* (?:shipped|sent|dispatched|posted|left)
    (?:shipped|left|went|sent|posted) (?:on|out|today|yesterday|this|earlier|just now|last \w+|(?:mon|tues|wednes|\
        thurs|fri|satur|sun)day)
    (?:we|i|it|they|which|that)(?: already| just| also)? (?:shipped|sent|dispatched|mailed|posted)
    (?:is|are) on (?:its|their) way(?! to us)|already (?:shipped|sent|left|gone|on (?:its|their) way)|left (?:our|\
        the) \w+|went out|left (?:yesterday|\
        this morning|on)
    (?:out the door|gone|picked up|collected|posted) (?:yesterday|this morning|today|last \w+)
    (?:was|were|has been|have been) (?:delivered|collected|picked up)
    (?:ist|sind) (?:schon |bereits |seit )?(?:gestern|heute|vorgestern|letzte\w*|\w+tag|schon|bereits)(?: schon|\
         früh)? (?:raus|weg|unterwegs|los)
    (?:ist|sind) (?:schon |bereits )(?:raus|weg|unterwegs)
    (?:est|sont) (?:déjà |bien )?(?:partie?s?|en route)|déjà dans le camion|(?:está|va|van|están) (?:ya )?(?:de|\
        en) camino
    salieron|ya (?:salió|lo tiene|la tiene|va)|(?:is|zijn) (?:gisteren|vandaag|al|maandag|dinsdag|\
        reeds) (?:de deur uit|weg|onderweg|vertrokken)
    (?:è|sono) (?:già )?(?:in viaggio|uscit\w)|(?:já )?saiu
    (?:hat|haben|heeft|hebben)[^!?\n]{0,60}(?:verlassen|verlaten)|(?:a|ont) quitté|(?:ha|han) dejado|(?:ha|\
        hanno) lasciato
    (?:wurde|wurden|ist|sind|haben)[^.!?]{0,60}(?:versandt|versendet|verschickt|abgeschickt|rausgegangen|ausgeliefert)
    (?:a|ont|avons|est|sont)(?: été| bien| déjà)* (?:expédié|envoyé|parti(?!r))\w{0,2}
    (?:ha|han|hemos|fue|fueron)(?: sido| ya)* (?:enviad|despachad|expedid|salid)\w{1,2}|se envió|salió
    (?:is|zijn|werd|werden|hebben)[^.!?]{0,50}(?:verzonden|verstuurd)
    (?:è|sono|abbiamo)(?: stat\w| già)* (?:spedit|inviat|partit)\w|foi (?:enviad|expedid|despachad)\w
""")
CANCELLED = _anywhere(r"""
    (?:we|i)(?: are|'re| am|'m| have|'ve|)(?: now| just)? cancel(?:l?ed|l?ing)|(?:has|have) been cancell?ed
    (?:is|was|are) (?:now )?cancell?ed
    (?:refund|cancellation) (?:is|was|has been) (?:issued|processed|confirmed|done)
    (?:we|i)(?:'ve| have)? (?:issued|processed|initiated)[^.!?]{0,30}refund
    stornier(?:en|e) (?:wir|ich)|haben? [^.!?]{0,60}storniert|(?:wurde|ist)[^.!?]{0,40} storniert
    (?:nous|j')(?: avons| ai|ai)? ?annul(?:ons|é|e)|a (?:bien )?été annulée?
    you (?:have )?cancell?ed|haben sie [^.!?]{0,30}storniert|vous avez annulée?|(?:diste|dio|has dado|dado|dieron|\
        dimos) de baja
    (?:anulaste|cancelaste|canceló|anuló)|(?:u|je) (?:hebt|heeft|hebben) [^.!?]{0,30}geannuleerd|hai annullato
    cancelamos|hemos cancelado|he cancelado|ha sido cancelado|queda cancelado
    (?:hebben|heb)[^.!?]{0,50}geannuleerd|is geannuleerd|annuleren (?:wij|we)
    abbiamo annullato|annulliamo|è stato annullato|cancelámos|foi cancelad[oa]
""")
SINGULAR = _anywhere(r"it|its|er|sie|es|il|elle|lo|la|het|hij|esso|ele|ela|this (?:item|one)")
PLURAL = _anywhere(r"""
    they|them|both|all (?:items|of them|these)|these items|the items|the two|beides?|beide[rnm]?|alle|die artikel
    ils|elles|les deux|tous|ces articles|ambos|ambas|los dos|todos|estos artículos|allebei|deze artikelen|entrambi
""")
A_DATE = _anywhere(r"date|dates|\w*termin|\w*datum|fecha|data|dag")
BOTH = _anywhere(r"""
    both|all (?:items|of them|of it|three)|everything|either of them|the two|beides?|beide[rnm]?|alles
    alle (?:artikel|drei)
    les deux|tous|tout|ambos|ambas|los dos|las dos|todo|allebei|beide|alles|entrambi|tutto|tudo
""")
RESPECTIVELY = _anywhere(r"""
    respectively|respectivement|respectivamente|beziehungsweise|bzw|jeweils|respectievelijk|rispettivamente
""")
FOR = re.compile(
    r"[ ,)]{0,3}(?:for|about|on|regarding|concerning|für|zum|zur|wegen|bezüglich|pour|au sujet d[eu]|à propos d[eu]"
    r"|concernant|para|sobre|acerca de|voor|over|betreffende|per|su|beim?)[ ]+"
    r"(?:(?:the|your|den|die|das|dem|der|ihr(?:e|en)?|le|la|les|l'|votre|el|los|las|su|de|het|uw|il|lo|o"
    r"|artikel|article|artículo)[ ']*){0,3}[\"'\u00ab\u201e\u201c ]{0,3}\Z",
    re.IGNORECASE,
)
JOINER = re.compile(
    r"[\s,&+/\"'\u00ab\u00bb\u201e\u201c\u201d()-]{0,6}(?:(?:and|und|et|y|e|en|as well as|sowie|plus|the|your|der"
    r"|die|das|den|ihr(?:e|en|em)?|of|le|la|les|l'|votre|vos|el|los|su|sus|uw|de|het|il|i|item|items"
    r"|artikel|article|artículo|both|o|os)[\s,\"'\u00ab\u00bb\u201e\u201c\u201d]{1,4}){0,5}",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def cue_patterns() -> Mapping[DayCue, re.Pattern[str]]:
    """Return what finds the telling words of each meaning; made when the first reply is read, for it takes a while."""
    return {cue: whole_words(lines) for cue, lines in CUES.items()}
