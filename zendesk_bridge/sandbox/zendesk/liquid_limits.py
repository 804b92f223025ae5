"""Liquid that ends, whatever an admin or a customer writes: bounds on reading a template, on ranges and on filters.

python-liquid counts loops, output and variables. It does not count what a filter makes of two long texts, walks
ranges of any length, lets the errors of Python's numbers through, and reads some broken templates in quadratic time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sized
from functools import wraps
from typing import Any

from liquid import BoundTemplate, Environment, RenderContext, Token
from liquid.ast import Node
from liquid.builtin.expressions.primitive import RangeLiteral
from liquid.exceptions import FilterValueError, LiquidError, LoopIterationLimitError, ResourceLimitError
from liquid.expression import Expression

_LONGEST_TEMPLATE = 100_000  # characters
_LONGEST_TAG = 5_000  # characters
_MOST_READING = 2_000_000  # characters that are read in looking for the ends of tags
_MOST_WORK = 10_000_000
_MOST_LOOPS = 10_000
_PATHS = tuple(
    (re.compile(start), end)
    for start, end in ((r"\{\{", "}}"), (r"\{%", "%}"), (r"\{%-?\s*raw", "endraw"), (r"\{%-?\s*doc", "enddoc"))
)
"""What opens, and the end that the library then looks for as far as the template goes."""
_WIDE = re.compile(r"\{[{%]-?\s{200}")
_ENDS = re.compile(r"\}\}|%\}")
_STARTS = re.compile(r"\{[{%]")


def is_readable(template: str) -> bool:
    """Tell whether a template is read in reasonable time: no endless text or tag, few openings that nothing closes."""
    if len(template) > _LONGEST_TEMPLATE or _WIDE.search(template):
        return False
    tails = ((opens, template[template.rfind(end) + 1 :]) for opens, end in _PATHS)
    if sum(len(opens.findall(tail)) * len(tail) for opens, tail in tails) > _MOST_READING:
        return False
    tags = ((piece, _STARTS.search(piece)) for piece in _ENDS.split(template))
    return all(start is None or len(piece) - start.start() <= _LONGEST_TAG for piece, start in tags)


class _ShortRange(RangeLiteral):
    """``(1..n)``, of which only as much is made as a loop may run through."""

    __slots__ = ()

    def _make_range(self, start: Any, stop: Any) -> range:
        made = super()._make_range(start, stop)
        if made.stop - made.start > _MOST_LOOPS:
            raise LoopIterationLimitError("the range is too long", token=self.token)
        return made


class BoundedEnvironment(Environment):
    """The library's environment with all its limits set, within which a template that goes too far is an error.

    One template may make its filters work on ``_MOST_WORK`` characters and list items.
    """

    loop_iteration_limit = _MOST_LOOPS
    output_stream_limit = 1_000_000
    local_namespace_limit = 1_000_000

    def rendered(self, template: str, **names: object) -> str:
        """Render a template; raises ``LiquidError`` for one that goes too far, ``RecursionError`` for a deep one."""
        if not is_readable(template):
            raise ResourceLimitError("the template takes too long to read", token=None)
        self._left = _MOST_WORK
        parsed = self.from_string(template)
        for expression in _expressions(parsed):
            if type(expression) is RangeLiteral:
                expression.__class__ = _ShortRange  # the library's parser has no place to put it in
        return parsed.render(**names)

    def error(self, exc: type[LiquidError] | LiquidError, msg: str | None = None, token: Token | None = None) -> None:
        """Pass over an error, as Zendesk does, unless the template went too far."""
        if isinstance(exc, ResourceLimitError):
            raise exc
        super().error(exc, msg, token)

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Add the library's tags and filters, the filters within bounds."""
        super().setup_tags_and_filters(extra=extra)
        self._left = _MOST_WORK
        self.filters = {name: self._bounded(work) for name, work in self.filters.items()}

    def _bounded(self, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def bounded(value: object, *args: object, **named: object) -> Any:
            # replacing each character of a text by another text multiplies their lengths
            self._left -= math.prod(len(one) + 1 for one in (value, *args) if isinstance(one, Sized))
            if self._left < 0:
                raise ResourceLimitError("the filters have too much to do", token=None)
            try:
                return work(value, *args, **named)
            except LiquidError:
                raise
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as exc:
                raise FilterValueError(str(exc), token=None) from exc

        return bounded


def _expressions(template: BoundTemplate) -> Iterator[Expression]:
    """Yield every expression of a template."""
    context = RenderContext(template)
    nodes: list[Node] = list(template.nodes)
    while nodes:
        node = nodes.pop()
        nodes += node.children(context, include_partials=False)
        expressions = list(node.expressions())
        while expressions:
            expression = expressions.pop()
            expressions += expression.children()
            yield expression
