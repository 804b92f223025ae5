"""The questions, on a terminal: each with what Enter takes, and asked again until the answer can be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import click

from zendesk_bridge.app.start import LANGUAGES, ChosenHelpdesk, UnclearKind, helpdesks_of, languages_of, renamed
from zendesk_bridge.cli.output import show
from zendesk_bridge.core.kind import SANDBOX, HelpdeskKind
from zendesk_bridge.settings import time_zone

T = TypeVar("T")


def helpdesks(kinds: Mapping[str, HelpdeskKind]) -> tuple[ChosenHelpdesk, ...]:
    """Ask for one helpdesk after the other. Who takes the sandbox is asked no more: it is all kinds at once."""
    domains = [f"acme{kind.domains[0]}" for kind in kinds.values() if kind.domains]
    show(f"Your helpdesk's address, such as {' or '.join(domains)},")
    show(f"or '{SANDBOX}' for one on this machine, with made-up tickets, to try it out.")
    chosen: list[ChosenHelpdesk] = [*_helpdesk("Address", kinds, (), SANDBOX)]
    while chosen[-1].url != SANDBOX:
        more = _helpdesk("Another helpdesk? Its address, or Enter for none", kinds, chosen, "")
        if not more:
            break
        chosen.extend(more)
    show("")
    return tuple(chosen)


def _helpdesk(
    question: str, kinds: Mapping[str, HelpdeskKind], before: Sequence[ChosenHelpdesk], usual: str
) -> tuple[ChosenHelpdesk, ...]:
    unclear: list[str] = []

    def understood(text: str) -> tuple[ChosenHelpdesk, ...]:
        unclear.clear()
        if not text.strip():
            return ()
        try:
            return helpdesks_of(text, kinds, before)
        except UnclearKind:
            unclear.append(text)
            return ()

    found = _asked(question, usual, understood)
    if unclear:
        text = unclear[0]
        names = " or ".join(kinds)
        found = _asked(
            f"Which is it, {names} (or another address)", None, lambda kind: _of_kind(text, kind, kinds, before)
        )
    if len(found) != 1 or found[0].is_sandbox:
        return found
    taken = [helpdesk.name for helpdesk in before]
    show(f"  {found[0].kind.title} at {found[0].url}")
    question = "A short name for it, in your files and in messages"
    return (_asked(question, found[0].name, lambda name: renamed(found[0], name, taken)),)


def _of_kind(
    text: str, kind: str, kinds: Mapping[str, HelpdeskKind], before: Sequence[ChosenHelpdesk]
) -> tuple[ChosenHelpdesk, ...]:
    if set(kind) & set("./:"):  # the address was mistyped, and is written anew
        return helpdesks_of(kind, kinds, before)
    meant = [name for name in kinds if kind.strip() and name.startswith(kind.strip().lower())]
    if len(meant) != 1:
        raise ValueError(f"write {' or '.join(kinds)}, or another address")
    return helpdesks_of(text, kinds, before, meant[0])


def languages(usual: str) -> tuple[str, ...]:
    """Ask for the languages of the replies."""
    show(f"In which languages do you answer? The main one first: {', '.join(LANGUAGES)}.")
    found = _asked("Languages", usual, lambda text: languages_of([text]))
    show("")
    return found


def zone(usual: str) -> str:
    """Ask for the time zone."""
    show("In which time zone does your day begin and end?")
    found = _asked("Time zone", usual, lambda text: time_zone(text).key)
    show("")
    return found


def _asked(question: str, usual: str | None, understood: Callable[[str], T]) -> T:
    """Ask until the answer is understood. ``usual`` is what Enter takes: "" for nothing, None for no such thing."""

    def read(text: str) -> T:
        try:
            return understood(text)
        except ValueError as error:
            raise refused(error) from error

    answer: T = click.prompt(question, default=usual, value_proc=read, err=True, show_default=bool(usual))
    return answer


def refused(error: ValueError, option: str | None = None) -> click.BadParameter:
    """Return the error for an answer that cannot be used: a sentence, and no full stop behind another end of one."""
    text = str(error)
    return click.BadParameter(text if text.endswith((".", "?", "!")) else f"{text}.", param_hint=option)
