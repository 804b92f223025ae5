"""Every query that is sent to Shopify, against the schema that Shopify itself publishes with its developer tools."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_client_schema, parse, validate
from graphql.validation import NoDeprecatedCustomRule

from zendesk_bridge.feeds.shopify.queries import ALL, VERSION

pytestmark = pytest.mark.clients

DATA = Path(__file__).parent / "node_modules/@shopify/dev-mcp/dist/data"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    """Return the schema of the version that is asked."""
    file = DATA / f"admin_{VERSION}.json.gz"
    if not file.is_file():
        pytest.fail("No schema: npm install --no-save --no-package-lock --prefix tests/clients")
    with gzip.open(file) as found:
        return build_client_schema(json.load(found)["data"])


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
