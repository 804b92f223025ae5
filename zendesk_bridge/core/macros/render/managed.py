"""A macro, on one helpdesk -> the managed macros that it becomes there: their keys, markers, titles and bodies."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.macros.render.compose import (
    Composed,
    FactsTold,
    Manuscript,
    Target,
    placeholders,
    problems_in,
    title_of,
)
from zendesk_bridge.core.macros.render.finish import finished
from zendesk_bridge.core.macros.render.markup import to_html
from zendesk_bridge.core.macros.render.told import FACTS, frame, reads_facts
from zendesk_bridge.core.model import Backorder, FieldKey, Macro, ManagedMacro, Marker, Per, Variant, digest
from zendesk_bridge.core.ports import Dialect


@dataclass(frozen=True)
class Edition:
    """A macro on one helpdesk: what is the same for every item is made once, the rest for each."""

    macro: Macro
    target: Target
    told: FactsTold
    _sources: dict[tuple[Variant, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, macro: Macro, target: Target) -> Edition:
        """Return the edition of a macro that stands alone."""
        return cls(macro, target, FactsTold(target))

    def again(self, key: str, item: Backorder | None) -> ManagedMacro | None:
        """Render the managed macro of this key, and no other language; None where it cannot be rendered."""
        for compiled in self.each([item] if item else (), key):
            with suppress(InvalidInput):
                one = compiled()
                if one and one.key == key:
                    return one
        return None

    def each(self, facts: Sequence[Backorder], key: str = "") -> Iterator[Callable[[], ManagedMacro | None]]:
        """Yield what renders each managed macro, or those that may have this key.

        It is in all languages at once where the helpdesk can choose.
        """
        items: Sequence[Backorder | None] = facts if self.macro.per is Per.ITEM else (None,)
        if self.target.dialect.conditions:
            yield from (partial(self.spoken, item) for item in items)
        elif reads_facts(self.macro):
            yield self.around_field
        else:
            yield from (
                partial(self.written, manuscript, item)
                for manuscript in self._manuscripts
                for item in items
                if key in {"", _key(self.macro, item, _suffix(self.macro, manuscript.variant, item))}
            )

    @cached_property
    def _manuscripts(self) -> tuple[Manuscript, ...]:
        return tuple(Manuscript(self.macro, variant, self.target, self.told) for variant in self.macro.variants)

    def written(self, manuscript: Manuscript, item: Backorder | None) -> ManagedMacro | None:
        """Render it in one language, for this item if it is per item. Raises InvalidInput.

        None means: not for this item. A per-item macro says so with a reply that comes out empty, as in
        ``{% if backorder.swap %}...{% endif %}``.
        """
        composed = manuscript.compose(item)
        suffix = _suffix(self.macro, manuscript.variant, item)
        return self._managed(composed, item, (manuscript.variant,), suffix) if composed else None

    def spoken(self, item: Backorder | None) -> ManagedMacro | None:
        """Render one macro that speaks the language in which triage wrote the ticket's fields. Raises InvalidInput.

        On a ticket without one, or in a language that the macro is not written in, a reply per item speaks the main
        language, and one that reads the ticket's facts shows its fallback: never half a reply in one language and half
        in another.
        """
        macro, target = self.macro, self.target
        spoken: dict[str, Composed] = {}
        problems: list[Problem] = []
        for manuscript in self._manuscripts:
            try:
                composed = manuscript.compose(item)
            except InvalidInput as wrong:
                problems.extend(wrong.problems)
            else:
                spoken.update({manuscript.variant.locale: composed} if composed else {})
        several = len(macro.variants) > 1 or bool(target.languages - {macro.variants[0].locale})
        tells = target.dialect.placeholder(f"backorder.{FieldKey.LANGUAGE}") is not None
        reads = bool(reads_facts(macro))
        if several and reads and not tells:
            problems.append(_no_field(macro.place, target, "the language"))
        if problems:
            raise InvalidInput(problems)
        main = spoken.get(macro.variants[0].locale)
        if main and several and tells and (reads or len(spoken) > 1):
            bodies = {locale: one.body for locale, one in spoken.items() if reads or one is not main}
            main = Composed(main.title, target.dialect.choose(bodies, main.unfilled if reads else main.body))
        return self._managed(main, item, macro.variants, "") if main else None

    def around_field(self) -> ManagedMacro:
        """Render it around the field in which triage writes what depends on the facts. Raises InvalidInput."""
        macro, target = self.macro, self.target
        values = {**placeholders(macro, target.dialect), **FACTS}
        found = (problems_in(macro, variant, values, {}, target) for variant in macro.variants)
        if problems := [problem for some in found for problem in some]:
            raise InvalidInput(problems)
        title = title_of(macro.variants[0].title, {})
        return self._managed(Composed(title, framed(macro, target)), None, macro.variants, "")

    def _managed(
        self, composed: Composed, item: Backorder | None, variants: tuple[Variant, ...], suffix: str
    ) -> ManagedMacro:
        macro = self.macro
        key = _key(macro, item, suffix)
        title = variants[0].title
        return ManagedMacro(
            key=key,
            title=composed.title,
            body=composed.body,
            marker=Marker.of(self.target.owner, key),
            add_tags=macro.actions.add_tags,
            remove_tags=macro.actions.remove_tags,
            status=macro.actions.status,
            visible_to=self._visible_to,
            source=self._source(variants),
            sku=item.sku if item else "",
            facts=self.told.version(item) if item else "",
            window=item.ship_window.interval if item and item.ship_window else "",
            as_of=self.target.today,
            place=title.place if title.place.file else macro.place,
        )

    @cached_property
    def _visible_to(self) -> tuple[int, ...] | None:
        return _group_ids(self.macro, self.target)

    def _source(self, variants: tuple[Variant, ...]) -> str:
        if variants not in self._sources:
            self._sources[variants] = _source(self.macro, variants)
        return self._sources[variants]


def compile_macro(macro: Macro, variant: Variant, item: Backorder | None, target: Target) -> ManagedMacro | None:
    """Render one macro in one locale, for this item if it is per item; see :meth:`Edition.written`."""
    edition = Edition.of(macro, target)
    return edition.written(Manuscript(macro, variant, target, edition.told), item)


def framed(macro: Macro, target: Target) -> str:
    """Return the body of a canned response around the field of its reply. Raises InvalidInput."""
    reply = target.dialect.placeholder(f"backorder.{FieldKey.reply(macro.key)}")
    greeting = target.dialect.placeholder(f"backorder.{FieldKey.GREETING}")
    if reply is None or (greeting is None and len(macro.variants) > 1):
        raise InvalidInput(
            [_no_field(macro.place, target, f"the reply '{macro.key}'" if reply is None else "greetings")]
        )
    markdown, tokens = frame(macro, placeholders(macro, target.dialect), reply, greeting or "")
    return finished(tokens, macro.variants[0].reply, markdown, target.dialect.shape(to_html(markdown)))


def keys_of(macro: Macro, item: Backorder, dialect: Dialect) -> tuple[str, ...]:
    """Return the keys of what a macro per item is rendered to for this item."""
    suffixes = ("",) if dialect.conditions else (_suffix(macro, variant, item) for variant in macro.variants)
    return tuple(_key(macro, item, suffix) for suffix in suffixes)


def _key(macro: Macro, item: Backorder | None, suffix: str) -> str:
    return macro.key + (f"/{item.sku}" if item else "") + suffix


def _suffix(macro: Macro, variant: Variant, item: Backorder | None) -> str:
    """Return what tells the languages of a macro apart in its keys; the main one needs it only for odd SKUs.

    The SKU ``MANUAL.de`` ends as the German macro of ``MANUAL`` does: one full stop more, and no key is used twice.
    """
    main, *others = macro.variants
    if variant.locale != main.locale:
        return f".{variant.locale}"
    ends = (".", *(f".{other.locale}" for other in others))
    return "." if item and others and item.sku.endswith(ends) else ""


def _no_field(place: Place, target: Target, what: str) -> Problem:
    return Problem(
        place,
        f"{target.helpdesk} has no ticket field for {what}",
        "`zendesk-bridge setup` creates the missing ticket fields",
    )


def _source(macro: Macro, variants: tuple[Variant, ...]) -> str:
    """Identify the admin's words that this macro is made from."""
    words = [
        [variant.locale, *(template and template.text for template in (variant.title, variant.reply, variant.fallback))]
        for variant in variants
    ]
    actions = [macro.actions.add_tags, macro.actions.remove_tags, macro.actions.status]
    return digest([words, actions, macro.visible_to])


def _group_ids(macro: Macro, target: Target) -> tuple[int, ...] | None:
    """Resolve the groups that may see the macro. Raises InvalidInput naming the nearest group."""
    if macro.visible_to is None:
        return None
    problems = []
    for name in macro.visible_to:
        if name not in target.groups:
            near = difflib.get_close_matches(name, target.groups, 1)
            known = f"the groups are {', '.join(sorted(target.groups)) or 'none'}"
            fix = f"did you mean {near[0]}? {known}" if near else known
            problems.append(Problem(macro.place, f"{target.helpdesk} has no group '{name}'", fix))
    if problems:
        raise InvalidInput(problems)
    return tuple(sorted({target.groups[name] for name in macro.visible_to}))
