"""Replies for a helpdesk that cannot decide anything in them: what depends on the facts becomes the text of a field.

A canned response keeps what no field can hold, because only the helpdesk knows it: the greeting with the customer's
name, the agent's name at the end. All else is the field's, so that a ticket without facts gets a greeting and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.macros.render.faults import place_of
from zendesk_bridge.core.macros.render.finish import finished
from zendesk_bridge.core.macros.render.markup import to_html
from zendesk_bridge.core.macros.render.names import FIELD_NAMES, HELPDESK_NAMES, Placeholder
from zendesk_bridge.core.macros.render.plain import plain
from zendesk_bridge.core.macros.render.template import names_in, run, uses_of
from zendesk_bridge.core.macros.render.tokens import Tokens
from zendesk_bridge.core.model import FieldKey, Macro, Per, Template, Variant

FACT = "{{backorder}}"
"""Stands for any fact while it is only asked where in a reply the facts stand."""

FACTS = {name: Placeholder(name, FACT) for name in FIELD_NAMES}

_SIGNS = re.compile(r"[\s*_.,:;!?-]*")
_BEGINS = re.compile(r"(\{)(?=[{%])")


def reads_facts(macro: Macro) -> frozenset[FieldKey]:
    """Return the ticket fields that a per-ticket macro reads, in whatever language."""
    if macro.per is not Per.TICKET:
        return frozenset()
    return frozenset().union(*(_read(variant.reply) for variant in macro.variants))


def names_of(macro: Macro) -> frozenset[str]:
    """Return the names that a macro's replies use, in whatever language."""
    return frozenset().union(*(_names(variant.reply) for variant in macro.variants))


def told_macros(macros: Iterable[Macro]) -> tuple[Macro, ...]:
    """Return the macros whose reply triage writes into a field where replies cannot decide anything."""
    return tuple(macro for macro in macros if reads_facts(macro))


@lru_cache(maxsize=512)
def _names(template: Template) -> frozenset[str]:
    try:
        return names_in(template)
    except InvalidInput:
        return frozenset()


def _read(template: Template) -> frozenset[FieldKey]:
    return frozenset(FieldKey(name.partition(".")[2]) for name in _names(template) if name in FIELD_NAMES)


def needed(read: frozenset[FieldKey]) -> frozenset[FieldKey]:
    """Return which of the fields that a reply reads must be filled for it to be shown.

    What is back in stock is told whether other items are still late or not: a paragraph about these stands only where
    there are any.
    """
    return read & {FieldKey.BACK_IN_STOCK} or read


@dataclass(frozen=True, slots=True)
class Parts:
    """A reply cut into what the canned response keeps, at its beginning and end, and what the field holds.

    ``head`` and ``tail`` are Markdown with tokens; ``misplaced`` says that a placeholder stands among what the field
    holds.
    """

    head: str
    middle: str
    tail: str
    misplaced: bool = False


def parts(markdown: str, tokens: Tokens) -> Parts:
    """Cut a reply by lines: the first and last ones with a placeholder of the helpdesk's and no fact stay outside."""
    lines = markdown.split("\n")
    outside = [_is_outside(line, tokens) for line in lines]
    held = [number for number, (line, out) in enumerate(zip(lines, outside, strict=True)) if line.strip() and not out]
    first, last = (held[0], held[-1] + 1) if held else (len(lines), len(lines))
    middle = "\n".join(lines[first:last])
    misplaced = bool(set(tokens.verbatims(middle)) - {FACT})
    return Parts("\n".join(lines[:first]).strip(), middle, "\n".join(lines[last:]).strip(), misplaced)


def _is_outside(line: str, tokens: Tokens) -> bool:
    written = tokens.verbatims(line)
    return bool(written) and FACT not in written


def frame(macro: Macro, written: Mapping[str, object], reply: str, greeting: str) -> tuple[str, Tokens]:
    """Return the Markdown of a canned response around the field of its reply, and its tokens.

    ``written`` are the helpdesk's placeholders by name, ``reply`` and ``greeting`` those of the two fields. A macro in
    several languages greets with the word that stands in the ticket's field, before the customer's name: the full
    one if any language needs it, as a letter that says "Sie" does. Raises InvalidInput.
    """
    cut = [(variant, *_cut(variant, written)) for variant in macro.variants]
    problems = [problem for variant, part, tokens in cut for problem in _problems(variant, part, tokens, cut)]
    if problems:
        raise InvalidInput(problems)
    for variant, part, tokens in cut:
        finished(tokens, variant.reply, part.middle, to_html(part.middle))
    _, part, tokens = cut[0]
    head = part.head
    if len(cut) > 1 and head:
        name = _full_name(written, cut) or tokens.verbatims(head)[0]
        head = f"{tokens.verbatim(greeting)} {tokens.verbatim(name)},"
    return "\n\n".join(text for text in (head, tokens.verbatim(reply), part.tail) if text), tokens


def _full_name(written: Mapping[str, object], cut: Sequence[tuple[Variant, Parts, Tokens]]) -> str | None:
    """Return the helpdesk's placeholder for the customer's full name if a greeting uses it."""
    full = written.get("customer.name")
    used = {name for _, part, tokens in cut for name in tokens.verbatims(part.head)}
    return full.written if isinstance(full, Placeholder) and full.written in used else None


def _cut(variant: Variant, written: Mapping[str, object]) -> tuple[Parts, Tokens]:
    tokens = Tokens()
    markdown = tokens.protect(run(variant.reply, {**written, **FACTS}, tokens))
    return parts(markdown, tokens), tokens


def _problems(
    variant: Variant, part: Parts, tokens: Tokens, cut: Sequence[tuple[Variant, Parts, Tokens]]
) -> Iterable[Problem]:
    why = f"{_WHERE} {_WHY}"
    if part.misplaced:
        yield Problem(
            *_misplaced(variant.reply),
            "give it a line of its own, before all facts or after them; or, where it reads well as it is elsewhere, "
            "such as on Zendesk, name that helpdesk alone in this macro: helpdesks: [shop]",
        )
    if len(cut) > 1 and part.head and (len(tokens.verbatims(part.head)) > 1 or "\n" in part.head):
        yield Problem(
            variant.reply.place,
            f"a reply in several languages begins with one line and one name in it: {why}",
            "begin with the customer's name alone, as in 'Hi {{ customer.first_name }},'",
        )
    if len(cut) > 1 and not _SIGNS.fullmatch(tokens.without_tokens(part.tail)):
        yield Problem(
            variant.reply.place,
            f"a reply in several languages ends with names alone: {why}",
            "write the words before the agent's name on a line of their own",
        )


_WHERE = "where replies decide nothing by themselves, as on Freshdesk,"
_WHY = "the facts are one text in a ticket field, and no field can hold what only the helpdesk fills in"


def _misplaced(template: Template) -> tuple[Place, str]:
    """Find the first placeholder behind other words or beside a fact, and say why it cannot stand there."""
    uses = uses_of(template)
    facts = {use.line for use in uses if use.name in FIELD_NAMES}
    outside = {use.line for use in uses if use.name in HELPDESK_NAMES} - facts
    words = (number for number, line in enumerate(template.text.split("\n"), 1) if line.strip())
    first = next((number for number in words if number not in outside), 1)
    known = (use for use in uses if use.name in HELPDESK_NAMES and use.line >= first)
    found = next(known, None)
    place = place_of(template, found.line, found.name) if found else template.place
    name = found.name if found else "a placeholder"
    return place, f"{name} stands among the facts: {_WHERE} and there alone, {_WHY}"


def greetings_apart(macros: Iterable[Macro], helpdesk: str) -> Iterator[Problem]:
    """Yield the replies in several languages that greet otherwise than another: one field greets in all of them."""
    greeted: dict[str, tuple[str, str]] = {}
    for macro in told_macros(macros):
        for variant in macro.variants if len(macro.variants) > 1 else ():
            try:
                word = _greeting(*_filled(variant, {}))
            except InvalidInput:
                continue  # told elsewhere
            key, first = greeted.setdefault(variant.locale, (macro.key, word))
            if word != first:
                yield Problem(
                    variant.reply.place,
                    f"it greets with '{word}', and '{key}' with '{first}': on {helpdesk} one ticket field greets in "
                    "all replies that are written in several languages",
                    "greet alike in both, or say where this macro goes with 'helpdesks:'",
                )


def _greeting(part: Parts, tokens: Tokens) -> str:
    return tokens.without_tokens(part.head).strip(" ,:;!.")


# --- what triage writes


def told_texts(
    macros: Sequence[Macro], facts: Callable[[str], Mapping[FieldKey, str]], locale: str
) -> dict[FieldKey, str]:
    """Return the text of each macro's own field, in this locale, and the greeting; "" where a fact is missing.

    ``facts`` returns the facts' texts in a locale. A macro that is not written in this one speaks its main language
    throughout: no reply is half in one language and half in another.

    Raises InvalidInput for a reply that cannot be rendered.
    """
    texts: dict[FieldKey, str] = {FieldKey.GREETING: ""}
    for macro in macros:
        variant = next((one for one in macro.variants if one.locale == locale), macro.variants[0])
        known = facts(variant.locale)
        filled = all(known.get(key) for key in needed(_read(variant.reply)))
        part, tokens = _filled(variant, known)
        texts[FieldKey.reply(macro.key)] = _tame(plain(tokens.to_html(to_html(part.middle)))) if filled else ""
        if filled and len(macro.variants) > 1 and not texts[FieldKey.GREETING]:
            texts[FieldKey.GREETING] = _greeting(part, tokens)
    return texts


def _tame(text: str) -> str:
    """Take braces apart that would begin a placeholder: one of the reply's may have met one of a fact's."""
    return _BEGINS.sub(r"\1 ", text)


def _filled(variant: Variant, facts: Mapping[FieldKey, str]) -> tuple[Parts, Tokens]:
    tokens = Tokens()
    values: dict[str, object] = {name: Placeholder(name, f"{{{{{name}}}}}") for name in HELPDESK_NAMES}
    values |= {name: facts.get(FieldKey(name.partition(".")[2])) or FACTS[name] for name in FIELD_NAMES}
    paragraphs = tokens.protect(run(variant.reply, values, tokens)).split("\n\n")
    held = (paragraph for paragraph in paragraphs if FACT not in tokens.verbatims(paragraph))
    return parts("\n\n".join(held), tokens), tokens
