"""What mail programs and companies put under every mail: "Sent from my iPhone", and the legal paragraphs."""

from __future__ import annotations

import re
from functools import lru_cache

from zendesk_bridge.core.mentions.text.page import Page
from zendesk_bridge.core.mentions.text.patterns import alternatives, table

_DEVICE_LENGTH = 80  # characters of the longest line such as "Sent from my iPhone"
_THING = (
    r"(?:iphon|ipad|ipod|samsung|galaxy|android|outlook|mail\b|e-?mail|courrier|correo|yahoo|gmail|gmx|web\.de|proton"
    r"|blackberry|huawei|xiaomi|redmi|pixel|windows|handy|smartphone|mobil|tablet|portable|móvil|phone|device|gerät"
    r"|téléphone|teléfono|dispositivo|appareil|ordinateur|aol|orange|t-online|thunderbird|bluemail|nokia|xperia|oneplus"
    r"|motorola|telekom|telefon|cellulare|mac\b)"
)
_MINE = r"(?: [\w-]+){1,2}\.?"
_ON = rf"\b.{{0,40}}\b{_THING}.{{0,40}}"
_APP = r" (?:sie (?:sich )?)?(?:outlook|bluemail|yahoo|proton)\b.{0,40}"
DEVICES = table(rf"""
    sent from my{_MINE}
    sent (?:from|via|with|using){_ON}
    get{_APP}
    download{_APP}
    gesendet von meine[mr]{_MINE}
    gesendet (?:von|mit|über|aus){_ON}
    von meine[mr]? {_THING}.{{0,40}}gesendet\.?
    diese nachricht wurde{_ON}gesendet\.?
    holen{_APP}
    laden{_APP}
    outlook f(?:ür|or) .{{2,20}} herunterladen
    envoyé de mon{_MINE}
    envoyé (?:de(?:puis)?|à partir d[eu]|avec|via){_ON}
    provenance\s?:.{{0,20}}\b{_THING}.{{0,40}}
    obten(?:ez|ir|er){_APP}
    télécharge[rz]{_APP}
    enviado desde mi{_MINE}
    enviado (?:desde|de|do|con|via){_ON}
    descargar?{_APP}
    obter{_APP}
    inviato dal mio{_MINE}
    inviato (?:da|con){_ON}
    ottieni{_APP}
    scarica{_APP}
    verzonden vanaf mijn{_MINE}
    ver(?:zonden|stuurd) (?:vanaf|met|via|vanuit){_ON}
    sendt fra min{_MINE}
    sendt fra{_ON}
    hent{_APP}
    skickat från min{_MINE}
    skickat från{_ON}
    hämta{_APP}
    wysłan[eoy] z{_ON}
    pobierz{_APP}
    odesláno z{_ON}
    отправлено (?:\u0441|из){_ON}
    내 .{{1,40}}에서 보냄
    나의 .{{1,40}}에서 보냄
    从我的.{{1,40}}发送
    发自我的.{{1,40}}
    iphoneから送信
""")
"""What mail programs call themselves, in many languages."""
_SENTENCE = re.compile(
    r"\w-\d|[?]|\b(?:to|was|were|is|are|i|you|your|order|number|invoice|about|yesterday|today|wrong|where|ist|ich|gestern"
    r"|nummer|bestellung|rechnung|est|vous|commande|hier|numéro|facture|fue|pedido|ayer|número|factura)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\b(?:my|meine[mr]|mon|mi|mijn|min|mio|meu)\b|^iphone", re.IGNORECASE)

_WRAPPED = 50  # a line that was wrapped is at least so long
_LEGAL_LINES = 40  # lines of a legal paragraph
_LEGAL_LENGTH = 30  # characters
OPENINGS = table(r"""
    th(?:is|e) (?:e-?mail|message|communication|transmission|mail|document)\b
    the (?:information|contents?)\b.{0,40}\b(?:e-?mail|message|communication|transmission)\b
    e-?mail (?:notice|disclaimer|confidential)
    legal (?:notice|disclaimer)
    privacy notice
    privileged
    confidential
    important notice
    notice\b
    disclaimer\b
    caution\b
    external e-?mail
    if you (?:are not|have received|received)
    please consider the environment
    think before you print
    dieses? (?:e-?mail|nachricht|mail|schreiben)\b
    die (?:in dieser )?(?:e-?mail|nachricht)\b
    der inhalt dieser
    wichtiger hinweis\b
    rechtlicher hinweis\b
    hinweis\b
    haftungsausschluss
    vertraulich
    achtung\b
    sollten sie nicht
    falls sie
    wenn sie (?:nicht|diese)
    bitte (?:denken|prüfen) sie
    cet? (?:message|courriel|e-?mail|mail|courrier)\b
    le présent (?:message|courriel|e-?mail)
    les informations contenues
    avis de confidentialité
    avertissement
    confidentialité
    l['\u2019]intégrité de ce
    si vous (?:n['\u2019]êtes pas|avez reçu|recevez)
    pensez à l['\u2019]environnement
    este (?:mensaje|correo|e-?mail|documento|mensagem)\b
    el presente (?:mensaje|correo)
    la información (?:contenida|incluida)
    aviso (?:legal|de confidencialidad)
    advertencia
    confidencialidad
    si (?:usted )?(?:no es|ha recibido)
    antes de imprimir
    quest[oa] (?:messaggio|e-?mail|comunicazione)
    il presente messaggio
    la presente comunicazione
    avvertenza
    di[te] bericht
    de(?:ze|nne|tta) (?:e-?mail|meddelelse|meddelande)
    esta mensagem
    upozornění
    advarsel
    varning
    waarschuwing
    uwaga
""")
"""How legal paragraphs begin."""
LEAD = r"[*_#\"'\[(]*+[^\S\n]?"
_LEGAL = re.compile(
    r"confiden|vertraulich|vertrouwelijk|fortrolig|konfidenti|riservat|důvěrn|poufn|privileged|intended recipient"
    r"|intended (?:only|solely|for)|unauthori[sz]ed|unbefugt"
    r"|nicht der (?:richtige|beabsichtigte) (?:adressat|empfänger)"
    r"|(?:received|erhalten|reçu|recibido).{0,40}(?:error|irrtümlich|erreur)|originated (?:from )?outside"
    r"|outside (?:of )?(?:the|your|our) (?:organi[sz]ation|company)|außerhalb (?:der|ihrer) organisation"
    r"|extern(?:al|er|e) (?:e-?mail|sender|absender|expéditeur)|environment before|before you print",
    re.IGNORECASE,
)
_LEGAL_HINT = re.compile(
    r"addressee|empfänger|adressat|destinata|destinatár|bestimmt|destinée|exclusiv|ausschließlich|virus|umwelt|ausdrucken"
    r"|environnement|d['\u2019]imprimer|medio ambiente|antes de imprimir",
    re.IGNORECASE,
)
_HINTS = 2  # different ones; a single one stands in many a customer's sentence
_ASKING = re.compile(r"\?|\b(?:I|I['\u2019](?:m|ve|d)|my|ich|mein\w*|je|j['\u2019]ai|mon|ma|mes|mi|mis|pedido)\b")
_SENTENCE_END = (".", "!", ":", ";")


def mark(page: Page) -> None:
    """Mark device lines and legal paragraphs, wherever they stand."""
    for index in page.own():
        if _is_device_line(page.lines[index]):
            page.forget(index, index + 1)
    opening, behind = _opening(), 0
    for index in page.own():
        if index >= behind and opening.match(page.lines[index]):
            behind = _paragraph_end(page, index)
            if _is_legal(page.lines[index:behind]):
                page.forget(index, behind)


@lru_cache(maxsize=1)
def _device() -> re.Pattern[str]:
    return re.compile(alternatives(DEVICES))


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    return re.compile(LEAD + alternatives(OPENINGS))


def _is_device_line(line: str) -> bool:
    """Tell whether a line says what it was written on: it would pass for a product's name.

    What asks, names an article, or begins like the rest of a wrapped sentence is none.
    """
    if len(line) > _DEVICE_LENGTH or not _device().fullmatch(line):
        return False
    wrapped = line[0].islower() and not _OWNER.search(line)
    return not (wrapped or _SENTENCE.search(line))


def _paragraph_end(page: Page, first: int) -> int:
    """Return the line behind the paragraph that begins here: it goes on while its lines look wrapped."""
    for index in range(first + 1, min(first + _LEGAL_LINES, len(page.lines))):
        before, line = page.lines[index - 1], page.lines[index]
        if page.html or page.quoted[index] or not line or len(before) < _WRAPPED:
            return index
        if before.endswith(_SENTENCE_END) and not _sounds_legal(line):
            return index
    return min(first + _LEGAL_LINES, len(page.lines))


def _is_legal(lines: list[str]) -> bool:
    """Tell whether a paragraph that opens like a legal one is one, and holds nothing that a customer would ask."""
    text = " ".join(lines)
    return len(text) >= _LEGAL_LENGTH and _sounds_legal(text) and not _ASKING.search(text)


def _sounds_legal(text: str) -> bool:
    return bool(_LEGAL.search(text)) or len({*map(str.lower, _LEGAL_HINT.findall(text))}) >= _HINTS
