"""What a macro file and a mail's may hold."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from zendesk_bridge.core import document
from zendesk_bridge.core.document import Filled, LocaleName, Shape, wrong
from zendesk_bridge.core.model import Per
from zendesk_bridge.feeds.ignoring import LintSettings


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        meant = "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "delay-update"
        raise wrong("cannot be a key", fix=f"use a-z, 0-9 and single hyphens, such as {meant}")
    return text


def _tag(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9_/-]+", text):
        several = "; several stand in a list: [one, two]" if "," in text else ""
        meant = "_".join(re.findall(r"[a-z0-9/-]+", text.lower())) or "backorder_update_sent"
        raise wrong("cannot be a tag", fix=f"use a-z, 0-9, _, - and /, and no spaces, such as {meant}{several}")
    return text


def _title(text: str) -> str:
    if "\n" in text.strip() or not text.strip():
        raise wrong("must be one line of text", quote=False)
    return text.strip()


Key = Annotated[str, AfterValidator(_key), Field(json_schema_extra={"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})]
Tagged = Annotated[str, AfterValidator(_tag), Field(json_schema_extra={"pattern": "^[a-z0-9_/-]+$"})]
Title = Annotated[str, AfterValidator(_title)]


class MacroVisibility(Shape):
    """Who may use a macro."""

    right_form: ClassVar[str] = "visible_to: {groups: [VIP]}, with your groups' names"

    groups: tuple[Filled, ...] = Field(min_length=1, description="Names of agent groups", examples=[["Support EU"]])


class MacroActions(Shape):
    """What else applying the macro does to the ticket."""

    right_form: ClassVar[str] = "actions: {add_tags: [...], status: pending}"

    add_tags: tuple[Tagged, ...] = Field(default=(), description="Tags to add", examples=[["backorder_update_sent"]])
    remove_tags: tuple[Tagged, ...] = Field(
        default=(), description="Tags to take off", examples=[["backorder_window_moved"]]
    )
    status: Literal["open", "pending", "hold", "solved"] | None = Field(
        default=None, description="The status that the agent's reply is prepared with"
    )

    @field_validator("remove_tags")
    @classmethod
    def _no_tag_of_both(cls, tags: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for index, tag in enumerate(tags):
            if tag in info.data.get("add_tags", ()):
                raise wrong("is added and removed at once", fix="keep it in one of the two", at=(index,))
        return tags


class LocalMacro(Shape):
    """The macro's words in one more language."""

    right_form: ClassVar[str] = "reply: | under the language, and the text indented below"

    title: Title | None = Field(
        default=None,
        description="The title, where each language is a reply of its own; as the main one, marked (DE), if left out",
    )
    reply: Filled = Field(description="The reply in this language: Markdown with Jinja2")
    fallback: Filled | None = Field(default=None, description="The fallback in this language")


class MacroFile(Shape):
    """One macro."""

    key: Key = Field(description="Unique, and never changes; the title may", examples=["delay-update"])
    title: Title = Field(
        description="What agents look for; '::' makes folders on both helpdesks", examples=["Backorder::Delay update"]
    )
    per: Per = Field(
        default=Per.TICKET,
        description="ticket: one macro that reads the ticket's fields; item: one for each delayed item, facts as text",
    )
    helpdesks: tuple[Filled, ...] = Field(
        default=("all",), min_length=1, description="Names of helpdesks from config.yaml, or all"
    )
    reply: Filled = Field(
        description="The reply: Markdown with Jinja2; begin with | and keep the lines below indented",
        examples=["Hi {{ customer.first_name }},\n\nYour {{ backorder.items }} ships {{ backorder.ship_window }}.\n"],
    )
    fallback: Filled | None = Field(
        default=None, description="What a ticket gets whose fields are not filled yet, where the helpdesk can tell"
    )
    actions: MacroActions = Field(default=MacroActions(), description="What else it does to the ticket")
    visible_to: MacroVisibility | None = Field(
        default=None, description="Who may use it; every agent if left out or null"
    )
    locales: dict[LocaleName, LocalMacro] = Field(
        default_factory=dict, description="The same macro in more languages, each a macro of its own on the helpdesk"
    )
    lint: LintSettings | None = Field(default=None, description="What check need not tell of this macro")


class LocalMail(Shape):
    """A mail's words in one more language."""

    right_form: ClassVar[str] = "subject: ... and reply: | under the language, and the text indented below"

    subject: Title = Field(description="The subject in this language")
    reply: Filled = Field(description="The mail in this language: Markdown with Jinja2")


class MailFile(Shape):
    """One mail to the customers of late orders."""

    key: Key = Field(description="Unique, and never changes", examples=["order-first"])
    per: Literal[Per.ORDER] = Field(description="order: a mail for each late order, and no macro of any helpdesk")
    subject: Title = Field(
        description="What the customer sees first: one line", examples=["Order {{ order.number }}: a delay"]
    )
    reply: Filled = Field(
        description="The mail: Markdown with Jinja2; begin with | and keep the lines below indented",
        examples=["{{ customer.greeting }}\n\n{{ backorder.message }}\n"],
    )
    locales: dict[LocaleName, LocalMail] = Field(
        default_factory=dict, description="The same mail in more languages: each customer gets it in theirs"
    )
    lint: LintSettings | None = Field(default=None, description="What check need not tell of this mail")


def macro_schema() -> dict[str, Any]:
    """Return the JSON Schema of a macro file, and of a mail's: which of the two it is, ``per:`` says."""
    macro, mail = document.json_schema(MacroFile, "zendesk-bridge: macro"), MailFile.model_json_schema()
    schema = {"$schema": macro.pop("$schema"), "title": macro.pop("title")}
    return {
        **schema,
        "$defs": {**mail.pop("$defs"), **macro.pop("$defs")},
        "if": {"properties": {"per": {"const": str(Per.ORDER)}}, "required": ["per"]},
        "then": mail,
        "else": macro,
    }
