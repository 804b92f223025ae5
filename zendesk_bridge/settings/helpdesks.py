"""What config.yaml may hold about a helpdesk: the same for every kind, but for what its folder declares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from operator import or_
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, cast
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    SecretStr,
    Tag,
    ValidationInfo,
    create_model,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema

from zendesk_bridge.core.document import Shape, wrong
from zendesk_bridge.core.kind import SANDBOX, HelpdeskKind, Login, ways_in
from zendesk_bridge.core.model import DriftMode, FieldKey
from zendesk_bridge.core.notices import Market
from zendesk_bridge.settings.addresses import odd_host
from zendesk_bridge.settings.credentials import slip
from zendesk_bridge.settings.kinds import Count, Share, Url


def _filled_secret(secret: SecretStr, info: ValidationInfo) -> SecretStr:
    """Return the secret without the space or line end that copying brought along."""
    text = secret.get_secret_value().strip()
    if not text:
        raise wrong("is empty", quote=False)
    _without_slip(text, info)
    return SecretStr(text)


def _part(text: str, info: ValidationInfo) -> str:
    """Return the part of a login that is no secret."""
    text = text.strip()
    if not text:
        raise wrong("is empty", quote=False)
    _without_slip(text, info)
    return text


def _without_slip(text: str, info: ValidationInfo) -> None:
    if found := slip(info.field_name or "", text):
        raise wrong(found.says, fix=found.fix, quote=False)


Secret = Annotated[SecretStr, AfterValidator(_filled_secret)]
Part = Annotated[str, AfterValidator(_part)]


class HelpdeskSettings(Shape):
    """One account of a helpdesk."""

    kind: ClassVar[HelpdeskKind]
    others: ClassVar[Mapping[str, str]]
    """The ends of addresses that belong to another type of helpdesk, and that type."""

    type: str
    url: Url = Field(
        description="https://your-account..., or sandbox: then the local helpdesk is started, and auth is not needed"
    )
    auth: Any = None
    drift: DriftMode | None = Field(
        default=None,
        description="What happens to a macro that was edited in the portal; as the top-level drift if left out",
    )
    market: Market | None = Field(
        default=None,
        description="Whose rules on notices of delay hold for its customers; as the top-level market if left out",
    )
    max_share_of_limit: Share = Field(
        default=0.5,
        description="How much of the account's rate limit we may use; the rest stays for agents and other apps",
    )
    fields: Mapping[FieldKey, Count] = Field(
        default_factory=lambda: MappingProxyType({}),
        description="Ids of ticket fields to use instead of the ones that setup creates: ship_window: 3600001",
    )

    @property
    def is_sandbox(self) -> bool:
        """Whether this helpdesk is the local one that we start ourselves."""
        return self.url == SANDBOX

    @property
    def credentials(self) -> Mapping[str, str]:
        """What to sign in with, under the names of the file, and legible: for the helpdesk's client alone."""
        return legible(self.auth)

    @field_validator("fields")
    @classmethod
    def _frozen(cls, fields: Mapping[FieldKey, int]) -> Mapping[FieldKey, int]:
        return MappingProxyType(dict(fields))

    @field_validator("fields")
    @classmethod
    def _each_its_own(cls, fields: Mapping[FieldKey, int]) -> Mapping[FieldKey, int]:
        first: dict[int, FieldKey] = {}
        for key, number in fields.items():
            if first.setdefault(number, key) != key:
                fix = "each needs a field of its own"
                raise wrong(f"is the field of {first[number].value} already", fix=fix, at=(key.value,))
        return fields

    @model_validator(mode="after")
    def _of_its_type(self) -> HelpdeskSettings:
        for end, kind in self.others.items():
            if (urlsplit(self.url).hostname or "").endswith(end):
                raise wrong(f"is no address of {self.kind.title}", fix=f"write type: {kind}", at=("url",))
        host = "" if self.is_sandbox else urlsplit(self.url).hostname or ""
        says, fix = odd_host(host, self.kind.title, self.kind.domains, self.kind.siblings) if host else ("", "")
        if says:
            raise wrong(says, fix=fix, at=("url",))
        return self

    @model_validator(mode="after")
    def _can_sign_in(self) -> HelpdeskSettings:
        if self.is_sandbox and not self.kind.sandbox:
            raise wrong(f"is no {self.kind.title}: the local helpdesk does not speak its API", at=("url",))
        if self.auth is None and not self.is_sandbox:
            raise wrong("needs auth", fix=f"add auth: with {self.kind.sign_in}", quote=False)
        return self


def kinds() -> Mapping[str, HelpdeskKind]:
    """Return the kinds of helpdesk that there are, by the name that ``type`` gives them: each has a folder.

    The folders are found, not imported by name: settings know no helpdesk.
    """
    return {name: folder.KIND for name, folder in import_module("zendesk_bridge.helpdesks").folders().items()}


def any_helpdesk(known: Mapping[str, HelpdeskKind]) -> Any:
    """Return the type of a helpdesk of one of these kinds, told apart by its ``type``."""
    return Annotated[reduce(or_, (_shape(name, known) for name in known)), Field(discriminator="type")]


def _shape(name: str, known: Mapping[str, HelpdeskKind]) -> Any:
    """Return what the settings of a helpdesk of this kind may hold."""
    kind, literal = known[name], cast("Any", Literal)
    url = HelpdeskSettings.model_fields["url"]
    examples = [*(f"https://acme{end}" for end in kind.domains[:1]), *([SANDBOX] if kind.sandbox else [])]
    shape = create_model(
        f"{kind.title}Settings",
        __base__=HelpdeskSettings,
        __doc__=f"One {kind.title} account.",
        type=(literal[name], ...),
        url=(Url, Field(description=url.description, examples=examples)),
        auth=(
            auth_of(kind.title, kind.logins) | None,
            Field(default=None, description=f"How to sign in to {kind.title}: {kind.sign_in}"),
        ),
    )
    shape.kind = kind
    shape.others = {end: other for other, told in known.items() if other != name for end in told.domains}
    return shape


@dataclass(frozen=True, slots=True)
class SignIn:
    """Stands beside a field's type, and makes it what these logins make of ``auth``."""

    title: str
    logins: Sequence[Login]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return what reads it; it may be left out."""
        del source
        return handler.generate_schema(auth_of(self.title, self.logins) | None)


def auth_of(title: str, logins: Sequence[Login]) -> Any:
    """Return the type of what stands under ``auth``: its keys tell which way to sign in is meant."""
    unclear = f"does not say how to sign in to {title}"
    shapes = {login.name: _login(login) for login in logins}

    def meant(value: Any) -> str | None:
        for name, shape in shapes.items():
            if isinstance(value, shape) or (isinstance(value, dict) and shape.model_fields.keys() & value.keys()):
                return name
        return None

    def clear(value: Any) -> Any:
        if isinstance(value, str | list) or (isinstance(value, dict) and meant(value) is None):
            raise wrong(unclear, fix=f"write {ways_in(logins)}", quote=False)
        return _one_way(value, logins)

    if len(shapes) == 1:
        return Annotated[next(iter(shapes.values())), BeforeValidator(clear)]
    told_apart = Discriminator(meant, custom_error_type="unclear_auth", custom_error_message=unclear)
    any_of_them = reduce(or_, (Annotated[shape, Tag(name)] for name, shape in shapes.items()))
    return Annotated[any_of_them, told_apart, BeforeValidator(clear)]


def _one_way(value: Any, logins: Sequence[Login]) -> Any:
    """Refuse credentials of two ways to sign in at once."""
    ways = [{part.key for part in login.credentials} for login in logins]
    if isinstance(value, dict) and len([way for way in ways if way & value.keys()]) > 1:
        raise wrong("holds more than one way to sign in", fix=f"keep one of {ways_in(logins)}", quote=False)
    return value


def legible(auth: Shape | None) -> Mapping[str, str]:
    """Return what to sign in with, under the names of the file: for a client alone."""
    parts = dict(auth or ())
    return {name: part.get_secret_value() if isinstance(part, SecretStr) else part for name, part in parts.items()}


_VARIABLE = re.compile(r"\$\{\w+\}")


def _login(login: Login) -> Any:
    fields: dict[str, Any] = {
        part.key: (
            Secret if part.secret else Part,
            Field(description=part.description, repr=False, examples=_VARIABLE.findall(part.description) or None),
        )
        for part in login.credentials
    }
    return create_model(login.name, __base__=Shape, __doc__=login.description, **fields)
