"""What somebody answers, understood: an address in any of its writings, languages by code or name.

Every function here raises ValueError, whose text says what is wrong and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from zendesk_bridge.core.document import LocaleName, nearest
from zendesk_bridge.core.kind import SANDBOX, HelpdeskKind, is_loopback
from zendesk_bridge.core.macros.wording.languages import WORDINGS

LANGUAGES = tuple(WORDINGS)
"""In which there are ready-made macros, and sentences about dates."""

_CALLED = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "spanish": "es",
    "español": "es",
    "espanol": "es",
}
_REGIONAL = re.compile(r"([A-Za-z]{2})[-_]([A-Za-z]{2})(?:[.@].*)?", re.ASCII)
_PARTS = re.compile(r"(?:(?P<name>[^=/:?]*)=)?(?:(?P<type>[A-Za-z_]+):(?!//|\d))?(?P<address>.*)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)
_LOCAL = re.compile(r"localhost|[0-9a-f:.]+", re.ASCII)
"""This machine, without the name of a network card, which may be any text: ``::1%eth0``."""
_LOCAL_NAME = "shop"  # what a helpdesk on this machine is called: its address holds no name
_NO_ACCOUNTS = ("www", "developer", "support")
"""What stands before a vendor's domain and is nobody's account."""


class UnclearKind(ValueError):
    """An address that does not tell of which kind of helpdesk it is."""


@dataclass(frozen=True, slots=True)
class ChosenHelpdesk:
    """One account under the name that the admin gave it; ``url`` is its bare address, or ``sandbox``."""

    name: str
    type: str
    kind: HelpdeskKind
    url: str

    @property
    def is_sandbox(self) -> bool:
        """Whether it is the local helpdesk."""
        return self.url == SANDBOX


@dataclass(frozen=True, slots=True)
class Answers:
    """All that is asked. The first of ``languages`` is the main one; ``today`` is that in the time zone."""

    helpdesks: tuple[ChosenHelpdesk, ...]
    languages: tuple[str, ...]
    timezone: str
    today: date

    @property
    def only_sandbox(self) -> bool:
        """Whether no customer can be reached: then made-up items may be told."""
        return all(helpdesk.is_sandbox for helpdesk in self.helpdesks)


def helpdesks_of(
    text: str, kinds: Mapping[str, HelpdeskKind], before: Sequence[ChosenHelpdesk] = (), kind: str = ""
) -> tuple[ChosenHelpdesk, ...]:
    """Return the helpdesks that ``NAME=TYPE:ADDRESS`` means; name and type may be left out where they are clear.

    ``sandbox`` alone is one helpdesk of each kind that the local one speaks. ``before`` are those that were chosen
    already, and ``kind`` is what an address is of that does not tell.

    Raises UnclearKind, and ValueError for everything else that is wrong.
    """
    found = _PARTS.fullmatch(text.strip().strip("<>\"'"))
    name, type_, address = (found["name"], found["type"], found["address"]) if found else (None, None, "")
    type_ = _type(type_.lower(), kinds) if type_ else kind
    if address.strip().lower() == SANDBOX:
        types = _played(type_, kinds)
        if name is not None and len(types) > 1:
            raise ValueError(f"'{name}' cannot be several: write {name}={types[0]}:{SANDBOX}")
        chosen = [(each, SANDBOX, name or each) for each in types]
    else:
        type_, url, label = _account(address, type_, kinds)
        chosen = [(type_, url, name if name is not None else label)]
    made: list[ChosenHelpdesk] = []
    for type_, url, wanted in chosen:
        new = ChosenHelpdesk(wanted, type_, kinds[type_], url)
        others = [*before, *made]
        if any((other.type, other.url) == (type_, url) for other in others):
            raise ValueError(f"{url} is among your helpdesks already")
        taken = {other.name for other in others}
        made.append(renamed(new, wanted, taken) if name is not None else replace(new, name=_free(new, taken)))
    return tuple(made)


def lacking(chosen: Sequence[ChosenHelpdesk], there: Sequence[ChosenHelpdesk]) -> tuple[ChosenHelpdesk, ...]:
    """Return those that a config has not, under names that it has not either."""
    accounts, taken = {(it.type, it.url) for it in there}, {it.name for it in there}
    return tuple(replace(it, name=_free(it, taken)) for it in chosen if (it.type, it.url) not in accounts)


def renamed(helpdesk: ChosenHelpdesk, name: str, taken: Collection[str]) -> ChosenHelpdesk:
    """Return the helpdesk under this name; raises ValueError for one that is no name, or taken."""
    name = name.strip()
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{name}' is not a name: use letters, digits, - and _, such as shop")
    if name == "all":
        raise ValueError("'all' cannot be a helpdesk's name: in macros it means every helpdesk")
    if name in taken:
        raise ValueError(f"'{name}' is the name of another helpdesk already: write another")
    return replace(helpdesk, name=name)


def languages_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that are meant, the main one first: by code or name, with commas or spaces between them.

    The main one may have a region, as in ``en_GB``: it decides how dates are written. Raises ValueError.
    """
    meant: dict[str, str] = {}
    for word in (word for text in texts for word in re.split(r"[,;\s]+", text) if word):
        locale = _language(word)
        if "_" in locale and meant:
            raise ValueError(f"only the main language, which comes first, has a region: write {locale[:2]}")
        meant.setdefault(locale[:2], locale)
    if not meant:
        raise ValueError(f"no language is named: write one or more of {', '.join(LANGUAGES)}")
    return tuple(meant.values())


def _language(word: str) -> str:
    code = _CALLED.get(word.lower(), word.lower())
    regional = _REGIONAL.fullmatch(word)
    if regional and regional[1].lower() in LANGUAGES:
        return _with_region(f"{regional[1].lower()}_{regional[2].upper()}")
    if code not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ValueError(
            f"there are no ready-made macros in '{word}', only in {known}: begin with one of those; "
            "your own texts in other languages go under locales: in each macro"
        )
    return code


def _with_region(locale: str) -> str:
    try:
        return str(TypeAdapter(LocaleName).validate_python(locale))
    except ValidationError as error:
        raise ValueError(f"there is no locale '{locale}': write {locale[:2]}, or one such as en_GB or de_AT") from error


def _type(word: str, kinds: Mapping[str, HelpdeskKind]) -> str:
    if word not in kinds:
        hint = nearest(word, kinds) or f"write one of {', '.join(kinds)}"
        raise ValueError(f"there is no type '{word}': {hint}")
    return word


def _played(type_: str, kinds: Mapping[str, HelpdeskKind]) -> list[str]:
    """Return the kinds of helpdesk that the local one is to be."""
    played = [name for name, kind in kinds.items() if kind.sandbox]
    if type_ and type_ not in played:
        raise ValueError(f"the sandbox is no {kinds[type_].title}: it plays {', '.join(played)}")
    return [type_] if type_ else played


def _account(text: str, type_: str, kinds: Mapping[str, HelpdeskKind]) -> tuple[str, str, str]:
    """Return the type, the bare address and a short name of the account that is meant."""
    text = text.strip()
    if not text:
        raise ValueError(f"the address is missing: write one such as {_example(kinds)}, or {SANDBOX}")
    if _ACCOUNT.fullmatch(text.lower()) and text.lower() != "localhost":
        type_ = type_ or _only(kinds, text)
        if not kinds[type_].domains:
            raise ValueError(f"'{text}' is not enough to find it: write the whole address, https://...")
        text += kinds[type_].domains[0]
    host, url = _bare(text, kinds)
    for name, kind in kinds.items():
        end = next((end for end in kind.domains if f".{host}".endswith(end)), None)
        if end is None:
            continue
        label = host.removesuffix(end) if host.endswith(end) else ""
        if not label or label in _NO_ACCOUNTS:
            raise ValueError(f"{host} is {kind.title}'s own site: write your account's address, such as acme{end}")
        if type_ and type_ != name:
            raise ValueError(f"{host} is an address of {kind.title}: write {name}:{host}")
        return name, url, label
    labels = host.split(".")
    named = labels[-2] if len(labels) > 1 else host
    return type_ or _only(kinds, host), url, _LOCAL_NAME if is_loopback(host) else named


def _bare(text: str, kinds: Mapping[str, HelpdeskKind]) -> tuple[str, str]:
    """Return the host and the bare address; a path that was copied along with it is left out."""
    no_address = f"'{text}' is not an address: write one such as {_example(kinds)}, or {SANDBOX}"
    scheme, given, rest = text.rpartition("://")
    try:
        parts = urlsplit(f"{scheme.lower() or 'https'}://{rest}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(no_address) from error
    if "@" in parts.netloc:
        fix = "leave out what stands before the @" if given else "write the address of the helpdesk, not an e-mail's"
        raise ValueError(f"that holds an @: {fix}")
    if parts.scheme not in {"http", "https"}:
        raise ValueError(no_address)
    if is_loopback(host) and _LOCAL.fullmatch(host):
        shown = f"[{host}]" if ":" in host else host
        return host, f"{parts.scheme if given else 'http'}://{shown}" + (f":{port}" if port else "")
    if not _HOST.fullmatch(host):
        raise ValueError(no_address)
    return host, f"https://{host}" + (f":{port}" if port and parts.scheme == "https" else "")


def _only(kinds: Mapping[str, HelpdeskKind], what: str) -> str:
    if len(kinds) > 1:
        forms = " or ".join(f"{name}:{what}" for name in kinds)
        raise UnclearKind(f"'{what}' does not tell which helpdesk it is: write {forms}")
    return next(iter(kinds))


def _example(kinds: Mapping[str, HelpdeskKind]) -> str:
    return next((f"acme{kind.domains[0]}" for kind in kinds.values() if kind.domains), "https://help.example.com")


def _free(helpdesk: ChosenHelpdesk, taken: Collection[str]) -> str:
    """Return a name that nobody chose: as short as is clear."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", helpdesk.name).strip("-_") or helpdesk.type
    names = [plain, f"{plain}-{helpdesk.type}", *(f"{plain}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken and name != "all")
