"""Who is told how the scheduled job is doing: a monitor that is pinged, chat rooms, a file of metrics."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field, SecretStr, WithJsonSchema, field_validator, model_validator

from zendesk_bridge.core.document import Shape, wrong
from zendesk_bridge.settings.feeds import UNSET
from zendesk_bridge.settings.kinds import Beside, Name, StateUrl, address

_ADDED = ("start", "fail", "log")
_HOMES = {"hooks.slack.com": "slack", ".logic.azure.com": "teams", ".api.powerplatform.com": "teams"}
"""Ends of hosts whose webhooks take one shape and no other."""


def _hook(secret: SecretStr) -> SecretStr:
    """Return an address that is a secret as a whole, without its fragment; never shown."""
    text = secret.get_secret_value().strip()
    parts = address(text, "write https://...")
    if parts.username or parts.password:
        raise wrong("must not hold credentials", fix="the address itself is the secret", quote=False)
    return SecretStr(text.partition("#")[0])


def _ping(secret: SecretStr) -> SecretStr:
    """Return the address of a check, to which how a run went is added."""
    found = _hook(secret)
    last = urlsplit(found.get_secret_value()).path.rstrip("/").rpartition("/")[2]
    if last in _ADDED:
        raise wrong(f"ends in /{last}, which is added by us", fix=f"take /{last} away", quote=False)
    return found


HookUrl = Annotated[SecretStr, AfterValidator(_hook), WithJsonSchema({"type": "string"})]
PingUrl = Annotated[SecretStr, AfterValidator(_ping), WithJsonSchema({"type": "string"})]


class WebhookSettings(Shape):
    """A chat room that is told when the job fails twice in a row, works again, or something new waits for a person.

    Each morning, with the first run from eight o'clock on by the shop's clock, it is told who waits for an update.
    """

    right_form: ClassVar[str] = '- {url: "${SLACK_WEBHOOK}", shape: slack}'

    url: HookUrl = Field(
        description="The webhook's address, which is a secret: whoever has it can write there",
        examples=["${SLACK_WEBHOOK}"],
    )
    shape: Literal["slack", "teams"] = Field(
        description="slack: an incoming webhook of Slack, or of what takes the same; teams: a workflow of Microsoft "
        "Teams that posts a card when a webhook request is received"
    )

    @model_validator(mode="after")
    def _fitting(self) -> WebhookSettings:
        """Refuse a shape that the address's owner does not take: every message would be refused."""
        host = urlsplit(self.url.get_secret_value()).hostname or ""
        home = next((shape for end, shape in _HOMES.items() if host == end or host.endswith(end)), self.shape)
        if home != self.shape:
            raise wrong("is not the shape that this address takes", fix=f"write {home}", at=("shape",))
        return self

    @property
    def waits(self) -> bool:
        """Whether its variable is not set."""
        return UNSET in self.url.get_secret_value()


class MetricsSettings(Shape):
    """Figures for Prometheus."""

    right_form: ClassVar[str] = "metrics: {file: zendesk-bridge.prom}"

    file: Beside = Field(
        description="A .prom file that is written after each run, for the textfile collector of node_exporter",
        examples=["/var/lib/node_exporter/textfile/zendesk-bridge.prom"],
    )

    @field_validator("file")
    @classmethod
    def _read_by_someone(cls, file: Path) -> Path:
        if file.suffix != ".prom":
            raise wrong("is no .prom file", fix="node_exporter reads no other: name it zendesk-bridge.prom")
        return file


class Observing(Shape):
    """What must be known to say how the job is doing: where runs are remembered, and who is told under which name."""

    owner: Name = Field(
        default="main",
        description="Whose macros these are, when two installations share an account; never change it later",
    )
    state: StateUrl = Field(
        default=SecretStr("sqlite:///zendesk-bridge.db"),
        validate_default=True,
        description="What is remembered between runs: a SQLite file or a PostgreSQL database",
        examples=["sqlite:///zendesk-bridge.db", "postgresql+psycopg://user:${DB_PASSWORD}@db/zendesk_bridge"],
    )
    ping_url: PingUrl | None = Field(
        default=None,
        description="A check of healthchecks.io, or of what takes the same pings: it notices when the job fails, and "
        "when it does not run at all; a failing ping never fails a run",
        examples=["https://hc-ping.com/${PING_UUID}"],
    )
    notify: tuple[WebhookSettings, ...] = Field(
        default=(),
        description="Chat rooms that are told when the job fails twice in a row, works again, or something new waits "
        "for a person, and each morning from eight o'clock on which customers wait for their next update",
    )

    @field_validator("notify", mode="before")
    @classmethod
    def _rooms(cls, value: Any) -> Any:
        if isinstance(value, str | dict) and value:
            raise wrong("must be a list", fix='write - {url: "${SLACK_WEBHOOK}", shape: slack} below it', quote=False)
        return value

    @field_validator("notify")
    @classmethod
    def _told_once(cls, hooks: tuple[WebhookSettings, ...]) -> tuple[WebhookSettings, ...]:
        """Refuse a webhook that is named twice: everything would be told twice."""
        seen: set[str] = set()
        for index, hook in enumerate(hooks):
            url = hook.url.get_secret_value()
            if url in seen and not hook.waits:
                raise wrong("names the same webhook twice", fix="take one away", at=(index,), quote=False)
            seen.add(url)
        return hooks


class Glimpse(Observing):
    """The same out of a config that is wrong in some other place."""

    model_config = ConfigDict(extra="ignore")
