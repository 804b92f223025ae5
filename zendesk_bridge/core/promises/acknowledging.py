"""Sentences that only acknowledge what a customer chose: "noted that you wait despite the delay".

Such a reply speaks of the delay in the customer's words and tells nothing of it: it is no reply about the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zendesk_bridge.core.promises import patterns
from zendesk_bridge.core.promises.tables import either

_FEW, _MORE = r"[^.!?\n]{0,40}", r"[^.!?\n]{0,70}"

_CHOICE = re.compile(
    r"(?<!\w)"
    + either(rf"""
    (?:noted|recorded|marked|logged|registered|understood,|got it,){_FEW}(?<!\w)you(?!r){_FEW}(?<!\w)(?:wait\w*|\
        accept|agree|\
        (?:happy|fine|ok|okay) (?:with|to)|keep|split|swap|choose|chose|prefer|want a)
    (?:noted|recorded|registered) your (?:choice|decision|answer|wish)
    thank(?:s| you) for (?:letting us know|letting me know|confirming|telling us|agreeing|choosing|your (?:answer|\
        choice|\
        decision|confirmation)){_FEW}(?<!\w)(?:wait\w*|accept|agree|(?:happy|fine|ok|okay) (?:with|to)|keep the order)
    (?:vermerkt|notiert|hinterlegt|eingetragen|registriert|festgehalten){_FEW}(?<!\w)(?:sie|du|ihr)(?!\w){_MORE}(?<!\w)\
        (?:warten|wartest|wartet|einverstanden|zustimm\w+|behalten|nehmen|tausch\w*|akzeptier\w+|annehmen)
    (?:ihre|deine|eure) (?:wahl|entscheidung|antwort) (?:vermerkt|notiert|hinterlegt|eingetragen|registriert)
    danke{_FEW}(?:rückmeldung|bescheid|entscheidung|bestätigung){_FEW}(?<!\w)(?:warten|einverstanden|zustimmen)
    (?:not(?:é|ons)|enregistré|pris (?:bonne )?note){_FEW}(?<!\w)vous{_FEW}(?<!\w)(?:attend\w*|patient\w*|accept\w*|\
        préfér\w*|\
        (?:êtes )?d'accord|gard\w*|maint\w*)
    (?:noté|enregistré) votre (?:choix|décision|réponse|accord)
    (?:anotado|registrado|tomado nota|tomamos nota|apuntado){_FEW}(?<!\w)(?:esper\w*|acept\w*|prefier\w*|de acuerdo|\
        conforme\
        |mantien\w*|(?:su|tu) (?:elección|decisión|respuesta))
    (?:genoteerd|vastgelegd|geregistreerd){_FEW}(?<!\w)(?:u|je)(?!\w){_MORE}(?<!\w)(?:wacht\w*|akkoord|accepte\w+|\
        houd\w*)
    (?:genoteerd|vastgelegd) uw keuze|uw (?:keuze|antwoord) (?:genoteerd|vastgelegd)
    (?:annotato|registrato|preso nota|segnato){_FEW}(?<!\w)(?:aspett\w*|attend\w*|accett\w*|preferi\w*|d'accordo|\
        la sua scelta)
    (?:regist(?:r)?(?:ámos|amos|ado)|anot(?:ámos|amos|ado)|tomámos nota){_FEW}(?<!\w)(?:esper\w*|aguard\w*|aceit\w*|\
        prefer\w*|(?:está )?de acordo|a sua escolha)
    """)
    + r"(?!\w)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\s*(?:(?:and|und|et|y|en|e|again|nochmals|we|we're|i'm|wir|nous|es)[ ,]+){0,3}"
    + either("""
    thanks?|sorry|apologi[sz]e|apologies|danke|vielen dank|entschuldig\\w+|tut (?:uns|mir) leid|merci|désolée?s?|\
        toutes nos excuses
    gracias|muchas gracias|disculp\\w+|sentimos|lamentamos|bedankt|dank|excuses|grazie|ci scusiamo|scus\\w+|obrigad[oa]
    desculp\\w+|pedimos desculpa
    """)
    + r"(?!\w)",
    re.IGNORECASE,
)


def telling(text: str, sentences: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences that may tell of shipping: where a choice is acknowledged, neither that nor the courtesy.

    One that denies something stays, whatever else it says: "noted that you wait, for we have no date yet".
    """
    given = list(sentences)
    denying = [patterns.NOT.search(text, *one) is not None for one in given]
    noted = {one for one, denies in zip(given, denying, strict=True) if not denies and _CHOICE.search(text, *one)}
    if not noted:
        return given
    return [
        one
        for one, denies in zip(given, denying, strict=True)
        if one not in noted and (denies or not _COURTESY.match(text, *one))
    ]
