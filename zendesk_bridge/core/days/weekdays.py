"""Days that a text tells by the day of the week alone: "on Friday", "nächsten Dienstag", "mardi prochain".

People write so of the days right before them. What is not plainly one coming day is none: "next Friday" on a Monday is
this week's to some and the next one's to others, "last Friday" and "as I said on Friday" are over, "Fridays" and
"Monday to Friday" are opening hours, and a weekday beside a date only says it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_NAMES = (
    "monday|montag|lundi|lunes|maandag|lunedì|lunedi|segunda-feira",
    "tuesday|dienstag|mardi|martes|dinsdag|martedì|martedi|terça-feira|terca-feira",
    "wednesday|mittwoch|mercredi|miércoles|miercoles|woensdag|mercoledì|mercoledi|quarta-feira",
    "thursday|donnerstag|jeudi|jueves|donderdag|giovedì|giovedi|quinta-feira",
    "friday|freitag|vendredi|viernes|vrijdag|venerdì|venerdi|sexta-feira",
    "saturday|samstag|sonnabend|samedi|sábado|zaterdag|sabato",
    "sunday|sonntag|dimanche|domingo|zondag|domenica",
)
"""By their number from Monday on, in full: "Sun", "mar" and "do" are other words, too."""

_SHORT = ("segunda", "terça", "quarta", "quinta", "sexta")
"""Theirs from Monday on in Portuguese, as people shorten them; they are "second" and "third", too."""

_NUMBERS = {name: number for number, names in enumerate(_NAMES) for name in names.split("|")} | {
    name: number for number, name in enumerate(_SHORT)
}
_ALL = "|".join(sorted(_NUMBERS.keys() - set(_SHORT), key=lambda name: (-len(name), name)))
_WEEK = 7
_BESIDE = 24  # characters beside a weekday in which its date stands
_CLAUSE = 70  # characters of its clause that tell whether it is over

_NEXT = r"next|nächste[nrm]?|naechste[nrm]?|volgende|próxim[oa]|prossim[oa]"
_COMING = r"this|this coming|coming|diese[nrm]?|kommende[nrm]?|ce|cette|est[ea]|komende|aanstaande|deze|quest[oa]"
_OF_NEXT_WEEK = (
    r"next week|(?:der |in der )?(?:nächste[nr]|naechste[nr]|kommende[nr]) woche"
    r"|(?:de )?la semaine prochaine|(?:de )?la (?:próxima semana|semana (?:que viene|próxima))|volgende week"
    r"|(?:del)?la (?:prossima settimana|settimana prossima)|da próxima semana|da semana que vem"
)
IN_PORTUGUESE = "(?:na[ ](?=segunda|terça|terca|quarta|quinta|sexta))?"
"""Their "on", which is "after" in Dutch."""
_DAY = re.compile(
    rf"(?<![\w-]){IN_PORTUGUESE}"
    rf"(?:(?P<week>{_OF_NEXT_WEEK})[ ](?:am |on |le |el |op |il )?|(?:(?P<next>{_NEXT})|(?:{_COMING}))[ ])?"
    rf"(?P<day>{_ALL}|(?<=na )(?:{'|'.join(_SHORT)})(?! (?:semana|quinzena|vez|parte|fase|remessa)))(?!['\w-])"
    rf"(?:[ ](?:(?P<behind>prochain|próxim[oa]|prossim[oa]|que viene|que vem)|(?P<of>{_OF_NEXT_WEEK}))(?!\w))?",
    re.IGNORECASE,
)
_NO_DAY_AHEAD = re.compile(
    r"(?<!\w)(?:last|past|black|cyber|good|every|each|letzte[nrm]?|vergangene[nrm]?|vorige[nrm]?|jede[nrm]?"
    r"|schwarze[rn]?"
    r"|chaque|les|cada|los|ogni|elke|iedere|afgelopen|toda|todas as|\d+|dated?|since|seit|depuis|desde|sinds"
    r"|from|as of|ab|partir del?|vanaf|dal)[ ]\Z",
    re.IGNORECASE,
)
_TO = (
    r"(?:[ ]?(?:-|/|to|through|thru|bis|au|à|a|al|t/m|tot|tot en met|até)[ ]?(?:the |zum |le |el )?"
    r"|[ ]?(?:,|and|und|et|y|e|en|&)[ ])"
)
_NO_DAY_BEHIND = re.compile(
    r"[ ](?:dernier|passé|passad[oa]|pasado|scors[oa]|week|last week|letzter woche|voriger woche|vorige week)(?!\w)"
    r"|[.,)]{0,2}[ ](?:\(|(?:at|the|den|dem|der|de|le|el|il|o|dia|día|um|à|a las|om|alle)[ ]){0,2}\d"
    rf"|{_TO}(?:{_ALL})(?!\w)",
    re.IGNORECASE,
)
"""Behind a weekday: that it is over, an hour or a date follows, or another weekday, as in opening hours."""
_OTHER_AHEAD = re.compile(rf"(?:{_ALL}){_TO}\Z", re.IGNORECASE)
_EITHER = re.compile(r"[ ](?:or|oder|ou|o|of)[ ](?:on |am |le |el |op |il )?\Z", re.IGNORECASE)
_MOVED = re.compile(
    r"(?<!\w)(?:to|until|till|by|auf|bis|à|au|jusqu'à|al|para el|hasta el|naar|tot|a|entro|para|até)[ ]\Z",
    re.IGNORECASE,
)
"""Right before a weekday: that something which is over leads up to it, "was moved to Friday"."""
_OVER = re.compile(
    r"(?<!\w)(?:said|told|wrote|mentioned|promised|agreed|discussed|spoke|talked|ordered|paid|did|was|were|went|came|had"
    r"|gesagt|geschrieben|besprochen|telefoniert|bestellt|gesprochen|vereinbart|mitgeteilt|war|waren|hatten?|gingen?"
    r"|kam|wurden?|schrieb(?:en)?|sagten?|dit|écrit|convenu|était|étaient|dije|dijo|dijimos|escribí|hablamos|acordamos"
    r"|salió|salieron|llegó|pediste|pidió|diste|fue|fueron|gezegd|geschreven|besproken|afgesproken|besteld|gebeld|ging|had"
    r"|hadden|detto|scritto|concordato|parlato|era|erano|disse|dissemos|falámos|falamos|combinámos|combinamos|foi|foram"
    r"|saiu|chegou|escrevi|\w{3,20}(?:ó|aron|ieron|aram|eram|iram))(?!\w)",
    re.IGNORECASE,
)
"""Words of what is over: the weekday of their clause is one of the days behind."""
_DONE = re.compile(
    r"(?<!\w)(?:sent|shipped|left|dispatched|posted|called|arrived|received|got|asked|picked up|collected"
    r"|\w*(?:sandt|sendet|schickt)|ist raus|angekommen|abgeholt"
    r"|(?:ai|a|avons|avez|ont)[ ](?:été[ ]|bien[ ]|déjà[ ])?\w+"
    r"|est partie?|sont parties?|(?:he|ha|hemos|han)[ ]\w+(?:ado|ido|cho|to)|verzonden|verstuurd|opgehaald|spedit[oa]"
    r"|partit[oa]|(?:ho|ha|abbiamo|hanno)[ ]\w+to)(?!\w)",
    re.IGNORECASE,
)
_YET = re.compile(
    r"(?<!\w)(?:will|shall|be|gets?|going to|can|should|wird|werden?|kann|können|sera|seront|va|vont|será|serán|se"
    r"|wordt|worden|viene|vengono|verranno|zal|zullen|gaat|verrà|sarà|vai|'ll)(?!\w)|'ll(?!\w)",
    re.IGNORECASE,
)
"""What has been done, unless a word says that it is yet to be."""
_CLAUSE_END = re.compile(r"[.!?;:,\n()|]")


def coming_weekdays(text: str, near: date) -> Iterator[tuple[int, int, date, date]]:
    """Yield where weekdays stand that mean one coming day, as seen from ``near``, and the day; of "X or Y" both."""
    before: tuple[int, int, date, date] | None = None
    for found in _DAY.finditer(text):
        day, (start, end) = _coming(text, found, near), found.span()
        either = before and _EITHER.fullmatch(text, before[1], min(start, before[1] + _BESIDE))
        if before and either and day and before[3] < day:
            before = (before[0], end, before[2], day)
            continue
        if before and not (either and day is None):
            yield before
        before = (start, end, day, day) if day else None
    if before:
        yield before


def _coming(text: str, found: re.Match[str], near: date) -> date | None:
    start, end = found.span()
    ahead = max(0, start - _BESIDE), start
    if any(said.search(text, *ahead) for said in (_NO_DAY_AHEAD, _OTHER_AHEAD)) or _NO_DAY_BEHIND.match(text, end):
        return None
    if _is_over(text, start, end):
        return None
    number = _NUMBERS[found["day"].lower()]
    if found["week"] or found["of"]:
        return near + timedelta(days=_WEEK - near.weekday() + number)
    to_come = (number - near.weekday()) % _WEEK
    if found["next"] or found["behind"]:
        to_come = 0 if number > near.weekday() else to_come or _WEEK
    return near + timedelta(days=to_come) if to_come else None


def _is_over(text: str, start: int, end: int) -> bool:
    """Tell whether the clause of a weekday speaks of what has been."""
    if _MOVED.search(text, max(0, start - _BESIDE), start):
        return False
    ahead = _CLAUSE_END.split(text[max(0, start - _CLAUSE) : start])[-1]
    behind = _CLAUSE_END.split(text[end : end + _CLAUSE])[0]
    clause = f"{ahead} {behind}"
    return bool(_OVER.search(clause)) or (bool(_DONE.search(clause)) and not _YET.search(clause))
