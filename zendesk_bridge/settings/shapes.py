"""What config.yaml may hold. Each field's description is also what an editor shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, cast

from pydantic import ConfigDict, Field, ValidationInfo, create_model, field_validator, model_validator

from zendesk_bridge.core.document import Days, Filled, LocaleName, Minutes, Rhythm, Shape, choices, wrong
from zendesk_bridge.core.kind import HelpdeskKind
from zendesk_bridge.core.macros.rulenames import RuleName
from zendesk_bridge.core.model import DriftMode
from zendesk_bridge.core.notices import Market
from zendesk_bridge.settings.feeds import AnyBackorders, AnyOrders, AnyProducts
from zendesk_bridge.settings.helpdesks import HelpdeskSettings, any_helpdesk
from zendesk_bridge.settings.kinds import (
    MARKET,
    Beside,
    Count,
    Name,
    Share,
    WorkingDays,
    Zone,
)
from zendesk_bridge.settings.outreach import OutreachSettings
from zendesk_bridge.settings.tagging import Tagging
from zendesk_bridge.settings.watching import MetricsSettings, Observing

# --- the rest -----------------------------------------------------------------------------------------------


class CreateLimit(Shape):
    """How many macros may come in one run. There is no share: at first there is nothing to have a share of.

    A first set-up, or a full container, is a few dozen late items with some macros for all of them: under 100. A
    catalogue that was pasted in the place of the late items is hundreds of items, or thousands.
    """

    right_form: ClassVar[str] = "creates: {max: 100}"

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

    right_form: ClassVar[str] = "updates: {max: 200, share: 50 %}"

    max: Count = Field(
        default=200,
        description="At most this many in one run; an item told otherwise counts once, other macros one by one",
    )
    share: Share = Field(
        default=0.5,
        description="At most this share of our macros, and of the late items another ship window; twelve always pass",
    )


class RetirementLimit(Shape):
    """The same for macros that are taken out of the agents' sight: tighter, for it is how a lost feed looks.

    A container that arrives brings back up to 40 items, and no more than a third of all. Two items that are back at
    once are an ordinary day in any shop; of nine items four that vanish are not.
    """

    right_form: ClassVar[str] = "retirements: {max: 40, share: 35 %}"

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


class FollowUpSettings(Shape):
    """When customers hear again after the day that they were promised, and who is shown what is due."""

    right_form: ClassVar[str] = "followups: {every: 7d, settle: 10m}"

    every: Rhythm | None = Field(
        default=None,
        description="The rhythm of updates for every late item: once its next_update has come, the next day is "
        "promised by itself, never after the ship window, and on a Monday where it would be a weekend, unless the "
        "written day is one. Where it is left out, a day is promised only where somebody has written it",
        examples=["7d", "2w"],
    )
    settle: Minutes = Field(
        default=timedelta(minutes=10),
        description="Edits of an item's facts within this time are one: nobody is marked as told an old window, and no "
        "slip is counted, before it has passed",
        examples=["10m", "1h"],
    )
    ics: Beside | None = Field(
        default=None,
        description="A calendar file of the follow-ups, replaced after each run, for a calendar to read; no customers' "
        "words",
        examples=["followups.ics"],
    )

    @field_validator("ics")
    @classmethod
    def _read_by_calendars(cls, file: Path | None) -> Path | None:
        if file is not None and file.suffix.lower() != ".ics":
            raise wrong("is no .ics file", fix="calendars read no other: name it followups.ics")
        return file


class RemoteIgnore(Shape):
    """One rule that a macro on a helpdesk need not keep."""

    right_form: ClassVar[str] = '- {rule: vague, macro: "Title, or its number", reason: "why it may stay"}'

    rule: RuleName = Field(description="The rule's name, as check shows it in brackets", examples=["vague"])
    macro: Filled = Field(description="The macro's title there, or its number", examples=["Shipping::Late", "4711"])
    helpdesk: str = Field(default="", description="On which helpdesk; on all if left out", examples=["shop"])
    reason: Filled = Field(description="Why it may stay as it is")


class RemoteLint(Shape):
    """What check --remote need not tell of."""

    right_form: ClassVar[str] = "lint: {ignore: [{rule: ..., macro: ..., reason: ...}]}"

    ignore: tuple[RemoteIgnore, ...] = Field(min_length=1, description="Rules that single macros there need not keep")


class SandboxSettings(Shape):
    """The local helpdesk behind 'url: sandbox'."""

    data: Beside = Field(
        default=Path("zendesk-bridge-sandbox.db"), validate_default=True, description="The file that keeps its tickets"
    )


class Settings(Observing):
    """All of config.yaml, checked, with paths as seen from where we run. Secrets never show in its repr."""

    model_config = ConfigDict(validate_default=True)
    if_empty: ClassVar[str] = "write one with `zendesk-bridge init`"
    right_form: ClassVar[str] = "helpdesks:, backorders: and timezone:, each at the beginning of a line, without a dash"

    helpdesks: Mapping[Name, HelpdeskSettings] = Field(
        min_length=1,
        description="The accounts to keep right, each under a name of your choice",
        examples=[{"shop": {"type": "zendesk", "url": "sandbox"}}],
    )
    macros: Beside = Field(default=Path("macros"), description="The folder of macro files")
    backorders: tuple[AnyBackorders, ...] = Field(
        min_length=1,
        description="Where the facts come from",
        examples=[[{"type": "file", "path": "macros/backorders.yaml"}]],
    )
    catalogue: tuple[AnyProducts, ...] = Field(
        default=(),
        description="Every product of the shop, late or not: a longer name that is not late is then not taken for a "
        "shorter one that is",
    )
    orders: tuple[AnyOrders, ...] = Field(
        default=(),
        description="Where orders come from, with what is still to ship on them: who is to be told of a late item",
        examples=[[{"type": "file", "path": "orders.csv", "helpdesk": "shop"}]],
    )
    tagging: Tagging = Field(default=Tagging(), description="What counts as a mention of an item")
    timezone: Zone = Field(description="Where your day begins and ends", examples=["America/New_York"])
    locale: LocaleName = Field(
        default="en_US",
        description="The language of your macros, and how their dates are written",
        examples=["en_US", "de"],
    )
    fallback_working_days: WorkingDays = Field(
        default=2,
        description="Within how many working days your team answers for sure: what a customer reads where nobody has "
        "promised a day for the next update, or the ticket is not marked yet",
    )
    market: Market = Field(default=Market.NONE, description=MARKET)
    drift: DriftMode = Field(
        default=DriftMode.FAIL,
        description="A macro edited in the portal: fail leaves it and says so, keep lets it be, overwrite resets it",
    )
    limits: LimitSettings = Field(
        default=LimitSettings(), description="The safety gate: what one run that nobody watches may write"
    )
    triage: Triage = Field(default=Triage(), description="How tickets are marked")
    followups: FollowUpSettings = Field(
        default_factory=FollowUpSettings, description="When customers hear again, and who is shown what is due"
    )
    outreach: OutreachSettings = Field(
        default=OutreachSettings(), description="Messages about late orders, to customers who have not asked yet"
    )
    lint: RemoteLint | None = Field(
        default=None,
        description="What check --remote need not tell of; what may stay in a macro file or of an item says so there",
    )
    sandbox: SandboxSettings = Field(default_factory=SandboxSettings, description="The local helpdesk")
    metrics: MetricsSettings | None = Field(default=None, description="Figures for Prometheus, written after each run")

    @model_validator(mode="before")
    @classmethod
    def _beside_this_file(cls, value: Any) -> Any:
        """Let the sandbox's default path, too, be meant from the file's own folder."""
        return {"sandbox": {}, **value} if isinstance(value, dict) else value

    @field_validator("helpdesks", mode="before")
    @classmethod
    def _each_named(cls, value: Any) -> Any:
        """Refuse helpdesks without names of their own: a list of them, or the settings of one."""
        bare = isinstance(value, dict) and any(isinstance(part, str) for part in value.values())
        if (isinstance(value, list) and value) or bare:
            fix = "write 'shop:' in a line below helpdesks:, without a dash, and type:, url: and auth: below that"
            raise wrong("must give each helpdesk a name of your choice", fix=fix, quote=False)
        return value

    @field_validator("helpdesks")
    @classmethod
    def _frozen(cls, helpdesks: Mapping[str, HelpdeskSettings]) -> Mapping[str, HelpdeskSettings]:
        return MappingProxyType(dict(helpdesks))

    @field_validator("lint")
    @classmethod
    def _known_helpdesks(cls, lint: RemoteLint | None, info: ValidationInfo) -> RemoteLint | None:
        known = info.data.get("helpdesks", {})
        for index, one in enumerate(lint.ignore if lint and known else ()):
            if one.helpdesk and one.helpdesk not in known:
                fix = choices(one.helpdesk, list(known))
                raise wrong("is the name of no helpdesk", fix=fix, at=("ignore", index, "helpdesk"))
        return lint

    @field_validator("backorders", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        if isinstance(value, str | dict) and value:
            fix = "write - {type: file, path: macros/backorders.yaml} below it"
            raise wrong("must be a list", fix=fix, quote=False)
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            if isinstance(entry, str):
                fix = "write - {type: file, path: macros/backorders.yaml}"
                raise wrong("must hold 'name: value' lines", fix=fix, at=(index,), quote=False)
            if isinstance(entry, dict) and "sku" in entry:  # it stands in the file that such an entry names
                fix = "write {type: file, path: macros/backorders.yaml} here, and the item into that file"
                raise wrong("is a late item, and this file is the config", fix=fix, at=(index,), quote=False)
        return value

    @field_validator("backorders")
    @classmethod
    def _once(cls, feeds: tuple[AnyBackorders, ...]) -> tuple[AnyBackorders, ...]:
        names = [feed.name for feed in feeds]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise wrong(f"names the feed '{name}' twice", at=(index,), quote=False)
        return feeds

    @field_validator("orders")
    @classmethod
    def _of_a_helpdesk(cls, feeds: tuple[AnyOrders, ...], info: ValidationInfo) -> tuple[AnyOrders, ...]:
        """Give each feed of orders the helpdesk that writes to its customers."""
        known = info.data.get("helpdesks", {})
        names = [feed.name for feed in feeds]
        for index, feed in enumerate(feeds if known else ()):
            if feed.name in names[:index]:
                raise wrong(f"names the feed '{feed.name}' twice", at=(index,), quote=False)
            if feed.helpdesk and feed.helpdesk not in known:
                raise wrong(
                    "is the name of no helpdesk", fix=choices(feed.helpdesk, list(known)), at=(index, "helpdesk")
                )
            if not feed.helpdesk and len(known) > 1:
                fix = f"add helpdesk: {' or '.join(known)}"
                raise wrong("does not say which helpdesk writes to these customers", fix=fix, at=(index,), quote=False)
        only = next(iter(known), "")
        return tuple(feed if feed.helpdesk else feed.model_copy(update={"helpdesk": only}) for feed in feeds)

    def drift_on(self, helpdesk: str) -> DriftMode:
        """Return what happens to a macro that was edited in this helpdesk's portal."""
        return self.helpdesks[helpdesk].drift or self.drift

    @property
    def markets(self) -> Mapping[str, Market]:
        """Whose rules on notices of delay hold, by helpdesk."""
        return {name: helpdesk.market or self.market for name, helpdesk in self.helpdesks.items()}


@lru_cache
def settings_of(kinds: tuple[tuple[str, HelpdeskKind], ...]) -> type[Settings]:
    """Return the shape of config.yaml where these kinds of helpdesk are known, each by its name."""
    known = Settings.model_fields["helpdesks"]
    helpdesks = cast("Any", Mapping)[Name, any_helpdesk(dict(kinds))]
    return create_model(
        "Settings",
        __base__=Settings,
        __doc__=Settings.__doc__,
        helpdesks=(helpdesks, Field(min_length=1, description=known.description, examples=known.examples)),
    )
