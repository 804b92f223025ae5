"""Every query that is sent to Shopify, against the schema that Shopify itself publishes with its developer tools."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_client_schema,
    get_named_type,
    parse,
    validate,
    visit,
)
from graphql.validation import NoDeprecatedCustomRule

from zendesk_bridge.feeds.shopify.queries import ALL, VERSION

pytestmark = pytest.mark.clients

DATA = Path(__file__).parent / "node_modules/@shopify/dev-mcp/dist/data"


ADVISED = {"read_orders", "read_products", "read_customers"}
"""The scopes that README and the errors tell people to give."""

Published = Mapping[str, Any]


@pytest.fixture(scope="module")
def published() -> Published:
    """Return what is published of the version that is asked: its schema, and which scope opens what."""
    file = DATA / f"admin_{VERSION}.json.gz"
    if not file.is_file():
        pytest.fail("No schema: npm install --no-save --no-package-lock --prefix tests/clients")
    with gzip.open(file) as found:
        published: Published = json.load(found)
        return published


@pytest.fixture(scope="module")
def schema(published: Published) -> GraphQLSchema:
    """Return the schema."""
    return build_client_schema(published["data"], assume_valid=True)  # releases from 3.3 on know a rule that it breaks


@pytest.mark.parametrize("name", ALL)
def test_shopify_takes_every_query(schema: GraphQLSchema, name: str) -> None:
    """Each field, argument and variable is there in this version, and none of them is about to go."""
    assert validate(schema, parse(ALL[name])) == []
    assert validate(schema, parse(ALL[name]), [NoDeprecatedCustomRule]) == []


def test_a_wrong_field_would_be_found(schema: GraphQLSchema) -> None:
    """The schema holds what is asked against it."""
    wrong = parse(ALL["Orders"].replace("displayFinancialStatus", "financialStatus"))
    (error,) = validate(schema, wrong)
    assert error.message.startswith("Cannot query field 'financialStatus' on type 'Order'.")


class Reads(Visitor):
    """Collects the types and fields that a query reads, as the list of scopes names them."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types
        self.found: set[tuple[str, str | None]] = set()

    def enter_field(self, node: Any, *_: Any) -> None:
        """Take note of a field."""
        parent, kind = self.types.get_parent_type(), self.types.get_type()
        assert parent
        assert kind
        self.found |= {(parent.name, node.name.value), (get_named_type(kind).name, None)}


@pytest.mark.parametrize("name", ALL)
def test_the_scopes_that_are_advised_open_every_query(schema: GraphQLSchema, published: Published, name: str) -> None:
    """Whoever gives what we ask for lacks nothing, and each field was looked up where Shopify lists them."""
    scopes = {
        (item["typeName"], item.get("fieldName")): {*item["offlineScopes"]}
        for item in published["offline_scopes"]["items"]
    }
    types = TypeInfo(schema)
    reads = Reads(types)
    visit(parse(ALL[name]), TypeInfoVisitor(types, reads))
    needed = {one: scopes[one] for one in reads.found if scopes.get(one)}
    assert {one: any_of for one, any_of in needed.items() if not any_of & ADVISED} == {}
    assert bool(needed) is (name != "Scopes")
