"""Files of mails: macros per order, which are sent to customers and never become a macro of a helpdesk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from zendesk_bridge.core import document
from zendesk_bridge.core.document import Document, Keys, Node, Problems, Scalar
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros import mails
from zendesk_bridge.core.model import Macro, Per, Template, Variant
from zendesk_bridge.feeds.macros.shapes import LocalMail, MacroFile, MailFile

M = TypeVar("M", bound=BaseModel)

_NO_TITLE = Template("")
_UNFIT = {
    "title": ("no agent looks for a mail among the macros", "write what the customer sees first as 'subject:'"),
    "actions": ("nobody applies a mail on a ticket: what is sent is marked by itself", "leave it out"),
    "fallback": ("a mail is rendered for one order, and everything in it is known", "leave it out"),
    "visible_to": ("no agent picks a mail: what is sent is decided by segments and by a reviewed plan", "leave it out"),
    "helpdesks": ("a mail goes through the helpdesk that its order belongs to", "leave it out"),
}
_UNFIT_FOR_AGENTS = {
    "subject": (
        "an agent's reply goes out under the ticket's own",
        "write 'per: order' to make it a mail to the customers of late orders, or leave it out",
    ),
}


def is_mail(root: Node) -> bool:
    """Tell whether this file holds a mail, right or wrong."""
    entry = root.entries.get("per") if isinstance(root, Keys) else None
    return entry is not None and isinstance(entry.node, Scalar) and entry.node.value == Per.ORDER


def read_mail(root: Node) -> Document[MailFile]:
    """Return the mail that stands here. Raises InvalidInput with all that is wrong with it."""
    return _validated(root, MailFile, "a macro per order", _UNFIT)


def read_macro(root: Node) -> Document[MacroFile]:
    """Return the macro that stands here. Raises InvalidInput with all that is wrong with it."""
    return _validated(root, MacroFile, "a macro of a helpdesk", _UNFIT_FOR_AGENTS)


def _validated(root: Node, model: type[M], what: str, unfit: Mapping[str, tuple[str, str]]) -> Document[M]:
    problems = Problems()
    if isinstance(root, Keys):
        problems.extend(_unfit(root, what, unfit))
        root = replace(root, entries={name: entry for name, entry in root.entries.items() if name not in unfit})
    with problems.collecting():
        found = document.validate(root, model)
    problems.raise_if_any()
    return found


def mail(source: Document[MailFile], locale: str) -> Macro:
    """Return the mail as a macro; ``locale`` is that of the words outside ``locales:``.

    Raises InvalidInput for templates that can never be rendered.
    """
    words = source.value
    variants = (
        _variant(source, locale, words),
        *(_variant(source, name, words.locales[name], "locales", name) for name in sorted(words.locales)),
    )
    macro = Macro(words.key, Per.ORDER, variants, place=source.place("key"))
    if problems := mails.mail_faults(macro):
        raise InvalidInput(problems)
    return macro


def _variant(source: Document[MailFile], locale: str, words: MailFile | LocalMail, *path: str) -> Variant:
    subject = Template(words.subject, source.text_place(*path, "subject"))
    return Variant(locale, _NO_TITLE, Template(words.reply, source.text_place(*path, "reply")), subject=subject)


def _unfit(node: Keys, what: str, names: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    for name, (why, instead) in names.items():
        if name in node.entries:
            yield Problem(node.entries[name].place, f"{what} has no '{name}': {why}", instead)
