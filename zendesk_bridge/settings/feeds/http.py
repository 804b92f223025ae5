"""Files on the web: backorders, products and orders. A sheet that is published or shared by its link is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Literal
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from zendesk_bridge.core.document import Filled, wrong
from zendesk_bridge.settings.feeds.columns import UNSET, BackordersSettings, OrderRowsSettings, ProductsSettings
from zendesk_bridge.settings.feeds.forms import ProductFormat, TableFormat, WrittenLines, WrittenRows, format_of
from zendesk_bridge.settings.kinds import Bytes, FeedUrl, Seconds

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_GOOGLE = "docs.google.com"
_SHEET = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?P<key>(?:e/)?[\w-]+)(?:/(?P<what>\w*))?")
_FORMAT = "As the URL's path says if left out"
_NAME = "What this feed is called in messages, and remembered under; host and path if left out"


def fetched(url: str) -> str:
    """Return the address under which a sheet gives its rows, where this is one as the browser shows it."""
    parts = urlsplit(url)
    found = _SHEET.match(parts.path) if parts.hostname == _GOOGLE else None
    if not found or found["what"] in {"export", "gviz"}:
        return url
    query = {**parse_qs(parts.query), **parse_qs(parts.fragment)}
    sheet = f"&gid={query['gid'][0]}" if "gid" in query else ""
    if found["key"].startswith("e/"):
        only = "&single=true" if sheet else ""
        return f"https://{_GOOGLE}/spreadsheets/d/{found['key']}/pub?output=csv{sheet}{only}"
    return f"https://{_GOOGLE}/spreadsheets/d/{found['key']}/export?format=csv{sheet}"


def _sheet_format(url: str) -> ProductFormat | None:
    parts = urlsplit(url)
    if parts.hostname != _GOOGLE:
        return None
    query = parse_qs(parts.query)
    told = (query.get("format") or query.get("output") or ["csv"])[0]
    return "xlsx" if told == "xlsx" else "csv"


class WebRows(WrittenRows):
    """Where a file on the web is, and how much time and room its download may take."""

    type: Literal["http"]
    url: FeedUrl = Field(
        description="https://...; http:// only to this machine. Of a Google Sheet that is published, or shared with "
        "whoever has the link, the address as the browser shows it",
        examples=["https://shop.example.com/products.csv"],
    )
    headers: Mapping[str, SecretStr] = Field(
        default_factory=lambda: MappingProxyType({}),
        description="Sent with the request, and shown nowhere: Authorization: Bearer ${SHOP_TOKEN}",
    )
    format: ProductFormat | None = Field(default=None, description=_FORMAT)
    timeout: Seconds = Field(default=60, description="Seconds that the whole download may take")
    max_bytes: Bytes = Field(default=200_000_000, description="More than this is not taken in: 200 MB")

    @field_validator("url")
    @classmethod
    def _of_a_sheet(cls, url: SecretStr) -> SecretStr:
        return SecretStr(fetched(url.get_secret_value()).partition("#")[0])

    @field_validator("headers")
    @classmethod
    def _sendable(cls, headers: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        for name, secret in headers.items():
            value = secret.get_secret_value().strip()
            if not _HEADER_NAME.fullmatch(name):
                raise wrong("holds a name that is no header's", quote=False)
            if not (value and value.isascii() and value.isprintable()):
                raise wrong("is empty, or holds what no header can", at=(name,), quote=False)
        return MappingProxyType(dict(headers))

    @property
    def waits(self) -> bool:
        """Whether a variable in its address or headers is not set: then it cannot be asked for."""
        secrets = (self.url, *self.headers.values())
        return any(UNSET in secret.get_secret_value() for secret in secrets)

    @property
    def form(self) -> ProductFormat | None:
        """How the file is written."""
        url = self.url.get_secret_value()
        return self.format or _sheet_format(url) or format_of(Path(urlsplit(url).path))

    @model_validator(mode="after")
    def _known_format(self) -> WebRows:
        if self.form is None:
            raise wrong("does not tell how the file is written", fix="add format: csv", at=("url",), quote=False)
        return self


def _named_by_address(value: Any) -> Any:
    """Name the feed by its address without the query, which may hold a key."""
    if isinstance(value, dict) and isinstance(value.get("url"), str):
        return {"name": _label(value["url"]), **value}
    return value


def _label(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return "a feed on the web"
    return "a feed on the web" if not host or host == UNSET else f"{host}{parts.path}"


class HttpBackorders(WebRows, BackordersSettings):
    """Backorders from a table on the web."""

    right_form: ClassVar[str] = "- {type: http, url: https://docs.google.com/spreadsheets/d/.../edit}"

    name: Filled = Field(default="", description=_NAME)
    format: TableFormat | None = Field(default=None, description=_FORMAT)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        return _named_by_address(value)


class HttpProducts(WebRows, ProductsSettings):
    """Products from a file on the web."""

    name: str = Field(default="", description="What it is called in messages; host and path if left out")

    @property
    def label(self) -> str:
        """Its name: without the query, which may hold a key."""
        parts = urlsplit(self.url.get_secret_value())
        return self.name or ("a catalogue on the web" if parts.hostname == UNSET else f"{parts.hostname}{parts.path}")


class HttpOrders(WebRows, WrittenLines, OrderRowsSettings):
    """Orders from a table on the web."""

    right_form: ClassVar[str] = "- {type: http, url: https://shop.example.com/orders.csv}"

    name: Filled = Field(default="", description=_NAME)
    format: TableFormat | None = Field(default=None, description=_FORMAT)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        return _named_by_address(value)
