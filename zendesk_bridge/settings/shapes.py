"""What config.yaml may hold. Each field's description is also what an editor shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    SecretStr,
    Tag,
    field_validator,
    model_validator,
)

from zendesk_bridge.core.document import Filled, LocaleName, Shape, wrong
from zendesk_bridge.core.model import FieldKey
from zendesk_bridge.settings.feeds import AnyCatalogue, FileBackorders, Tagging
from zendesk_bridge.settings.kinds import (
    SANDBOX,
    Beside,
    Count,
    Days,
    Name,
    Share,
    StateUrl,
    Url,
    WorkingDays,
    Zone,
)

DriftPolicy = Literal["fail", "keep", "overwrite"]


def _filled_secret(secret: SecretStr) -> SecretStr:
    """Return the secret without the space or line end that copying brought along."""
    text = secret.get_secret_value().strip()
    if not text:
        raise wrong("is empty", quote=False)
    return SecretStr(text)


def _no_market_yet(value: Any) -> Any:
    """Refuse what would promise rules that nothing applies yet."""
    if isinstance(value, str) and value != "none":
        raise wrong("is no market whose rules are applied: there are none yet", fix="write none, or leave it out")
    return value


Market = Annotated[Literal["none"], BeforeValidator(_no_market_yet)]
Secret = Annotated[SecretStr, AfterValidator(_filled_secret)]


# --- how to sign in -----------------------------------------------------------------------------------------


class ClientCredentials(Shape):
    """A confidential OAuth client of Zendesk: the way to sign in that stays."""

    client_id: Filled = Field(description="The client's unique identifier, from Admin Center > APIs > OAuth clients")
    client_secret: Secret = Field(description="Its secret; write ${ZENDESK_CLIENT_SECRET}")


class Token(Shape):
    """An OAuth access token of Zendesk that somebody else renews."""

    token: Secret = Field(description="The access token; write ${ZENDESK_TOKEN}")


class EmailToken(Shape):
    """A Zendesk API token with the address of the agent it acts for. Zendesk ends these on 2027-04-30."""

    email: Filled = Field(description="The agent's address, without /token", repr=False)
    api_token: Secret = Field(description="The API token; write ${ZENDESK_API_TOKEN}")


class ApiKeySettings(Shape):
    """An agent's API key in Freshdesk."""

    api_key: Secret = Field(description="From Profile settings in Freshdesk; write ${FRESHDESK_API_KEY}")


def _sign_in(value: Any) -> str | None:
    """Tell by its keys which way to sign in to Zendesk is meant."""
    for kind in (ClientCredentials, Token, EmailToken):
        if isinstance(value, kind) or (isinstance(value, dict) and kind.model_fields.keys() & value.keys()):
            return kind.__name__
    return None


ZendeskAuth = Annotated[
    Annotated[ClientCredentials, Tag("ClientCredentials")]
    | Annotated[Token, Tag("Token")]
    | Annotated[EmailToken, Tag("EmailToken")],
    Discriminator(
        _sign_in,
        custom_error_type="zendesk_auth",
        custom_error_message=(
            "does not say how to sign in to Zendesk: write {client_id, client_secret}, {token}, or {email, api_token}"
        ),
    ),
]


# --- helpdesks ----------------------------------------------------------------------------------------------


class HelpdeskSettings(Shape):
    """One account of Zendesk or Freshdesk."""

    sign_in: ClassVar[str] = ""
    others: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The ends of addresses that belong to another type of helpdesk, and that type."""

    type: str
    url: Url = Field(
        description="https://your-account..., or sandbox: then the local helpdesk is started, and auth is not needed",
        examples=["sandbox", "https://acme.zendesk.com", "https://acme.freshdesk.com"],
    )
    auth: Any = None
    drift: DriftPolicy | None = Field(
        default=None,
        description="What happens to a macro that was edited in the portal; as the top-level drift if left out",
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
        parts = dict(self.auth or ())
        return {name: part.get_secret_value() if isinstance(part, SecretStr) else part for name, part in parts.items()}

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
                raise wrong(f"is no address of {self.type.title()}", fix=f"write type: {kind}", at=("url",))
        return self

    @model_validator(mode="after")
    def _can_sign_in(self) -> HelpdeskSettings:
        if self.auth is None and not self.is_sandbox:
            raise wrong(f"needs auth: {self.sign_in}", quote=False)
        return self


class ZendeskSettings(HelpdeskSettings):
    """One Zendesk account."""

    sign_in: ClassVar[str] = "{client_id, client_secret}, {token}, or {email, api_token}"
    others: ClassVar[Mapping[str, str]] = MappingProxyType(
        {".freshdesk.com": "freshdesk", ".freshworks.com": "freshdesk"}
    )

    type: Literal["zendesk"]
    auth: ZendeskAuth | None = Field(default=None, description="How to sign in to Zendesk")


class FreshdeskSettings(HelpdeskSettings):
    """One Freshdesk account."""

    sign_in: ClassVar[str] = "{api_key}"
    others: ClassVar[Mapping[str, str]] = MappingProxyType({".zendesk.com": "zendesk"})

    type: Literal["freshdesk"]
    auth: ApiKeySettings | None = Field(default=None, description="How to sign in to Freshdesk: {api_key: ...}")

    @field_validator("auth", mode="before")
    @classmethod
    def _is_freshdesk(cls, value: Any) -> Any:
        if isinstance(value, dict) and "api_key" not in value:
            raise wrong("does not say how to sign in to Freshdesk", fix="write {api_key: ...}", quote=False)
        return value


AnyHelpdesk = Annotated[ZendeskSettings | FreshdeskSettings, Field(discriminator="type")]


# --- the rest -----------------------------------------------------------------------------------------------


class CreateLimit(Shape):
    """How many macros may come in one run. There is no share: at first there is nothing to have a share of.

    A first set-up, or a full container, is a few dozen late items with some macros for all of them: under 100. A
    catalogue that was pasted in the place of the late items is hundreds of items, or thousands.
    """

    max: Count = Field(
        default=100,
        description="At most this many in one run; a late item counts once, however many macros and languages tell it",
    )


class UpdateLimit(Shape):
    """How many macros may change in one run: no more than ``max``, and no more than ``share`` of what is there.

    An item that is told otherwise counts once: 200 are more late items than most shops have. A macro that changes by
    itself counts alone: 200 are one corrected reply for 50 items in four languages on Freshdesk. Half of the macros, or
    half of the items with another ship window, is more than one file or one container: a release that words something
    otherwise, a table whose columns slipped. A dozen never need the share, because in a small shop one container, or
    one file, is nearly everything.
    """

    max: Count = Field(
        default=200,
        description="At most this many in one run; an item told otherwise counts once, other macros one by one",
    )
    share: Share = Field(
        default=0.5,
        description="At most this share of our macros, and of the late items another ship window; twelve always pass",
    )


class RetirementLimit(Shape):
    """The same for macros that are taken out of the agents' sight: tighter, for it is how a lost source looks.

    A container that arrives brings back up to 40 items, and no more than a third of all. Two items that are back at
    once are an ordinary day in any shop; of nine items four that vanish are not.
    """

    max: Count = Field(
        default=40,
        description="At most this many in one run; an item that is back counts once, other macros one by one",
    )
    share: Share = Field(
        default=0.35, description="At most this share of our macros, and of the late items; two always pass"
    )


class LimitSettings(Shape):
    """The safety gate: what a run that nobody watches may write on one helpdesk.

    What is too much is not written, and told; the rest goes ahead. A plan that somebody has read (``apply --plan``, or
    ``apply`` that asked) passes, and so does what ``--allow`` names for one run.
    """

    creates: CreateLimit = Field(default=CreateLimit(), description="Macros that are new, or come back, in one run")
    updates: UpdateLimit = Field(default=UpdateLimit(), description="Macros changed in one run")
    retirements: RetirementLimit = Field(default=RetirementLimit(), description="Macros retired in one run")
    tickets: Count = Field(
        default=500,
        description="Tickets written in one run: as many as a busy shop gets about its late items in some days, and "
        "far fewer than an everyday word among the aliases finds",
    )


class Triage(Shape):
    """How tickets are marked."""

    look_back: Days = Field(
        default=timedelta(days=30), description="How many days of open tickets are searched when an item becomes late"
    )
    note: bool = Field(default=False, description="Whether a private note explains the marks on the ticket")


class SandboxSettings(Shape):
    """The local helpdesk behind 'url: sandbox'."""

    data: Beside = Field(
        default=Path("zendesk-bridge-sandbox.db"), validate_default=True, description="The file that keeps its tickets"
    )


class Settings(Shape):
    """All of config.yaml, checked, with paths as seen from where we run. Secrets never show in its repr."""

    model_config = ConfigDict(validate_default=True)

    owner: Name = Field(
        default="main",
        description="Whose macros these are, when two installations share an account; never change it later",
    )
    helpdesks: Mapping[Name, AnyHelpdesk] = Field(
        min_length=1, description="The accounts to keep right, each under a name of your choice"
    )
    macros: Beside = Field(default=Path("macros"), description="The folder of macro files")
    backorders: tuple[FileBackorders, ...] = Field(
        min_length=1,
        description="Where the facts come from",
    )
    catalogue: tuple[AnyCatalogue, ...] = Field(
        default=(),
        description="Every product of the shop, late or not: a longer name that is not late is then not taken for a "
        "shorter one that is",
    )
    tagging: Tagging = Field(default=Tagging(), description="What counts as a mention of an item")
    state: StateUrl = Field(
        default=SecretStr("sqlite:///zendesk-bridge.db"),
        description="What is remembered between runs: a SQLite file or a PostgreSQL database",
        examples=["sqlite:///zendesk-bridge.db", "postgresql+psycopg://user:${DB_PASSWORD}@db/zendesk_bridge"],
    )
    timezone: Zone = Field(description="Where your day begins and ends", examples=["America/New_York"])
    locale: LocaleName = Field(
        default="en_US", description="The language of your macros, and how their dates are written"
    )
    fallback_working_days: WorkingDays = Field(
        default=2,
        description="Within how many working days your team answers for sure: what a customer reads where nobody has "
        "promised a day for the next update, or the ticket is not marked yet",
    )
    market: Market = Field(
        default="none", description="none: no market's delay-notice rules are applied; there are none yet"
    )
    drift: DriftPolicy = Field(
        default="fail",
        description="A macro edited in the portal: fail leaves it and says so, keep lets it be, overwrite resets it",
    )
    limits: LimitSettings = Field(
        default=LimitSettings(), description="The safety gate: what one run that nobody watches may write"
    )
    triage: Triage = Field(default=Triage(), description="How tickets are marked")
    sandbox: SandboxSettings = Field(default_factory=SandboxSettings, description="The local helpdesk")

    @model_validator(mode="before")
    @classmethod
    def _beside_this_file(cls, value: Any) -> Any:
        """Let the sandbox's default path, too, be meant from the file's own folder."""
        return {"sandbox": {}, **value} if isinstance(value, dict) else value

    @field_validator("helpdesks")
    @classmethod
    def _frozen(cls, helpdesks: Mapping[str, HelpdeskSettings]) -> Mapping[str, HelpdeskSettings]:
        return MappingProxyType(dict(helpdesks))

    @field_validator("backorders", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        if isinstance(value, str | dict) and value:
            fix = "write - {type: file, path: macros/backorders.yaml} below it"
            raise wrong("must be a list", fix=fix, quote=False)
        return value

    @field_validator("backorders")
    @classmethod
    def _once(cls, sources: tuple[FileBackorders, ...]) -> tuple[FileBackorders, ...]:
        names = [source.name for source in sources]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise wrong(f"names the source '{name}' twice", at=(index,), quote=False)
        return sources

    def drift_on(self, helpdesk: str) -> DriftPolicy:
        """Return what happens to a macro that was edited in this helpdesk's portal."""
        return self.helpdesks[helpdesk].drift or self.drift
