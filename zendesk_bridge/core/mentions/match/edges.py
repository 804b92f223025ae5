"""Where words end: whether a term stands by itself, or is a piece of a longer code, an address, a file, a blob."""

from __future__ import annotations

import re

from zendesk_bridge.core.mentions.match import longer
from zendesk_bridge.core.mentions.match.frequency import language
from zendesk_bridge.core.mentions.match.terms import Term, TermKind
from zendesk_bridge.core.mentions.match.words import listed
from zendesk_bridge.core.model import MentionRefusal

_OPEN = frozenset(" \n\t\r([{\"'<>,;:!?|*#&~`\x1f")
_SHUT = frozenset(' \n\t\r)]}"<>;!?|*#&~`\x1f')
_STOP = frozenset(" \n\t\r\"')")
_REACH = 160  # characters before and behind
_CJK = "\u2e80"
_AROUND = 24  # characters
_TABLE = frozenset(" \n\t\r|-_/,;:.\x1f")

_TIMES_BEFORE = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{0,3} ?[xX]\Z")
_TIMES_AFTER = re.compile(r"[xX] ?[1-9]\d{0,3}(?![0-9A-Za-z])")
_TIMES_AFTER_DIGIT = re.compile(r"x ?[1-9]\d{0,2}(?![0-9A-Za-z])")
_COUNT_BEHIND = re.compile(r"\d{1,3} ?(?:x|pcs?|st|stk|uds)\b")
_LABEL_BEFORE = re.compile(r"(?<![0-9A-Za-z])(?:sku|art|artnr|artn|item|ref|pn|mod|no|nr)[-_.:#]?\Z", re.IGNORECASE)
_COUNT_BEFORE = re.compile(r"\n[ \t]*[1-9]-\Z")
_ENDINGS = {
    "en": "'?s|'|es",
    "fr": "'?s|x|es?",
    "es": "'?s|es",
    "pt": "'?s|es",
    "it": "'?s",
    "de": "'?s|'|es|n|en|e|er|ers|ns",
    "nl": "'?s|en|n|e|er",
    "sv": "s|n|en|et|ar|er|or|na|arna|erna",
    "da": "s|n|en|et|er|e|ne|erne",
    "pl": "y|i|u|a|e|em|ow|ie|ach|om|ami",
    "": "'?s|'|es|n|en|e",
}
_ENDING = {code: re.compile(rf"(?:{endings})(?![0-9A-Za-z])") for code, endings in _ENDINGS.items()}
"""What a noun of each language may have behind it; "" where the language is not known."""

_UNIT = re.compile(r"(?:cm|mm|ml|m|l|kg|g|oz|w|v|in|inch|zoll|gb|tb|x)(?![0-9A-Za-z])", re.IGNORECASE)
_UNIT_IN_FULL = re.compile(r"(?:it(?:er|re|ro)s?|ram(?:s|m|me|mes|os)?|atts?|olts?|et(?:er|re|ro)s?)(?![0-9A-Za-z])")
_CODE_ENDING = re.compile(r"(?:'?s|er|ers)(?![0-9A-Za-z])")
_GROUP_BEHIND = re.compile(r":\d\d|,\d{3}(?!\d)")
_SLASHED_BEFORE = re.compile(r"(?<![\w/.-])([A-Za-z0-9]{1,6})/\Z")
_SLASHED_BEHIND = re.compile(r"/([A-Za-z0-9]{1,6})(?![\w/-]|\.\w)")
_INITIAL = re.compile(r"(?<![\w.])[A-Z]\. \Z")
_WORD_BEFORE = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]?[a-z]{2,}[-_]\Z")

_TITLE = 12  # characters before a name: "Monsieur "
_PERSON = re.compile(
    r"\b(?:mr|mrs|ms|miss|madam|madame|mme|mlle|monsieur|herrn?|frau|dr|senora?|sra?|don|dona)\.? \Z", re.IGNORECASE
)
_TLDS = listed(
    """
    com net org info biz io co dev app ai shop store cloud online eu de at ch fr be nl lu es pt it uk ie us ca mx
    ar br pl se no dk fi cz ru cn jp in au nz edu gov mil int local localdomain internal intranet intra lan corp
    home test example invalid localhost arpa svc cluster
    """
)
_HOST = re.compile(r"(?<![\w@/-])[\w-]++(?>(?:\.[\w-]++)+)")
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]{1,12}://|(?<!\w)www\.)[^\s/?#]*", re.IGNORECASE)
_MAIL_BEFORE = re.compile(r"\w@[\w.-]*\Z")
_MAIL_AFTER = re.compile(r"[\w.+%-]*@\w")
_SLUG = re.compile(r"[/-][a-z]{3,}-\Z")
_SLUG_GOES_ON = re.compile(r"-[a-z]{3,}")
_FILE_PATH = re.compile(r"(?:~|\.{1,2})?/[\w.@-]+/|[A-Za-z]:[\\/]|\\\\|\\\w+\\")
_CODE_FILE = re.compile(
    r"[\w-]*\.(?:py|js|ts|c|h|cc|cpp|hpp|rs|go|java|rb|php|sh|bat|cfg|conf|ini|log|yml|yaml|toml|xml|sql|bak|tmp|lock|"
    r"so|dll|exe|sys|bin|o|a|jar|war|deb|rpm|iso|img|tar|tgz|gz|zip|7z|key|pem|crt)\b",
    re.IGNORECASE,
)
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{24,}")
_RUN = re.compile(r"[A-Za-z0-9]{10,}")
_SIGNS = re.compile(r"[{}();=<>\[\]\\$%^|&+]|!(?![!?\s]|\Z)")
_CODE_SIGN = re.compile(r"==|!=|->|=>|::|\(\)|0x[0-9a-f]|[;{}]\s*\Z|\w=\w|\w\(\w")
_CODE_LINE = re.compile(r"[ \t]*(?:#include|import |def |class |return |//|/\*|\$ )")
_LOG = re.compile(
    r"(?:\b[0-9A-Fa-f]{2}:){3}|\d{4}-\d\d-\d\dT\d\d:|\b\d\d:\d\d:\d\d[.,]\d"
    r"|\[(?:INFO|WARN|ERROR|DEBUG|TRACE)\]|\bat [\w.$]+\("
)
_CODE_NAME = re.compile(r"[a-z0-9][A-Z][a-z]|[A-Za-z0-9]_[A-Za-z0-9]|[a-z]\.[a-z]")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{4,}(?![0-9A-Za-z])")
_NEAR = 60  # characters of the line, before and behind
_LINE = 400  # characters of a line
_FEW = 2  # signs or names of a program that prose may have, too
_SIGN_DENSITY = 12
"""One sign in so many characters: prose has far fewer."""


def refusal(text: str, start: int, end: int, term: Term) -> MentionRefusal | None:
    """Return why the place cannot be the term's whole: it goes on, or is an address or a blob. None: it stands free."""
    if not term.kind & TermKind.CODE and _is_person(text[max(0, start - _TITLE) : start], text[start]):
        return "inside"
    if (term.reason != "sku" or " " in text[start:end]) and longer.by_model(text, start, end):
        return "inside"
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before in _OPEN and (after in _SHUT or (after in ".,:'" and (end + 1 >= len(text) or text[end + 1] in _STOP))):
        return None
    behind = text[end : end + _REACH]
    if _goes_on_before(text, start, before, term) or _goes_on_behind(text, end, behind, term):
        return "inside"
    return _in_something(text, start, end, behind, term)


def _is_person(before: str, first: str) -> bool:
    """Tell whether a title or an initial stands before a name: it is somebody's."""
    return bool(_PERSON.search(before)) or (first.isupper() and bool(_INITIAL.search(before)))


def _goes_on_before(text: str, start: int, before: str, term: Term) -> bool:
    near = text[max(0, start - 12) : start]
    if before.isalnum() and before < _CJK:  # scripts without spaces have no words to be inside of
        return not (_TIMES_BEFORE.search(near) or (term.text[0].isdigit() and _LABEL_BEFORE.search(near)))
    if before in "-_" and near[-2:-1].isalnum():
        if _ends_a_slug(text[max(0, start - _REACH) : start].rsplit(maxsplit=1)[-1]):
            return False
        joined = bool(_LABEL_BEFORE.search(near) or _COUNT_BEFORE.search(near))
        return not joined and (bool(term.kind & TermKind.CODE) or not _WORD_BEFORE.search(near))
    if before == "/" and term.kind & TermKind.CODE and (slashed := _SLASHED_BEFORE.search(near)):
        return longer.by_slash(slashed[1], text[start : start + len(term.text)])
    return before == "." and near[-2:-1].isdigit() and term.text[0].isdigit()


def _ends_a_slug(ahead: str) -> bool:
    """Tell whether the words of a page's address stand before: /products/naked-palette-eye-nkd3."""
    return "/" in ahead and (ahead[-1] == "_" or bool(_SLUG.search(ahead)))


def _goes_on_behind(text: str, end: int, behind: str, term: Term) -> bool:
    if not behind:
        return False
    code, last = bool(term.kind & TermKind.CODE), text[end - 1]
    after = behind[0]
    if after.isalnum() and after < _CJK:
        return last < _CJK and not _is_ending(text, end, last, code=code)
    if after in "_-" and behind[1:2].isalnum():
        more = longer.by_joint(behind[1:]) and not _COUNT_BEHIND.match(behind[1:])
        return after == "_" or (more if code else last.isalpha() and language(text) == "en")
    if code and (slashed := _SLASHED_BEHIND.match(behind)):
        return longer.by_slash(slashed[1], text[end - len(term.text) : end])
    number = bool(term.kind & TermKind.NUMBER)
    if not last.isdigit() or (after == "%" and code) or (after == "+" and not behind[1:2].isalnum()):
        return last.isdigit() and not (after == "+" and term.text.endswith("+"))
    return behind[1:2].isdigit() and (after == "." or (number and bool(_GROUP_BEHIND.match(behind))))


def _is_ending(text: str, end: int, last: str, *, code: bool) -> bool:
    """Tell whether what follows without a space is a quantity, a unit or a word's ending in the text's language.

    AB12x2 is two of AB12; AB12X2 and ab12x2 are another code.
    """
    if last.isdigit():
        letters = [sign for sign in text[max(0, end - _AROUND) : end].rsplit(maxsplit=1)[-1] if sign.isalpha()]
        if _TIMES_AFTER_DIGIT.match(text, end) and all(map(str.isupper, letters)):
            return True
    elif last.isupper() and _TIMES_AFTER.match(text, end):
        return True
    if code:
        return bool(_CODE_ENDING.match(text, end))
    if last.isdigit():
        return bool(_CODE_ENDING.match(text, end) or _UNIT.match(text, end))
    endings = _ENDING.get(language(text), _ENDING[""])
    return bool(endings.match(text, end) or _UNIT_IN_FULL.match(text, end))


def _in_something(text: str, start: int, end: int, behind: str, term: Term) -> MentionRefusal | None:
    """Return "address" for what stands in a mail address, host name or file path, "inside" for encoded data."""
    ahead = text[max(0, start - _REACH) : start]
    left = "" if not ahead or ahead[-1].isspace() else ahead.rsplit(maxsplit=1)[-1]
    right = "" if not behind or behind[0].isspace() else behind.split(maxsplit=1)[0]
    if _MAIL_AFTER.match(right) or _MAIL_BEFORE.search(left):
        return "address"
    chunk = left + text[start:end] + right
    place, stop = len(left), len(left) + end - start
    if (url := _URL.search(chunk)) and url.start() < stop:
        if place < url.end():
            return "address"
        return "inside" if not term.kind & TermKind.CODE and _SLUG_GOES_ON.match(right) else None
    if any(host.start() < stop and place < host.end() for host in _HOST.finditer(chunk) if _is_host(host[0])):
        return "address"
    if (_FILE_PATH.match(left) or _CODE_FILE.match(right)) and not left.startswith(('"', "'")):
        return "address"
    return "inside" if is_blob(chunk) else None


def _is_host(dotted: str) -> bool:
    return dotted.rpartition(".")[2].lower() in _TLDS


def is_blob(chunk: str) -> bool:
    """Tell whether an unbroken piece of text is a key, a hash or base64: long, and of capitals, letters and digits."""
    if not _BLOB.search(chunk):
        return False
    return any(run != run.lower() and run != run.upper() and any(map(str.isdigit, run)) for run in _RUN.findall(chunk))


def is_machine_made(text: str, start: int, end: int) -> bool:
    """Tell whether a place is in the midst of source code, a log, a hex dump or encoded data."""
    low = _near_start(text, start, _NEAR)
    high = text.find("\n", end, end + _NEAR)
    line = text[low : high if high >= 0 else end + _NEAR]
    if _CODE_SIGN.search(line) or _LOG.search(line) or _CODE_LINE.match(text, _near_start(text, start, _LINE)):
        return True
    signs = len(_SIGNS.findall(line))
    if signs > _FEW and signs * _SIGN_DENSITY > len(line):
        return True
    around = text[max(0, start - _NEAR) : end + _NEAR]
    names = len(_CODE_NAME.findall(around)) + len(_HEX.findall(around))
    return names > _FEW or is_encoded(text, start, end)


def _near_start(text: str, start: int, reach: int) -> int:
    """Return where the line of a place begins; no further away than this."""
    low = max(0, start - reach)
    return text.rfind("\n", low, start) + 1 or low


def is_encoded(text: str, start: int, end: int) -> bool:
    """Tell whether a place is in a line of uuencoded or otherwise encoded data: few small letters, and many signs."""
    low = _near_start(text, start, _NEAR)
    high = text.find("\n", end, end + _NEAR)
    around = text[low:start] + text[end : high if high >= 0 else end + _NEAR]
    if len(around) < _AROUND or sum(map(str.islower, around)) * 10 > len(around):
        return False
    signs = sum(not (sign.isalnum() or sign in _TABLE) for sign in around)
    return signs * 7 > len(around)
