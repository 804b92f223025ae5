"""The turns of phrase around a product's name, in the languages of customers; for lower-case text without accents.

Every pattern is tried at one place of a short piece of text: none searches on its own.
"""

from __future__ import annotations

import re

from zendesk_bridge.core.mentions.match.cue_words import LINKS
from zendesk_bridge.core.mentions.match.words import listed

BOUGHT = re.compile(
    r"""\b(?:bought|buy|purchased|(?:to|can\si|could\si|i'd\slike\sto|please|we|i|re-?)\s?order|ordered|received|missing|
    waiting\s(?:for|on)|replacement\sfor|instead\sof|no\ssign\sof|still\sno|restock|gekauft|bestellt|bestelle|fehlt|
    fehlen|warte\sauf|warten\sauf|achete|acheter|commande|attends|attendons|manque|compre|comprado|pedi|pedido|espero|
    esperando|faltan?|ordinato|comprato|aspetto|aspettiamo|manca|mancano|besteld|gekocht|ontbreekt|wacht\sop|wachten\sop|
    zamowilem|zamowilam|kupilem|kupilam|brakuje|czekam\sna|encomendei|comprei|espera\sd[eoa]|bestallde|bestallt|kopte|
    vantar\spa|saknar|bestilte|bestilt|kobte|mangler|venter\spa|
    swap|exchange|replace|cancel|return|paid\sfor|pay\sfor|happened\s(?:to|with)|except|erhalten|bekommen|kein\w{0,2}|statt|
    storniere|recu|annuler|echanger|disponibles?|sauf|recibido|recibi|cancelar|cambiar|excepto|ricevuto|ricevuta|annullare|
    cambiare|tranne|ontvangen|annuleren|behalve|otrzymalem|otrzymalam|dostalem|dostalam|oprocz|recebi|recebido|exceto|fatt|
    modtaget|undtagen)\s?:?\s(?:\w{1,6}\s)?\Z""",
    re.VERBOSE,
)
"""A verb of buying or missing, and at most one small word after it."""

WAITING = re.compile(
    r"""\b(?:waiting|wait|warten?|wartet|attend\w{0,3}|espero|esperando|esperamos|aspett\w{1,5}|wacht\w{0,2}|czekam\w{0,2}|
    vantar|venter)\s(?:\w{1,8}\s){0,4}(?:for|on|auf|op|na|pa|por|a|sur|apres)\s(?:\w{1,6}\s)?\Z""",
    re.VERBOSE,
)
ABOUT = re.compile(
    r"""\b(?:
    (?:news|updates?|word|info|information|calling|asking|writing|wondering|enquiring|inquiring|curious|concerned|worried|check|follow(?:ing)?\sup|it'?s|date|eta|neues|neuigkeiten|
    infos?|geht|fragen?|frage\smich|nachfragen?|erkundigen?|nachricht|termin|liefertermin|lieferzeit|nouvelles?|c'est|noticias|novedades|fecha|notizie|data|
    scadenza|nieuws|datum|wiesci|novidades|prazo|nytt|nyt)\s
    (?:about|all\sabout|on|of|for|regarding|concerning|zu[mr]?|fur|uber|um|wegen|von|vom|de|du|des|sur|pour|del?|sobre|
    acerca\sde|para|su|per|over|van|o|om)
    |(?:issues?|problem\w{0,3}|trouble|questions?|help|happy|unhappy|pleased|disappointed|schwierigkeiten|soucis?)\s
    (?:with|about|on|mit|mit\sde[mr]|avec|con|col|met|z|ze|com|med|para|per)
    |(?:status|copy|copies|eta|refund|edition|box|boxes|packs?|pieces?|pairs?|units?|bottles?|sets?)\s(?:of|on|for)
    )\s(?:\w{1,6}\s)?\Z""",
    re.VERBOSE,
)
"""News of it, trouble with it, a copy of it."""

WHERE = re.compile(
    r"""\b(?:where(?:'s|s|\sis|\sare)|when(?:'s|\sis|\sare|\sdoes|\swill|\sdo)|wo\s(?:ist|sind|bleibt|bleiben)|
    wann\s(?:kommt|kommen)|ou\s(?:est|sont)|donde\s(?:esta|estan)|cuando\s(?:llega|llegan)|dov'?\s?e|
    quando\s(?:arriva|arrivano|chega)|waar\s(?:is|zijn|blijft|blijven)|wanneer\s(?:komt|komen|wordt)|gdzie\s(?:jest|sa)|
    kiedy\s(?:bedzie|beda|przyjdzie)|onde\s(?:esta|estao)|var\sar|nar\skommer|hvor\ser|hvor\sblir|hvornar\skommer)
    \s(?:\w{1,6}\s){0,2}\Z""",
    re.VERBOSE,
)

COUNTED = re.compile(
    r"(?<![\w.,$#-])(?:[1-9]\d{0,2}|no|two|three|four|five|six|zwei|drei|vier|deux|trois|dos|tres)\s\Z"
)

HAVE = re.compile(
    r"""\b(?:have|has|had|got|get|want|need|use|own|bought|received|sent|habe?|haben|brauche|mochte|bekommen|ai|avons|
    voudrais|tengo|quiero|quisiera|ho|vorrei|heb|mam|tenho|quero|har)\s(?:\w{1,6}\s){0,2}\Z""",
    re.VERBOSE,
)

OWNED = re.compile(
    r"""\b(?:my|our|mein\w{0,2}|unser\w{0,2}|mon|ma|mes|notre|nos|mi|mis|nuestr[oa]s?|mi[ao]|miei|mie|mijn|onze|ons|moj\w?|
    meus?|minhas?|min|mitt|mina)\s\Z""",
    re.VERBOSE,
)

IT_IS = re.compile(
    r"""\b(?:it'?s|it\sis|es\sist|es\sgeht\sum|c'est|es|e|jest|to|het\sis|het\sgaat\som|det\sar|det\ser)\s
    (?:the|my|our|der|die|das|den|le|la|l'|el|il|lo|o|a|de|het|mein\w{0,2}|mon|ma|mi)\s?\Z""",
    re.VERBOSE,
)
SENTENCE_ENDS = re.compile(r"[.!?]?\s{0,3}(?:\Z|\n)|[.!?]\s")

_WHEN = r"(?:when|wann|quand|cuando|quando|wanneer|kiedy|nar|hvornar|eta|status)"
ASKED = re.compile(
    rf"""(?:\s?[-,!?.:]{{1,3}}\s{{0,2}}|\s(?:please|pls|plz|bitte|svp|por\sfavor|per\sfavore|alstublieft|aub|prosze|tack)\W{{1,3}})
    {_WHEN}\b|\s{_WHEN}\s?(?:[?!]|\Z)""",
    re.VERBOSE,
)
"""The short way to ask: "Ruby Woo!!! when!!!"."""

NOT_HERE = re.compile(
    r"""\sgets?\shere\b|\s(?:should|was\ssupposed\sto|were\ssupposed\sto|was\sdue|sollte\w{0,2}|devait|tenia\sque|doveva|zou)\s
    (?:have\s)?(?:be|been|arrive|arrived|come|ship|shipped|da|schon|arriver|etre|llegar|arrivare|komen)\b
    |\W{0,3}(?:(?:is|are|was|were|ist|sind|est|sont|esta|estan|e|sono|jest|ar|er)\s)?
    (?:(?:still|noch|immer|toujours|nog|ancora|todavia|ainda)\s){0,2}
    (?:(?:is|are|was|were)n'?t|not|nicht|pas|no|non|niet|nie|nao|inte|ikke)\s(?:(?:yet|esta|encore)\s)?
    (?:here|there|in\s(?:the|my)|da|la|aqui|qui|hier|tutaj|har|her|yet|recu)\b""",
    re.VERBOSE,
)
I_GOT = re.compile(
    r"""\s(?:(?:that|which|die|das|den|que)\s)?(?:i|we|ich|wir|je|j'ai|nous|he|ho|hebben|heb)\s?
    (?:(?:'ve|have|had|just|ai|avons)\s)?(?:got|bought|ordered|paid|purchased|received|returned|pre-?ordered|pedi|compre|
    commande\w?|achete\w?|comprado)\b""",
    re.VERBOSE,
)

LISTED = re.compile(r"\s?[,;&+]\s?[a-z]{1,6}[-_]?\d{2}")
"""A code behind a comma: what is listed with it is a product, too."""

WRITTEN_WITH = re.compile(
    r"""\b(?:
    (?:sent|writing|written|typing|typed|posted|mailing|calling|texting|browsing|logged\sin)\s(?:\w{1,8}\s){0,3}
        (?:from|on|via|with|using)
    |(?:schreib\w{0,3}|geschrieben|gesendet|getippt|tippe)\s(?:\w{1,8}\s){0,3}(?:vom|von|mit|am|auf|uber)
    |(?:ecri[st]|envoye|tape|redige)\s(?:\w{1,8}\s){0,3}(?:depuis|de|du|avec|sur)
    |(?:escribo|escrito|enviado|escrevo)\s(?:\w{1,8}\s){0,3}(?:desde|con|do|de|pelo|no)
    |(?:scrivo|scritto|inviato)\s(?:\w{1,8}\s){0,3}(?:dal|da|con)
    |(?:typ|schrijf|verzonden|verstuurd|getypt)\s(?:\w{1,8}\s){0,3}(?:vanaf|van|op|met|vanuit)
    |(?:pisze|wyslane|wyslano)\s(?:\w{1,8}\s){0,3}(?:z|ze)
    |(?:skriver|skickat|sendt|skrevet)\s(?:\w{1,8}\s){0,3}(?:fran|fra|pa|med)
    )\s(?:(?:my|the|an?|our|meine[mnr]?|dem|der|mon|ma|l'|mi|el|mio|il|mijn|een|de|mojego|meu|o|min|mitt)\s?)?\Z""",
    re.VERBOSE,
)
"""What a customer writes with, and not about."""

ARTICLE = re.compile(
    r"\b(?:the|an?|der|die|das|den|les?|la|una?|une|el|los|las|il|lo|het|een|de|den|det) \Z", re.IGNORECASE
)
JOINED = re.compile(r"-[A-Za-z]{3,30}\b")
"""The noun that a name is joined to: what is said of a "Kallax-Regal" is said of the Kallax."""
WITHIN = re.compile(
    r"""\b(?:in|at|near|behind|beside|inside|outside|under|by|im|am|beim|hinter|neben|vor|unter|dans|devant|derriere|
    pres\sde|sous|junto\sa|detras\sde|nel|nella|vicino|dietro|naast|achter|voor|onder|przy|obok|pod|no|na|atras\sd[ao]|bag|ved|
    bredvid|bakom|framfor)\s(?:(?:the|my|our|de[rmnt]|die|das|dem|la|le|l'|el|il|het|de|een|a|o|ein\w{0,2}|mein\w{0,2}|
    unser\w{0,2}|notre|nuestro|mijn|onze)\s?)?\Z""",
    re.VERBOSE,
)
"""Where something is put or stands: seldom in a product that is waited for."""
INDEFINITE = re.compile(r"\b(?:an?|any|some|eine?n?|une|una|uma?|een|ett?|jakis|jakas)\s\Z")
"""What is spoken of as one of many is seldom the one that was ordered."""
AS_VERB = re.compile(
    r"\b(?:can|could|would|will|please|want\sto|like\sto|need\sto|have\sto)\s(?:you\s)?(?:please\s)?\Z"
)
"""What makes the first word behind it a verb: "can you switch ..."."""
QUESTION_BEFORE = re.compile(r"(?:\A|[.!?\n\x1f]\s{0,2})[^\w\s]?(?:\w{1,6}\s){0,3}\Z")
QUESTION_BEHIND = re.compile(r"\s?\?")
LINE_START = re.compile(r"(?:\A|\n)(?:[*-] )?\Z")
LINE_END = re.compile(r"[ \t]{0,3}(?:\Z|\r?\n|[?!:.]|[-,(]\s|- )")
SENTENCE_STARTS = re.compile(r"(?:\A|[.!?:]['\")]?\s|\n)\W{0,3}\Z")
SURNAME = re.compile(r" [A-Z]\w")
FIRST_NAME = re.compile(r"\b([A-Z]\w{0,20}+)(?:\.|,)? \Z")
INNER_CAPITALS = re.compile(r"[a-z][A-Z]|\b[A-Z]{3}")
WORD_BEFORE = re.compile(r"([A-Za-z]{2,20}+)\W{0,3}\Z")
WORD_BEHIND = re.compile(r"\W{0,3}([A-Za-z]{2,20}+)")

CJK_SHOPPING = re.compile(
    "[届納壊]|注文|発[送注]|入荷|欠品|在庫|商品|配[送達]|返[品金]|到着|未着|破損|購入|订[单购]|[发缺到退]货|库存|배송|주문|"
    "재고|언제"
)
CJK_PARTICLES = frozenset("\u3092\u304c\u306f\u3082\u306e 0123456789x")
"""What may stand behind a Japanese name, and not behind the same letters as an adverb."""

BETWEEN = LINKS | listed(
    """
    again ainda all also anche ancora auch aun aussi been being bis both by d didn doesn don ete foi for going haben had
    han har has hasn hat have haven hebben heeft ikke immer inte isn jamais jeszcze jetzt just ll mai meant n nao never
    nicht nie niemals niet no noch nog non nooit not on only ont ook pas re s should sido sigue sin since soll sollte
    stata stato still supposed t tambem to todavia ve wasn werd weren will won wurde
    """
)
"""What may stand between a name and the word by which it is awaited."""

ARTICLES = listed(
    "a an das dem den der die el i il l la las le les lo los ma mein meine meinen mes mon my our the un una une your"
)
CLAUSES = listed(
    "als although bo bevor before car cuando durante during gdy if lorsque mens mentre mientras omdat parce porque "
    "quand quando toen weil wenn wahrend when while where because"
)
"""Words that begin another clause: what comes in it is not said of the name."""
INSIDE = listed("aus dans en fra from i im in na nel no uit w")
AWAITED = listed(
    """
    abbestellen achete achetee ankommen arrival arrivare arriver arriving beschadigt bestalld bestalt besteld bestellt
    bezahlt bought chegar come coming commande commandee comprado comprato dotrzec encomendado ersetzen gefehlt gekauft
    gekocht inside kam kamen komen kommen kopt kupiony llegar nachliefern ordered ordinato paid pedido przyjsc purchased
    schicken senden stornieren tauschen umtauschen zamowiona zamowiony zuruckgeben zusenden
    """
)
"""Words behind a name by which it is bought or awaited, beside those of ``cue_words``."""
