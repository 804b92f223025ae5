"""A customer's answer -> the one choice that it makes beyond doubt, or nothing: then a person reads it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from zendesk_bridge.core.choices.doubts import (
    AWAITED,
    ELSEWHERE,
    FILLERS,
    MATTERS,
    NOT,
    POLITE,
    SAYS_MORE,
    SPOKEN,
    UNSURE,
)
from zendesk_bridge.core.choices.phrases import CHOICES
from zendesk_bridge.core.days import plainly
from zendesk_bridge.core.mentions.text import customer_words
from zendesk_bridge.core.model import ChoiceKind, Words
from zendesk_bridge.core.promises.tables import whole_words

LONGEST = 400
"""Characters of the longest answer that is read by rules: who writes more has more to say than one choice."""


@lru_cache(maxsize=64)
def _rule(lines: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds these phrases; made when the first answer is read, for all of them take a while."""
    return whole_words(lines)


_SUBJECT = re.compile(r"(?:i|we|ich|wir|je|nous|on|j'|me|nos|ik|wij)(?![a-z])")
"""Who speaks of themselves: what stands before matters less."""
_CLAUSE = re.compile(
    r"[.!;,:\n()]+|\s-+\s|(?<!\w)(?:and|but|und|aber|sondern|et|mais|y|pero|sino|maar|e|mas"
    r"|en(?= (?:ik|wij|we|de|het|dan|graag|geen|geef|mijn|stort\w*|stuur\w*|annul\w+|ruil\w*|betaal\w*))"
    r"|ma(?= (?:non|se|il|la|lo|io|poi|prima|preferi\w+|vorrei|voglio|annull\w+|aspett\w+)))(?!\w)"
)
_WHY = re.compile(
    r"(?<!\w)(?:because|due to|since|as (?:it|the|i|we|you|this|that|they)|weil|wegen|denn|da (?:ich|wir|es|er|sie)"
    r"|car (?:je|nous|il|elle|c'|la|le|les)|parce que|à cause|vu (?:le|la|que)|porque|debido|ya que|omdat|wegens"
    r"|perch(?:é|e)|a causa|por causa)(?!\w)"
)
"""What begins a reason: in it people may speak of anything."""
_SIGNED = re.compile(r"[\W_]*(?:[^\W\d_]+[\W_]*){0,4}")
_APART = {"split", "wait"}
_NAMES = 2  # words of a name
_WORDS_LEFT = 12
"""Words besides a choice and courtesy: whoever writes more of something else is read by a person."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The one choice that an answer makes, and the id of the rule that read it."""

    kind: ChoiceKind
    how: str


def chosen(words: Words, offered: Collection[ChoiceKind]) -> Chosen | None:
    """Return what a customer chose of what was offered; None where that is not beyond doubt.

    No question, no condition, one choice and no second one, and not much else: a choice that nobody made is worse than
    one that a person has to read.
    """
    text = _own(words)
    if not text or len(text) > LONGEST or "?" in text or "\u00bf" in text or _rule(ELSEWHERE).search(text):
        return None
    found = list(_found(text))
    made = [one for one in found if one.asked and not one.negated]
    if {one.kind for one in made} == _APART:  # who has the rest shipped waits for the item
        made = [one for one in made if one.kind == "split"]
    if len({one.kind for one in made}) != 1 or any(_is_doubtful(one, text) for one in made):
        return None
    first = made[0]
    if first.kind not in offered or any(_is_against(one, first.kind) for one in found):
        return None
    if any(kind != first.kind and _is_spoken_of(text, _rule(lines)) for kind, lines in SPOKEN.items()):
        return None
    return Chosen(first.kind, f"{first.kind}.{first.language}") if _says_little_else(text) else None


def is_answer(words: Words) -> bool:
    """Tell whether a comment says anything but courtesy: what it may say is for a person, however short it is."""
    written = _written(words)
    text = _small(written)
    tables = (SAYS_MORE, *SPOKEN.values(), *CHOICES.values())
    if "?" in text or any(_rule(lines).search(text) for lines in tables):
        return True
    courtesy = _rule(POLITE)
    rest = courtesy.sub(" ", text)
    return bool(re.search(r"\w", rest)) and not (courtesy.match(text) and _is_signature(rest, written))


def _written(words: Words) -> str:
    return plainly(customer_words(words))


def _small(written: str) -> str:
    return " ".join(written.lower().replace("\n", " \n ").split(" ")).strip()


def _own(words: Words) -> str:
    return _small(_written(words))


def _is_spoken_of(text: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether a clause speaks of a choice and does not say that it is the one not made."""
    spoken = [clause for clause in _CLAUSE.split(text) if pattern.search(clause)]
    return any(not any(_rule(lines).search(clause) for lines in NOT.values()) for clause in spoken)


@dataclass(frozen=True, slots=True)
class _AskedChoice:
    """A choice that a clause speaks of; ``negated`` is the one not made, ``clause`` where it stands, without its why.

    ``asked`` is one with nothing before it that makes it somebody else's.
    """

    kind: ChoiceKind
    language: str
    negated: bool
    asked: bool
    clause: str


def _is_doubtful(asked: _AskedChoice, text: str) -> bool:
    """Tell whether a choice may be not yet made, or one of something else than the item: of a fee, a reply, a trip."""
    elsewhere = AWAITED if asked.kind == "wait" else MATTERS
    return any(
        pattern.search(where)
        for pattern, where in ((_rule(elsewhere), asked.clause), (_rule(UNSURE[asked.language]), text))
    )


def _found(text: str) -> Iterator[_AskedChoice]:
    """Yield each choice that a clause asks for, or says not to want."""
    for clause in _CLAUSE.split(text):
        for (kind, language), lines in CHOICES.items():
            match = _rule(lines).search(clause)
            if match is None:
                continue
            ahead = clause[: match.start()]
            negated = _rule(NOT[language]).search(ahead) is not None
            asked = negated or _asks(ahead, match[0])
            if asked or " " in match[0].strip():  # one word may be anything
                yield _AskedChoice(kind, language, negated, asked, _WHY.split(clause)[0])


def _is_against(other: _AskedChoice, kind: ChoiceKind) -> bool:
    """Tell whether a clause takes a choice back, or speaks of another one: "cancel the chair, the desk I wait for"."""
    if other.negated:
        return other.kind == kind
    return not other.asked and other.kind != kind and {other.kind, kind} != _APART


def _asks(ahead: str, words: str) -> bool:
    """Tell whether nothing stands before the words of a choice that makes them somebody else's, or a name."""
    rest = _rule(FILLERS).sub(" ", _rule(POLITE).sub(" ", ahead))
    return not re.search(r"\w", rest) or bool(_SUBJECT.match(words))


def _says_little_else(text: str) -> bool:
    rest = _rule(POLITE).sub(" ", text)
    for lines in CHOICES.values():
        rest = _rule(lines).sub(" ", rest)
    return len(re.findall(r"\w+", rest)) <= _WORDS_LEFT


def _is_signature(rest: str, written: str) -> bool:
    """Tell whether nothing is left but a name, as people write theirs: "Thanks, Ana", and not "please hurry"."""
    names = re.findall(r"[^\W\d_]+", rest)
    capitals = {word.lower() for word in re.findall(r"[^\W\d_]+", written) if word[0].isupper()}
    return _SIGNED.fullmatch(rest) is not None and len(names) <= _NAMES and capitals.issuperset(names)
