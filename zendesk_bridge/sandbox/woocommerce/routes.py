"""The WooCommerce face's paths, and the steps that every request takes: where, who, which verb."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.payloads import ShortPaths
from zendesk_bridge.sandbox.shop.seed import opened
from zendesk_bridge.sandbox.woocommerce import orders, products
from zendesk_bridge.sandbox.woocommerce.auth import authenticate
from zendesk_bridge.sandbox.woocommerce.call import WooCall, WooError, no_route

_PATHS: tuple[tuple[re.Pattern[str], Callable[[WooCall], Response]], ...] = tuple(
    (re.compile(rf"/wp-json/{pattern}/?"), answer)
    for pattern, answer in (
        (r"wc/v3/orders", orders.listing),
        (r"wc/v3/orders/(?P<id>\d{1,18})", orders.one),
        (r"wc/v3/orders/(?P<id>\d{1,18})/refunds", orders.refunds),
        (r"wc/v3/orders/(?P<id>\d{1,18})/fulfillments", orders.fulfillments),
        (r"wc/v3/products", products.listing),
        (r"wc/v3/products/(?P<id>\d{1,18})", products.one),
        (r"wc/v3/products/(?P<id>\d{1,18})/variations", products.variations),
        (r"wc/v3/products/(?P<id>\d{1,18})/variations/(?P<variation>\d{1,18})", products.variation),
        (r"wc-analytics/reports/stock", products.stock_report),
    )
)
_READS = ("GET", "HEAD")


def app(box: Context) -> Starlette:
    """Build the face on its context."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_answer, box, request)

    async def index(_: Request) -> Response:
        names = {"name": "Harbor & Oak", "url": box.base_url, "home": box.base_url, "gmt_offset": "-5"}
        return JSONResponse({**names, "namespaces": ["wc/v3", "wc-analytics"], "authentication": []})

    async def nothing(_: Request) -> Response:
        return Response("<!DOCTYPE html><title>Page not found</title>", 404, media_type="text/html")

    below = Route("/wp-json/{path:path}", endpoint)
    elsewhere = Route("/{path:path}", nothing)
    for route in (below, elsewhere):
        route.methods = None
    return Starlette(routes=[Route("/wp-json/", index), below, elsewhere], middleware=[Middleware(ShortPaths)])


def _answer(box: Context, request: Request) -> Response:
    path = request.url.path
    try:
        found = next(((answer, match) for at, answer in _PATHS if (match := at.fullmatch(path))), None)
        if found is None:
            return no_route().response()
        authenticate(box, request)
        answer, match = found
        ids = {name: int(text) for name, text in match.groupdict().items()}
        return answer(WooCall(opened(box.shop), box.base_url, path, request.query_params, ids))
    except WooError as refusal:
        return refusal.response()
