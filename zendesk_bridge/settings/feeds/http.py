"""Files on the web."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from zendesk_bridge.core.document import Shape, wrong
from zendesk_bridge.settings.feeds.columns import UNSET, ProductsSettings
from zendesk_bridge.settings.feeds.forms import ProductFormat, format_of
from zendesk_bridge.settings.kinds import Bytes, FeedUrl, Seconds

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class WebFile(Shape):
    """Where a file on the web is, and how much time and room its download may take."""

    type: Literal["http"]
    url: FeedUrl = Field(
        description="https://...; http:// only to this machine", examples=["https://shop.example.com/products.csv"]
    )
    format: ProductFormat | None = Field(default=None, description="As the URL's path says if left out")
    headers: Mapping[str, SecretStr] = Field(
        default_factory=lambda: MappingProxyType({}),
        description="Sent with the request, and shown nowhere: Authorization: Bearer ${SHOP_TOKEN}",
    )
    timeout: Seconds = Field(default=60, description="Seconds that the whole download may take")
    max_bytes: Bytes = Field(default=200_000_000, description="More than this is not taken in: 200 MB")

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
        return self.format or format_of(Path(urlsplit(self.url.get_secret_value()).path))


class HttpProducts(WebFile, ProductsSettings):
    """Products from a file on the web."""

    name: str = Field(default="", description="What it is called in messages; host and path if left out")

    @model_validator(mode="after")
    def _known_format(self) -> HttpProducts:
        if self.form is None:
            raise wrong("does not tell how the file is written", fix="add format: csv", at=("url",), quote=False)
        return self

    @property
    def label(self) -> str:
        """Its name: without the query, which may hold a key."""
        parts = urlsplit(self.url.get_secret_value())
        return self.name or ("a catalogue on the web" if parts.hostname == UNSET else f"{parts.hostname}{parts.path}")
