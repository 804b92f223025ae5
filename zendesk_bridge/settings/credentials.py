"""Credentials as people copy them: what is around them, what stands in their place, and whose they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from zendesk_bridge.settings.kinds import UNSET

_QUOTED = re.compile(
    r"""(?P<sign>["'`\u2018\u2019\u201c\u201d\u201e]).*["'`\u2018\u2019\u201c\u201d\u201e]""", re.DOTALL
)
_HEADER = re.compile(r"(?:authorization\s*:\s*)?(?P<word>bearer|basic|token|authorization)\b[:= ]", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"<.*>|\[.*\]|\{.*\}|[*\u2022]+|x{3,}|\.{3}|\u2026|-+|change[-_ ]?me|replace[-_ ]?(?:me|this)|todo|tbd|none|null"
    r"|(?:insert|enter|paste|put|your|dein|ihr)[-_ ].*|(?:api|client|secret)[-_ ]?(?:key|token|secret)",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\$(?:env:|\{|\()?\w+[})]?|%\w+%|[A-Z]+(?:_[A-Z]+)+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Slip(NamedTuple):
    """What is wrong with a credential, and what to do: never the credential itself."""

    says: str
    fix: str


def slip(key: str, text: str) -> Slip | None:
    """Return what no helpdesk takes about the credential that stands under this key; None where nothing shows."""
    if UNSET in text:
        return None
    for look, says, fix in _SLIPS if key != "client_id" else _SLIPS[:-1]:
        if look(text):
            return Slip(says, fix)
    return _of_its_kind(key, text)


def _of_its_kind(key: str, text: str) -> Slip | None:
    if key == "email":
        return _of_address(text)
    if "/token:" in text:
        return Slip("is curl's user and token in one", "write only what stands behind '/token:'")
    if text[-2:].lower() == ":x":
        return Slip("holds :X behind the key, as curl wants it", "write the key alone")
    if key == "client_id" and text.isdecimal():
        return Slip("is a number", "write the client's unique identifier, which you chose, such as zendesk_bridge")
    return None


def _of_address(text: str) -> Slip | None:
    if text.endswith("/token"):
        return Slip("holds /token behind the address", "write the address alone: /token is added for you")
    if not _MAIL.fullmatch(text):
        return Slip("is no e-mail address", "write that of the agent whose API token it is")
    return None


def _broken(text: str) -> bool:
    return any(not letter.isprintable() for letter in text)


_SLIPS = (
    (_broken, "holds a line break or a sign that nobody can type", "copy it again from the helpdesk, in one line"),
    (
        _QUOTED.fullmatch,
        "stands in quotation marks of its own",
        "set the variable without them: many programs keep them",
    ),
    (_HEADER.match, "begins with a word of a header", "leave it out: write only the credential that stands behind it"),
    (_PLACEHOLDER.fullmatch, "is what an example has in its place", "write the real one, from the helpdesk's settings"),
    (
        _VARIABLE.fullmatch,
        "is the name of a variable, and not what it holds",
        "write ${NAME} in your config, in braces",
    ),
)
