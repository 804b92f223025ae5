"""What a question costs, and the bucket of points that it is taken from.

An object costs a point, a list two and what is in it, which grows more slowly than its length: Shopify does not say how
since it changed that. The curve here goes through the figures that answers of live shops have shown: 12 points for
``first: 10``, 25 for ``first: 250``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil, log10
from threading import Lock
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
    value_from_ast_untyped,
)

MOST = 1000  # points of one question
_STRAIGHT = 10  # rows up to which a list costs a point for each
_SLOPE = 9.3


def grown(rows: int) -> int:
    """Return what so many rows cost of what one costs."""
    return rows if rows <= _STRAIGHT else ceil(_STRAIGHT + _SLOPE * log10(rows / _STRAIGHT))


@dataclass(slots=True)
class Costs:
    """Counts the points of one operation; with ``data``, an answer, those that it came to."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    @classmethod
    def of(cls, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> Costs:
        """Return what counts the operations of a document."""
        parts = {it.name.value: it for it in document.definitions if isinstance(it, FragmentDefinitionNode)}
        return cls(schema, parts, variables)

    def operation(self, operation: OperationDefinitionNode, data: Any = None) -> int:
        """Return the points of an operation, before it is carried out or after."""
        root = self.schema.get_root_type(operation.operation)
        return self._set(operation.selection_set, root, data, known=data is not None)

    def _set(self, chosen: SelectionSetNode, parent: Any, data: Any, *, known: bool) -> int:
        return sum(self._field(node, owner, data, known=known) for node, owner in self._fields(chosen, parent))

    def _fields(self, chosen: SelectionSetNode, parent: Any) -> Iterator[tuple[FieldNode, Any]]:
        for node in chosen.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node, parent
            elif isinstance(node, FragmentSpreadNode):
                part = self.fragments[node.name.value]
                yield from self._fields(part.selection_set, self.schema.type_map[part.type_condition.name.value])
            elif isinstance(node, InlineFragmentNode):
                named: NamedTypeNode | None = node.type_condition
                owner = parent if named is None else self.schema.type_map[named.name.value]
                yield from self._fields(node.selection_set, owner)

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            wanted = self._value(directive.arguments[0].value) if directive.arguments else True
            if directive.name.value in ("skip", "include") and bool(wanted) != (directive.name.value == "include"):
                return False
        return True

    def _value(self, node: Any) -> Any:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return value_from_ast_untyped(node, dict(self.variables))

    def _field(self, node: FieldNode, parent: Any, data: Any, *, known: bool) -> int:
        name = node.name.value
        if name.startswith("__") or not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return 0
        kind = get_named_type(parent.fields[name].type)
        if is_leaf_type(kind) or kind.name == "PageInfo" or node.selection_set is None:
            return 0
        told = data.get(node.alias.value if node.alias else name) if isinstance(data, Mapping) else None
        if known and told is None:
            return 0
        if kind.name.endswith("Connection"):
            return 2 + self._rows(node, kind, told, known=known)
        args = {argument.name.value: self._value(argument.value) for argument in node.arguments or ()}
        inner = told if not isinstance(told, list) else next((row for row in told if row), None)
        one = 1 + self._set(node.selection_set, kind, inner, known=known and inner is not None)
        if isinstance(args.get("ids"), list):
            return grown(sum(row is not None for row in told) if isinstance(told, list) else len(args["ids"])) * one
        return one

    def _rows(self, node: FieldNode, kind: Any, told: Any, *, known: bool) -> int:
        args = {argument.name.value: self._value(argument.value) for argument in node.arguments or ()}
        size = args.get("first") if args.get("first") is not None else args.get("last")
        size = size if isinstance(size, int) else 0
        costs = []
        for inner, owner in self._fields(node.selection_set, kind) if node.selection_set else ():
            if inner.name.value not in ("nodes", "edges") or inner.selection_set is None:
                continue
            rows = told.get(inner.alias.value if inner.alias else inner.name.value) if known and told else None
            own = 1 if inner.name.value == "nodes" else 0  # the node of an edge is counted with its field
            each = get_named_type(owner.fields[inner.name.value].type)
            if rows is None:
                costs.append(grown(size) * max(1, own + self._set(inner.selection_set, each, None, known=False)))
            elif rows:
                mean = sum(self._set(inner.selection_set, each, row, known=True) for row in rows) / len(rows)
                costs.append(ceil(grown(len(rows)) * max(1, own + mean)))
        return max(costs, default=0)


@dataclass(slots=True)
class PointBucket:
    """The points that are left; ``full`` tells how many there are at most, of which a twentieth comes back a second."""

    clock: Callable[[], datetime]
    full: Callable[[], int]
    window: int
    _spent: float = 0
    _at: float = 0
    _lock: Lock = field(default_factory=Lock)

    def take(self, points: float) -> bool:
        """Take points, if there are as many; negative ones come back."""
        with self._lock:
            now, full = self.clock().timestamp(), self.full()
            self._spent = max(0.0, self._spent - max(0.0, now - self._at) * full / self.window)
            self._at = now
            if points > 0 and self._spent + points > full:
                return False
            self._spent = max(0.0, self._spent + points)
            return True

    def status(self) -> Mapping[str, float]:
        """``throttleStatus``."""
        full = self.full()
        return {
            "maximumAvailable": float(full), "currentlyAvailable": max(0, int(full - self._spent)),
            "restoreRate": full / self.window,
        }  # fmt: skip


def operations(document: DocumentNode) -> Sequence[OperationDefinitionNode]:
    """Return the operations of a document."""
    return [it for it in document.definitions if isinstance(it, OperationDefinitionNode)]
