"""The line above a quoted mail: "On <date>, <name> <address> wrote:", in the order and the words of each language."""

from __future__ import annotations

import re

LENGTH = 300
"""No mail program writes a longer one; what is joined from several lines is no longer either."""

_CLOCK = r"(?<![\w.])\d{1,2}[:.h]\d{2}(?!\d)"
CLOCK = re.compile(_CLOCK)
"""A time of day."""

_DATE = r"(?<!\d)20\d\d(?!\d)|\b\d{1,2}[./-]\d{1,2}[./-]\d{2}\b"
DATED = re.compile(rf"{_CLOCK}|{_DATE}")
"""What it holds somewhere: a time or a date."""

COLONS = (":", "\uff1a")
_FRAME = " -_=*\u2013\u2014"

_OPENINGS = (
    "on|at|in a message dated|am|um|le|el|em|il|il giorno|in data|op|den|dne|dnia|w dniu|в|в сообщении от|\u0443"
    "|în|a data|vào|ngày|στις|في|בתאריך|ב-|在|于|於|o|ma|ti|ke|to|pe|la|su|wt|śr|czw|pt|sob|ndz|po|út|st|čt|pá|so"
    "|ne|pon|uto|sri|пн|вт|\u0441\u0440|чт|пт|\u0441\u0431|вс|нд|man|tir|tirs|ons|tor|tors|fre|lør|søn|mån|tis"
    "|lör|sön|maanantai|tiistai|keskiviikko|torstai"
)
_WROTE = (
    "wrote|writes|schrieb|schreibt|geschrieben|a écrit|écrit|escribió|escribio|escreveu|escribiu|ha scritto"
    "|scrive|schreef|geschreven|skrev|kirjoitti|kirjutas|napsal|napsala|napísal|napísala|napisał|napisała|pisze"
    "|napisao|napisala|napisal|piše|írta|a scris|yazd\u0131|va escriure|ha escrit|missatge de|idatzi du|написал"
    "|написала|пишет|писал|пише|написав|написа|έγραψε|rašė|rakstīja|đã viết|menulis|เขียนว่า|כתב|כתבה|מאת|كتب"
    "|كتبت|بواسطة|نوشت"
)
_WROTE_UNSPACED = "写道|寫道|작성|のメッセージ|書きました"  # scripts that put no spaces around words
_VERB = re.compile(rf"(?:(?<!\w)(?:{_WROTE})(?!\w)|{_WROTE_UNSPACED})", re.IGNORECASE)
_OPENING = re.compile(rf"(?:(?:{_OPENINGS})(?![\w'\u2019])|\d)", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:(?:i|we) (?:just |already |have |had )?(?:wrote|written)|schrieb(?:en)? (?:ich|wir)"
    r"|(?:ich|wir) schrieb(?:en)?"
    r"|(?:ich habe|wir haben|habe ich|haben wir)\b.{0,80}geschrieben|j['\u2019]ai écrit|nous avons écrit|ho scritto"
    r"|abbiamo scritto|schreef ik|ik schreef|skrev (?:jag|jeg|vi)|(?:jag|jeg|vi) skrev|я (?:на)?писал\w?|мы писали)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_WRITER = re.compile(r"<\s?[^\s<>@]{1,80}@[^\s<>@]{1,80}\s?>[^<>]{0,32}\Z")
_NAME_FIRST = re.compile(r"[^<>@:]{0,80}<\s?[^\s<>@]{1,80}@[^\s<>@]{1,80}\s?>")
_YEAR = re.compile(_DATE)
_MACHINE_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2}|\s?[AaPp]\.?[Mm]\b)")
_BEHIND_TIME = re.compile(r"[^\d]*\Z")
_BESIDE = "am pm a.m p.m uhr hat folgendes geschrieben h kl klo horas om ore ha a het volgende je el la le"
_NO_NAME = frozenset(_BESIDE.split())
_WITHIN = "von van der den de del di da du la le of at via from the und and & - | y e i"
_PARTICLES = frozenset(_WITHIN.split())
_NAME_WORDS = 7  # words of the longest name


def is_attribution(text: str, *, quoted: bool) -> bool:
    """Tell whether these words, joined from one line or a few, are the whole line above a quoted mail.

    It ends in a colon, or stands between dashes, and tells when. Without an address it may be the customer's own "On
    Monday he wrote:", and is none unless a quote follows, or it names date, time and writer as only programs do.
    """
    said = _unframed(text)
    if said is None or not DATED.search(said) or _OWN.search(said):
        return False
    verb = _VERB.search(said)
    if _ADDRESS.search(said):
        return bool(verb or _WRITER.search(said))
    return bool(verb) and (quoted or _is_by_program(said))


def begins(text: str) -> bool:
    """Tell whether these words begin as such a line does: with a preposition or a date, or with who wrote."""
    said = text.lstrip(_FRAME)
    return bool(_OPENING.match(said) or _NAME_FIRST.match(said))


def may_end(line: str) -> bool:
    """Tell whether a line may be the last of one."""
    return len(line) <= LENGTH and (line.endswith(COLONS) or (line.endswith("--") and bool(_VERB.search(line))))


def _unframed(text: str) -> str | None:
    """Return the words between dashes, or up to the colon; None if they end in neither."""
    if text.endswith(COLONS):
        return text.strip(_FRAME)[:-1].rstrip()
    return text.strip(_FRAME) if text.startswith("--") and text.endswith("--") else None


def _is_by_program(said: str) -> bool:
    """Tell whether date and time are as programs write them, and nothing but a name stands beside the verb."""
    if not (_YEAR.search(said) and _MACHINE_CLOCK.search(said)):
        return False
    behind = _BEHIND_TIME.search(_VERB.sub(" ", said))
    words = [word.strip(".,;\"'()") for word in (behind[0] if behind else "").split()]
    name = [word for word in words if word and word.lower() not in _NO_NAME]
    return 0 < len(name) <= _NAME_WORDS and all(word[0] == word[0].upper() or word in _PARTICLES for word in name)
