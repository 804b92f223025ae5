"""What stands on a helpdesk for agents to send, hand-made or ours, judged as it is. Nothing is written there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from zendesk_bridge.app.linting.values import RemoteReading
from zendesk_bridge.core import fields as ticket_fields
from zendesk_bridge.core.errors import AuthRefused, NotFound, Place, Problem
from zendesk_bridge.core.macros.importing import Translator
from zendesk_bridge.core.macros.lint import (
    Comparison,
    Finding,
    RemotePlace,
    blank_placeholders,
    lint_written,
)
from zendesk_bridge.core.macros.render import PER_TICKET
from zendesk_bridge.core.macros.render.own_names import kind_of
from zendesk_bridge.core.macros.render.plain import plain
from zendesk_bridge.core.model import DynamicText, Macro, Per, RemoteField, Template, Variant, WholeMacro
from zendesk_bridge.core.ports import Helpdesk

_KEY = "text"
_FIRST = Place("", 1, 1)
_OF_AGENTS = frozenset({"hides-cancellation", "unfinished"})
"""What may be wrong with a note that no customer reads."""


def on_helpdesk(helpdesk: Helpdesk, facts: Comparison, locale: str, today: date) -> RemoteReading:
    """Judge every macro that agents share; raises whatever the helpdesk answers.

    ``locale`` is the language that dynamic content is read in first.
    """
    reader = _Standing(helpdesk, facts, locale, today, helpdesk.ticket_fields(), _texts(helpdesk))
    found: list[Finding] = []
    unreadable: list[Problem] = []
    set_aside: Counter[str] = Counter()
    count = 0
    for macro in helpdesk.whole_macros():
        if isinstance(macro, Problem):
            unreadable.append(macro)
        elif why := _unshared(macro):
            set_aside[why] += 1
        else:
            count += 1
            found += reader.findings(macro)
    return RemoteReading(helpdesk.name, tuple(found), count, dict(set_aside), tuple(unreadable))


def _unshared(macro: WholeMacro) -> str:
    """Return why nobody can send a macro to customers of all; "" where agents share it."""
    if macro.personal:
        return "of one agent alone"
    return "" if macro.remote.content.active else "inactive"


def _counts(rule: str, macro: WholeMacro) -> bool:
    """Tell whether a rule is one for this macro: ours follow the facts, and customers read no notes."""
    if macro.remote.marker and rule == "hard-date":
        return False
    return rule in _OF_AGENTS if macro.internal else True


def _texts(helpdesk: Helpdesk) -> Mapping[str, DynamicText]:
    try:
        return helpdesk.dynamic_content()
    except (AuthRefused, NotFound):
        return {}


@dataclass(slots=True)
class _Standing:
    """One helpdesk's macros, and what they are held against."""

    helpdesk: Helpdesk
    facts: Comparison
    locale: str
    today: date
    remote: tuple[RemoteField, ...]
    texts: Mapping[str, DynamicText]
    names: Mapping[str, str] = field(init=False)
    kind: str = field(init=False)

    def __post_init__(self) -> None:
        """Learn how this helpdesk writes the names that mean something to us."""
        dialect = self.helpdesk.dialect(ticket_fields.find(self.remote, {}).found)
        known = {dialect.placeholder(name): name for name in PER_TICKET}
        self.names = {_squeezed(written): name for written, name in known.items() if written}
        self.kind = kind_of(dialect.placeholder("customer.first_name"))

    def findings(self, macro: WholeMacro) -> Iterator[Finding]:
        """Yield what is wrong with one macro, each fault once however many languages it stands in."""
        place = RemotePlace(self.helpdesk.name, " ".join(macro.remote.content.title.split()), macro.remote.id)
        told: set[tuple[str, str]] = set()
        for finding in self._found(macro):
            one = replace(finding, message=finding.message.removeprefix(f"{_KEY}: "), remote=place)
            if (one.rule, one.message) not in told:
                told.add((one.rule, one.message))
                yield one

    def _found(self, macro: WholeMacro) -> Iterator[Finding]:
        translator = Translator(self.texts)
        for locale in (self.locale, *translator.locales(macro.words, self.locale)):
            words = translator.said(macro.words, locale, as_html=macro.html)
            text = plain(words) if macro.html else words
            title = Template(macro.remote.content.title, _FIRST)
            reply = Template(_PLACEHOLDER.sub(self._named, text), _FIRST)
            as_file = Macro(_KEY, Per.TICKET, (Variant(locale, title, reply),))
            for finding in lint_written(as_file, self.facts, self.today):
                if _counts(finding.rule, macro):
                    yield finding
            yield from blank_placeholders(text, self.kind, {one.id for one in self.remote})

    def _named(self, found: re.Match[str]) -> str:
        """Return our name for one of the helpdesk's own, as a macro file has it."""
        written = f"{{{{{found['read']}}}}}" if found["read"] else found[0]
        name = self.names.get(_squeezed(written))
        return f"{{{{ {name} }}}}" if name else found[0]


_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{1,300}\}\}|\{%-?\s*assign\s+\w{1,100}\s*=\s*(?P<read>[\w.]{1,200})[^{}%]{0,300}%\}"
)
"""What prints a name, or reads one to print it later."""


def _squeezed(placeholder: str) -> str:
    return "".join(placeholder.split())
