"""A quick proof that a text holds nothing but its writer's own words, as most texts do."""

from __future__ import annotations

import re
from functools import lru_cache

from zendesk_bridge.core.mentions.text.attribution import DATED
from zendesk_bridge.core.mentions.text.footers import DEVICES, LEAD, OPENINGS
from zendesk_bridge.core.mentions.text.headers import FORWARDS, LABELS
from zendesk_bridge.core.mentions.text.page import unmarked
from zendesk_bridge.core.mentions.text.patterns import alternatives
from zendesk_bridge.core.mentions.text.signature import LINE_LENGTH, LINES, signature_length

_END = re.compile(r":[^\S\n]*(?:\n|\Z)")
_TAIL = LINES * 90  # characters
_REACHABLE = re.compile(r"[@\d]|\.\w")


def any_sign(text: str) -> bool:
    """Tell whether anything in this text may be a quote, a footer or a signature; False is certain, True is not.

    It runs on every text: the three questions are cheap where the answer is no.
    """
    if "\r" in text:
        text = text.replace("\r", "\n")
    text = unmarked(text)
    if _start().search(f"\n{text}"):
        return True
    if ("\uff1a" in text or (":" in text and _END.search(text))) and DATED.search(text):
        return True
    return _may_end_in_signature(text.rstrip()[-_TAIL:])


@lru_cache(maxsize=1)
def _start() -> re.Pattern[str]:
    """Return how a line begins that may be a sign; made on first use: it takes as long as a short command."""
    phrases = alternatives((*DEVICES, *OPENINGS, *LABELS, *FORWARDS))
    return re.compile(rf"\n[^\S\n]*+(?!\n)(?:>|[-_*=\u2013\u2014]{{2}}|##-|(?:\|[^\S\n]?)?{LEAD}{phrases})")


def _may_end_in_signature(text: str) -> bool:
    """Tell whether short lines stand at the end, and in one of them something that looks like a phone or an address."""
    lines = text.split("\n")
    for line in reversed(lines):
        if len(line) > LINE_LENGTH and len(line.strip()) > LINE_LENGTH:
            return False
        if _REACHABLE.search(line):
            return signature_length([line for line in lines if line and not line.isspace()][-LINES:]) > 0
    return False
