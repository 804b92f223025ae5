"""Find what mail programs make a link of: not only ``https://``, but every word that looks like the name of a host."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# ISO 3166, as far as it is in use as the ending of hosts, and eu, su, uk, ac.
_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd "
    "cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge "
    "gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh "
    "ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw "
    "mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb "
    "sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk "
    "us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
# In common use. Words that name the colour, size or kind of goods (``MUG.BLUE``, ``Mr.Coffee``) are not among them.
_WORDS = (
    "com net org info biz edu gov int mil name pro mobi jobs tel asia cat travel app dev page web xyz top shop online "
    "site store club click link live life world today email cloud tech space website fun icu vip bid loan win review "
    "party stream download racing trade webcam accountant faith cricket zip mov lol buzz cyou cfd sbs bond quest "
    "monster money cash finance bank credit support help center solutions services agency company media news network "
    "digital global direct delivery express sale deals discount promo tickets cheap marketing chat social blog wiki "
    "host hosting email ninja guru rocks systems software technology international shopping boutique uno "
    "tokyo berlin london nyc paris"
)
# Real endings as well, and words for goods: only with a path behind them does anybody mean a host.
_GOODS = (
    "academy adult art audio auto autos band bar beauty beer bike black blue boats cafe car cards care cars clinic "
    "clothing coffee dance dating dental design diamonds doctor dog education energy estate farm fashion film fish fit "
    "fitness flights florist flowers food football fyi gallery game games garden gay gift gifts gold golf green hair "
    "health hockey holiday homes horse hospital hotel house ink jewelry kitchen land lgbt luxe makeup moe movie one "
    "parts pet photo photography photos pics pictures pink pizza plus porn property pub recipes red repair restaurant "
    "run salon school sexy shoes show singles ski skin studio surf taxi tennis theater tires tools tours toys training "
    "vet video vodka watch wedding wine yachts yoga zone"
)
# Endings in other alphabets, in Punycode as registries list them, for Russia, China, India and others.
_FOREIGN = (
    "11b4c3d 3ds443g 3e0b707e 42c2d9a 45brj9c 4dbrk0ce 4gbrim 55qx5d 5tzm5g 80adxhks 80ao21a 80asehdb 80aswg 90a3ac "
    "90ae 90ais 9dbq2a c1avg cck2b3b czrs0t czru2d d1acj3b d1alf fhbei fiq228c5hs fiqs8s fiqz9s h2brj9c hxt814e "
    "io0a7i j1aef j1amh j6w193g kprw13d kpry57d l1acc mgb9awbf mgba3a4f16a mgbaam7a8h mgbayh7gpa mgbc0a9azcg "
    "mgberp4a5d4ar mk1bu44c ngbc5azd node o3cw4h p1acf p1ai pgbs0dh q9jyb4c qxa6a qxam ses554g tckwe wgbh1c wgbl6a "
    "y9a3aq yfro4i67o"
)
_ENDINGS = frozenset(f"{_COUNTRIES} {_WORDS}".split()) | {f"xn--{word}" for word in _FOREIGN.split()}
_WITH_PATH = frozenset(_GOODS.split())
_FILES = frozenset(
    {
        *("js", "ts", "jsx", "css", "html", "htm", "php", "asp", "aspx", "pdf", "doc"),
        *("docx", "xls", "xlsx", "csv", "txt", "jpg", "png", "svg", "dwg", "stl", "exe"),
    }
)
_NO_HOSTS = frozenset({"asp.net", "ado.net", "vb.net", "co.kg", "co.kgaa"})
_NUMBERED = re.compile(  # Art.No 5, Best.Nr 7
    r"(?:art|artikel|item|ref|order|part|pt|ser|serial|po|best|bestell|cat|kat|mod|model|lot|inv|kd|id|pos|prod)\.n[or]"
)
# What a host is written in: letters and digits of all alphabets with their marks, and no other sign of ASCII.
_TOKEN = re.compile(r"[^\s\x00-,/:-@\[-^`{-\x7f\u2010-\u2027\u00ab\u00bb\u00b7]+")
_DOTS = str.maketrans({"\u3002": ".", "\uff61": ".", "\u0701": ".", "\u06d4": "."})
_PATH = re.compile(r"(?::\d{1,5})?[/?#]\S")
_PORT = re.compile(r":\d{4,5}(?!\d)")
_SHORT_CODE = re.compile(r"/[A-Z0-9-]{1,6}(?!\S)")
_ABBREVIATED = 3  # labels, as in z.B.in
_FEW_DIGITS = 3  # as in 10.am and 100.in; of 4 there is 6204.RS
_COUNTRY = 2  # letters


def spelled(text: str) -> str:
    """Return a text with the forms of letters and full stops that programs take for the plain ones made plain."""
    return unicodedata.normalize("NFKC", text).translate(_DOTS)


def holds_host(text: str) -> bool:
    """Tell whether a word in this text reads like the name or number of a host, as mail programs take it for a link.

    That is a word with dots whose last part ends hosts in common use, or is in Punycode, or is followed by a path.
    Abbreviations, decimals, names of files and codes such as ``6204.RS/C3`` have dots as well, and are none.
    """
    text = spelled(text)
    return "." in text and any(_is_host(found[0], text, found.end()) for found in _TOKEN.finditer(text))


def _is_host(token: str, text: str, end: int) -> bool:
    bare = token.strip(".-_")
    labels = [label for label in bare.split(".") if label]
    if len(labels) <= 1:
        return False
    path = bool(_PATH.match(text, end)) and token[-1] not in "-_"
    ending, front = labels[-1].partition("_")[0], labels[:-1]
    if "".join(labels).isdecimal():
        return _is_number(labels) and (path or bool(_PORT.match(text, end)))
    if _is_code(front, ending, text, end):
        return False
    if _registered(ending.casefold()):
        return path or not _is_abbreviation(bare.casefold(), front)
    if ending.isupper() and _SHORT_CODE.match(text, end):  # MUG.BLUE/L
        return False
    return path and (ending.casefold() in _WITH_PATH or _may_be_new(ending))


def _registered(ending: str) -> bool:
    return ending.startswith("xn--") or (ending if ending.isascii() else _punycode(ending)) in _ENDINGS


def _punycode(label: str) -> str:
    return "xn--" + label.encode("punycode").decode("ascii")


def _is_number(labels: Sequence[str]) -> bool:
    return len(labels) == len("IPv4") and all(len(label) <= len("255") for label in labels)


def _is_code(front: Sequence[str], ending: str, text: str, end: int) -> bool:
    """Tell whether it is a number with letters behind it: 10.am, 12.in, SHOE.42.UK, 6204.RS/C3."""
    if len(ending) > _COUNTRY or not front[-1].isdecimal():
        return False
    if text.startswith("/", end):
        return ending.isupper() and bool(_SHORT_CODE.match(text, end))
    return len(front[-1]) <= _FEW_DIGITS + ending.isupper()


def _is_abbreviation(word: str, front: Sequence[str]) -> bool:
    letters = all(len(label) == 1 for label in front) and len(front) + 1 >= _ABBREVIATED
    return letters or word in _NO_HOSTS or bool(_NUMBERED.fullmatch(word))


def _may_be_new(ending: str) -> bool:
    """Tell whether it may be an ending that this list has not: no file's, no code, no word that begins a sentence."""
    return len(ending) > _COUNTRY and ending.isalpha() and ending.islower() and ending not in _FILES
