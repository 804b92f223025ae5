"""config.yaml and the environment, as one frozen :class:`Settings`. Everything that is wrong is said at once."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zendesk_bridge.core import document
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.kind import SANDBOX
from zendesk_bridge.core.model import Ignore
from zendesk_bridge.settings.doubts import doubts_about
from zendesk_bridge.settings.feeds import (
    UNSET,
    AnyBackorders,
    AnyOrders,
    AnyProducts,
    BackordersSettings,
    FileBackorders,
    FileOrders,
    FileProducts,
    HttpBackorders,
    HttpOrders,
    HttpProducts,
    OrderRowsSettings,
    ProductsSettings,
    PromisedOrders,
    ShopifyBackorders,
    ShopifyOrders,
    ShopifyProducts,
    ShopSettings,
    SqlOrders,
    SqlRowsSettings,
    WebRows,
    WooBackorders,
    WooOrders,
    WooProducts,
    WrittenLines,
    WrittenRows,
    format_of,
)
from zendesk_bridge.settings.helpdesks import HelpdeskSettings, kinds
from zendesk_bridge.settings.partly import salvage
from zendesk_bridge.settings.shapes import (
    LimitSettings,
    SandboxSettings,
    Settings,
    Triage,
    settings_of,
)
from zendesk_bridge.settings.tagging import Counts, Tagging
from zendesk_bridge.settings.watching import Glimpse, Observing
from zendesk_bridge.settings.zones import time_zone

__all__ = [
    "SANDBOX",
    "UNSET",
    "UNSET_STATE",
    "AnyBackorders",
    "AnyOrders",
    "AnyProducts",
    "BackordersSettings",
    "Counts",
    "FileBackorders",
    "FileOrders",
    "FileProducts",
    "HelpdeskSettings",
    "HttpBackorders",
    "HttpOrders",
    "HttpProducts",
    "LimitSettings",
    "Observing",
    "OfflineSettings",
    "OrderRowsSettings",
    "PartSettings",
    "ProductsSettings",
    "PromisedOrders",
    "SandboxSettings",
    "Settings",
    "ShopSettings",
    "ShopifyBackorders",
    "ShopifyOrders",
    "ShopifyProducts",
    "SqlOrders",
    "SqlRowsSettings",
    "Tagging",
    "Triage",
    "WebRows",
    "WooBackorders",
    "WooOrders",
    "WooProducts",
    "WrittenLines",
    "WrittenRows",
    "format_of",
    "glimpse",
    "json_schema",
    "kinds",
    "load_offline",
    "load_partly",
    "load_settings",
    "time_zone",
]

UNSET_STATE = "sqlite:///:memory:"
"""What stands in the place of a database whose variable is not set."""

USUAL = "config.yaml"
LARGEST = 1_000_000
"""Bytes that a configuration may have."""


def load_settings(path: Path, env: Mapping[str, str]) -> Settings:
    """Read config.yaml with ``${VAR}`` filled in from ``env``; raises InvalidInput that lists every problem.

    Relative paths in the file, that of a SQLite database included, are meant from the file's own folder.
    """
    return _load(path, env).value


@dataclass(frozen=True, slots=True)
class OfflineSettings:
    """Settings for looking at the files alone, and what is to be known about them.

    ``unset`` are the doubts about variables that are not set; ``variables`` names those that must be. ``ignores`` are
    rules that macros on a helpdesk need not keep.
    """

    settings: Settings
    doubts: tuple[Problem, ...]
    unset: tuple[Problem, ...] = ()
    variables: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()


def load_offline(path: Path, env: Mapping[str, str]) -> OfflineSettings:
    """Read config.yaml where its secrets need not be there: what is not set is told, and stands for nothing.

    Raises InvalidInput as :func:`load_settings` does.
    """
    loaded = _load(path, env, _may_be_missing)
    doubts = (*loaded.waiting, *doubts_about(loaded))
    variables = tuple(dict.fromkeys(document.variables(loaded.root)))
    return OfflineSettings(loaded.value, doubts, loaded.waiting, variables, tuple(_ignores(loaded)))


@dataclass(frozen=True, slots=True)
class PartSettings:
    """A config as far as it can be read: all ``problems``, and what could be used of it in spite of them.

    ``lost`` are the settings that could not, ``helpdesks`` the names of those that are lost among the helpdesks.
    ``readable`` says whether it is a config at all.
    """

    offline: OfflineSettings
    problems: tuple[Problem, ...] = ()
    lost: frozenset[str] = frozenset()
    helpdesks: tuple[str, ...] = ()
    readable: bool = True


def load_partly(path: Path, env: Mapping[str, str]) -> PartSettings:
    """Read config.yaml as :func:`load_offline` does, and of one with mistakes as much as can be used."""
    try:
        return PartSettings(load_offline(path, env))
    except InvalidInput as error:
        problems = error.problems
    tree = _tree(path)
    readable = bool(tree.entries.keys() & Settings.model_fields.keys())
    substitution = _substitution(path, env)
    substitution.stand_in = _may_be_missing
    nothing = document.Keys({}, Place(""))
    shape = settings_of(tuple(kinds().items()))
    found = salvage(tree if readable else nothing, shape, path.parent, substitution)
    waiting = tuple(substitution.waiting)
    variables = tuple(dict.fromkeys(document.variables(tree))) if readable else ()
    offline = OfflineSettings(found.settings, waiting, waiting, variables)
    lost = found.lost if readable else frozenset(Settings.model_fields)
    return PartSettings(offline, problems, lost, found.helpdesks, readable)


def _tree(path: Path) -> document.Keys:
    """Return the keys of a config, none where there is no telling them."""
    nothing = document.Keys({}, Place(""))
    try:
        tree = document.parse(_text(path), document.printable(str(path)))
    except InvalidInput:
        return nothing
    return tree if isinstance(tree, document.Keys) else nothing


def _text(path: Path) -> str:
    file = document.printable(str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise document.unreadable(file, error, _instead(path)) from error
    if len(data) > LARGEST:
        raise InvalidInput([Problem(Place(file), f"is larger than {LARGEST // 1_000_000} MB: is it your config?")])
    return document.decode(data, file)


def glimpse(path: Path, env: Mapping[str, str]) -> Observing | None:
    """Return who is to be told that a config is wrong, as far as it says that well itself; None where it does not."""
    try:
        with path.open("rb") as stream:
            text = document.decode(stream.read(LARGEST), str(path))
        context = {"folder": path.parent}
        found = document.load(text, str(path), Glimpse, env=env, context=context, stand_in=lambda _: UNSET).value
    except (InvalidInput, OSError, ValueError):
        return None
    return found if found.ping_url or found.notify else None


def _load(path: Path, env: Mapping[str, str], stand_in: document.StandIn | None = None) -> document.Document[Settings]:
    file, text = document.printable(str(path)), _text(path)
    shape = settings_of(tuple(kinds().items()))
    return document.load(
        text, file, shape, env=_substitution(path, env), context={"folder": path.parent}, stand_in=stand_in
    )


def _substitution(path: Path, env: Mapping[str, str]) -> document.Substitution:
    """Return what fills in a config's variables, and tells what to do about each that is not set."""
    dotenv = path.parent / ".env"
    beside = dotenv.is_file()
    called = shlex.quote(document.printable(str(dotenv)))
    called = called if "/" in called else f"./{called}"

    def how_to_set(where: document.Path, name: str) -> str:
        if beside:
            return f"fill in {name} in {called}, and load it: set -a; . {called}; set +a"
        default = "" if _may_be_missing(where) else f", or give it a default: ${{{name}:-...}}"
        return f"export {name}=... before you start{default}"

    return document.Substitution(env, needed=_is_login, how_to_set=how_to_set)


def _is_login(path: document.Path) -> bool:
    return path[:1] == ("helpdesks",) and path[2:3] == ("auth",)


def _instead(path: Path) -> str:
    """Return what to do where no config is: name one that lies near, or begin one."""
    folder = path if path.is_dir() else path.parent
    try:
        beside = [file.name for file in folder.iterdir() if file.is_file()]
        near = (
            [folder / found]
            if (found := document.similar(path.name, beside))
            else sorted(folder.glob(f"*/{path.name}"))
        )
    except (OSError, ValueError):
        near = []
    if path.is_dir() and (path / USUAL).is_file():
        near = [path / USUAL]
    if near:
        return f"did you mean {document.printable(str(near[0]))}? name it with --config"
    return "name your file with --config PATH, or write one with `zendesk-bridge init`"


def _may_be_missing(path: document.Path) -> str | None:
    """Return what stands for a secret that is not set, by where it belongs."""
    match path:
        case ("state",):
            return UNSET_STATE
        case (("catalogue" | "backorders" | "orders"), _, "url"):
            return f"https://{UNSET}/products.csv"
        case ("ping_url",) | ("notify", _, "url"):
            return f"https://{UNSET}/"
        case ("helpdesks", _, "auth", *_):
            return UNSET
        case (("catalogue" | "backorders" | "orders"), _, ("headers" | "auth"), *_):
            return UNSET
        case _:
            return None


def _ignores(loaded: document.Document[Settings]) -> Iterator[Ignore]:
    """Yield what is ignored on helpdesks, each with the place where that is said."""
    lint = loaded.value.lint
    for index, one in enumerate(lint.ignore if lint else ()):
        place = loaded.place("lint", "ignore", index, "rule")
        yield Ignore(one.rule, one.reason, place, macro=one.macro, helpdesk=one.helpdesk)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of config.yaml for the kinds of helpdesk that there are."""
    schema = document.json_schema(settings_of(tuple(kinds().items())), "zendesk-bridge: config.yaml")
    return _or_variable(schema)  # type: ignore[no-any-return]  # a dict goes in, so a dict comes out


def _or_variable(schema: Any) -> Any:
    """Return the schema with ``${VAR}`` allowed wherever a number or a truth value is."""
    if isinstance(schema, list):
        return [_or_variable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if str(schema.get("type")) in {"integer", "number", "boolean"}:
        about = {key: schema[key] for key in ("title", "description", "default", "examples") if key in schema}
        plain = {key: value for key, value in schema.items() if key not in about}
        return {**about, "anyOf": [plain, {"type": "string", "pattern": r"\$\{"}]}
    return {key: _or_variable(value) for key, value in schema.items()}
