"""A request as the endpoints see it, WooCommerce's refusals, and what every list does with its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from math import ceil
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.shop.store import ShopStore

PER_PAGE, MOST_PER_PAGE = 10, 100  # rows
SITE_ZONE = timezone(timedelta(hours=-5))
"""The shop's own zone: times without ``_gmt`` are told in it, and asked for in it unless ``dates_are_gmt`` is true."""
_MOST_DIGITS = 15  # of a number in a query


class WooError(Exception):
    """An answer that is not a success, in the shape that WordPress gives all of them."""

    def __init__(self, status: int, code: str, message: str, **data: Any) -> None:
        super().__init__(status)
        self.status = status
        self.body = {"code": code, "message": message, "data": {"status": status, **data}}

    def response(self) -> Response:
        """Return the HTTP answer."""
        return JSONResponse(self.body, self.status)


def no_route() -> WooError:
    """Return the 404 of a path that nothing answers."""
    return WooError(404, "rest_no_route", "No route was found matching the URL and request method.")


def invalid_id(kind: str) -> WooError:
    """Return the 404 of an id that is none."""
    return WooError(404, f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.")


def bad_parameter(name: str, message: str, code: str = "rest_invalid_param") -> WooError:
    """Return the 400 of a parameter whose value is refused."""
    details = {name: {"code": code, "message": message, "data": None}}
    return WooError(400, "rest_invalid_param", f"Invalid parameter(s): {name}", params={name: message}, details=details)


@dataclass(frozen=True, slots=True)
class WooCall:
    """A request that passed authentication; ``ids`` are the numbers in its path."""

    shop: ShopStore
    base_url: str
    path: str
    query: QueryParams
    ids: Mapping[str, int]

    def whole(self, name: str, default: int, least: int = 0, most: int | None = None) -> int:
        """Return a number of the query; raises the 400 of one that is none or out of bounds."""
        text = self.query.get(name)
        if text is None:
            return default
        if not text.lstrip("-").isdecimal() or len(text) > _MOST_DIGITS:
            raise bad_parameter(name, f"{name} is not of type integer.", "rest_invalid_type")
        number = int(text)
        if number < least or (most is not None and number > most):
            bounds = f"must be greater than or equal to {least}"
            if most is not None:
                bounds = f"must be between {least} (inclusive) and {most} (inclusive)"
            raise bad_parameter(name, f"{name} {bounds}", "rest_out_of_bounds")
        return number

    def several(self, name: str) -> tuple[str, ...]:
        """Return a list of the query: ``a=1,2``, ``a[]=1&a[]=2`` or ``a[0]=1``."""
        given = [
            value
            for key, value in self.query.multi_items()
            if key == name or (key.startswith(f"{name}[") and key.endswith("]"))
        ]
        return tuple(part.strip() for value in given for part in value.split(",") if part.strip())

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return a list of numbers of the query; raises the 400 of what is none."""
        found = self.several(name)
        for place, text in enumerate(found):
            if not text.isdecimal() or len(text) > _MOST_DIGITS:
                raise bad_parameter(name, f"{name}[{place}] is not of type integer.", "rest_invalid_type")
        return tuple(map(int, found))

    def choice(self, name: str, default: str, known: Sequence[str]) -> str:
        """Return a word of the query; raises the 400 of one that is not known."""
        text = self.query.get(name, default)
        if text not in known:
            raise bad_parameter(name, f"{name} is not one of {', '.join(known)}.", "rest_not_in_enum")
        return text

    def moment(self, name: str) -> int | None:
        """Return a time of the query in Unix seconds; raises the 400 of one that is none."""
        text = self.query.get(name)
        if text is None:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError as exc:
            raise bad_parameter(name, "Invalid date.", "rest_invalid_date") from exc
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC if self.query.get("dates_are_gmt") in ("true", "1") else SITE_ZONE)
        return int(found.timestamp())

    def page(self, rows: Sequence[Any]) -> tuple[Sequence[Any], Mapping[str, str]]:
        """Return the page of ``rows`` that was asked for, and the headers that say how many there are."""
        size = self.whole("per_page", PER_PAGE, 1, MOST_PER_PAGE)
        number = self.whole("page", 1, 1)
        start = self.whole("offset", (number - 1) * size)
        pages = ceil(len(rows) / size)
        headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
        links = [f'<{self._at(number - 1)}>; rel="prev"'] if number > 1 else []
        links += [f'<{self._at(number + 1)}>; rel="next"'] if number < pages else []
        if links:
            headers["Link"] = ", ".join(links)
        return rows[start : start + size], headers

    def _at(self, page: int) -> str:
        kept = [(key, value) for key, value in self.query.multi_items() if key != "page"]
        return f"{self.base_url}{self.path}?{urlencode([*kept, ('page', str(page))])}"

    def listing(self, rows: Sequence[Any], headers: Mapping[str, str]) -> Response:
        """Return a list, with the fields that ``_fields`` names."""
        return JSONResponse([self.cut(row) for row in rows], headers=dict(headers))

    def cut(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what ``_fields`` leaves of an object; of nested names the first part counts."""
        wanted = {name.partition(".")[0] for name in self.several("_fields")}
        return {key: value for key, value in row.items() if key in wanted} if wanted else row

    def links(self, path: str, collection: str) -> dict[str, list[dict[str, str]]]:
        """Return the ``_links`` of an object."""
        root = f"{self.base_url}/wp-json/wc/v3"
        return {"self": [{"href": f"{root}/{path}"}], "collection": [{"href": f"{root}/{collection}"}]}


def stamps(name: str, at: int | None) -> dict[str, str | None]:
    """Return a time as WooCommerce tells it: in the shop's zone, and beside it as ``_gmt``."""
    if at is None:
        return {name: None, f"{name}_gmt": None}
    moment = datetime.fromtimestamp(at, UTC)
    return {name: _bare(moment.astimezone(SITE_ZONE)), f"{name}_gmt": _bare(moment)}


def _bare(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
