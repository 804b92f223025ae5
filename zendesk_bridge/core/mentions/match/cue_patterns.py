"""The turns of phrase that make a number an item, or something else; for lower-case text without accents."""

from __future__ import annotations

import re

_ARTICLE = (
    r"(?:l'|(?:the|an?|my|our|your|this|that|der|das|die|den|ein|meine?|le|la|les|un|une|mon|ma|el|los|las|una|mi|mis)"
    r"\b)"
)
_PRODUCT = (
    r"(?:(?:numero\s(?:d'|de\s(?:l'|la\s)?|del\s)|number\sof\s(?:the\s)?|nummer\sde[rs]\s)?"
    r"(?:item|artikel|produkt|product|teile|modell|article|articulo|produit|producto|model|modele|modelo|part|teil|piece|pieza|sku|ref|reference|"
    r"referencia)\w{0,8}|one\s+(?:i|we)|thing|ding|code\s+of\s+the)"
)
_IN_STOCK = (
    r"(?:(?:back\s+)?in\s+stock|out\s+of\s+stock|back\s+again|available|unavailable|sold\s+out|back-?ordered|"
    r"on\s+back-?order|discontinued|restocked|lieferbar|verfugbar|vorratig|ausverkauft|vergriffen|auf\s+lager|disponible|en\s+(?:stock|"
    r"existencias)|de\s+nouveau|epuise|agotad[oa]|en\s+rupture)"
)
_COLOUR = (
    r"(?:black|white|blue|red|green|gr[ea]y|pink|yellow|brown|schwarz|weiss|blau|rot|grun|grau|gelb|braun|rosa|noire?|"
    r"blanc(?:he)?|bleue?|rouge|verte?|grise?|jaune|marron|negr[oa]|blanc[oa]|azul|roj[oa]|verde|gris|amarill[oa])"
)

SAYS_NOW = re.compile(
    r"""(?:[:=\#(]|\b(?:is|was|are|were|reads|says|ist|war|sind|lautet|heisst|est|etait|sont|es|era|son|no|nos|nr|num|
    number|nummer|numero|n[o.]?|code|codigo|called|named|numbered|marked)\.?:?)[\s"'*(]*\Z""",
    re.VERBOSE,
)
"""The end of what leads up to a number: "... is", "... no.", "...:"."""

IS_ITEM = re.compile(
    rf"""[\s"'*,)(-]{{0,4}}(?:(?:which|that|das|was|die|der|qui|que|this|it)\s+)?
    (?:is|was|are|were|isn't|wasn't|ist|war|sind|lautet|heisst|est|n'est|c'est|etait|es|era|no\s+esta|esta|being|as|als|comme|como|=)\s+
    (?:(?:still|noch|toujours|encore|todavia|now|not|nicht|pas|wieder|currently|derzeit|actualmente|actuellement)\s+){{0,2}}
    (?:{_IN_STOCK}|{_ARTICLE}\s?(?:\w+\s){{0,2}}?{_PRODUCT})\b""",
    re.VERBOSE,
)
"""What follows an item: "... is out of stock", "... ist der Artikel"."""

DIRECTLY_ITEM = re.compile(
    rf"""[\s"'*]{{0,3}}(?:\((?:{_ARTICLE}\s)?{_PRODUCT}\b
    |,?\s?\(?(?:in\s+)?(?:size|colou?r|grosse|der\s+farbe|farbe|taille|talla|couleur|en\s+(?:taille|talla|color|couleur))\b
    |,?\s?\(?(?:in|en)?\s?{_COLOUR}\b
    |(?:in|aus|from|dans|en|de|del|on|auf|sur)\s+(?:your|the|dem|ihrem|eurem|ihrer|eurer|votre|le|su|el|vuestro|tu)\s+
     (?:catalog\w*|katalog|shop|web\w*|online\w*|site|store|boutique|tienda|basket|cart|panier|warenkorb)\b
    |(?:{_IN_STOCK}|wieder\s+(?:lieferbar|verfugbar|vorratig))\b
    |(?:is|was|ist|war|est|es)?\s?(?:missing\s+from|fehlt\s+i[nm]|fehlte\s+i[nm]|manquait|manque\s+dans|faltaba\s+en|falta\s+en)\b)""",
    re.VERBOSE,
)
"""The same without a verb: "... (the item)", "... in size L", "... from your catalogue"."""

AMOUNT = re.compile(
    r"""[\s"'*]{0,3}(?:[$%]|(?:eur|euros?|usd|dollars?|pounds?|units|pieces|pcs|stuck|items|articles|steps|
    miles|km|ml|kg|mm|cm|g|gb|mb|followers|people|uds|unidades|personen|mal|times|points|punkte|puntos|hours|days|
    x\s?\d+\s?(?:px|mm|cm))\b)""",
    re.VERBOSE,
)
"""What makes a number an amount."""

_COUNT = (
    r"(?:one|two|three|four|five|six|ten|both|a\s?couple\s?of|eine?n?|zwei|drei|vier|funf|sechs|zehn|deux|trois|quatre|cinq|"
    r"six|dix|dos|tres|cuatro|cinco|seis|diez)"
)
_PIECES = (
    r"(?:pairs?|paar|paire?s?|pares?|par|pieces?|pcs?|stuck|stk|units?|unidad(?:es)?|uds|exemplaires?|ejemplar(?:es)?|packs?|"
    r"packung(?:en)?|sets?|boxes|box|kartons?|boites?|cajas?|rolls?|rollen|rouleaux|rollos?|bottles?|flaschen?)"
)
_MORE = r"(?:more|other|another|further|weitere|autres|mas)"

QUANTITY_END = re.compile(
    r"(?:\d|\bx|[xl.*\x1f]|of|vo[nm]|des?|du|la|le|the|los|las|de[rn]|die|st|stk|stuck|uds|es|ts|pcs?|paar|pairs?|more|weitere|s)\W*\Z"
)
"""How every QUANTITY ends: a cheap look before the long one."""

QUANTITY = re.compile(
    rf"""(?:(?<![\w.,])\d{{1,3}}\s?(?:x|\x1f|\*|pcs\.?|pc\.?|st\.?|stk\.?|stuck|mal|uds\.?|unidades|units|pieces)
       (?:\s(?:of|von|de|du|del|la|le|the))*\s*
    |(?:\d{{1,3}}|{_COUNT})\s(?:x|mal|(?:{_PIECES}\s)?(?:of|von|vom|de|du|del|des)|{_PIECES}|{_MORE})
       (?:\s(?:the|la|le|los|las|der|die|den))?\s*
    |(?:qty|menge|anzahl|cantidad|quantite|cant)\W{{0,3}}\d+\W{{1,3}})\Z""",
    re.VERBOSE,
)
"""How many of it, just before: "2 x"."""

WANTED = re.compile(
    rf"""\b(?:ordinato|comprato|aspetto|aspettiamo|manca|mancano|ricevuto|besteld|gekocht|ontbreekt|ontvangen|wacht\sop|
    zamowilem|zamowilam|kupilem|kupilam|brakuje|czekam\sna|encomendei|comprei|recebi|falta|faltan|recibido|bestallt|kopte|
    vantar\spa|saknar|bestilt|kobte|mangler|venter\spa|fatt|modtaget|fehlt|fehlen|manque|recu|erhalten|paid\sfor|
    happened\s(?:to|with)|cancel|except|keine?n?|geen|nessun\w?|aucune?|bought|buy|purchased|
    (?:to|can\si|could\si|i'd\slike\sto|please|we|i|re-?)\s?order(?:ed)?|ordered|wanted|
    waiting\s(?:for|on)|wait\sfor|gekauft|kaufen|bestellt|bestellen|warte\sauf|warten\sauf|achete|acheter|
    (?:j'?ai|avons|avez|je|nous|deja|bien|recommande)\s(?:deja\s|bien\s)?commande|commander|attends|attendons|attend|compre|comprado|comprar|pedi|pedir|encargue|encargar|espero|esperamos|esperando|
    want|need|looking\sfor|suche|cherche|busco|brauche|brauchen|have|got|received|sent|missing|instead\sof|
    replacement\sfor|replace|exchange|swap|statt|anstatt|ersatz\sfur|au\slieu\sd[eu]|a\sla\splace\sd[eu]|remplacer|
    en\slugar\sdel?|en\svez\sdel?|cambiar|sustituir|compatible\swith|no\ssign\sof|still\sno|regarding\sthe|carry|restock|reorder|sell|stocking|(?:listed|sold|described|
    marked|gelistet|gefuhrt|verkauft|reference|vendu|catalogado|vendido)\s(?:as|als|sous|comme|como))\s?:?\s
    (?:(?:{_ARTICLE}|another|some|ihren?|votre|einen|eine|one|two)\s)?\Z""",
    re.VERBOSE,
)
"""A verb of buying, having or missing, just before."""

OWNED = re.compile(
    r"(?:^|\s)(?:the|my|our|your|this|that|das|die|den|meine?n?|unsere?n?|les?|mon|ma|mes|notre|el|los|las|mis?)\s?\Z"
)
"""An article just before: people say "my 100234" of a thing, and "my order 100234" of an order."""

ORDER_VERB = re.compile(
    r"""\b(?:to|can\si|could\si|may\si|can\swe|i'd\slike\sto|i\swould\slike\sto|want\sto|please|let\sme|re|i|we|ve|
    just|mochte|veux|quiero|souhaite|ai|avons|avais|pas|jamais|rien|bien|encore)[\s-](?:just\s)?
    (?:order|commander|pedir|commande|recu)\Z""",
    re.VERBOSE,
)
"""The verb, which is spelled as the noun."""

URL_BEFORE = re.compile(
    r"(?:https?://|www\.|(?<![\w-])[\w-]+\.(?:com|de|fr|es|eu|net|org|shop|example|test|co\.uk|at|ch|be)/)\S*[/=?&_-]\Z"
)
DIGITS_OF_ZIP = re.compile(r"\d{5}|\d\d-\d{3}|\d{4}-\d{3}|\d{3} \d\d")
STATE = re.compile(r",\s?[A-Z]{2}\.?\s\Z")
"""What stands before a ZIP code in the USA; with its capitals."""

CITY = re.compile(r"\s[A-Z][a-z]{2,}")
"""What stands behind a ZIP code in Europe; with its capital."""

HOST = re.compile(r"\A(?:https?://)?[^/]*")
INITIALS = re.compile(r"\b([ps])/(n)\b")
WORDS = re.compile(r"[a-z]+|[$]")
STOPS = re.compile(r"[.!?](?=\s)|\n\s*\n")
"""Where a sentence may end."""

ABBREVIATION = re.compile(r"(?:\b\w{1,3}|nr|no|nos|num)\Z")
"""What a full stop does not end a sentence after."""

_NO_DIGIT = r"(?:[./-]|[^\W\d])*+"
ROW = re.compile(rf"\s*+(?:[-*\x1f+>]|\d{{1,2}}[.)])?\s*+{_NO_DIGIT}\d[\w./ -]*+(?:\W.{{0,40}})?\Z")
ROW_START = re.compile(r"\s*+(?:[-*+>\x1f]|\d{1,2}[.)])?\s*+\Z")
LIST_JOINT = re.compile(r"(?:[,;/&+]|\b(?:and|und|et|y|e|or|oder|ou|o|sowie))\s*\Z")
LIST_MEMBER = re.compile(
    rf"(?<![\w./-])({_NO_DIGIT}\d[\w./-]*)(?:\s?\([^()]{{0,30}}\))?\s*(?:,|;|/|&|\+|and|und|et|y|e|or|oder|ou|o|sowie)\s*\Z"
)
OTHER_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,-]{2,}\w*(?=\W)")
TIMES = re.compile(r"\s?\(?\s?(?:x\s?\d|\d+\s?(?:x\b|pcs?\b|st|uds|pieces?|unidades))")
CODE = re.compile(r"(?=.*[a-z])(?=.*\d)[a-z0-9]{1,6}[-_/.]?[a-z0-9]{1,6}(?:[-_/.][a-z0-9]{1,6})*\Z")
LINKED = re.compile(
    r"[\s\"']*(?:\(|=|:|,\s(?:the|der|die|das|le|la|l'|el)\b|-\s|is\b|was\b|are\b|ist\b|war\b|est\b|es\b|being\b|as\b|als\b"
    r"|comme\b|como\b)"
)
BESIDE_BEFORE = re.compile(r"\b([a-z]{4,20})[ -]\Z")
BESIDE_BEHIND = re.compile(r"[ -]([A-Za-z]{4,20})\b")
BEHIND = re.compile(r"[\s\"']{0,3}[(\[]\s?(?:the\s|der\s|die\s|das\s|le\s|la\s|el\s|il\s)?([a-z]{2,20})\b")
"""A word in brackets right behind: "It (book)", "AM 171 (SKU)"."""

ABOUT = re.compile(
    r"\b(?:about|around|approx(?:imately)?|circa|ca|etwa|ungefahr|rund|environ|unos|unas|aproximadamente|ongeveer|okolo|cerca\sd[ei]|"
    r"over|more\sthan|less\sthan|up\sto|at\sleast|almost|nearly|mehr\sals|bis\szu|mindestens|plus\sde|moins\sde|mas\sde|menos\sde|fast|"
    r"piu\sdi|meer\sdan|ponad|mais\sde|mer\san|mere\send)\.?\s\Z"
)
"""What makes the number behind it an amount."""

SIZE_BEHIND = re.compile(r"\s?[x*]\s?\d{3,5}\b")
SIZE_BEFORE = re.compile(r"\d{3,5}\s?[x*]\s?\Z")
"""The other side of a picture or a board: 1920 x 1080."""

LIST_AHEAD = re.compile(
    r"(?>(?:\s{0,2}(?:[,;/&+]|\b(?:and|und|et|y|e|or|oder|ou|o|i|og|och|en|sowie)\b)\s{0,2}[a-z]{0,3}[-_.]?\d[\w./-]{2,20}+(?!\s?(?:x|st|pc|stu)\b)){1,20})"
    r"(?:\s(?:(?:are|have|is|sind|sont|son)\s)?(?:all|both|alle|beide|tous|ambos|todos)\b)?"
)
"""The later members of a list, before what is said of all of them."""

CJK_ITEM = re.compile(
    "(?:商品(?:番号|コード|ID)?|品番|型番|製品(?:番号)?|アイテム|JAN(?:コード)?|货号|貨號|商品(?:编号|編號)|产品(?:编号)?|型号|型號|품번|상품(?:번호)?|모델)"
    "[\\s:#.\x1f「『はがの]{0,4}\\Z",
    re.IGNORECASE,
)
CJK_OTHER = re.compile(
    "(?:注文(?:番号)?|電話(?:番号)?|郵便番号|伝票(?:番号)?|追跡(?:番号)?|会員(?:番号)?|問い?合わせ番号|订单(?:号)?|訂單|电话|快递(?:单号)?|주문(?:번호)?|전화(?:번호)?)"
    "[\\s:#.\x1fはがの]{0,4}\\Z"
)
"""The same in scripts without spaces, right before a number."""

KIT = re.compile(
    r"\b(?:lego|sets?|kits?|zestaw\w{0,3}|sett|conjunto|conjuntos|bausatz|coffret|confezione|puzzle|playset)\s"
    r"(?:(?:no|nr|n|nummer|number|num|numero|numer)\.?\s|\#\s?)?\Z"
)
"""A word for goods that are called by a number, right before it."""
