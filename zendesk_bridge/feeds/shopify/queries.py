"""Everything that is asked of Shopify. A test holds each of these against the vendor's own schema."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

VERSION = "2026-10"
"""The version of the API. Each is served for a year at least: https://shopify.dev/docs/api/usage/versioning."""

PATH = f"admin/api/{VERSION}/graphql.json"

_LINES = """
fragment Lines on LineItemConnection {
  nodes {
    id sku name currentQuantity unfulfilledQuantity requiresShipping
    customAttributes @include(if: $attributes) { key value }
    variant @include(if: $products) { inventoryQuantity }
  }
  pageInfo { hasNextPage endCursor }
}
"""

_ORDER = (
    """
fragment Whole on Order {
  id name processedAt cancelledAt closedAt displayFinancialStatus displayFulfillmentStatus customerLocale tags email
  currentTotalPriceSet { shopMoney { amount currencyCode } }
  shippingAddress { firstName lastName countryCodeV2 }
  billingAddress { firstName lastName }
  customer @include(if: $customers) { firstName lastName tags }
  promised: metafield(namespace: $namespace, key: $key) @include(if: $metafield) { value }
  lineItems(first: $lines) { ...Lines }
}
"""
    + _LINES
)

_VARIABLES = (
    "$lines: Int!, $customers: Boolean!, $products: Boolean!, $attributes: Boolean!, $metafield: Boolean!, "
    '$namespace: String = "", $key: String = ""'
)

SCOPES = "query Scopes { currentAppInstallation { accessScopes { handle } } }"

ORDERS = (
    f"query Orders($first: Int!, $after: String, $query: String!, {_VARIABLES}) {{"
    """
  orders(first: $first, after: $after, query: $query, sortKey: ID) {
    nodes { ...Whole }
    pageInfo { hasNextPage endCursor }
  }
}
""" + _ORDER
)

AGAIN = f"query Again($ids: [ID!]!, {_VARIABLES}) {{ nodes(ids: $ids) {{ ...Whole }} }}" + _ORDER

MORE_LINES = (
    "query MoreLines($id: ID!, $first: Int!, $after: String!, $products: Boolean!, $attributes: Boolean!) {"
    " order(id: $id) { lineItems(first: $first, after: $after) { ...Lines } } }" + _LINES
)

STOCK = """
query Stock($first: Int!, $after: String, $query: String!) {
  productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
    nodes { id sku inventoryQuantity inventoryItem { tracked } }
    pageInfo { hasNextPage endCursor }
  }
}
"""

_METAFIELD = "m{0}: metafield(namespace: $n{0}, key: $k{0}) {{ type value }}"


def variants(metafields: int) -> str:
    """Return the question for variants with so many metafields, of the variables ``n0``, ``k0``, ``n1`` and so on."""
    variables = "".join(f", $n{number}: String!, $k{number}: String!" for number in range(metafields))
    return (
        f"query Variants($first: Int!, $after: String, $query: String!{variables}) {{"
        """
  productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
    nodes {
      id sku title displayName inventoryQuantity inventoryPolicy
      product { title status vendor productType }
"""
        + "".join(f"      {_METAFIELD.format(number)}\n" for number in range(metafields))
        + """    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
    )


ALL: Mapping[str, str] = MappingProxyType(
    {
        "Scopes": SCOPES,
        "Orders": ORDERS,
        "Again": AGAIN,
        "MoreLines": MORE_LINES,
        "Stock": STOCK,
        "Variants": variants(0),
        "Variants with metafields": variants(3),
    }
)
"""Every query by its name."""
