"""Slips of the pen in a reply: what its author meant for somebody else than the customer, and what will not stay true.

A name in the wrong braces and HTML are certain to be read as they stand, so they are errors. The others are told by
their looks, and a shop may mean them: warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zendesk_bridge.core import cells
from zendesk_bridge.core.macros.lint.prose import LintedReply, blank, placed, prose
from zendesk_bridge.core.macros.lint.rules import Hit, Rule
from zendesk_bridge.core.macros.render import PER_ITEM
from zendesk_bridge.core.macros.render.own_names import own
from zendesk_bridge.core.model import Template

_SHOWN = 40  # characters of what was found
_OFFERED = ("customer.first_name", "backorder.items", "backorder.ship_window", "agent.name")
_MEANT = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (r"agent|signature|your name|ihr name|votre nom|su nombre", "agent.name"),
        (r"first_?\s?name|\bf_?name|vorname|prénom|^name$|^nombre$|^nom$", "customer.first_name"),
        (r"name|customer|client|kunde|nom\b|nombre|apellido", "customer.name"),
        (r"ticket", "ticket.id"),
        (r"date|datum|fecha|eta|ship|liefer|delivery|window", "backorder.ship_window"),
        (r"product|item|sku|artikel|produ[ck]t|article|artículo", "backorder.items"),
    )
)

_ADDRESS = re.compile(r"\b(?:https?|mailto|tel):[^\s)>\]]+|\bwww\.[^\s)>\]]+|\]\([^()\[\]\n]*\)", re.IGNORECASE)

# --- names in the wrong braces

_OPEN, _CLOSE = r"(?:[{\[<(%$#]{1,3} ?)?", r"(?: ?[}\]>)%]{1,3})?"
_KNOWN = re.compile(
    rf"{_OPEN}(?<![\w.@/-])(?P<name>(?:customer|agent|ticket|backorder|current_user)\.[a-z_]+(?:\.[a-z_]+)?)"
    rf"(?![\w@/-]|\.\w){_CLOSE}"
)
_SHORT = re.compile(
    r"(?<![{\w])\$?\{\s?(?P<single>[A-Za-z][A-Za-z_]*(?:[ .][A-Za-z_]+){0,3})\s?\}(?!\})"
    r"|\[\[\s?(?P<double>[A-Za-z][\w .-]{0,60})\s?\]\]|<<\s?(?P<quoted>[A-Za-z][\w .-]{0,60})\s?>>"
    r"|\*\|(?P<merged>\w{1,60})\|\*|(?<![\w%])%(?P<percent>(?:first|last|full|customer|order|agent|ticket)_?[a-z]+)%"
)

# --- what was to be filled in

_TO_FILL = (
    r"(?:insert|enter|add|put|your|customer|client|first|last|full|agent|order|item|product|company|shop|store|tracking"
    r"|ship(?:ping|ment)?|delivery|date|eta|name|number|link|url|email|e-mail|phone|amount|price|sku|signature|reason|x{2,}"
    r"|einfügen|ihr|kunden?|vorname|nachname|name|bestell\w*|artikel\w*|produkt\w*|datum|liefer\w*|betrag|firma"
    r"|insérer|votre|nom|prénom|commande|numéro|article|produit|montant|société"
    r"|insertar|su|nombre|apellidos?|pedido|número|fecha|artículo|producto|cliente|importe|empresa)"
)
_BRACKETS = re.compile(rf"(?<![\w\]!\[])\[(?P<what>{_TO_FILL}\b[^\[\]\n]{{0,40}})\](?![\w(:\[])", re.IGNORECASE)
_ANGLES = re.compile(rf"(?<!<)<(?P<what>{_TO_FILL}\b[\w #'-]{{0,40}})>", re.IGNORECASE)
_UNFINISHED = re.compile(
    r"(?<![\w-])#?X{3,}(?!\w|[- ]?[LS]\b|[- ](?i:large|small))|\b(?i:lorem ipsum)\b|\b(?:TODO|FIXME)\b"
    r"|(?<!\S)\?{2,}(?!\S)|(?<!\w)_{4,}(?!\w)|\b(?i:dd|mm|tt|jj)[./-](?i:mm|dd)[./-](?i:yy|jj|aa)+\b|\b(?i:xx)[./-](?i:xx)\b"
)

# --- HTML

HTML_TAG = re.compile(
    r"</?(?:p|br|div|span|b|strong|i|em|u|s|ul|ol|li|a|table|tbody|thead|tr|td|th|h[1-6]|font|img|hr|blockquote|center|pre"
    r"|code|style|html|body)(?:\s[^<>]{0,500})?/?>|&nbsp;",
    re.IGNORECASE,
)

# --- links

_NOWHERE = re.compile(
    r"(?<!!)\[[^\[\]\n]{0,200}\]\(\s*<?(?P<to>(?![a-z][a-z0-9+.-]*:|\ufffc|<)[^()\s<>]{1,500})>?\s*\)", re.IGNORECASE
)

# --- dates

_ENGLISH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_MONTHS = (
    rf"(?:{_ENGLISH}|(?:Jänner|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Mrz|Okt|Dez"
    r"|[Jj]anvier|[Ff]évrier|[Mm]ars|[Aa]vril|mai|[Jj]uin|[Jj]uillet|[Aa]oût|[Ss]eptembre|[Oo]ctobre|[Nn]ovembre"
    r"|[Dd]écembre|[Ee]nero|[Ff]ebrero|[Mm]arzo|[Aa]bril|[Mm]ayo|[Jj]unio|[Jj]ulio|[Aa]gosto|[Ss]eptiembre|[Oo]ctubre"
    r"|[Nn]oviembre|[Dd]iciembre)\b\.?)"
)
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_TO = r"\s?[-\u2013]\s?"
_SLASHED = rf"(?!1/[234]\b|[23]/[34]\b){_DAY}/{_DAY}"  # and no fraction
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    rf"20\d\d[-/]{_MONTH}[-/]{_DAY}"
    rf"|{_DAY}[/-]{_DAY}[/-](?:20)?[2-9]\d|{_DAY}\. ?{_MONTH}\. ?(?:20)?[2-9]\d|{_SLASHED}{_TO}{_SLASHED}"
    rf"|{_ENGLISH}\s{_DAY}(?:st|nd|rd|th)?(?:{_TO}{_DAY}(?:st|nd|rd|th)?)?"
    rf"|{_DAY}(?:st|nd|rd|th|er|\.)?\s(?:of\s|de\s)?{_MONTHS}"
    rf"|{_MONTHS},?\s(?:de\s)?20[2-9]\d"
    r")(?!\w|[/-]\d|\.\d)"
)
_SHORT_DATE = re.compile(
    rf"\b(?i:on|by|from|until|till|before|after|since|le|du|au|avant|el|del|al|hasta|desde)\s{_SLASHED}(?![\w/])"
    rf"|\b(?i:am|ab|bis|vom|zum|den|seit)\s{_DAY}\. ?{_MONTH}\.(?!\w)"
)

DATES = (_DATE, _SHORT_DATE)
"""What finds a day, or a month with its year, as people write it."""

MONTH = re.compile(rf"(?<!\w){_MONTHS}")
"""What finds a month alone."""


def _wrong_braces(reply: LintedReply) -> Iterator[Hit]:
    """Find names that stand in the text as they are: known ones, and words in braces that mean nothing here."""
    for template, text in _texts(reply):
        for found in _KNOWN.finditer(text):
            name = _neutral(found["name"])
            if name:
                yield Hit(
                    placed(template, found.start()),
                    f"{reply.macro.key}: {_quoted(found)} is read as it stands",
                    _write(name),
                )


def _odd_braces(reply: LintedReply) -> Iterator[Hit]:
    for template, text in _texts(reply):
        for found in _SHORT.finditer(text):
            name = next(filter(None, found.groups())).strip()
            if not _neutral(name):
                yield Hit(
                    placed(template, found.start()),
                    f"{reply.macro.key}: {_quoted(found)} is read as it stands",
                    _write(_guess(name)),
                )


def _to_fill_in(reply: LintedReply) -> Iterator[Hit]:
    for template, text in _texts(reply):
        for pattern in (_BRACKETS, _ANGLES):
            for found in pattern.finditer(text):
                if not _KNOWN.search(found[0]) and not _SHORT.search(found[0]):
                    yield Hit(
                        placed(template, found.start()),
                        f"{reply.macro.key}: {_quoted(found)} was to be filled in",
                        _write(_guess(found["what"])),
                    )


def _unfinished(reply: LintedReply) -> Iterator[Hit]:
    yield from _each(reply, _UNFINISHED, "looks unfinished")


def _pasted_html(reply: LintedReply) -> Iterator[Hit]:
    yield from _each(reply, HTML_TAG, "is HTML, and a reply is Markdown", first=True)


def _misread(reply: LintedReply) -> Iterator[Hit]:
    for template, text in _texts(reply):
        for found in cells.misread_in(text):
            what = f"{reply.macro.key}: '{found[0]}' is a sign that some program has read in a wrong encoding"
            yield Hit(placed(template, found.start()), what)
            break


def _dead_link(reply: LintedReply) -> Iterator[Hit]:
    for template in reply.templates:
        for found in _NOWHERE.finditer(prose(template.text)):
            to = found["to"]
            yield Hit(
                placed(template, found.start("to")),
                f"{reply.macro.key}: the link to '{to[:_SHOWN]}' leads nowhere",
                f"write mailto:{to}" if "@" in to else f"write the whole address, such as https://{to.lstrip('/#.')}",
            )


def _hard_date(reply: LintedReply) -> Iterator[Hit]:
    for pattern in DATES:
        yield from _each(reply, pattern, "is a date that nobody will change")


def _each(reply: LintedReply, pattern: re.Pattern[str], what: str, *, first: bool = False) -> Iterator[Hit]:
    """Yield what a pattern finds in each text, or only the first of it."""
    for template, text in _texts(reply):
        for found in pattern.finditer(text):
            yield Hit(placed(template, found.start()), f"{reply.macro.key}: {_quoted(found)} {what}")
            if first:
                break


def _texts(reply: LintedReply) -> Iterator[tuple[Template, str]]:
    """Yield each text without what Jinja replaces and without addresses: a path may look like anything."""
    for template in reply.templates:
        yield template, _ADDRESS.sub(blank, prose(template.text))


def _quoted(found: re.Match[str]) -> str:
    shown = " ".join(found[0].split())
    return f"'{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '...'}'"


def _neutral(name: str) -> str:
    """Return our name for a name that we or a helpdesk know; "" for any other."""
    if name in PER_ITEM:
        return name
    known = own(name)
    return known.neutral or known.name if known else ""


def _guess(words: str) -> str:
    """Return the name that these words probably mean; "" when none comes to mind."""
    return next((name for pattern, name in _MEANT if pattern.search(words)), "")


def _write(name: str) -> str:
    if not name:
        return "write the words, or a name that is filled in: " + ", ".join(f"{{{{ {each} }}}}" for each in _OFFERED)
    return f"write {{{{ {name} }}}}"


SLIP_RULES: tuple[Rule[LintedReply], ...] = (
    Rule("wrong-braces", _wrong_braces),
    Rule("odd-braces", _odd_braces),
    Rule("fill-in", _to_fill_in),
    Rule("unfinished", _unfinished),
    Rule("pasted-html", _pasted_html),
    Rule("misread", _misread),
    Rule("dead-link", _dead_link),
    Rule("hard-date", _hard_date),
)
