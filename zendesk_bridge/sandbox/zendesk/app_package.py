"""What Zendesk checks in an uploaded app: the zip, its manifest, the pages and translations that it names.

The rules are those of Zendesk's published validator (zendesk_apps_support) that a private Support app can break.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from zendesk_bridge.sandbox.payloads import json_value

_LARGEST_FILE = 1_000_000  # bytes of one file
_LARGEST = 20_000_000  # bytes, unpacked
_SWITCHES = ("private", "singleInstall", "signedUrls", "requirementsOnly", "marketingOnly")
_LOCATIONS = frozenset((
    "top_bar", "nav_bar", "ticket_sidebar", "new_ticket_sidebar", "user_sidebar", "organization_sidebar", "background",
    "modal", "ticket_editor", "system_top_bar",
))  # fmt: skip
_KINDS = frozenset(("text", "checkbox", "url", "number", "multiline", "hidden", "oauth", "mtls"))
_SCOPES = frozenset((
    "header", "body", "url", "jwt_secret_key", "jwt_claim", "basic_auth_username", "basic_auth_password",
))  # fmt: skip
Manifest = dict[str, Any]


def read(raw: bytes) -> tuple[Manifest, list[str]]:
    """Return an app's manifest, and what is wrong with the app."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return _read(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return {}, ["The file is not a valid zip archive"]


def _read(package: zipfile.ZipFile) -> tuple[Manifest, list[str]]:
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > _LARGEST:
        return {}, ["The app is too large"]
    problems = [
        f"Symlinks are not allowed: {entry.filename}" for entry in entries if stat.S_ISLNK(entry.external_attr >> 16)
    ]
    manifest, unreadable = _json(package, "manifest.json")
    names = frozenset(package.namelist())
    problems += unreadable or list(_manifest_problems(manifest, names))
    locale = manifest.get("defaultLocale")
    if isinstance(locale, str) and f"translations/{locale}.json" in names:
        problems += _json(package, f"translations/{locale}.json")[1]
    return manifest, problems


def _json(package: zipfile.ZipFile, name: str) -> tuple[Manifest, list[str]]:
    """Return a JSON object of the archive, or what is wrong with it."""
    if name not in package.namelist():
        return {}, [f"Could not find {name}"]
    if package.getinfo(name).file_size > _LARGEST_FILE:
        return {}, [f"{name} is too large"]
    try:
        found = json_value(package.read(name))
    except ValueError:
        found = None
    return (found, []) if isinstance(found, dict) else ({}, [f"{name} is not proper JSON"])


def _manifest_problems(manifest: Manifest, names: frozenset[str]) -> Iterator[str]:
    missing = [key for key in ("author", "defaultLocale", "location", "frameworkVersion") if not manifest.get(key)]
    if missing:
        yield f"Missing required fields in manifest: {', '.join(missing)}"
    for key in _SWITCHES:
        if not isinstance(manifest.get(key, True), bool):
            yield f"{key} must be a Boolean value"
    if manifest.get("frameworkVersion", "2.0") != "2.0":
        yield "The framework version must be 2.0"
    locale = manifest.get("defaultLocale")
    if locale and f"translations/{locale}.json" not in names:
        yield f"Missing translation file for locale {locale}"
    yield from _location_problems(manifest.get("location"), names)
    yield from _parameter_problems(manifest.get("parameters", []))


def _location_problems(location: Any, names: frozenset[str]) -> Iterator[str]:
    products = location if isinstance(location, dict) else {}
    for product, places in products.items():
        for place, page in (places if isinstance(places, dict) else {}).items():
            url = page.get("url") if isinstance(page, dict) else page
            if place not in _LOCATIONS:
                yield f"invalid location in {product}: {place}"
            if not isinstance(url, str) or not _is_page(url, names):
                yield f"{place} location has an invalid URI"


def _is_page(url: str, names: frozenset[str]) -> bool:
    """Say whether a location's page is in the package, or on the web over TLS (or on this machine)."""
    if "{{setting." in url:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.scheme:
        return url.startswith("assets/") and parts.path in names
    return parts.scheme == "https" or parts.hostname == "localhost"


def _parameter_problems(parameters: Any) -> Iterator[str]:
    if not isinstance(parameters, list) or not all(isinstance(row, dict) for row in parameters):
        yield "App parameters must be an array"
        return
    names = [str(row.get("name", "")) for row in parameters]
    if "name" in names or "" in names or len(set(names)) < len(names):
        yield "App parameters need names of their own, and none may be called 'name'"
    for name, row in zip(names, parameters, strict=True):
        if str(row.get("type", "text")) not in _KINDS:
            yield f"{name} is of an invalid type"
        yield from _scope_problems(name, row)


def _scope_problems(name: str, row: Mapping[str, Any]) -> Iterator[str]:
    scopes = row.get("scopes", [])
    if not isinstance(scopes, list) or not {str(scope) for scope in scopes} <= _SCOPES:
        yield f"{name} has invalid scopes"
    elif scopes and row.get("secure") is not True:
        yield f"{name} has scopes but is not secure"
