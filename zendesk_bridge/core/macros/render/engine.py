"""Jinja2 as a reply may use it: a sandbox with a budget, the few filters that words need, and nothing by chance.

Work is counted, not timed: a step and a letter cost one each, wherever they could grow beyond what is written in the
template. So the same template is right or wrong on every machine. For that, loops, lists, comparisons and ``~`` are
rewritten to filters of ours before a template is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import filters as jinja
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from zendesk_bridge.core.macros.render.filters import FILTERS, TESTS, advice
from zendesk_bridge.core.macros.render.names import ChoiceLink, Placeholder
from zendesk_bridge.core.macros.render.tokens import Tokens

WORK = 300_000
"""Steps and letters that one rendering may take: a hundred times what a long reply takes."""

# Keys and names that no template can spell.
_TOKENS, _BUDGET = " tokens", " budget"
_COUNTED, _GLUED, _LISTED, _WEIGHED = " counted", " glued", " listed", " weighed"
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Include: "a reply stands alone: there is nothing to include or import",
    nodes.Import: "a reply stands alone: there is nothing to include or import",
    nodes.FromImport: "a reply stands alone: there is nothing to include or import",
    nodes.Extends: "a reply stands alone: there is nothing to include or import",
    nodes.Dict: "a reply keeps no tables: a list in square brackets holds words",
    nodes.ScopedEvalContextModifier: "escaping is not to be switched off",
}
_SCALARS = (str, int, float, bool, type(None), Placeholder)
TOO_DEEP = "it is nested too deeply, or holds a number that is too long"


class TooMuch(jinja2.TemplateRuntimeError):
    """A template takes more work than a reply may."""


@dataclass(slots=True)
class _Budget:
    """What is left of the work for one rendering."""

    size: int  # letters of the template: what one call of a macro may print at most
    left: int = WORK

    def spend(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise TooMuch(f"it takes more work, or makes more text, than a reply may ({WORK:,} steps and letters)")


def parsed(text: str) -> nodes.Template:
    """Return the tree of a template in which nothing stands that a reply may not use; raises TemplateSyntaxError."""
    try:
        tree = _environment().parse(text)
        _usable(tree)
    except (RecursionError, ValueError):
        raise jinja2.TemplateSyntaxError(TOO_DEEP, 1) from None
    return tree


def _usable(tree: nodes.Template) -> None:
    for node in tree.find_all(tuple(_REFUSED)):
        raise jinja2.TemplateSyntaxError(_REFUSED[type(node)], node.lineno)
    for loop in tree.find_all(nodes.For):
        if loop.recursive:
            raise jinja2.TemplateSyntaxError("a loop does not call itself", loop.lineno)
    for used in tree.find_all((nodes.Filter, nodes.Test)):
        known = FILTERS if isinstance(used, nodes.Filter) else TESTS
        if used.name not in known:
            raise jinja2.TemplateSyntaxError(advice(used.name, known), used.lineno)


def rendered(text: str, values: dict[str, Any], tokens: Tokens) -> str:
    """Render a template; everything that it prints is one of ``tokens``."""
    return _compiled(text).render({**values, _TOKENS: tokens, _BUDGET: _Budget(len(text))})


@lru_cache(maxsize=512)
def _compiled(text: str) -> jinja2.Template:
    try:
        tree = _Metering().visit(parsed(text))
        return _environment().from_string(tree)
    except (RecursionError, SyntaxError, MemoryError):  # what Python says to code that is nested too deeply
        raise jinja2.TemplateSyntaxError(TOO_DEEP, 1) from None


class _Metering(NodeTransformer):
    """Puts filters that count around everything whose work is not bounded by the length of the template."""

    def get_visitor(self, node: nodes.Node) -> Callable[..., Any] | None:
        """Return what rewrites a node of this kind, None for one that stays as it is."""
        rewriting = _REWRITING.get(type(node))
        return rewriting and (lambda met: rewriting(self.generic_visit(met)))


def _counted_turns(node: nodes.For) -> nodes.Node:
    """Count each turn of a loop, and the words that it may print."""
    words = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
    node.iter = _filter(node.iter, _COUNTED, node, nodes.Const(words))
    return node


def _glued_parts(node: nodes.Concat) -> nodes.Node:
    """Let what ``~`` joins be joined by us."""
    return _filter(nodes.Tuple(node.nodes, "load", lineno=node.lineno), _GLUED, node)


def _weighed_operands(node: nodes.Compare) -> nodes.Node:
    """Count what is compared."""
    node.expr = _filter(node.expr, _WEIGHED, node)
    for operand in node.ops:
        operand.expr = _filter(operand.expr, _WEIGHED, node)
    return node


def _weighed_whole(node: nodes.Getitem) -> nodes.Node:
    """Count what a piece is cut from."""
    if isinstance(node.arg, nodes.Slice):
        node.node = _filter(node.node, _WEIGHED, node)
    return node


def _flat(node: nodes.List | nodes.Tuple) -> nodes.Node:
    """Let no list hold lists of lists, whose size would double with each; names that are given values are no list."""
    return node if isinstance(node, nodes.Tuple) and node.ctx != "load" else _filter(node, _LISTED, node)


_REWRITING: dict[type[nodes.Node], Callable[[Any], nodes.Node]] = {
    nodes.For: _counted_turns,
    nodes.Concat: _glued_parts,
    nodes.Compare: _weighed_operands,
    nodes.Getitem: _weighed_whole,
    nodes.List: _flat,
    nodes.Tuple: _flat,
}


def _filter(value: Any, name: str, at: nodes.Node, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(value, name, list(args), [], None, None, lineno=at.lineno)


class _Sandbox(ImmutableSandboxedEnvironment):
    """No attribute of Python, no change of a value, and no product that could fill the memory."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Add and divide numbers; words are joined with ``~``, and counted there."""
        if operator in {"*", "**"}:
            raise SecurityError(f"a reply does no arithmetic: {operator} cannot be used")
        if not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"{operator} is for numbers; join words with ~")
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> None:
        """Let ``format`` be an attribute like any other: its widths could fill the memory."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Show the names that we give, and what a loop tells of itself: all else is for filters."""
        return isinstance(obj, SimpleNamespace | LoopContext) and super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, called: Any, /, *args: Any, **named: Any) -> Any:
        """Count a call of a macro: its steps, and the words that it may print."""
        budget: _Budget = context[_BUDGET]
        budget.spend(1 + budget.size + _weight(args))
        return super().call(context, called, *args, **named)


@lru_cache(maxsize=1)
def _environment() -> _Sandbox:
    """Build the sandbox once.

    Escaping is on, yet every printed value is a token by then and has nothing to escape: what escaping gives is
    that a ``{% macro %}`` and a ``{% set %}`` block come back as markup, so that their Markdown is still read.
    """
    sandbox = _Sandbox(
        undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_printed
    )
    sandbox.globals.clear()
    sandbox.tests = {name: sandbox.tests[name] for name in TESTS}
    sandbox.filters = {
        **{name: _metered(function) for name, function in FILTERS.items()},
        _COUNTED: _counted,
        _GLUED: _glued,
        _LISTED: _listed,
        _WEIGHED: _weighed,
    }
    return sandbox


def _weight(value: Any) -> int:
    """Return how many letters and steps it takes to look at a value once."""
    if isinstance(value, str):
        return len(value) + 1
    return sum(map(_weight, value)) + 1 if isinstance(value, list | tuple) else 1


def _metered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Count what goes into a filter and what comes out."""

    @jinja2.pass_context
    def run(surroundings: Context, value: Any, *args: Any, **named: Any) -> Any:
        budget: _Budget = surroundings[_BUDGET]
        budget.spend(_weight((value, *args, *named.values())))
        if isinstance(value, Markup) and function is not jinja.do_default:
            raise SecurityError("what a block or a macro holds can be printed, and not taken apart")
        result = function(value, *args, **named)
        budget.spend(_weight(result))
        return result

    return run


@jinja2.pass_context
def _counted(surroundings: Context, value: Any, words: int) -> Iterator[Any]:
    """Yield the items of what a loop goes through, each for its price."""
    budget: _Budget = surroundings[_BUDGET]
    for item in _weighed(surroundings, value):
        budget.spend(1 + words)
        yield item


@jinja2.pass_context
def _glued(surroundings: Context, parts: Sequence[Any]) -> str:
    """Join words; beside what a block holds, a fact stays text."""
    surroundings[_BUDGET].spend(_weight(tuple(parts)))
    if any(isinstance(part, Markup) for part in parts):
        return Markup("").join(_printed(surroundings, part) for part in parts)
    return "".join(map(str, parts))


@jinja2.pass_context
def _listed(surroundings: Context, items: Sequence[Any]) -> Sequence[Any]:
    """Return a list of words and numbers, or of such lists."""
    surroundings[_BUDGET].spend(_weight(items))
    for item in items:
        if not isinstance(item, _SCALARS) and not all(isinstance(part, _SCALARS) for part in item):
            raise SecurityError("a list holds words, numbers, or lists of them")
    return items


@jinja2.pass_context
def _weighed(surroundings: Context, value: Any) -> Any:
    """Return a value for the price of looking at it."""
    if isinstance(value, Markup):
        raise SecurityError("what a block or a macro holds can be printed, and not taken apart")
    surroundings[_BUDGET].spend(_weight(value))
    return value


@jinja2.pass_context
def _printed(surroundings: Context, value: Any) -> Any:
    """Turn what ``{{ }}`` prints into a token: Markdown and HTML in a fact are text, not markup."""
    tokens: Tokens = surroundings[_TOKENS]
    if isinstance(value, Placeholder):
        return tokens.placeholder(value.written)
    if isinstance(value, ChoiceLink):
        return tokens.link(value.printed)
    if isinstance(value, jinja2.Undefined):
        return str(value)  # raises, and says which name
    if isinstance(value, Markup):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"a {type(value).__name__} cannot be printed, only text can")
    surroundings[_BUDGET].spend(_weight(value))
    return tokens.text(str(value))
