"""A macro, on one helpdesk -> the managed macros that it becomes there: their keys, markers, titles and bodies."""

from __future__ import annotations

import difflib

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.macros.render.compose import Composed, Target, compose, placeholders, problems_in, title_of
from zendesk_bridge.core.macros.render.finish import finished
from zendesk_bridge.core.macros.render.markup import to_html
from zendesk_bridge.core.macros.render.told import FACTS, frame, reads_facts
from zendesk_bridge.core.model import Backorder, FieldKey, Macro, ManagedMacro, Marker, Variant, digest
from zendesk_bridge.core.ports import Dialect


def compile_macro(macro: Macro, variant: Variant, item: Backorder | None, target: Target) -> ManagedMacro | None:
    """Render one macro in one locale, for this item if it is per item. Raises InvalidInput.

    None means: not for this item. A per-item macro says so with a reply that comes out empty, as in
    ``{% if backorder.swap %}...{% endif %}``.
    """
    composed = compose(macro, variant, item, target)
    return _managed(macro, composed, item, target, (variant,), _suffix(macro, variant, item)) if composed else None


def compile_spoken(macro: Macro, item: Backorder | None, target: Target) -> ManagedMacro | None:
    """Render one macro that speaks the language in which triage wrote the ticket's fields. Raises InvalidInput.

    On a ticket without one, or in a language that the macro is not written in, a reply per item speaks the main
    language, and one that reads the ticket's facts shows its fallback: never half a reply in one language and half in
    another.
    """
    spoken: dict[str, Composed] = {}
    problems: list[Problem] = []
    for variant in macro.variants:
        try:
            composed = compose(macro, variant, item, target)
        except InvalidInput as wrong:
            problems.extend(wrong.problems)
        else:
            spoken.update({variant.locale: composed} if composed else {})
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
    return _managed(macro, main, item, target, macro.variants, "") if main else None


def compile_told(macro: Macro, target: Target) -> ManagedMacro:
    """Render one macro around the field in which triage writes what depends on the facts. Raises InvalidInput."""
    values = {**placeholders(macro, target.dialect), **FACTS}
    problems = [problem for variant in macro.variants for problem in problems_in(macro, variant, values, {}, target)]
    if problems:
        raise InvalidInput(problems)
    title = title_of(macro.variants[0].title, {})
    return _managed(macro, Composed(title, framed(macro, target)), None, target, macro.variants, "")


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


def _managed(
    macro: Macro,
    composed: Composed,
    item: Backorder | None,
    target: Target,
    variants: tuple[Variant, ...],
    suffix: str,
) -> ManagedMacro:
    key = _key(macro, item, suffix)
    title = variants[0].title
    return ManagedMacro(
        key=key,
        title=composed.title,
        body=composed.body,
        marker=Marker.of(target.owner, key),
        add_tags=macro.actions.add_tags,
        remove_tags=macro.actions.remove_tags,
        status=macro.actions.status,
        visible_to=_group_ids(macro, target),
        source=_source(macro, variants),
        sku=item.sku if item else "",
        facts=item.version if item else "",
        window=item.ship_window.interval if item and item.ship_window else "",
        as_of=target.today,
        place=title.place if title.place.file else macro.place,
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
