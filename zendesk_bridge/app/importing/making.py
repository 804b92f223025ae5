"""Macros as they were read -> the files that say the same, each of them rendered again and compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zendesk_bridge.app.importing.values import (
    KEPT_RAW,
    ImportedMacro,
    ImportPolicy,
    ImportReport,
    ImportSource,
    KeptMacro,
    LeftOut,
    MacroFolder,
)
from zendesk_bridge.core import narrow
from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros import importing, lint
from zendesk_bridge.core.macros.importing import Converted, ImportedFile, Translator
from zendesk_bridge.core.macros.lint import Comparison, Finding
from zendesk_bridge.core.macros.render import Target, render_all
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Macro, MacroContent, WholeMacro
from zendesk_bridge.core.plural import number as plural
from zendesk_bridge.core.rewriting import layout, links, plain

_OURS, _PERSONAL, _INACTIVE = "of zendesk-bridge", "of one agent alone", "inactive"

_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")

MacroReader = Callable[[str, str], Sequence[Macro]]
"""Reads the text of a macro file of this name; raises InvalidInput."""


def imported(
    source: ImportSource, folder: MacroFolder, policy: ImportPolicy, read: MacroReader, facts: Comparison
) -> ImportReport:
    """Make a file of each macro that people made; nothing is written, and each macro stands for itself."""
    maker = _Maker(source, folder, policy, read, facts)
    return maker.report()


def most_new(source: ImportSource, folder: MacroFolder) -> int:
    """Return how many files an import would make at most: what people made, and no file stands for."""
    titles = folder.titles(source.helpdesks)
    return sum(
        (source.name, macro.remote.id) not in folder.origins and _folded(macro.remote.content.title) not in titles
        for macro in _once(source.macros)
        if _set_aside(macro) is None
    )


@dataclass(slots=True)
class _Maker:
    """One import on its way."""

    source: ImportSource
    folder: MacroFolder
    policy: ImportPolicy
    read: MacroReader
    facts: Comparison
    keys: set[str] = field(default_factory=set)
    there: Mapping[str, Macro] = field(default_factory=dict)
    seen: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def report(self) -> ImportReport:
        """Look at every macro once, in order of their ids, so that two runs call them the same."""
        whole = _once(self.source.macros)
        self.keys, self.there = set(self.folder.keys), self.folder.titles(self.source.helpdesks)
        self.seen = _by_title([*whole, *self.source.others])
        found: list[ImportedMacro | KeptMacro | LeftOut] = []
        counts: Counter[str] = Counter()
        for macro in sorted(whole, key=lambda macro: macro.remote.id):
            if why := _set_aside(macro):
                counts[why] += 1
            else:
                found.append(self._one(macro))
        return ImportReport(
            self.source.label,
            tuple(one for one in found if isinstance(one, ImportedMacro)),
            tuple(one for one in found if isinstance(one, KeptMacro)),
            tuple(one for one in found if isinstance(one, LeftOut)),
            tuple(one for one in self.source.macros if isinstance(one, Problem)),
            dict(counts),
        )

    def _one(self, macro: WholeMacro) -> ImportedMacro | KeptMacro | LeftOut:
        title, number = macro.remote.content.title, macro.remote.id
        if number and (known := self.folder.origins.get((self.source.name, number))):
            return KeptMacro(title, number, known)
        if why := self._unfit(macro):
            return LeftOut(title, number, why)
        translator = Translator(self.source.texts)
        said = importing.converted(macro, self._target(None).dialect, translator, self.policy.locale)
        said = _with_silence(said, translator, self.source.silence)
        if why := _unsayable(said):
            return LeftOut(title, number, why)
        if there := self.there.get(_folded(title)) or self.there.get(_folded(said.title)):
            return self._titled(macro, said, there)
        made = self._made(macro, said)
        if isinstance(made, ImportedMacro):
            self.keys.add(made.key)
        return made

    def _unfit(self, macro: WholeMacro) -> str | None:
        """Return why no file can stand for a macro, whatever it says: with another's title, or without a reply."""
        alike = self.seen[_folded(macro.remote.content.title)]
        if len(alike) > 1:
            ids = ", ".join(f"#{number}" for number in alike if number)
            which = f" ({ids})" if ids else ""
            two, rest = f"{plural(len(alike), self._what)} have this title{which}", len(alike) - 1
            return f"{two}: rename {'all but one' if rest > 1 else 'one'} of them on the helpdesk, {self._again}"
        return None if macro.words.strip() else "it has no reply, and a macro file needs one"

    @property
    def _again(self) -> str:
        """What comes after a change on the helpdesk."""
        return "then import again" if self.source.title else "then export and import again"

    def _titled(self, macro: WholeMacro, said: Converted, there: Macro) -> KeptMacro | LeftOut:
        """Return what becomes of a macro whose title a file has: it is there only where its words are.

        An export without numbers is known by its name: what was made of it may have been changed since.
        """
        title, number, file = macro.remote.content.title, macro.remote.id, there.place.file
        same = said.reply.strip() in {variant.reply.text.strip() for variant in there.variants}
        if same or (not number and self.folder.is_from(self.source.name, file)):
            return KeptMacro(title, number, file)
        why = f"a macro of yours has this title already, and says something else: {self.folder.path(file)}"
        return LeftOut(title, number, f"{why}; rename one of them, or take the file away, {self._again}")

    def _made(self, macro: WholeMacro, said: Converted) -> ImportedMacro | LeftOut:
        content = macro.remote.content
        names = self.source.groups
        unknown = [number for number in content.visible_to or () if number not in names]
        file = ImportedFile(
            importing.key_of(content.title, self.keys),
            said.title,
            said.reply,
            self.source.helpdesks,
            importing.kept(content),
            tuple(names[number] for number in content.visible_to or () if number in names),
            said.locales,
        )
        lost = [*importing.dropped(content), *said.lost]
        if unknown:
            groups = ", ".join(map(str, unknown))
            lost.append(f"that it is shown to the groups {groups} alone, whose names nobody told")
        return self._checked(macro, said, file, lost)

    def _checked(
        self, macro: WholeMacro, said: Converted, file: ImportedFile, lost: list[str]
    ) -> ImportedMacro | LeftOut:
        """Read the file as ``check`` does, render it, and compare that with what there was.

        Only the title holds a file back from being made a second macro beside the one that is there.
        """
        content, remarks = macro.remote.content, list(said.remarks)
        after, problems = self._rendered(file)
        if after is None and file.locales:
            file, left_out = self._nameable(file)
            remarks.append(f"left out is what it says in {', '.join(left_out)}, which no file can name")
            after, problems = self._rendered(file)
        if after is None:
            return LeftOut(content.title, macro.remote.id, f"it cannot be said in a file: {problems[0].message}")
        if _folded(after.title) != _folded(content.title):
            return LeftOut(content.title, macro.remote.id, self._renamed(content.title, after.title))
        before = _as_read(macro, said)
        remarks += _otherwise(before, after)
        exact = not lost and not remarks and before.digest == after.digest
        file = replace(file, head=tuple(self._head(macro, lost, remarks)))
        return ImportedMacro(
            macro.remote.id,
            content.title,
            file,
            tuple(lost),
            said.raw,
            tuple(remarks),
            tuple(self._findings(file)),
            exact=exact,
            adoptable=not macro.internal and _same_words(before, after),
        )

    def _renamed(self, before: str, title: str) -> str:
        """Tell that a file would have another title than the macro, and so become a second one beside it."""
        if not self.source.title and title.endswith(f"::{before}"):
            return (
                "the export does not say which folder it lies in, and its file would make a second one elsewhere: "
                "add the folders to the export, or import from the helpdesk itself"
            )
        copy = f"its file would make a second one beside it, called '{title}'"
        return f"{copy}: give it that title, or another, on the helpdesk, {self._again}"

    def _nameable(self, file: ImportedFile) -> tuple[ImportedFile, list[str]]:
        """Return the file without the languages that it cannot be read with, and these."""
        each = {locale: replace(file, locales={locale: reply}) for locale, reply in file.locales.items()}
        wrong = [locale for locale, one in each.items() if self._rendered(one)[0] is None]
        kept = {locale: reply for locale, reply in file.locales.items() if locale not in wrong}
        return replace(file, locales=kept), wrong

    def _head(self, macro: WholeMacro, lost: Sequence[str], remarks: Sequence[str]) -> Iterator[str]:
        what = f", {self._what} {macro.remote.id}" if macro.remote.id else ""
        if self.policy.schema:
            yield f"yaml-language-server: $schema={self.policy.schema}"
        yield f"Imported from {self.source.name}{what}, on {self.policy.today}."
        if lost:
            yield f"Adopting it would drop: {'; '.join(lost)}."
        if remarks:
            yield f"To know: {'; '.join(remarks)}."

    @property
    def _what(self) -> str:
        return self.source.helpdesk.capabilities.macro_word

    def _rendered(self, file: ImportedFile) -> tuple[MacroContent | None, Sequence[Problem]]:
        """Return what the helpdesk would hold of a file; None, and what is wrong, where nobody can say it."""
        try:
            macros = self.read(str(file), f"{file.key}.yaml")
        except InvalidInput as error:
            return None, error.problems
        made = render_all(macros, (), self._target(file))
        errors = [it for it in lint.lint_macros(macros) if it.severity == "error"]
        if made.problems or errors or not made.macros:
            return None, (*made.problems, *(Problem(it.place, it.message, it.suggestion) for it in errors))
        return self.source.helpdesk.content(narrow.macro(made.macros[0], self.source.helpdesk.capabilities)[0]), ()

    def _target(self, file: ImportedFile | None) -> Target:
        groups = {name: number for number, name in self.source.groups.items()}
        helpdesk = self.source.helpdesk
        name = file.helpdesks[0] if file and file.helpdesks else helpdesk.name
        return Target(
            name,
            helpdesk.dialect({}),
            self.policy.owner,
            groups,
            self.policy.locale,
            self.policy.today,
            self.policy.working_days,
        )

    def _findings(self, file: ImportedFile) -> Iterator[Finding]:
        for macro in self.read(str(file), f"{file.key}.yaml"):
            yield from lint.lint_written(macro, self.facts, self.policy.today)


def _set_aside(macro: WholeMacro) -> str | None:
    """Tell what a macro is that nobody wants imported; None for one that people made for all."""
    if macro.remote.marker:
        return _OURS
    if macro.personal:
        return _PERSONAL
    return None if macro.remote.content.active else _INACTIVE


def _unsayable(said: Converted) -> str | None:
    """Return why a macro's words cannot stand in a file."""
    if said.breaks_out:
        return "it cannot be said in a file: a placeholder or tag holds '{% endraw %}', which ends what is kept raw"
    return None if said.reply.strip() else "its reply holds nothing that a customer reads as words"


def _folded(title: str) -> str:
    return plain(title).casefold()


def _once(macros: Iterable[WholeMacro | Problem]) -> list[WholeMacro]:
    """Return each macro once, as an export has it last: one that was written page by page may hold some twice."""
    whole = enumerate((macro for macro in macros if isinstance(macro, WholeMacro)), 1)
    return list({macro.remote.id or -place: macro for place, macro in whole}.values())


def _by_title(macros: Iterable[WholeMacro]) -> Mapping[str, Sequence[int]]:
    """Return the numbers of the macros that agents see under each title."""
    found: dict[str, list[int]] = {}
    for macro in macros:
        if _set_aside(macro) is None:
            found.setdefault(_folded(macro.remote.content.title), []).append(macro.remote.id)
    return {title: sorted(numbers) for title, numbers in found.items()}


def _with_silence(said: Converted, translator: Translator, silence: str) -> Converted:
    names = ", ".join(translator.missing)
    if not names:
        return said
    why = silence or "the account has no such dynamic content"
    return replace(said, remarks=(*said.remarks, f"{names} {KEPT_RAW}: {why}"))


def _as_read(macro: WholeMacro, said: Converted) -> MacroContent:
    """Return what a macro is compared by, with the texts of dynamic content in it."""
    content = macro.remote.content
    if said.words == macro.words:
        return content
    body = html_to_text(said.words) if macro.html else _lines(said.words)
    return replace(
        content,
        body=body,
        links=links(said.words) if macro.html else (),
        layout=layout(said.words) if macro.html else (),
    )


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _otherwise(before: MacroContent, after: MacroContent) -> Iterator[str]:
    """Yield what reads otherwise than before, and was not meant to."""
    if not _same_words(before, after):
        yield "some of its words read otherwise: see `plan --adopt`"
    elif [*map(plain, before.body.split("\n"))] != [*map(plain, after.body.split("\n"))]:
        yield "its lines break elsewhere"
    if before.links != after.links:
        yield "its links read otherwise: see `plan --adopt`"


def _same_words(before: MacroContent, after: MacroContent) -> bool:
    """Tell whether a customer reads the same; how a placeholder is spelled is told apart from that."""
    return _spelled(before.body) == _spelled(after.body)


def _spelled(body: str) -> str:
    return _PLACEHOLDER.sub(lambda found: "".join(found[0].split()).casefold(), plain(body))
