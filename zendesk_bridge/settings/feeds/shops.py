"""What every shop says, whatever is read from it: where it is, how to sign in, and by when its orders are to ship."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from zendesk_bridge.core.document import Days, Filled, Shape, wrong
from zendesk_bridge.core.kind import SANDBOX, Login, is_real, ways_in
from zendesk_bridge.settings.helpdesks import legible
from zendesk_bridge.settings.kinds import UNSET, DateFormat, address

_ADMIN = re.compile(r"/(?:wp-admin|wp-json|wp-login\.php|admin)(?:/.*)?$")


def _shop(text: str) -> str:
    """Return ``sandbox`` or the bare address of a shop, with the folder that it lies in."""
    if text == SANDBOX:
        return text
    parts = address(text, _meant(text))
    if parts.username or parts.password:
        raise wrong("must not hold credentials", fix="they belong under auth", quote=False)
    path = parts.path.rstrip("/")
    if parts.query or parts.fragment or _ADMIN.search(path):
        bare = f"{parts.scheme}://{parts.netloc}{_ADMIN.sub('', path)}"
        raise wrong("holds more than the shop's address", fix=f"write {bare}")
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"


def _meant(text: str) -> str:
    word = text.strip().lower()
    if re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}(?:/\S*)?", word):
        return f"write https://{word}"
    return f"write the whole address, such as https://shop.example.com, or {SANDBOX} for the local shop"


ShopUrl = Annotated[str, AfterValidator(_shop)]


class ShopSettings(Shape):
    """One shop, of which something is read."""

    title: ClassVar[str]
    logins: ClassVar[Sequence[Login]]

    type: str
    url: ShopUrl
    auth: Any = None

    @model_validator(mode="before")
    @classmethod
    def _named_by_address(cls, value: Any) -> Any:
        """Name the feed by its address, where it has no name: what it is remembered under."""
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("url"), str):
            return {"name": _called(value["url"], cls.title), **value}
        return value

    @model_validator(mode="after")
    def _can_sign_in(self) -> ShopSettings:
        if self.auth is None and not self.is_sandbox:
            raise wrong("needs auth", fix=f"add auth: with {ways_in(self.logins)}", quote=False)
        return self

    @property
    def is_sandbox(self) -> bool:
        """Whether this shop is the local one that we start ourselves."""
        return self.url == SANDBOX

    @property
    def credentials(self) -> Mapping[str, str]:
        """What to sign in with, under the names of the file, and legible: for the shop's client alone."""
        return legible(self.auth)

    @property
    def waits(self) -> bool:
        """Whether a variable in its address or credentials is not set: then it cannot be asked for."""
        return any(UNSET in part for part in (self.url, *self.credentials.values()))


def _called(url: str, title: str) -> str:
    """Return what a shop at this address is called: its address without the scheme."""
    if url == SANDBOX:
        return f"the local {title} shop"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return f"a {title} shop"
    if not host or host == UNSET:
        return f"a {title} shop"
    return f"{host}{parts.path.rstrip('/')}" if is_real(url) else parts.netloc


class PromisedOrders(Shape):
    """By when a shop's orders were promised, and how old they may be."""

    promised_by: Filled | None = Field(
        default=None, description="Where the last ship date stands that a customer was given with the order"
    )
    dates: DateFormat | None = Field(
        default=None, description="How that date is written, where it is not YYYY-MM-DD", examples=["%m/%d/%Y"]
    )
    ships_within: Days | None = Field(
        default=None,
        description="What customers are told instead when they order: it ships within so many days",
        examples=["30d"],
    )
    placed_within: Days | None = Field(
        default=None,
        description="Orders placed longer ago are left out: many a shop has old ones that were never closed",
        examples=["365d"],
    )

    @model_validator(mode="after")
    def _of_something(self) -> PromisedOrders:
        if self.dates and not self.promised_by:
            fix = "say where the date stands under promised_by, or take dates away"
            raise wrong("does nothing without promised_by", fix=fix, at=("dates",), quote=False)
        return self
