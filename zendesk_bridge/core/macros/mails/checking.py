"""What is wrong with a mail before there is any order to tell of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.macros.mails.names import IN_REPLY, IN_SUBJECT, LINK, REFUSED
from zendesk_bridge.core.macros.render.faults import at
from zendesk_bridge.core.macros.render.template import check
from zendesk_bridge.core.model import Macro, Template, Variant

_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_NO_LINK = {LINK: (f"{LINK} cannot be clicked in a subject", "write it into the reply")}


def mail_faults(macro: Macro) -> tuple[Problem, ...]:
    """Return every wrong name and every slip in the templates of a mail, in all of its languages."""
    return tuple(problem for variant in macro.variants for problem in _faults(variant))


@lru_cache(maxsize=256)
def is_sound(macro: Macro) -> bool:
    """Tell whether a mail has no fault: its templates are read once, however many orders there are."""
    return not mail_faults(macro)


def _faults(variant: Variant) -> Iterator[Problem]:
    if variant.subject:
        yield from check(variant.subject, IN_SUBJECT, {**REFUSED, **_NO_LINK})
        yield from _handed_through(variant.subject)
    yield from check(variant.reply, IN_REPLY, REFUSED)
    yield from _handed_through(variant.reply)


def _handed_through(template: Template) -> Iterator[Problem]:
    """Yield what is left for a helpdesk to fill in: nobody fills anything in once a mail is sent."""
    for found in _RAW.finditer(template.text):
        message = "a mail is sent as it is: no helpdesk fills in what stands between {% raw %} and {% endraw %}"
        yield Problem(at(template, found.start()), message, "write one of our names, such as {{ order.number }}")
