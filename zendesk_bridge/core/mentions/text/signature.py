"""The signature at the end of a mail: below "-- ", or below a sign-off when nothing but contact lines follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zendesk_bridge.core.mentions.text.page import Page
from zendesk_bridge.core.mentions.text.patterns import table

LINES = 16
"""The longest signature that is recognised."""

LINE_LENGTH = 80
"""The longest line in it."""

_DELIMITER = "-- "
_SIGN_OFFS = table(r"""
    (?:(?:many|best|kind|kindest|warm|warmest|with best|with kind)\s)*regards
    best(?: wishes)?
    all the best
    cheers
    (?:many )?thanks(?: (?:a lot|so much|again|in advance|and (?:best |kind )?regards))?
    thank you(?: (?:very much|so much|in advance|again))?
    (?:yours )?(?:sincerely|faithfully|truly)(?: yours)?
    respectfully
    (?:mit )?(?:(?:freundliche|beste|liebe|viele|herzliche|schöne|sonnige)[nmr]?\s)*gr(?:ü|ue)(?:ß|ss)(?:en?)?
    (?:(?:lieben|schönen)\s)?gru(?:ß|ss)
    mfg|lg|vg|hochachtungsvoll
    (?:(?:vielen|besten|herzlichen)\s)?danke?(?: im voraus)?
    (?:(?:bien|très)\s)?cordialement
    (?:(?:meilleures|sincères|cordiales)\s)?salutations(?: distinguées)?
    merci(?: d['\u2019]avance| beaucoup)?
    bonne (?:journée|soirée|réception)
    bien à vous
    (?:(?:un|cordiales|muchos)\s)?(?:cordial )?saludos?(?: cordial(?:es)?)?
    atentamente
    (?:muchas )?gracias(?: de antemano)?
    un abrazo
    (?:cordiali|distinti) saluti
    grazie
    (?:met )?vriendelijke groet(?:en)?
    (?:hartelijke )?groet(?:en|jes)?
    bedankt
    (?:med )?(?:venlig hilsen|vänliga? hälsning(?:ar)?)
    hilsen|hälsningar|mvh
    z poważaniem|pozdrawiam|s pozdravem
    atenciosamente|obrigad[oa]
    (?:melhores )?cumprimentos
""")
_SIGN_OFF = re.compile(
    rf"(?:{'|'.join(_SIGN_OFFS)})[\s,.!\u2013-]{{0,3}}(?:[^\W\d_](?:[^\W\d_]|[.' -]){{0,30}})?", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?:t[eé]l(?:ef[oó]no?|éphone|efon)?|phone|mobile?|mob|cell|fax|handy|t|m|f|p|e|w|d|office|direct|e-?mail|mail|web"
    r"|internet|www|móvil|fixe|portable|ust-?id\S{0,5}|vat\S{0,5}|hrb|amtsgericht|registergericht|sitz|siret|siren|rcs"
    r"|geschäftsführer(?:in)?|cif|nif)\b[.:\s]*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\+|00|\(0|0)\d?[\d\s()/.\u2013-]{6,24}\d(?:\s?(?:ext|x|dw)\.?\s?\d{1,5})?|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"
)
_MAIL = re.compile(r"[<(\[]?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}[>)\]]?", re.IGNORECASE)
_HOST = re.compile(
    r"<?(?:https?://)?(?:www\.)?[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z]{2,10}/?>?"
    r"|(?:https?://)?(?:www\.)?(?:linkedin|facebook|instagram|twitter|x|xing)\.com/\S{1,60}",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?i:.*(?:str\.|straße|strasse|street|\bst\b|\broad\b|\brd\b|avenue|\bave\b|\brue\b|\bcalle\b|platz|weg\b|allee|\blane\b"
    r"|boulevard|plaza).{0,30})"
    r"|[A-Z]{0,2}-?\d{4,5}\s+[^\W\d_]\D{1,40}|[^\W\d_]\D{1,30},\s*[A-Z]{2}\s+\d{5}"
    r"|.{0,30}\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}"
)
_NAMES = re.compile(r"[^\W\d_][^\d?!:;]{0,59}")
_WORDS = 7  # words of the longest name
_CUE = re.compile(
    r"\b(?:order|item|sku|part|model|artikel|bestell|commande|pedido|article|product|produkt)", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*[|•·]\s*|\s{2,}")


def mark(page: Page) -> None:
    """Mark the signature at the end, and another above that; one that has nothing above is not a signature."""
    own = page.own()
    while 0 < (length := signature_length([page.raw[index] for index in own[-LINES:]])) < len(own):
        for index in own[-length:]:
            page.forget(index, index + 1)
        del own[-length:]


def signature_length(tail: Sequence[str]) -> int:
    """Return how many of these last lines of a text, none of them empty, are its signature.

    "-- " begins one whatever follows. "--", whose space a helpdesk may have taken, and a sign-off do so only when
    nothing but contact lines follows, with a phone number, an address or a host among them.
    """
    hard, contact = False, True
    for length, raw in enumerate(reversed(tail), start=1):
        if raw == _DELIMITER:
            return length
        line = raw.strip()
        if contact and (line == _DELIMITER.strip() or _is_sign_off(line)):
            return length if hard else 0
        reach = _reach(line) if contact else None
        contact, hard = reach is not None, hard or bool(reach)
    return 0


def _is_sign_off(line: str) -> bool:
    return len(line) <= LINE_LENGTH and bool(_SIGN_OFF.fullmatch(line))


def _reach(line: str) -> bool | None:
    """Tell whether a contact line says how to reach somebody, or only who and where they are; None: it is none."""
    if len(line) > LINE_LENGTH:
        return None
    found = [_reach_of(piece) for piece in _SPLIT.split(line) if piece]
    return None if None in found else any(found)


def _reach_of(piece: str) -> bool | None:
    labelled = _LABELLED.fullmatch(piece)
    if any(pattern.fullmatch(labelled["rest"] if labelled else piece) for pattern in (_PHONE, _MAIL, _HOST)):
        return True
    if _CUE.search(piece) or piece.startswith(("PS", "P.S", "P.P.S")):
        return None
    named = piece[0].isupper() and len(piece.split()) <= _WORDS and _NAMES.fullmatch(piece)
    return False if named or _PLACE.fullmatch(piece) else None
