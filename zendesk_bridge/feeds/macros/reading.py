"""The folder of macro files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zendesk_bridge.core import document
from zendesk_bridge.core.document import Document, Items, Keys, Node, Problems, choices, doubts
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import Actions, Ignore, Macro, Template, Variant
from zendesk_bridge.feeds.disk import read_file
from zendesk_bridge.feeds.folder import FACTS_FILE, SEGMENTS_FILE, Listing, listing
from zendesk_bridge.feeds.ignoring import ignores
from zendesk_bridge.feeds.macros.mails import is_mail, mail, read_macro, read_mail
from zendesk_bridge.feeds.macros.shapes import LocalMacro, MacroFile, MailFile

LARGEST = 1_000_000
"""Bytes that one macro may have: a helpdesk takes 64 kB of them."""

_A_NAME = re.compile(r"\b(?:key|title|reply|macros?|canned_response)\b")
_WORDS = frozenset({"key", "title", "subject", "reply", "fallback"})
_EMPTY = "write key:, title: and reply:, or delete the file"
_FACTS = re.compile(r"""^(?:"backorders"|'backorders'|backorders)[ \t]*:""", re.MULTILINE)


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
    mails: tuple[Macro, ...] = ()
    """Macros per order: what is sent to the customers of late orders, and is never a macro of a helpdesk."""
    mail_problems: tuple[Problem, ...] = ()
    """What is wrong with files of mails: it keeps no macro from anybody."""


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
    mails: list[Document[MailFile]] = []
    wrong_mails = Problems()
    found = Listing((), ())
    with problems.collecting():
        found = listing(folder)
    facts = [path for path in (folder / FACTS_FILE,) if path.is_file()]
    for path in found.files:
        with problems.collecting():
            root = _read(path)
            if root is None:
                facts.append(path)
            elif is_mail(root):
                with wrong_mails.collecting():
                    mails.append(read_mail(root))
            else:
                documents.append(read_macro(root))
    for macro in documents:
        problems.extend(_unknown_helpdesks(macro, helpdesks))
        problems.extend(_main_locale_again(macro, locale, "title"))
    problems.extend(_same_keys(documents))
    texts = _Mails(mails, {macro.value.key: macro.place("key") for macro in documents}, locale, wrong_mails)
    return MacroReading(
        tuple(_macro(macro, locale) for macro in documents),
        tuple(problems.found),
        (*found.doubts, *_unsaid(documents), *_unsaid(mails)),
        tuple(facts),
        (
            *(one for macro in documents for one in ignores(macro, macro.value.lint)),
            *(one for it in mails for one in ignores(it, it.value.lint)),
        ),
        tuple(texts.sound()),
        tuple(wrong_mails.found),
    )


def read_text(text: str, file: str, *, locale: str) -> tuple[Macro, ...]:
    """Return the macro that a text holds, as if it stood in a file of this name; raises InvalidInput."""
    found = document.load(text, file, MacroFile)
    problems = tuple(_main_locale_again(found, locale, "title"))
    if problems:
        raise InvalidInput(problems)
    return (_macro(found, locale),)


@dataclass(frozen=True, slots=True)
class _Mails:
    """The mails of a folder, beside its macros' keys; what is wrong with one is among the ``problems``, and it not."""

    documents: Sequence[Document[MailFile]]
    taken: Mapping[str, Place]
    locale: str
    problems: Problems

    def sound(self) -> Iterator[Macro]:
        for one in self.documents:
            with self.problems.collecting():
                wrong = [*_main_locale_again(one, self.locale, "subject"), *self._same_key(one)]
                if wrong:
                    raise InvalidInput(wrong)
                yield mail(one, self.locale)

    def _same_key(self, one: Document[MailFile]) -> Iterator[Problem]:
        key = one.value.key
        others = [other.place("key") for other in self.documents if other is not one and other.value.key == key]
        if places := [*others, *([self.taken[key]] if key in self.taken else [])]:
            fix = f"the same stands at {', '.join(map(str, places))}"
            yield Problem(one.place("key"), f"the key '{key}' is used twice", fix)


def _read(path: Path) -> Node | None:
    """Return what stands in the file; None if it holds backorders: they are their feed's to report, broken or not.

    Raises InvalidInput. Of a file that is no macro at all nothing is repeated: it may be anything, secrets among it.
    """
    file = document.printable(str(path))
    text = document.decode(read_file(path, LARGEST), file)
    if _FACTS.search(text):
        return None
    root = document.parse(text, file, if_empty=_EMPTY) if _A_NAME.search(text) or not text.strip() else None
    if not (isinstance(root, Keys) and root.entries.keys() & {*MacroFile.model_fields, *MailFile.model_fields}):
        message = "this is no macro: it has neither key, title nor reply"
        raise InvalidInput([Problem(Place(file, 1, 1), message, _instead(root))])
    return root


def _unsaid(documents: Sequence[Document[MacroFile]] | Sequence[Document[MailFile]]) -> Iterator[Problem]:
    for one in documents:
        yield from doubts(one.root, _WORDS)


def _instead(root: Node | None) -> str:
    """Return what to do about a file that is no macro, by what it is instead."""
    if isinstance(root, Items) or (isinstance(root, Keys) and "macros" in root.entries):
        return "write each macro into a file of its own, with key:, title: and reply: at the beginning of a line"
    if isinstance(root, Keys) and root.entries.keys() & {"macro", "canned_response"}:
        return "a helpdesk's API has it so: `zendesk-bridge import` makes macro files of what a helpdesk has"
    if isinstance(root, Keys) and "segments" in root.entries:
        return f"segments are read from the file {SEGMENTS_FILE} in this folder: give it that name"
    return "write them, or take the file out of this folder"


def _unknown_helpdesks(macro: Document[MacroFile], known: Collection[str] | None) -> Iterator[Problem]:
    for index, name in enumerate(macro.value.helpdesks):
        if known is not None and name not in {"all", *known}:
            fix = choices(name, ["all", *sorted(known)])
            yield Problem(macro.place("helpdesks", index), f"no helpdesk is called '{name}'", fix)


def _main_locale_again(macro: Document[MacroFile] | Document[MailFile], locale: str, first: str) -> Iterator[Problem]:
    if locale in macro.value.locales:
        message = f"{locale} is already the language of the {first} and reply outside locales"
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
