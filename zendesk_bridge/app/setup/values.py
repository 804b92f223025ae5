"""What setup would do on a helpdesk, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zendesk_bridge.core.desk import FormGap, ViewsFound
from zendesk_bridge.core.errors import AuthRefused, BridgeError
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.model import FieldKey, Fields, FieldSpec, RemoteView, TicketForm, ViewSpec


def is_its_own(error: BridgeError) -> bool:
    """Tell whether a refusal is about the one thing that was asked for: a 401 is about the login, and so about all."""
    return not (isinstance(error, AuthRefused) and error.unknown_login)


@dataclass(frozen=True, slots=True)
class DeskSetup:
    """What would be done on one helpdesk: fields to make, forms to put them on, views to make.

    ``keys`` are the fields that its macros need. ``forms`` are those that agents use; () where there are none to choose
    from. ``by_hand`` are the views that the helpdesk's API does not make, with what a person does to make each.
    ``problems`` are what stands in the way of something else than the fields, which have their own. ``left`` are forms
    that lack what nobody has agreed to.
    """

    helpdesk: str
    fields: FieldsFound
    keys: tuple[FieldKey, ...]
    forms: tuple[TicketForm, ...] = ()
    gaps: tuple[FormGap, ...] = ()
    views: ViewsFound = field(default_factory=ViewsFound)
    by_hand: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    left: frozenset[int] = frozenset()

    @property
    def new_fields(self) -> tuple[FieldSpec, ...]:
        """The fields to make: none while one of them is in doubt."""
        return () if self.fields.problems else self.fields.missing

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do, and nothing that a person has to know before it is used."""
        return not (self.new_fields or self.fields.adopted or self.gaps or self.views.missing)

    @property
    def whole(self) -> bool:
        """Whether there is nothing to do because all of it is there."""
        return self.idle and not self.all_problems

    @property
    def all_problems(self) -> tuple[str, ...]:
        """Everything that stands in the way of something."""
        return (*self.fields.problems, *self.problems, *self.views.problems)

    def within(self, agreed: DeskSetup) -> DeskSetup:
        """Return this without what was not in ``agreed``, which a person has read; what has come since is a problem."""
        fields = {spec.key for spec in agreed.new_fields}
        forms = {gap.form.id: set(gap.keys) for gap in agreed.gaps}
        views = {spec.title for spec in agreed.views.missing}
        kept = tuple(
            FormGap(gap.form, tuple(key for key in gap.keys if key in forms[gap.form.id]))
            for gap in self.gaps
            if gap.form.id in forms
        )
        more = {gap.form.id: gap.form.title for gap in self.gaps if set(gap.keys) - forms.get(gap.form.id, set())}
        unseen = {key: it for key, it in self.fields.adopted.items() if agreed.fields.adopted.get(key) != it}
        since = [f"ticket field '{spec.title}'" for spec in self.new_fields if spec.key not in fields]
        since += [f"ticket field '{it.title}' (#{it.id})" for it in unseen.values()]
        since += [f"ticket form '{title}'" for title in more.values()]
        since += [f"view '{spec.title}'" for spec in self.views.missing if spec.title not in views]
        again = "something has changed since you were asked: run `zendesk-bridge setup` again"
        return replace(
            self,
            fields=replace(
                self.fields,
                found={key: it for key, it in self.fields.found.items() if key not in unseen},
                adopted={key: it for key, it in self.fields.adopted.items() if key not in unseen},
                missing=tuple(it for it in self.fields.missing if it.key in fields),
            ),
            gaps=tuple(gap for gap in kept if gap.keys),
            views=replace(self.views, missing=tuple(spec for spec in self.views.missing if spec.title in views)),
            problems=(*self.problems, *(f"{what}: {again}" for what in since)),
            left=frozenset(more),
        )


@dataclass(frozen=True, slots=True)
class FormFilled:
    """A ticket form that holds fields of ours which it did not hold before; they may have come on it by themselves."""

    form: TicketForm
    keys: tuple[FieldKey, ...]
    written: bool = True


@dataclass(frozen=True, slots=True)
class DeskReady:
    """What became of it: the fields that are there now, those that were made, the forms and the views.

    ``problems`` are what was refused, or was left out in silence.
    """

    planned: DeskSetup
    fields: Fields
    made: tuple[FieldKey, ...]
    filled: tuple[FormFilled, ...] = ()
    views: tuple[tuple[ViewSpec, RemoteView], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def all_problems(self) -> tuple[str, ...]:
        """Everything that stood in the way of something, before and while it was done."""
        return (*self.planned.all_problems, *self.problems)

    @property
    def full_forms(self) -> int:
        """How many of the forms hold every field that is there."""
        filled = {item.form.id: {*item.keys} for item in self.filled}
        gaps = self.planned.gaps
        left = {gap.form.id for gap in gaps if {*gap.keys} & self.fields.keys() - filled.get(gap.form.id, set())}
        return len(self.planned.forms) - len(left | self.planned.left)
