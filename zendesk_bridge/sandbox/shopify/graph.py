"""Questions carried out: held against the vendor's own schema, paid for, resolved, and refused in Shopify's words."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationType,
    ValueNode,
    build_client_schema,
    execute_sync,
    parse,
    validate,
    value_from_ast_untyped,
)

from zendesk_bridge.sandbox.shop.store import ShopStore
from zendesk_bridge.sandbox.shopify.costs import MOST, Costs, PointBucket, operations
from zendesk_bridge.sandbox.shopify.nodes import CLASSES, TYPES, Asked, told
from zendesk_bridge.sandbox.shopify.roots import QUERIES

_LIMITS = "https://shopify.dev/api/usage/rate-limits"
_NO_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'\.")
_NO_ARGUMENT = re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'\.")
_KEPT = 64  # questions that are remembered as valid


@lru_cache(maxsize=2)
def schema_of(file: Path) -> GraphQLSchema:
    """Return the schema in a file of the vendor's; it is large, and read once."""
    raw = json.loads(gzip.decompress(file.read_bytes()))
    return build_client_schema(raw.get("data", raw), assume_valid=True)


@lru_cache(maxsize=_KEPT)
def _document(file: Path, query: str) -> DocumentNode | tuple[Mapping[str, Any], ...]:
    """Return a question that holds against the schema, or what is wrong with it."""
    try:
        document = parse(query, max_tokens=15_000)
    except GraphQLSyntaxError as exc:
        return ({"message": f"syntax error, {exc.message}", "locations": _places(exc)},)
    return tuple(map(_invalid, validate(schema_of(file), document))) or document


def _places(error: GraphQLError) -> list[Mapping[str, int]]:
    return [{"line": place.line, "column": place.column} for place in error.locations or ()]


def _invalid(error: GraphQLError) -> Mapping[str, Any]:
    message, extensions = error.message, {"code": "graphqlValidation"}
    if found := _NO_FIELD.match(message):
        message = f"Field '{found[1]}' doesn't exist on type '{found[2]}'"
        extensions = {"code": "undefinedField", "typeName": found[2], "fieldName": found[1]}
    elif found := _NO_ARGUMENT.match(message):
        message = f"Field '{found[3]}' doesn't accept argument '{found[1]}'"
        extensions = {"code": "argumentNotAccepted", "name": found[3], "typeName": "Field", "argumentName": found[1]}
    return {"message": message, "locations": _places(error), "extensions": extensions}


def carried_out(
    file: Path, shop: ShopStore, bucket: PointBucket, query: str, variables: Mapping[str, Any], name: str | None
) -> Mapping[str, Any]:
    """Return the answer to a question: ``data``, ``errors``, ``extensions``."""
    document = _document(file, query)
    if isinstance(document, tuple):
        return {"errors": list(document)}
    schema = schema_of(file)
    operation = next((it for it in operations(document) if name is None or (it.name and it.name.value == name)), None)
    if operation is None:
        return {"errors": [{"message": f"No operation named {json.dumps(name)}"}]}
    if operation.operation is not OperationType.QUERY:
        return {"data": None, "errors": [_denied()]}
    defaults = {it.variable.name.value: _default(it.default_value) for it in operation.variable_definitions or ()}
    costs = Costs.of(schema, document, {**defaults, **variables})
    requested = costs.operation(operation)
    if requested > MOST:
        return {"errors": [_too_dear(requested)]}
    if not bucket.take(requested):
        return _throttled(requested, bucket)
    asked = Asked(shop, {each.id: each for each in shop.products()}, [])
    result = execute_sync(
        schema, document, context_value=asked, variable_values=dict(variables), operation_name=name,
        field_resolver=_resolve, type_resolver=_type_of,
    )  # fmt: skip
    actual = costs.operation(operation, result.data) if result.data is not None else 0
    bucket.take(min(0, actual - requested))
    cost = {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": bucket.status()}
    errors = {"errors": [error.formatted for error in result.errors]} if result.errors else {}
    searches = {"search": asked.searches} if asked.searches else {}
    return {"data": result.data, **errors, "extensions": {"cost": cost, **searches}}


def _default(node: ValueNode | None) -> Any:
    return value_from_ast_untyped(node) if node else None


def _denied() -> Mapping[str, Any]:
    message = (
        "Access denied for this mutation. Required access: a `write_` access scope, which the sandbox gives nobody."
    )
    return {
        "message": message,
        "extensions": {"code": "ACCESS_DENIED", "documentation": "https://shopify.dev/api/usage/access-scopes"},
    }


def _too_dear(cost: int) -> Mapping[str, Any]:
    message = (
        f"Query cost is {cost}, which exceeds the single query max cost limit ({MOST}).\n\nSee {_LIMITS} for more "
        "information on how the\ncost of a query is calculated.\n"
    )
    return {
        "message": message,
        "extensions": {"code": "MAX_COST_EXCEEDED", "cost": cost, "maxCost": MOST, "documentation": _LIMITS},
    }


def _throttled(requested: int, bucket: PointBucket) -> Mapping[str, Any]:
    cost = {"requestedQueryCost": requested, "actualQueryCost": None, "throttleStatus": bucket.status()}
    error = {"message": "Throttled", "extensions": {"code": "THROTTLED", "documentation": _LIMITS}}
    return {"errors": [error], "extensions": {"cost": cost}}


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **args: Any) -> Any:
    """Return a field: of the shop's own values, of what was made of them, or nothing where it may be nothing."""
    kind, name = info.parent_type.name, info.field_name
    fields = QUERIES if info.parent_type is info.schema.query_type else TYPES.get(kind, {})
    if name in fields:
        return fields[name](source, info.context, args)
    if isinstance(source, Mapping) and name in source:
        return source[name]
    if isinstance(info.return_type, GraphQLNonNull):
        raise told(kind, name)
    return None


def _type_of(source: Any, *_: Any) -> str | None:
    return CLASSES.get(type(source))
