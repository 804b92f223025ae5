"""The ticket fields that triage fills: what they are, and which of an account's fields they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zendesk_bridge.core.model import FieldKey, Fields, FieldSpec, RemoteField

SPECS = (
    FieldSpec(FieldKey.ITEMS, "Backorder items", "The delayed items this ticket is about. Filled by zendesk-bridge."),
    FieldSpec(FieldKey.SHIP_WINDOW, "Backorder ship window", "When they ship. Filled by zendesk-bridge."),
    FieldSpec(
        FieldKey.OPTIONS, "Backorder options", "What the customer may choose. Filled by zendesk-bridge.", long=True
    ),
    FieldSpec(FieldKey.NEXT_UPDATE, "Backorder next update", "The day of the next update. Filled by zendesk-bridge."),
    FieldSpec(
        FieldKey.MESSAGE, "Backorder message", "The whole answer in sentences. Filled by zendesk-bridge.", long=True
    ),
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
)


@dataclass(frozen=True, slots=True)
class FieldsFound:
    """Our fields on one account: those found, those to create, and what stands in the way."""

    found: Fields
    missing: tuple[FieldSpec, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Tell whether triage and per-ticket macros have all they need."""
        return not self.missing and not self.problems


def find(remote: Sequence[RemoteField], known: Mapping[FieldKey, int]) -> FieldsFound:
    """Match our fields to an account's: by the id we know, else by a title that only one active field has.

    A title that two fields share is a problem, never a guess: writing into the wrong field destroys data.
    """
    by_id = {field.id: field for field in remote if field.active}
    found: dict[FieldKey, RemoteField] = {}
    missing: list[FieldSpec] = []
    problems: list[str] = []
    for spec in SPECS:
        if (field := by_id.get(known.get(spec.key, 0))) is not None:
            found[spec.key] = field
            continue
        titled = [field for field in by_id.values() if field.title.casefold() == spec.title.casefold()]
        if len(titled) == 1:
            found[spec.key] = titled[0]
        elif titled:
            ids = ", ".join(str(field.id) for field in titled)
            problems.append(
                f"{len(titled)} ticket fields are called '{spec.title}' ({ids}); "
                f"name the right one in the config: fields: {{{spec.key}: ID}}"
            )
        else:
            missing.append(spec)
    return FieldsFound(found, tuple(missing), tuple(problems))
