"""Macros as they were read -> the files that say the same, each of them rendered again and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zendesk_bridge.app.importing.values import (
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
from zendesk_bridge.core.macros.lint import Finding
from zendesk_bridge.core.macros.render import Target, render_all
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Backorder, Macro, MacroContent, WholeMacro
from zendesk_bridge.core.rewriting import layout, links, plain

_OURS, _PERSONAL, _INACTIVE = "of zendesk-bridge", "of one agent alone", "inactive"

MacroReader = Callable[[str, str], Sequence[Macro]]
"""Reads the text of a macro file of this name; raises InvalidInput."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the old texts are compared with: the late items, and all that tells them apart from other products."""

    late: Mapping[str, Backorder] = field(default_factory=dict)
    vocabulary: Vocabulary | None = None


def imported(
    source: ImportSource, folder: MacroFolder, policy: ImportPolicy, read: MacroReader, facts: Comparison
) -> ImportReport:
    """Make a file of each macro that people made; nothing is written, and each macro stands for itself."""
    maker = _Maker(source, folder, policy, read, facts)
    return maker.report()


@dataclass(slots=True)
class _Maker:
    """One import on its way."""

    source: ImportSource
    folder: MacroFolder
    policy: ImportPolicy
    read: MacroReader
    facts: Comparison
    keys: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    def report(self) -> ImportReport:
        """Look at every macro once, in order of their ids, so that two runs call them the same."""
        whole = [macro for macro in self.source.macros if isinstance(macro, WholeMacro)]
        self.keys, self.titles = set(self.folder.keys), set(self._there)
        shown = Counter(_folded(macro) for macro in whole if _set_aside(macro) is None)
        found: list[ImportedMacro | KeptMacro | LeftOut] = []
        counts: Counter[str] = Counter()
        for macro in sorted(whole, key=lambda macro: macro.remote.id):
            if why := _set_aside(macro):
                counts[why] += 1
            else:
                found.append(self._one(macro, alone=shown[_folded(macro)] == 1))
        return ImportReport(
            self.source.label,
            tuple(one for one in found if isinstance(one, ImportedMacro)),
            tuple(one for one in found if isinstance(one, KeptMacro)),
            tuple(one for one in found if isinstance(one, LeftOut)),
            tuple(one for one in self.source.macros if isinstance(one, Problem)),
            dict(counts),
        )

    @property
    def _there(self) -> Mapping[str, str]:
        return self.folder.titles(self.source.helpdesks)

    def _one(self, macro: WholeMacro, *, alone: bool) -> ImportedMacro | KeptMacro | LeftOut:
        title, number = macro.remote.content.title, macro.remote.id
        if there := self._known(macro):
            return KeptMacro(title, number, there)
        if not macro.words.strip():
            return LeftOut(title, number, "it has no reply, and a macro file needs one")
        translator = Translator(self.source.texts)
        said = importing.converted(macro, self._target(None).dialect, translator, self.policy.locale)
        said = _with_silence(said, translator, self.source.silence)
        if not said.reply.strip():
            return LeftOut(title, number, "its reply holds nothing that a customer reads as words")
        made = self._made(macro, said, alone=alone)
        if isinstance(made, ImportedMacro):
            self.keys.add(made.key)
            self.titles.add(made.file.title.casefold())
        return made

    def _known(self, macro: WholeMacro) -> str | None:
        """Return the file of a macro that was imported before, or whose title a file has already."""
        origin = self.folder.origins.get((self.source.name, macro.remote.id)) if macro.remote.id else None
        return origin or self._there.get(_folded(macro))

    def _made(self, macro: WholeMacro, said: Converted, *, alone: bool) -> ImportedMacro | LeftOut:
        content = macro.remote.content
        title = importing.title_of(said.title, self.titles)
        names = self.source.groups
        unknown = [number for number in content.visible_to or () if number not in names]
        file = ImportedFile(
            importing.key_of(content.title, self.keys),
            title,
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
        remarks = list(said.remarks)
        if not alone:
            remarks.append("another macro has the same title, and agents see both: rename one of them, then adopt")
        return self._checked(macro, said, file, (lost, remarks), alone=alone and not macro.internal)

    def _checked(
        self,
        macro: WholeMacro,
        said: Converted,
        file: ImportedFile,
        told: tuple[list[str], list[str]],
        *,
        alone: bool,
    ) -> ImportedMacro | LeftOut:
        """Read the file as ``check`` does, render it, and compare that with what there was."""
        lost, remarks = told
        content = macro.remote.content
        after, problems = self._rendered(file)
        if after is None and file.locales:
            file, left_out = self._nameable(file)
            remarks.append(f"left out is what it says in {', '.join(left_out)}, which no file can name")
            after, problems = self._rendered(file)
        if after is None:
            return LeftOut(content.title, macro.remote.id, f"it cannot be said in a file: {problems[0].message}")
        before = _as_read(macro, said)
        remarks += _otherwise(before, after)
        exact = not lost and not remarks and before.digest == after.digest
        adoptable = alone and plain(after.title).casefold() == plain(content.title).casefold()
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
            adoptable=adoptable,
        )

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
        return "macro" if "add_tags" in self.source.helpdesk.capabilities.actions else "canned response"

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
        macros = self.read(str(file), f"{file.key}.yaml")
        wrong: list[Finding] = []
        if self.facts.vocabulary is not None:
            for macro in macros:
                wrong += importing.contradictions(macro, self.facts.late, self.facts.vocabulary, self.policy.today)
        told = {finding.place.line for finding in wrong}  # of a day that is wrong it need not be said that it stays
        unwise = (it for it in lint.lint_macros(macros) if it.rule != "hard-date" or it.place.line not in told)
        yield from sorted([*wrong, *unwise], key=lambda finding: finding.place)


def _set_aside(macro: WholeMacro) -> str | None:
    """Tell what a macro is that nobody wants imported; None for one that people made for all."""
    if macro.remote.marker:
        return _OURS
    if macro.personal:
        return _PERSONAL
    return None if macro.remote.content.active else _INACTIVE


def _folded(macro: WholeMacro) -> str:
    return plain(macro.remote.content.title).casefold()


def _with_silence(said: Converted, translator: Translator, silence: str) -> Converted:
    names = ", ".join(translator.missing)
    if not names:
        return said
    why = silence or "the account has no such dynamic content"
    return replace(said, remarks=(*said.remarks, f"{names} is kept raw: {why}"))


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
    if plain(before.title) != plain(after.title):
        yield f"its title would be '{after.title}'"
    if plain(before.body) != plain(after.body):
        yield "some of its words read otherwise: see `plan --adopt`"
    elif [*map(plain, before.body.split("\n"))] != [*map(plain, after.body.split("\n"))]:
        yield "its lines break elsewhere"
    if before.links != after.links:
        yield "its links read otherwise: see `plan --adopt`"
