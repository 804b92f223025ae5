"""The ticket fields that triage fills: what they are, and which of an account's fields they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

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
    """Our fields on one account: those found, those to create, and what stands in the way.

    ``adopted`` are those of the found that are taken for ours by title and type alone: no run remembers them and the
    config does not name them, so a person may have made them for something else.
    """

    found: Fields
    missing: tuple[FieldSpec, ...] = ()
    problems: tuple[str, ...] = ()
    adopted: Fields = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether triage and per-ticket macros have all they need."""
        return not self.missing and not self.problems

    @property
    def lacking(self) -> str:
        """What is missing or in the way, in words, with what to do."""
        missing = "; ".join(f"no ticket field '{spec.title}'" for spec in self.missing)
        setup = [f"{missing}: run `zendesk-bridge setup`"] if missing else []
        return "; ".join([*self.problems, *setup])

    @property
    def usable(self) -> bool:
        """Whether tickets can be marked: with the facts, though some macro's own field may be missing."""
        return all(spec.key in self.found for spec in FACTS)


def find(
    remote: Sequence[RemoteField],
    known: Mapping[FieldKey, int],
    specs: Sequence[FieldSpec] = SPECS,
    chosen: Mapping[FieldKey, int] = MappingProxyType({}),
    *,
    proven: bool = False,
) -> FieldsFound:
    """Match our fields to an account's: by the id that the admin chose, else by one we know, else by title.

    An id alone proves nothing: a field that we know is ours while its title and type are. Where the account has
    ``proven`` to be the one that we know, by the id that it gives itself, its title may be another, such as one in the
    agents' language. ``specs`` are needed, and missing if they are not there. The others are found where they are, so
    that what once stood in them is taken away again. What is doubtful is a problem, never a guess: writing into the
    wrong field destroys data.
    """
    active = {field.id: field for field in remote if field.active}
    found: dict[FieldKey, RemoteField] = {}
    missing: list[FieldSpec] = []
    problems: list[str] = []
    needed = {spec.key for spec in specs}
    more = (*SPECS, *map(reply_spec, sorted(key.macro for key in (*known, *chosen) if key.macro)))
    there: RemoteField | str | None
    for spec in (*specs, *(spec for spec in more if spec.key not in needed)):
        if spec.key in chosen:
            there = _chosen(spec, active, chosen[spec.key])
        else:
            there = _known(spec, active.get(known.get(spec.key, 0)), proven=proven) or _titled(spec, active)
        if isinstance(there, RemoteField):
            found[spec.key] = there
        elif there and spec.key in needed:
            problems.append(there)
        elif spec.key in needed:
            missing.append(spec)
    agreed = {**known, **chosen}
    adopted = {key: there for key, there in found.items() if agreed.get(key) != there.id}
    return FieldsFound(found, tuple(missing), tuple(problems), adopted)


def remembered(remote: Sequence[RemoteField], known: Mapping[FieldKey, int], *, proven: bool = False) -> int:
    """Return how many of the fields that we know are there still, and are ours as :func:`find` has it."""
    specs = {spec.key: spec for spec in (*SPECS, *(reply_spec(key.macro) for key in known if key.macro))}
    active = {field.id: field for field in remote if field.active}
    pairs = ((spec, active.get(known[key])) for key, spec in specs.items() if key in known)
    return sum(isinstance(_known(spec, field, proven=proven), RemoteField) for spec, field in pairs)


def _chosen(spec: FieldSpec, active: Mapping[int, RemoteField], number: int) -> RemoteField | str:
    """Return the field with the id that the config names, or what is wrong with it."""
    said = f"the config says fields: {{{spec.key}: {number}}}, but"
    field = active.get(number)
    if field is None:
        return f"{said} no active ticket field has this id"
    return field if _holds(field, spec) else f"{said} {_unfit(field, spec)}"


def _known(spec: FieldSpec, field: RemoteField | None, *, proven: bool) -> RemoteField | str | None:
    """Return the field with the id that we remember if it is ours, or what is doubtful about it."""
    if field is None or field.long != spec.long:
        return None
    if proven or _is_titled(field, spec):
        return field
    return (
        f"the ticket field that was '{spec.title}' (#{field.id}) is called '{field.title}' now; "
        f"rename it back, or if it is to be filled, name it in the config: fields: {{{spec.key}: {field.id}}}"
    )


def _titled(spec: FieldSpec, active: Mapping[int, RemoteField]) -> RemoteField | str | None:
    """Return the one field with our title, or why it cannot be used."""
    titled = [field for field in active.values() if _is_titled(field, spec)]
    if len(titled) > 1:
        ids = ", ".join(str(field.id) for field in titled)
        return (
            f"{len(titled)} ticket fields are called '{spec.title}' ({ids}); "
            f"name the right one in the config: fields: {{{spec.key}: ID}}"
        )
    if titled and not _holds(titled[0], spec):
        return f"{_unfit(titled[0], spec)}; rename it, or name another in the config: fields: {{{spec.key}: ID}}"
    return titled[0] if titled else None


def _is_titled(field: RemoteField, spec: FieldSpec) -> bool:
    return field.title.casefold() == spec.title.casefold()


def _holds(field: RemoteField, spec: FieldSpec) -> bool:
    """Tell whether a field can hold what we write: one line fits into a paragraph, too."""
    return field.long is not None and field.long >= spec.long


def _unfit(field: RemoteField, spec: FieldSpec) -> str:
    kind = "text of several lines" if spec.long else "text"
    return f"the ticket field '{field.title}' (#{field.id}) holds no {kind} (its type is {field.type})"
