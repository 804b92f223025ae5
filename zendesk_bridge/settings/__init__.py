"""config.yaml and the environment, as one frozen :class:`Settings`. Everything that is wrong is said at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zendesk_bridge.core import document
from zendesk_bridge.settings.feeds import Counts, FileBackorders, FileCatalogue, HttpCatalogue, Tagging, format_of
from zendesk_bridge.settings.kinds import SANDBOX
from zendesk_bridge.settings.shapes import (
    ApiKey,
    ClientCredentials,
    Drift,
    EmailToken,
    FreshdeskSettings,
    Gate,
    HelpdeskSettings,
    Limits,
    SandboxSettings,
    Settings,
    Token,
    Triage,
    ZendeskAuth,
    ZendeskSettings,
)

__all__ = [
    "SANDBOX",
    "ApiKey",
    "ClientCredentials",
    "Counts",
    "Drift",
    "EmailToken",
    "FileBackorders",
    "FileCatalogue",
    "FreshdeskSettings",
    "Gate",
    "HelpdeskSettings",
    "HttpCatalogue",
    "Limits",
    "SandboxSettings",
    "Settings",
    "Tagging",
    "Token",
    "Triage",
    "ZendeskAuth",
    "ZendeskSettings",
    "format_of",
    "json_schema",
    "load_settings",
]


def load_settings(path: Path, env: Mapping[str, str]) -> Settings:
    """Read config.yaml with ``${VAR}`` filled in from ``env``; raises InvalidInput that lists every problem.

    Relative paths in the file, that of a SQLite database included, are meant from the file's own folder.
    """
    file = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        fix = "name your file with --config PATH, or start from a copy of config.example.yaml"
        raise document.unreadable(file, error, fix) from error
    text = document.decode(data, file)
    return document.load(text, file, Settings, env=env, context={"folder": path.parent}).value


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of config.yaml."""
    schema = document.json_schema(Settings, "zendesk-bridge: config.yaml")
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
