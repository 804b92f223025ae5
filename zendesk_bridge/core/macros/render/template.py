"""Jinja2 as a reply needs it: checked before it runs, sandboxed while it runs, every fault with its place."""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import jinja2
from jinja2 import nodes

from zendesk_bridge.core.document import meant
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros.render.engine import TOO_DEEP, parsed, rendered
from zendesk_bridge.core.macros.render.faults import legible, of_syntax, place_of
from zendesk_bridge.core.macros.render.liquid import RAW, is_word
from zendesk_bridge.core.macros.render.names import GROUPS, PlaceholderMisuse, context
from zendesk_bridge.core.macros.render.own_names import kind_of, own, roots, strangers
from zendesk_bridge.core.macros.render.tokens import SENTINELS, Tokens
from zendesk_bridge.core.model import Template

_ZENDESK_DEFAULT = (
    "let Zendesk fill in its own: {% raw %}{{ticket.requester.first_name | default: 'there'}}{% endraw %}"
)
NAMES_HERE = "the names here are"
"""What begins the list of names in a fix; it ends the fix."""

_SURE = 0.85
_BUILT_IN = frozenset({"loop", "caller", "varargs", "kwargs"})
_FAULTS = (
    jinja2.TemplateError,
    PlaceholderMisuse,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Use:
    """One name in a template, and the line that it stands in, counted from 1.

    ``name`` has two parts at most, as ours do; ``whole`` is all that is written. ``defaulted`` says that it goes
    straight into ``| default(...)``, and ``if_empty`` that this stands for what is empty as well.
    """

    name: str
    line: int
    whole: str
    defaulted: bool = False
    if_empty: bool = False


def names_in(template: Template) -> frozenset[str]:
    """Return the dotted names that the template uses; raises InvalidInput when it cannot be read."""
    return frozenset(use.name for use in uses_of(template))


def check(
    template: Template,
    allowed: Collection[str],
    refused: Mapping[str, tuple[str, str]],
    filled_in: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Return every wrong name at its place. ``refused`` says of a right name why it cannot stand here, and the fix.

    ``filled_in`` are the names that the helpdesk fills in later: what they hold, no template can know.
    """
    if found := next((letter for letter in SENTINELS if letter in template.text), None):
        line = template.text[: template.text.index(found)].count("\n") + 1
        place = place_of(template, line, found)
        return (Problem(place, "a private-use character stands in the text", "delete it; no font shows it"),)
    rest, slips = legible(template)
    try:
        uses = uses_of(rest) if rest else ()
    except InvalidInput as wrong:
        return (*slips, *wrong.problems)
    hyphens = {found[1]: found[0] for found in _HYPHENED.finditer(template.text)}
    pieces = {piece for name in hyphens.values() for piece in name.split("-")[1:]}
    uses = tuple(use for use in uses if use.name not in pieces)
    return slips + tuple(
        Problem(
            place_of(template, use.line, use.name),
            *(_in_vain(use, filled_in) if use.name in allowed else _say(_joined(use, hyphens), allowed, refused)),
        )
        for use in uses
        if use.name not in allowed or (use.defaulted and (use.name in filled_in or not use.if_empty))
    )


def handed_through(template: Template, helpdesk: str, first_name: str | None) -> Iterator[Problem]:
    """Yield what stands between ``{% raw %}`` and ``{% endraw %}`` and is another kind of helpdesk's own.

    ``first_name`` is how this helpdesk writes the customer's first name, by which its kind is known.
    """
    for offset, message, instead in strangers(template.text, kind_of(first_name)):
        line = template.text.count("\n", 0, offset) + 1
        fix = instead or f"leave {helpdesk} out of this macro: 'helpdesks:' names those that know it"
        yield Problem(place_of(template, line, template.text[offset : offset + 12].split("\n")[0]), message, fix)


def run(template: Template, values: Mapping[str, object], tokens: Tokens) -> str:
    """Render to Markdown in which everything printed is a token; raises InvalidInput with the place of a fault."""
    try:
        return rendered(template.text, {**context(values)}, tokens)
    except _FAULTS as fault:
        raise InvalidInput([_fault(template, fault)]) from fault


_HYPHENED = re.compile(r"\b((?:customer|agent|ticket|backorder)\.[a-z_]+)(?:-[a-z_]+)+(?![\w.])")


def _joined(use: Use, hyphens: Mapping[str, str]) -> Use:
    """Return the whole name where a hyphen, which is a minus sign here, has cut it in two."""
    whole = hyphens.get(use.whole, "")
    return replace(use, name=whole, whole=whole) if whole else use


def _in_vain(use: Use, filled_in: Collection[str]) -> tuple[str, str]:
    """Say why a default does nothing to a right name, and what to write."""
    if use.name in filled_in:
        return (
            f"default() does nothing to {use.name}, which the helpdesk fills in when the reply is used",
            f"write {{{{ {use.name} }}}} in words that read well without it, or {_ZENDESK_DEFAULT}",
        )
    return f"default() does nothing to {use.name}: it is empty where it is not known", "write default('...', true)"


def _say(use: Use, allowed: Collection[str], refused: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    if use.name in refused:
        return refused[use.name]
    if known := own(use.whole):
        why_not = None if known.neutral in allowed else refused.get(known.neutral)
        return known.message, f"it is our {known.neutral}, and {why_not[0]}" if why_not else known.fix
    if is_word(use.name):
        return f"{use.name} is a word of Liquid's, which helpdesks run and replies here are not written in", RAW
    return _unknown(use, allowed, refused)


def _unknown(use: Use, allowed: Collection[str], refused: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Say of a name that nobody has which one was meant, or which there are."""
    if not allowed:
        return f"unknown name {use.name}", "no names can stand here"
    elsewhere = next((known for known in refused if known.rpartition(".")[2] == use.name and known not in allowed), "")
    if elsewhere:
        return f"unknown name {use.name}", f"did you mean {elsewhere}? {refused[elsewhere][0]}"
    near = _nearest(use.name, list(allowed))
    root = use.name.partition(".")[0]
    names = f"{NAMES_HERE} {_grouped([name for name in allowed if name.startswith(f'{root}.')] or allowed)}"
    if use.name in GROUPS:
        return f"unknown name {use.name}", names
    if root in roots() and (root == "ticket" or root != near.partition(".")[0]):
        names = RAW if near else f"{RAW}; {names}"
    return f"unknown name {use.name}", _offered(use.name, near, names)


def _offered(name: str, near: str, names: str) -> str:
    """Return the nearest name, alone where it is surely the one that was meant."""
    if not near:
        return names
    sure = difflib.SequenceMatcher(None, name.lower(), near).ratio() > _SURE or near.endswith(name.rpartition(".")[2])
    sure = sure or bool(meant.other(name.rpartition(".")[2], [near.rpartition(".")[2]]))
    return f"did you mean {near}?" if sure else f"did you mean {near}? {names}"


def _grouped(allowed: Collection[str]) -> str:
    """Return the names, with the part that several share once: ``customer.first_name, .name; ticket.id``."""
    groups: dict[str, list[str]] = {}
    for name in allowed:
        group, _, part = name.partition(".")
        groups.setdefault(group, []).append(part)
    return "; ".join(f"{group}.{', .'.join(parts)}" for group, parts in groups.items())


def _nearest(name: str, allowed: list[str]) -> str:
    """Return the name that was meant, if one comes to mind: right in its last part, or nearly so."""
    last = name.rpartition(".")[2]
    same = [known for known in allowed if known.rpartition(".")[2] == last]
    group = [known for known in allowed if known.partition(".")[0] == name.partition(".")[0]]
    parts = {known.rpartition(".")[2]: known for known in group}
    other = parts.get(meant.other(last, parts), "")
    return next(iter(same or [other] * bool(other) or difflib.get_close_matches(name, allowed, 1)), "")


def uses_of(template: Template) -> tuple[Use, ...]:
    """Return every name that the template uses, with its line; raises InvalidInput when it cannot be read."""
    try:
        return _uses_in(template.text)
    except RecursionError:
        raise InvalidInput([_fault(template, jinja2.TemplateSyntaxError(TOO_DEEP, 1))]) from None
    except jinja2.TemplateError as fault:
        raise InvalidInput([_fault(template, fault)]) from fault


@lru_cache(maxsize=512)
def _uses_in(text: str) -> tuple[Use, ...]:
    """Find every name that the template does not set itself; raises TemplateSyntaxError."""
    tree = parsed(text)
    set_here = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"} | _BUILT_IN
    set_here |= {macro.name for macro in tree.find_all(nodes.Macro)}
    set_here -= GROUPS  # a template that gives our names another meaning would not be checked
    return tuple(sorted(set(_walk(tree, set_here)), key=lambda use: (use.line, use.whole, use.defaulted, use.if_empty)))


def _walk(node: nodes.Node, set_here: Collection[str], by: nodes.Filter | None = None) -> Iterator[Use]:
    """Yield names as they are written, ``backorder.items`` once and not ``backorder`` again; ``by`` is a default."""
    if path := _path(node):
        if path[0] not in set_here:
            if_empty = by is not None and len(by.args) + len(by.kwargs) > 1
            yield Use(".".join(path[:2]), node.lineno, ".".join(path), by is not None, if_empty)
        return
    default = node if isinstance(node, nodes.Filter) and node.name in {"default", "d"} else None
    for child in node.iter_child_nodes():
        yield from _walk(child, set_here, default if default and child is default.node else None)


def _path(node: nodes.Node) -> tuple[str, ...]:
    """Return the parts of a dotted name that is read, as ``a.b`` or ``a['b']``; nothing for any other expression."""
    match node:
        case nodes.Name(name=name, ctx="load"):
            return (name,)
        case nodes.Getattr(node=inner, attr=part) | nodes.Getitem(node=inner, arg=nodes.Const(value=str(part))):
            before = _path(inner)
            return (*before, part) if before else ()
        case _:
            return ()


def _fault(template: Template, fault: BaseException) -> Problem:
    """Say what went wrong where; the line is Jinja2's, in the template's own counting."""
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return of_syntax(template, fault)
    lines = [line for frame, line in traceback.walk_tb(fault.__traceback__) if frame.f_code.co_filename == "<template>"]
    if isinstance(fault, RecursionError):
        message = "template: it calls itself without end"
    else:
        message = fault.args[0] if isinstance(fault, PlaceholderMisuse) else f"template: {fault}"
    fix = fault.args[-1] if isinstance(fault, PlaceholderMisuse) and len(fault.args) > 1 else ""
    return Problem(place_of(template, lines[-1] if lines else 1, "{"), message, fix)
