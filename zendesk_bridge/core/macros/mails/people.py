"""What a customer is called in a mail: as they write themselves, and politely without a name where there is none.

A name comes from a form that anybody may fill in, and the mail goes to whatever address stands beside it: what is no
name is left out, so that nobody can have words of his own sent to others in the shop's name.
"""

from __future__ import annotations

import re

from zendesk_bridge.core import cells
from zendesk_bridge.core.macros.window import language

_LONGEST = 60  # letters that a name has at most
_NO_NAME = re.compile(
    r"[<>{}\[\]|\\/@$%^~#*=+_\x00-\x1f\x7f-\x9f\ud800-\uf8ff\ufffd]|https?:|\bwww\.|\w\.\w{2,}|\d", re.IGNORECASE
)
_TURNS = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_FIRST = re.compile(  # titles, initials, families, and what a family name begins with
    r"(?:dr|prof|mr|mrs|ms|mx|miss|sir|herr|frau|fam|familie|family|famille|familia|the|m|mme|mlle|sr|sra|srta|don|doña"
    r"|de|del|della|di|da|dos|la|le|el|al|van|von|der|bin|ibn)\.?|\w\.?",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:gmbh|ag|kg|ug|ohg|inc|llc|ltd|plc|corp|co|sarl|sas|sa|sl|bv|nv)\b\.?$", re.IGNORECASE)
_FAMILY_FIRST = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # as in China, Japan and Korea

# By language: with a name, and without one.
_GREETINGS = {
    "en": ("Hi {first},", "Hello,"),
    "de": ("Guten Tag {full},", "Guten Tag,"),
    "fr": ("Bonjour {full},", "Bonjour,"),
    "es": ("Hola, {full}:", "Hola:"),
}


def full_name(written: str) -> str:
    """Return a customer's name as they wrote it, "" for what is no name."""
    name = " ".join(_TURNS.sub("", written).split()).strip(" ,;:.-'\"")
    sound = len(name) <= _LONGEST and _LETTER.search(name) and not _NO_NAME.search(name)
    return name if sound and not cells.residue(name) and not cells.residue(name.lower()) else ""


def first_name(written: str) -> str:
    """Return what a customer is called among friends; all of the name where nobody can tell which part that is."""
    name = full_name(written)
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given:
        name = f"{given} {family}"
    first = name.split(" ", maxsplit=1)[0]
    whole = _NO_FIRST.fullmatch(first) or _COMPANY.search(name) or _FAMILY_FIRST.search(name)
    return name if whole else first


def greeting(written: str, locale: str) -> str:
    """Return the line that a mail begins with in this language, or in English where we do not write it."""
    named, unnamed = _GREETINGS.get(language(locale), _GREETINGS["en"])
    full = full_name(written)
    return named.format(first=first_name(written), full=full) if full else unnamed


def greetings() -> list[object]:
    """Return all of them, for whoever must know when one changes."""
    return [[language, *lines] for language, lines in _GREETINGS.items()]
