"""Which of our ticket fields the macros of one helpdesk need."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from zendesk_bridge.core.fields import FACTS, GREETING, SPECS, reply_spec
from zendesk_bridge.core.macros.render.told import reads_facts, told_macros
from zendesk_bridge.core.model import FieldKey, FieldSpec, Macro


def needed_fields(macros: Sequence[Macro], locales: Collection[str], *, conditions: bool) -> tuple[FieldSpec, ...]:
    """Return the fields that one helpdesk needs for its macros, written in these locales.

    Replies with ``conditions`` read fact by fact, and the language where there are several. Those without get what
    depends on the facts as one text for each macro.
    """
    if conditions:
        read = {key for macro in macros for key in reads_facts(macro)} | {spec.key for spec in FACTS}
        several = {FieldKey.LANGUAGE} if len(locales) > 1 else set()
        return tuple(spec for spec in SPECS if spec.key in read | several)
    told = told_macros(macros)
    greeting = (GREETING,) if any(len(macro.variants) > 1 for macro in told) else ()
    return (*FACTS, *greeting, *(reply_spec(macro.key) for macro in told))
