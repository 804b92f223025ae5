"""One macro, one variant, one helpdesk -> title and body."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.render.finish import finished, titled
from zendesk_bridge.core.macros.render.markup import to_html
from zendesk_bridge.core.macros.render.names import FIELD_NAMES, HELPDESK_NAMES, ITEM_NAMES, OF_TICKETS, Placeholder
from zendesk_bridge.core.macros.render.template import check, handed_through, names_in, run
from zendesk_bridge.core.macros.render.tokens import Tokens
from zendesk_bridge.core.macros.render.told import FACTS, frame, needed, reads_facts
from zendesk_bridge.core.macros.window import as_of
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    FieldKey,
    Macro,
    ManagedMacro,
    Marker,
    Per,
    Split,
    Swap,
    Template,
    Variant,
    Wait,
    digest,
)
from zendesk_bridge.core.ports import Dialect

_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)

_Refusals = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where macros are rendered for, and when. ``groups`` is name -> id; ``locale`` the admin's default.

    ``working_days`` is within how many a customer hears from us where no day is promised, and ``languages`` are the
    locales that the fields of tickets may be written in here.
    """

    helpdesk: str
    dialect: Dialect
    owner: str
    groups: Mapping[str, int]
    locale: str
    today: date
    working_days: int = wording.WORKING_DAYS
    languages: frozenset[str] = frozenset()

    def speech(self, locale: str) -> wording.Speech:
        """Return how facts are told in this locale."""
        return wording.Speech(locale, self.today, self.locale, self.working_days)


@dataclass(frozen=True, slots=True)
class Composed:
    """A title in plain text and a body in the helpdesk's HTML; ``unfilled`` is the body for a ticket without facts."""

    title: str
    body: str
    unfilled: str = ""


def compile_macro(macro: Macro, variant: Variant, item: Backorder | None, target: Target) -> ManagedMacro | None:
    """Render one macro in one locale, for this item if it is per item. Raises InvalidInput.

    None means: not for this item. A per-item macro says so with a reply that comes out empty, as in
    ``{% if backorder.swap %}...{% endif %}``.
    """
    composed = compose(macro, variant, item, target)
    return _managed(macro, composed, item, target, (variant,), _suffix(macro, variant, item)) if composed else None


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
    values = {**_placeholders(macro, target.dialect), **FACTS}
    problems = [problem for variant in macro.variants for problem in _problems(macro, variant, values, {}, target)]
    if problems:
        raise InvalidInput(problems)
    title = _title(macro.variants[0].title, {})
    return _managed(macro, Composed(title, framed(macro, target)), None, target, macro.variants, "")


def framed(macro: Macro, target: Target) -> str:
    """Return the body of a canned response around the field of its reply. Raises InvalidInput."""
    reply = target.dialect.placeholder(f"backorder.{FieldKey.reply(macro.key)}")
    greeting = target.dialect.placeholder(f"backorder.{FieldKey.GREETING}")
    if reply is None or (greeting is None and len(macro.variants) > 1):
        raise InvalidInput(
            [_no_field(macro.place, target, f"the reply '{macro.key}'" if reply is None else "greetings")]
        )
    markdown, tokens = frame(macro, _placeholders(macro, target.dialect), reply, greeting or "")
    return finished(tokens, macro.variants[0].reply, markdown, target.dialect.shape(to_html(markdown)))


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


def compose(macro: Macro, variant: Variant, item: Backorder | None, target: Target) -> Composed | None:
    """Check all names and render title and body; None when a per-item reply comes out empty. Raises InvalidInput."""
    if (macro.per is Per.ITEM) != (item is not None):
        raise ValueError(f"{macro.key} is per {macro.per}")
    facts = _facts(as_of(item, target.today), variant.locale, target) if item else {}
    values = {**_placeholders(macro, target.dialect), **facts}
    if problems := _problems(macro, variant, values, facts, target):
        raise InvalidInput(problems)
    body = _body(variant.reply, values | _stand_ins(variant), target.dialect)
    if not body and item:
        return None
    title = _title(variant.title, facts)
    if not (body and title):
        empty = variant.title if body else variant.reply
        raise InvalidInput([Problem(empty.place, f"{macro.key}: this comes out empty")])
    return (
        _guarded(variant, Composed(title, body, body), values, target)
        if macro.per is Per.TICKET
        else Composed(title, body)
    )


def _facts(item: Backorder, locale: str, target: Target) -> dict[str, object]:
    """Return what is known of one item, by name."""
    text = wording.translated(item, locale, target.locale)
    offers = {type(option) for option in item.options}
    fields = wording.field_texts([item], target.speech(locale))
    return {
        **{f"backorder.{key}": value for key, value in fields.items() if key not in OF_TICKETS},
        "backorder.sku": item.sku,
        "backorder.name": text.name,
        "backorder.reason": text.reason,
        "backorder.ship_window_known": item.ship_window is not None,
        "backorder.wait": Wait in offers,
        "backorder.swap": next((option.name for option in item.options if isinstance(option, Swap)), ""),
        "backorder.split": Split in offers,
        "backorder.cancel": Cancel in offers,
    }


def _placeholders(macro: Macro, dialect: Dialect) -> dict[str, object]:
    """Return what the helpdesk will fill in, by name; what it cannot fill in is absent."""
    wanted = HELPDESK_NAMES if macro.per is Per.ITEM else (*HELPDESK_NAMES, *FIELD_NAMES)
    written = {name: dialect.placeholder(name) for name in wanted}
    return {name: Placeholder(name, text) for name, text in written.items() if text is not None}


def _problems(
    macro: Macro,
    variant: Variant,
    values: Mapping[str, object],
    facts: Mapping[str, object],
    target: Target,
) -> list[Problem]:
    """Check the names in every template of this variant."""
    refused = _refusals(macro, target)
    in_title: _Refusals = {
        name: (f"{name} differs from ticket to ticket: it cannot stand in a title", "")
        for name in (*HELPDESK_NAMES, *FIELD_NAMES, *ITEM_NAMES)
        if name not in facts
    }
    filled_in = [name for name, value in values.items() if isinstance(value, Placeholder)]
    problems = [*check(variant.title, list(facts), in_title), *check(variant.reply, list(values), refused, filled_in)]
    if variant.fallback:
        allowed = [name for name in values if name in HELPDESK_NAMES]
        in_fallback: _Refusals = {
            name: (f"{name} is empty where the fallback is shown", "say it without")
            for name in (*FIELD_NAMES, *ITEM_NAMES)
        }
        problems += check(variant.fallback, allowed, {**refused, **in_fallback}, allowed)
    for template in filter(None, (variant.title, variant.reply, variant.fallback)):
        problems += handed_through(template, target.helpdesk, target.dialect.placeholder("customer.first_name"))
    return problems


def _refusals(macro: Macro, target: Target) -> _Refusals:
    """Say of each right name why it cannot stand in this macro's reply on this helpdesk."""
    refused: _Refusals = {
        name: (f"{target.helpdesk} has no placeholder for {name}", "leave it out") for name in HELPDESK_NAMES
    }
    on_tickets = {f"backorder.{key}" for key in OF_TICKETS}
    if macro.per is Per.ITEM:
        refused |= dict.fromkeys(on_tickets, ("only a ticket knows that, and this macro is per item", "leave it out"))
    else:
        refused |= {
            name: (f"{name} is known of one item only, and this macro is per ticket", "write `per: item`")
            for name in ITEM_NAMES
        }
        refused |= {
            name: (
                f"{target.helpdesk} has no ticket field for {name}",
                "`zendesk-bridge setup` creates the missing ticket fields",
            )
            for name in FIELD_NAMES
        }
    return refused


def _body(template: Template, values: Mapping[str, object], dialect: Dialect) -> str:
    """Render Markdown to the helpdesk's HTML; tokens become text last, so that nothing on the way can change it."""
    tokens = Tokens()
    markdown = tokens.protect(run(template, values, tokens))
    return finished(tokens, template, markdown, dialect.shape(to_html(markdown)))


def _read(variant: Variant) -> frozenset[FieldKey]:
    return frozenset(FieldKey(name.partition(".")[2]) for name in names_in(variant.reply) if name in FIELD_NAMES)


def _stand_ins(variant: Variant) -> dict[str, object]:
    """Return what stands in a reply for the fields that may be empty, until it is known which paragraphs read them."""
    names = (f"backorder.{key}" for key in _read(variant) - needed(_read(variant)))
    return {name: Placeholder(name, f"{{{{{name}}}}}") for name in names}


def _where_filled(body: str, stand_ins: Mapping[str, object], dialect: Dialect) -> str:
    """Let each paragraph that reads fields which may be empty stand only where they are filled."""
    written = {f"{{{{{name}}}}}": dialect.placeholder(name) or "" for name in stand_ins}

    def filled_in(text: str) -> str:
        for stand_in, placeholder in written.items():
            text = text.replace(stand_in, placeholder)
        return text

    def guarded(found: re.Match[str]) -> str:
        read = {FieldKey(name.partition(".")[2]) for name in stand_ins if f"{{{{{name}}}}}" in found[0]}
        return dialect.guard(read, filled_in(found[0]), "") if read else found[0]

    return filled_in(_PARAGRAPH.sub(guarded, body))


def _guarded(variant: Variant, composed: Composed, values: Mapping[str, object], target: Target) -> Composed:
    """Let the reply see by itself whether the ticket fields that it reads are filled."""
    used = _read(variant)
    if not used:
        return composed
    body = _where_filled(composed.body, _stand_ins(variant), target.dialect)
    words = Template(wording.fallback(variant.locale, target.locale, target.working_days), variant.reply.place)
    unfilled = _body(variant.fallback or words, values, target.dialect)
    return Composed(composed.title, target.dialect.guard(needed(used), body, unfilled), unfilled)


def _title(template: Template, facts: Mapping[str, object]) -> str:
    """Render a title: one line of plain text, in which no fact opens a folder or a placeholder."""
    tokens = Tokens()
    tame = {name: _tame(value) if isinstance(value, str) else value for name, value in facts.items()}
    return titled(tokens, template, run(template, tame, tokens))


def _tame(fact: str) -> str:
    return re.sub(r":{2,}", ": ", fact).replace("{{", "{ {").replace("{%", "{ %")


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
