"""The folder of macro files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from zendesk_bridge.core import document
from zendesk_bridge.core.document import (
    Document,
    Filled,
    Items,
    Keys,
    LocaleName,
    Node,
    Problems,
    Shape,
    choices,
    doubts,
    wrong,
)
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import Actions, Ignore, Macro, Per, Template, Variant
from zendesk_bridge.feeds.disk import read_file
from zendesk_bridge.feeds.folder import FACTS_FILE, Listing, listing
from zendesk_bridge.feeds.ignoring import LintSettings, ignores

LARGEST = 1_000_000
"""Bytes that one macro may have: a helpdesk takes 64 kB of them."""

_A_NAME = re.compile(r"\b(?:key|title|reply|macros?|canned_response)\b")
_WORDS = frozenset({"key", "title", "reply", "fallback"})
_EMPTY = "write key:, title: and reply:, or delete the file"
_FACTS = re.compile(r"""^(?:"backorders"|'backorders'|backorders)[ \t]*:""", re.MULTILINE)


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


def macro_schema() -> dict[str, Any]:
    """Return the JSON Schema of a macro file."""
    return document.json_schema(MacroFile, "zendesk-bridge: macro")


@dataclass(frozen=True, slots=True)
class MacroReading:
    """What the folder said: the macros of all files that are right, what is wrong, and what may not be meant so."""

    macros: tuple[Macro, ...]
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    facts: tuple[Path, ...] = ()
    """Files of late items, which are their feeds' to read."""
    ignores: tuple[Ignore, ...] = ()
    """Rules that single macros need not keep."""


def read_macros(folder: Path, *, locale: str = "en_US", helpdesks: Collection[str] | None = None) -> tuple[Macro, ...]:
    """Return the macros of all files in this folder; raises InvalidInput with the problems of all files.

    See :func:`read_folder`.
    """
    reading = read_folder(folder, locale=locale, helpdesks=helpdesks)
    if reading.problems:
        raise InvalidInput(reading.problems)
    return reading.macros


def read_folder(folder: Path, *, locale: str = "en_US", helpdesks: Collection[str] | None = None) -> MacroReading:
    """Return what the files of this folder say, in the order of their names.

    ``locale`` is that of the words outside ``locales:``. A name under ``helpdesks:`` must be among ``helpdesks``, if
    those are given. Files of backorders are passed over.

    Raises InvalidInput for a folder that cannot be read.
    """
    problems = Problems()
    documents: list[Document[MacroFile]] = []
    found = Listing((), ())
    with problems.collecting():
        found = listing(folder)
    facts = [path for path in (folder / FACTS_FILE,) if path.is_file()]
    for path in found.files:
        with problems.collecting():
            read = list(_read(path))
            documents += read
            facts += [] if read else [path]
    for macro in documents:
        problems.extend(_unknown_helpdesks(macro, helpdesks))
        problems.extend(_main_locale_again(macro, locale))
    problems.extend(_same_keys(documents))
    unsaid = [doubt for macro in documents for doubt in doubts(macro.root, _WORDS)]
    return MacroReading(
        tuple(_macro(macro, locale) for macro in documents),
        tuple(problems.found),
        (*found.doubts, *unsaid),
        tuple(facts),
        tuple(one for macro in documents for one in ignores(macro, macro.value.lint)),
    )


def read_text(text: str, file: str, *, locale: str) -> tuple[Macro, ...]:
    """Return the macro that a text holds, as if it stood in a file of this name; raises InvalidInput."""
    found = document.load(text, file, MacroFile)
    problems = tuple(_main_locale_again(found, locale))
    if problems:
        raise InvalidInput(problems)
    return (_macro(found, locale),)


def _read(path: Path) -> Iterator[Document[MacroFile]]:
    """Yield the file's macro; nothing if it holds backorders, for those are their feed's to report, broken or not.

    Raises InvalidInput. Of a file that is no macro at all nothing is repeated: it may be anything, secrets among it.
    """
    file = document.printable(str(path))
    text = document.decode(read_file(path, LARGEST), file)
    if _FACTS.search(text):
        return
    root = document.parse(text, file, if_empty=_EMPTY) if _A_NAME.search(text) or not text.strip() else None
    if not (isinstance(root, Keys) and root.entries.keys() & MacroFile.model_fields.keys()):
        message = "this is no macro: it has neither key, title nor reply"
        raise InvalidInput([Problem(Place(file, 1, 1), message, _instead(root))])
    yield document.validate(root, MacroFile)


def _instead(root: Node | None) -> str:
    """Return what to do about a file that is no macro, by what it is instead."""
    if isinstance(root, Items) or (isinstance(root, Keys) and "macros" in root.entries):
        return "write each macro into a file of its own, with key:, title: and reply: at the beginning of a line"
    if isinstance(root, Keys) and root.entries.keys() & {"macro", "canned_response"}:
        return "a helpdesk's API has it so: `zendesk-bridge import` makes macro files of what a helpdesk has"
    return "write them, or take the file out of this folder"


def _unknown_helpdesks(macro: Document[MacroFile], known: Collection[str] | None) -> Iterator[Problem]:
    for index, name in enumerate(macro.value.helpdesks):
        if known is not None and name not in {"all", *known}:
            fix = choices(name, ["all", *sorted(known)])
            yield Problem(macro.place("helpdesks", index), f"no helpdesk is called '{name}'", fix)


def _main_locale_again(macro: Document[MacroFile], locale: str) -> Iterator[Problem]:
    if locale in macro.value.locales:
        message = f"{locale} is already the language of the title and reply outside locales"
        yield Problem(macro.place("locales"), message, "remove one of the two")


def _same_keys(documents: list[Document[MacroFile]]) -> Iterator[Problem]:
    by_key: dict[str, list[Document[MacroFile]]] = {}
    for macro in documents:
        by_key.setdefault(macro.value.key, []).append(macro)
    for key, macros in by_key.items():
        for macro in macros if len(macros) > 1 else ():
            others = ", ".join(str(other.place("key")) for other in macros if other is not macro)
            fix = f"the same stands at {others}"
            yield Problem(macro.place("key"), f"the key '{key}' is used twice", fix)


def _macro(source: Document[MacroFile], locale: str) -> Macro:
    macro = source.value
    main = _variant(source, locale, macro, Template(macro.title, source.text_place("title")))
    return Macro(
        key=macro.key,
        per=macro.per,
        variants=(main, *(_local(source, name, main) for name in sorted(macro.locales))),
        helpdesks=macro.helpdesks,
        actions=Actions(
            tuple(dict.fromkeys(macro.actions.add_tags)),
            macro.actions.status,
            tuple(dict.fromkeys(macro.actions.remove_tags)),
        ),
        visible_to=macro.visible_to.groups if macro.visible_to else None,
        place=source.place("key"),
    )


def _local(source: Document[MacroFile], locale: str, main: Variant) -> Variant:
    words = source.value.locales[locale]
    own = words.title and Template(words.title, source.text_place("locales", locale, "title"))
    return _variant(source, locale, words, own or _marked(main.title, locale), "locales", locale)


def _marked(title: Template, locale: str) -> Template:
    """Return the title with its language behind the first folder, so that an agent finds all of it in one place."""
    first, *rest = title.text.split("::")
    return Template("::".join([f"{first} ({locale.upper()})", *rest]), title.place)


def _variant(
    source: Document[MacroFile], locale: str, words: MacroFile | LocalMacro, title: Template, *path: str
) -> Variant:
    fallback = words.fallback and Template(words.fallback, source.text_place(*path, "fallback"))
    return Variant(
        locale=locale,
        title=title,
        reply=Template(words.reply, source.text_place(*path, "reply")),
        fallback=fallback or None,
    )
