"""The files that a new set-up begins with, as values: nothing is written here."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from textwrap import indent
from typing import Any

from jinja2 import Environment, StrictUndefined, select_autoescape

from zendesk_bridge.app.start.answers import LANGUAGES, Answers, ChosenHelpdesk
from zendesk_bridge.app.start.dates import shifted
from zendesk_bridge.app.start.speaking import facts_in, first_item, macro_in
from zendesk_bridge.core.kind import Credential

CONFIG = "config.yaml"
GITIGNORE = ".gitignore"
WORKFLOW = ".github/workflows/zendesk-bridge.yml"
FACTS = "backorders.yaml"
"""Among the macros: the file of late items."""

SEGMENTS = "segments.yaml"
"""Among the macros: which late orders get which mail."""

IGNORED = (".env", "zendesk-bridge.db*", "zendesk-bridge-sandbox.db*")
"""What no repository should hold: secrets, what is remembered, and the local helpdesk, each with its journals."""

_MADE = (".env", "zendesk-bridge.db", "zendesk-bridge-sandbox.db")
"""A file for each of those patterns."""

_NO_PACKAGE = re.compile(r"^ *PACKAGE: *(?:''|\"\")? *(?:#.*)?$", re.MULTILINE)
_MAIL = re.compile(r"^per: order$", re.MULTILINE)
_PLAIN = re.compile(r"[\w./^$()|\\+-][\w ./^$()|\\+-]*")


@dataclass(frozen=True, slots=True)
class NewFile:
    """One file to write: its path below the folder, with ``/``, what it says, and what it is for, in a few words."""

    path: str
    text: str
    about: str
    executable: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """What comes with the product. ``schemas`` are by the kind of file, ``titles`` by a macro's key and language.

    ``recipes`` are what runs the job, by path; ``written_on`` is the day on which the dates of the late items were
    written.
    """

    macros: Mapping[str, str]
    titles: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, str]
    schemas: Mapping[str, str]
    recipes: Mapping[str, str]
    example: str
    written_on: date


@dataclass(frozen=True, slots=True)
class ConfigVariable:
    """One variable of the environment that the config names, and where its value is found."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class BesideConfig:
    """What the files beside a config depend on: its variables, and whether it names an account that exists."""

    variables: tuple[ConfigVariable, ...]
    real: bool


@dataclass(frozen=True, slots=True)
class HelpdeskBlock:
    """Helpdesks as they stand below ``helpdesks:`` in a config, and the variables that they read."""

    text: str
    variables: tuple[ConfigVariable, ...]
    real: bool


def files(answers: Answers, stock: Stock, inside: str = "") -> tuple[NewFile, ...]:
    """Return every file of a new set-up, but for recipes. The config comes last: where it is, the others are there.

    ``inside`` is the folder's path within a repository, "" at the top of one or outside any.
    """
    names = _variables(answers.helpdesks)
    unique = tuple(variable for of in names.values() for variable in of.values())
    beside = BesideConfig(unique, real=not answers.only_sandbox)
    return (
        *_macros(answers, stock),
        *files_beside(beside, stock, inside),
        NewFile(CONFIG, _modeline("config", CONFIG) + _config(answers, names, stock), "your configuration"),
    )


def example_files(stock: Stock, today: date) -> tuple[NewFile, ...]:
    """Return the set-up that shows everything, against the sandbox, with its dates as of today."""
    answers = Answers((), LANGUAGES, "", today)
    return (
        *_macros(answers, stock),
        *_schemas(stock),
        _gitignore(stock),
        NewFile(CONFIG, _modeline("config", CONFIG) + stock.example, "a configuration that says everything"),
    )


def addition(new: Sequence[ChosenHelpdesk], there: Sequence[ChosenHelpdesk], stock: Stock) -> HelpdeskBlock:
    """Return what somebody writes into a config that is there, for helpdesks that it has not."""
    names = _variables((*there, *new))
    unique = tuple(variable for each in new for variable in names.get((each.type, each.name), {}).values())
    return HelpdeskBlock(_block(new, names, stock), unique, real=not all(each.is_sandbox for each in new))


def files_beside(beside: BesideConfig, stock: Stock, inside: str = "") -> Iterator[NewFile]:
    """Yield what stands beside a config and the macros: for editors, for git and for whoever reviews a change."""
    yield from _schemas(stock)
    yield _gitignore(stock)
    if beside.variables:
        text = _filled(stock, "env.example", variables=beside.variables)
        yield NewFile(".env.example", text, "the secrets to set, and where they are")
    pattern = "^" + re.escape(f"{inside}/" if inside else "") + r"(config\.yaml$|macros/)"
    entry = "zendesk-bridge check"
    entry += f" --config {shlex.quote(f'{inside}/{CONFIG}')}" if inside else ""
    text = _filled(stock, "pre-commit-config.yaml", pattern=pattern, entry=entry)
    yield NewFile(".pre-commit-config.yaml", text, "a check before each commit")
    text = _filled(stock, "workflow.yml", inside=inside, real=beside.real, variables=beside.variables)
    does = "checks and plans pull requests" if beside.real else "checks pull requests"
    yield NewFile(WORKFLOW, text, f"GitHub: {does}")


def unignored(text: str) -> tuple[str, ...]:
    """Return the lines that a ``.gitignore`` lacks; a pattern that covers the same file counts."""
    patterns = [line.strip().lstrip("/") for line in text.splitlines()]
    return tuple(
        line
        for line, file in zip(IGNORED, _MADE, strict=True)
        if not any(fnmatchcase(file, pattern) for pattern in patterns if pattern)
    )


def lacks_package(workflow: str) -> bool:
    """Return whether a workflow does not say yet what it installs."""
    return bool(_NO_PACKAGE.search(workflow))


# --- one kind of file after the other ---------------------------------------------------------------------------


def _macros(answers: Answers, stock: Stock) -> Iterator[NewFile]:
    languages = [language[:2] for language in answers.languages]
    for name, text in stock.macros.items():
        path = f"macros/{name}"
        if name == FACTS:
            facts = facts_in(shifted(text, answers.today - stock.written_on), languages)
            if not answers.only_sandbox:
                facts = _filled(stock, FACTS, example=indent(first_item(facts), "# ").rstrip("\n"))
            about = "what is late: made-up items" if answers.only_sandbox else "what is late: nothing yet"
            yield NewFile(path, _modeline("backorders", path) + facts, about)
        elif name == SEGMENTS:
            yield NewFile(path, _modeline("segments", path) + text, "which late orders get which mail")
        else:
            words = macro_in(text, languages, stock.titles)
            about = "what customers of late orders are sent" if _MAIL.search(text) else "what your agents say"
            yield NewFile(path, _modeline("macro", path) + words, about)


def _schemas(stock: Stock) -> Iterator[NewFile]:
    for kind, schema in stock.schemas.items():
        yield NewFile(_schema_file(kind), schema, "completion in your editor")


def _schema_file(kind: str) -> str:
    return f".schemas/{kind}.schema.json"


def _modeline(kind: str, path: str) -> str:
    """Return the line by which an editor finds the schema of the file at this path."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{_schema_file(kind)}\n"


def _gitignore(stock: Stock) -> NewFile:
    return NewFile(GITIGNORE, _filled(stock, "gitignore", lines=IGNORED), "keeps secrets and databases out of git")


def _config(answers: Answers, names: Mapping[tuple[str, str], Mapping[str, ConfigVariable]], stock: Stock) -> str:
    main = answers.languages[0]
    return _filled(
        stock,
        CONFIG,
        block=_block(answers.helpdesks, names, stock),
        timezone=answers.timezone,
        locale="en_US" if main == "en" else main,
        real=not answers.only_sandbox,
        sandbox=any(helpdesk.is_sandbox for helpdesk in answers.helpdesks),
    )


def _block(
    helpdesks: Sequence[ChosenHelpdesk], names: Mapping[tuple[str, str], Mapping[str, ConfigVariable]], stock: Stock
) -> str:
    """Return what stands below ``helpdesks:`` of these."""
    shown = [_in_config(helpdesk, names.get((helpdesk.type, helpdesk.name), {})) for helpdesk in helpdesks]
    return _filled(stock, "helpdesks.yaml", helpdesks=shown).strip("\n")


def _in_config(helpdesk: ChosenHelpdesk, variables: Mapping[str, ConfigVariable]) -> dict[str, Any]:
    first, *others = helpdesk.kind.logins
    parts = [
        {"key": part.key, "variable": variables[part.key].name, "about": _about(part)}
        for part in first.credentials
        if part.key in variables
    ]
    return {
        "name": helpdesk.name,
        "type": helpdesk.type,
        "url": helpdesk.url,
        "is_sandbox": helpdesk.is_sandbox,
        "parts": parts,
        "others": " or ".join(map(str, others)),
    }


# --- variables --------------------------------------------------------------------------------------------------


def _variables(helpdesks: Sequence[ChosenHelpdesk]) -> dict[tuple[str, str], dict[str, ConfigVariable]]:
    """Return the variable of each credential of each real account, by type and name: no two share one."""
    real = [helpdesk for helpdesk in helpdesks if not helpdesk.is_sandbox]
    taken: set[str] = set()
    found: dict[tuple[str, str], dict[str, ConfigVariable]] = {}
    for helpdesk in real:
        alone = sum(other.type == helpdesk.type for other in real) == 1
        parts = [helpdesk.type] if alone else [helpdesk.type, helpdesk.name.removeprefix(f"{helpdesk.type}-")]
        of = found.setdefault((helpdesk.type, helpdesk.name), {})
        for part in helpdesk.kind.logins[0].credentials:
            name = re.sub(r"\W", "_", "_".join([*parts, part.key])).upper()
            while name in taken:
                name += "_2"
            taken.add(name)
            of[part.key] = ConfigVariable(name, f"{helpdesk.name} ({helpdesk.kind.title}): {_about(part)}")
    return found


def _about(part: Credential) -> str:
    """Return where a credential is found, without how to write it in a config."""
    return part.description.partition("; write ${")[0]


# --- templates --------------------------------------------------------------------------------------------------


def _filled(stock: Stock, template: str, **values: Any) -> str:
    return _environment().from_string(stock.templates[template]).render(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Return what fills in templates; ``{{ }}`` and ``${{ }}`` mean something else in what they make."""
    made = Environment(
        autoescape=select_autoescape(default=False, default_for_string=False),  # YAML and shell, no HTML
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.globals["quoted"] = _quoted
    return made


def _quoted(text: str) -> str:
    """Return a text as YAML writes it."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"
