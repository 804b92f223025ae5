"""The ticket fields that triage fills: what they are, and which of an account's fields they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zendesk_bridge.core.model import FieldKey, Fields, FieldSpec, RemoteField

_OURS = "backorder"
"""What every title of ours begins with."""

FACTS = (
    FieldSpec(FieldKey.ITEMS, "Backorder items", "The delayed items this ticket is about. Filled by zendesk-bridge."),
    FieldSpec(FieldKey.SHIP_WINDOW, "Backorder ship window", "When they ship. Filled by zendesk-bridge."),
    FieldSpec(
        FieldKey.OPTIONS, "Backorder options", "What the customer may choose. Filled by zendesk-bridge.", long=True
    ),
    FieldSpec(FieldKey.NEXT_UPDATE, "Backorder next update", "The day of the next update. Filled by zendesk-bridge."),
    FieldSpec(
        FieldKey.MESSAGE, "Backorder message", "The whole answer in sentences. Filled by zendesk-bridge.", long=True
    ),
)
"""What agents see on every ticket that is marked, on every helpdesk."""

LANGUAGE = FieldSpec(
    FieldKey.LANGUAGE, "Backorder language", "The language of the other fields. Filled by zendesk-bridge."
)
GREETING = FieldSpec(FieldKey.GREETING, "Backorder greeting", "How the customer is greeted. Filled by zendesk-bridge.")
SPECS = (
    *FACTS,
    FieldSpec(
        FieldKey.DELAY, "Backorder delay", "What is late, and why, in sentences. Filled by zendesk-bridge.", long=True
    ),
    FieldSpec(
        FieldKey.CHOICES,
        "Backorder choices",
        "What the customer may do, or need not do, in sentences. Filled by zendesk-bridge.",
        long=True,
    ),
    FieldSpec(FieldKey.FOLLOW_UP, "Backorder follow-up", "The promise of the next update. Filled by zendesk-bridge."),
    FieldSpec(
        FieldKey.BACK_IN_STOCK, "Backorder back in stock", "What is not late any more. Filled by zendesk-bridge."
    ),
    LANGUAGE,
    GREETING,
)
"""Every field but those of whole replies."""


def is_foreign(title: str) -> bool:
    """Tell whether a ticket field is none that setup made, by its title; one without a title may be."""
    return bool(title.strip()) and not title.strip().casefold().startswith(_OURS)


def reply_spec(macro: str) -> FieldSpec:
    """Return the field that holds the whole reply of this macro where replies cannot decide anything by themselves."""
    title = f"Backorder reply: {macro}"
    return FieldSpec(
        FieldKey.reply(macro), title, f"What the reply '{macro}' says. Filled by zendesk-bridge.", long=True
    )


@dataclass(frozen=True, slots=True)
class FieldsFound:
    """Our fields on one account: those found, those to create, and what stands in the way."""

    found: Fields
    missing: tuple[FieldSpec, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether triage and per-ticket macros have all they need."""
        return not self.missing and not self.problems

    @property
    def lacking(self) -> str:
        """What is missing or in the way, in words."""
        return "; ".join([*(f"no ticket field '{spec.title}'" for spec in self.missing), *self.problems])

    @property
    def usable(self) -> bool:
        """Whether tickets can be marked: with the facts, though some macro's own field may be missing."""
        return not self.problems and all(spec.key in self.found for spec in FACTS)


def find(
    remote: Sequence[RemoteField], known: Mapping[FieldKey, int], specs: Sequence[FieldSpec] = SPECS
) -> FieldsFound:
    """Match our fields to an account's: by the id we know, else by a title that only one active field has.

    ``specs`` are needed, and missing if they are not there. The others are found where they are, so that what once
    stood in them is kept right and taken away again. A title that two fields share is a problem, never a guess: writing
    into the wrong field destroys data.
    """
    by_id = {field.id: field for field in remote if field.active}
    found: dict[FieldKey, RemoteField] = {}
    missing: list[FieldSpec] = []
    problems: list[str] = []
    needed = {spec.key for spec in specs}
    more = (*SPECS, *map(reply_spec, sorted(key.macro for key in known if key.macro)))
    for spec in (*specs, *(spec for spec in more if spec.key not in needed)):
        if (field := by_id.get(known.get(spec.key, 0))) is not None:
            found[spec.key] = field
            continue
        titled = [field for field in by_id.values() if field.title.casefold() == spec.title.casefold()]
        if len(titled) == 1:
            found[spec.key] = titled[0]
        elif titled and spec.key in needed:
            ids = ", ".join(str(field.id) for field in titled)
            problems.append(
                f"{len(titled)} ticket fields are called '{spec.title}' ({ids}); "
                f"name the right one in the config: fields: {{{spec.key}: ID}}"
            )
        elif spec.key in needed:
            missing.append(spec)
    return FieldsFound(found, tuple(missing), tuple(problems))
