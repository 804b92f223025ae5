"""Quoted history: '>' lines, "On ... wrote:", Outlook's header blocks, and what stands below "Forwarded message"."""

from __future__ import annotations

import re
from functools import lru_cache

from zendesk_bridge.core.text.page import Page

FROM = r"from|von|de|da|van|od|fra|från|от|от кого|expéditeur|发件人|보낸 ?사람|差出人"
SENT = (
    r"sent|date|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviada|fecha|inviato|data|verzonden"
    r"|wysłano|sendt|dato|skickat|odesláno|дата|отправлено|发送时间|日期|보낸 ?날짜|날짜|送信日時|日付"
)
SUBJECT = r"subject|betreff|objet|asunto|oggetto|onderwerp|temat|emne|ämne|předmět|assunto|тема|主题|제목|件名"
_LABEL = re.compile(r"[* ]*([^\W\d_][\w ]{0,15}?)[* ]*[:\uff1a]")
_FROM, _SENT, _SUBJECT = (re.compile(names, re.IGNORECASE) for names in (FROM, SENT, SUBJECT))
LABELS = tuple(rf"{name}[* ]*[:\uff1a]" for name in f"{FROM}|{SENT}".split("|"))
"""How a mail's header begins."""
FORWARDS = (
    *("begin forwarded message:", "anfang der weitergeleiteten (?:nachricht|e-?mail):", "inizio messaggio inoltrato:"),
    *(r"début du message (?:réexpédié|transféré)\s?:", "inicio del mensaje reenviado:", "begin doorgestuurd bericht:"),
)
"""What Apple's mail program writes above a forwarded mail."""
_HEADER_LINES = 8  # what Outlook writes above a quoted mail, with wrapped recipients
_HEADER_LABELS = 3

_WROTE_LENGTH = 300  # "On <date> <name> <address> wrote:" is never longer; the library's patterns are not linear
_WRAPPED = 2  # lines that it may have begun above
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
DATED = re.compile(rf"{_CLOCK.pattern}|(?<!\d)20\d\d(?!\d)|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2}}\b")
"""What an attribution holds somewhere: a time or a date."""
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_WRITER = re.compile(r"<[^\s<>@]+@[^\s<>@]+>[^<>]{0,24}[:\uff1a]$")
_WROTE = re.compile(
    r"(?:on|am|le|el|em|il|op|den|dne|dnia|w dniu|в|\d).{4,250}?"
    r"(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napsal\(a\)|napsal|napisał\(a\)|пишет"
    r"|написал).{0,100}[:\uff1a]",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|we) wrote\b|\bschrieb(?:en)? (?:ich|wir)\b", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"##-.{0,200}-##"  # Zendesk's "please type your reply above this line", in any language
    r"|[-_*= ]{2,}\s*(?:original message|original e-?mail|forwarded (?:message|mail)|forwarded by .{0,80}"
    r"|(?:ursprüngliche|weitergeleitete|originale) (?:nachricht|e-?mail)|originalnachricht"
    r"|message (?:d'origine|d\u2019origine|original|initial|transféré|réexpédié)"
    r"|mensaje (?:original|reenviado)|oprindelig meddelelse|videresendt meddelelse|messaggio (?:originale|inoltrato)"
    r"|oorspronkelijk bericht|doorgestuurd bericht|ursprungligt meddelande|původní zpráva|wiadomość oryginalna"
    r"|mensagem (?:original|encaminhada))"
    r"\s*[-_*= ]{2,}"
    r"|" + "|".join(FORWARDS),
    re.IGNORECASE,
)
_SEPARATOR_LENGTH = 300
_LOOK_AHEAD = 3


def mark(page: Page) -> None:
    """Mark what is quoted: all below the first mail that is quoted whole, and the quotes between answers."""
    position = 0
    while position < len(page.lines):
        header = None if page.quoted[position] else _header(page, position)
        first, behind = header or (position, position + 1)
        if header and not _quote_follows(page, behind):
            behind = len(page.lines)
        if header or page.quoted[position]:
            page.forget(first, behind)
        position = behind


def _quote_follows(page: Page, position: int) -> bool:
    ahead = range(position, min(position + _LOOK_AHEAD, len(page.lines)))
    following = next((index for index in ahead if page.lines[index]), None)
    return following is not None and bool(page.quoted[following])


def _header(page: Page, position: int) -> tuple[int, int] | None:
    """Return the lines that introduce a quoted mail, the first and behind the last; they end, or begin, here."""
    line = page.lines[position]
    if not line:
        return None
    if len(line) <= _SEPARATOR_LENGTH and _SEPARATOR.fullmatch(line):
        return position, position + 1
    if line.endswith((":", "\uff1a")) and len(line) <= _WROTE_LENGTH:
        first = _began(page, position, quoted=_quote_follows(page, position + 1))
        if first is not None:
            return first, position + 1
    height = _header_block(page.lines, position)
    return (position, position + height) if height else None


def _began(page: Page, position: int, *, quoted: bool) -> int | None:
    """Return where an "On <date>, <name> <address> wrote:" began that ends in this line; None if none does.

    It began where its words open it, else where date and address are complete. Without an address it may be the
    customer's own "On Monday he wrote:", and is none unless a quote follows.
    """
    text, complete = "", None
    for first in range(position, max(-1, position - _WRAPPED - 1), -1):
        if first < position and (not page.lines[first] or page.quoted[first]):
            break
        text = " ".join(f"{page.lines[first]} {text}".split())
        if len(text) > _WROTE_LENGTH:
            break
        if not DATED.search(text) or not (quoted or _ADDRESS.search(text)):
            continue
        if _OWN.search(text):
            return None
        if _WROTE.fullmatch(text) or _wrote_pattern().match(text):
            return first
        if complete is None and _WRITER.search(text):
            complete = first
    return complete


def _header_block(lines: list[str], position: int) -> int:
    """Return the length of a mail's header that begins here with who or when: a time, a subject, three in all."""
    opening = _LABEL.match(lines[position])
    if not (opening and (_FROM.fullmatch(opening[1]) or _SENT.fullmatch(opening[1]))):
        return 0
    labels: list[str] = []
    dated = False
    for height, line in enumerate(lines[position : position + _HEADER_LINES], start=1):
        if not line:
            return 0
        label = _LABEL.match(line)
        labels += [label[1]] if label else []
        dated = dated or bool(_CLOCK.search(line[:_WROTE_LENGTH]))
        if label and _SUBJECT.fullmatch(label[1]):
            complete = dated and len(labels) >= _HEADER_LABELS and any(map(_FROM.fullmatch, labels))
            return height if complete else 0
    return 0


@lru_cache(maxsize=1)
def _wrote_pattern() -> re.Pattern[str]:
    """Return mail-parser-reply's "On ... wrote:" in all of its languages."""
    from mailparser_reply.constants import MAIL_LANGUAGES  # noqa: PLC0415  (start-up: most commands read no ticket)

    found = (language.get("wrote_header") for language in MAIL_LANGUAGES.values())
    return re.compile("|".join(pattern for pattern in found if pattern), re.IGNORECASE)
