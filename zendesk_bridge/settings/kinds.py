"""The kinds of value that only config.yaml holds: addresses, shares, days, zones, the state's URL."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from zendesk_bridge.core.document import nearest, wrong
from zendesk_bridge.core.kind import SANDBOX

_SQLITE = "sqlite:///"
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)", re.ASCII)
_DAYS = re.compile(r"(\d{1,5})(?:\s*d(?:ays?)?)?", re.ASCII)


def _url(text: str) -> str:
    """Return ``sandbox`` or the bare address of a helpdesk; only a loopback address may go without TLS."""
    if text == SANDBOX:
        return text
    parts = address(text, "write https://..., or sandbox for the local helpdesk")
    if parts.username or parts.password:
        raise wrong("must not hold credentials", fix="they belong under auth", quote=False)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise wrong("holds more than the address", fix=f"write {parts.scheme}://{parts.netloc}")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _feed(secret: SecretStr) -> SecretStr:
    """Return the address of a file on the web; it may hold a key in its query, so it is never shown."""
    text = secret.get_secret_value().strip()
    parts = address(text, "write https://...")
    if parts.username or parts.password:
        raise wrong("must not hold credentials", fix="they belong under headers", quote=False)
    return SecretStr(text.partition("#")[0])


def address(text: str, fix: str) -> SplitResult:
    """Return the parts of a web address that may be asked: https, or http on this machine."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise wrong("is not a URL", quote=False) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise wrong("is not a URL", fix=fix, quote=False)
    if parts.scheme == "http" and not _is_loopback(host):
        raise wrong(
            "would send credentials in the clear",
            fix="write https://; http:// is for 127.0.0.1, ::1, localhost",
            quote=False,
        )
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _share(value: Any) -> Any:
    """Return a share between 0 and 1; ``50 %`` is 0.5."""
    if not isinstance(value, str):
        return value
    found = _SHARE.fullmatch(value.strip())
    if not found:
        raise wrong("is not a share", fix='write 0.5, or "50 %"')
    share = float(found[1]) / (100 if found[2] else 1)
    if not 0 < share <= 1:
        raise wrong("is not a share between 0 and 1", fix='write 0.5, or "50 %"')
    return share


def _days(value: Any) -> Any:
    """Return a span of whole days, at least one."""
    if not isinstance(value, str):
        return value
    found = _DAYS.fullmatch(value.strip())
    if not found or not int(found[1]):
        raise wrong("is not a number of days", fix="write a whole number from 1 up, such as 30")
    return timedelta(days=int(found[1]))


_BYTES = re.compile(r"(\d{1,9})\s*([kMG]?)B?", re.ASCII)
_UNITS = {"": 1, "k": 1_000, "M": 1_000_000, "G": 1_000_000_000}


def _bytes(value: Any) -> Any:
    """Return a number of bytes; ``200 MB`` is 200,000,000."""
    if not isinstance(value, str):
        return value
    found = _BYTES.fullmatch(value.strip())
    if not found or not int(found[1]):
        raise wrong("is not a number of bytes", fix="write one such as 200 MB")
    return int(found[1]) * _UNITS[found[2]]


def _seconds(value: Any) -> Any:
    """Return a span of seconds, more than none."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{1,5})\s*s?", value.strip(), re.ASCII)
    if not found or not int(found[1]):
        raise wrong("is not a number of seconds", fix="write a whole number from 1 up, such as 60")
    return int(found[1])


_ABBREVIATIONS = {
    "America/New_York": "EST EDT ET",
    "America/Chicago": "CST CDT CT",
    "America/Denver": "MST MDT MT",
    "America/Los_Angeles": "PST PDT PT",
    "America/Anchorage": "AKST AKDT",
    "Pacific/Honolulu": "HST",
    "Europe/London": "BST",
    "Europe/Lisbon": "WEST",
    "Europe/Berlin": "CEST MEZ MESZ",
    "Europe/Helsinki": "EEST",
    "Europe/Moscow": "MSK",
    "Asia/Kolkata": "IST",
    "Asia/Singapore": "SGT",
    "Asia/Seoul": "KST",
    "Asia/Tokyo": "JST",
    "Australia/Sydney": "AEST AEDT",
    "Pacific/Auckland": "NZST NZDT",
}
_FIXED = {short: place for place, shorts in _ABBREVIATIONS.items() for short in shorts.split()}
"""Abbreviations for one half of the year, or of several countries, and a place that each is used in."""

_OFFSET = re.compile(r"(?:Etc/)?(?:UTC|GMT)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{1,2}:?\d{2}|Z", re.IGNORECASE)


_WINDOWS = {"eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver"}
_WINDOWS |= {"pacific": "America/Los_Angeles", "w. europe": "Europe/Berlin", "gmt": "Europe/London"}


def _windows(value: str) -> str:
    """Return what to write for a zone by the name that Windows has for it."""
    found = re.fullmatch(r"(.+?) (?:(?:standard|daylight|summer) )?time", value.strip().lower())
    return f"write {_WINDOWS[found[1]]}" if found and found[1] in _WINDOWS else ""


def _zone(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if place := _FIXED.get(value.strip().upper()):
        raise wrong("names no place, so its clocks never change", fix=f"write a place such as {place}")
    if _OFFSET.fullmatch(value.strip()):
        fix = "write a place such as America/New_York, or UTC"
        raise wrong("is an offset, so its clocks never change with the season", fix=fix)
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        fix = (
            _windows(value)
            or nearest(value.replace(" ", "_"), available_timezones())
            or "write one such as America/New_York or Europe/Berlin"
        )
        raise wrong("is not a time zone", fix=fix) from error


def time_zone(text: str) -> ZoneInfo:
    """Return the time zone of this name; raises ValueError that says what to write instead."""
    try:
        found: ZoneInfo = _zone(text.strip())
    except PydanticCustomError as error:
        told = error.context or {}
        raise ValueError(f"'{text}' {told['says']}: {told['fix']}") from error
    return found


def _state(secret: SecretStr, info: ValidationInfo) -> SecretStr:
    """Return the database's URL; a relative SQLite file lies beside config.yaml. Never shown."""
    url = secret.get_secret_value()
    scheme = url.partition("://")[0]
    if scheme == "postgresql+psycopg":
        return secret
    if scheme in {"postgres", "postgresql"}:
        raise wrong("names a database without its driver", fix="write postgresql+psycopg://...", quote=False)
    if not url.startswith(_SQLITE):
        fix = "write sqlite:///zendesk-bridge.db or postgresql+psycopg://user:password@host/database"
        raise wrong("is not the URL of a database that we can use", fix=fix, quote=False)
    file = url.removeprefix(_SQLITE)
    if not file or file.startswith(("/", ":memory:", "?", "file:")):
        return secret
    return SecretStr(_SQLITE + str(_beside(Path(file), info)))


def _beside(path: Path, info: ValidationInfo) -> Path:
    """Return a path as seen from where we run; in the file it is relative to the file's own folder; ~ is one's home."""
    folder = (info.context or {}).get("folder", Path())
    return Path(folder) / (path.expanduser() if path.parts[:1] == ("~",) else path)


def _name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text, re.ASCII):
        raise wrong("is not a name", fix="use letters, digits, - and _")
    if text == "all":
        raise wrong("cannot be a helpdesk's name", fix="in macros, 'all' means every helpdesk")
    return text


def _date_format(text: str) -> str:
    """Return a strptime pattern that names a whole day."""
    parts = set(re.findall(r"%(.)", text))
    if not (parts & set("Yy") and parts & set("mbB") and "d" in parts):
        raise wrong("is not a date format", fix="name year, month and day, such as %m/%d/%Y or %d.%m.%Y")
    return text


_share_schema = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\d+(\.\d+)? ?%$"},
    ]
}

Url = Annotated[str, AfterValidator(_url)]
FeedUrl = Annotated[SecretStr, AfterValidator(_feed), WithJsonSchema({"type": "string"})]
Share = Annotated[float, BeforeValidator(_share), WithJsonSchema(_share_schema)]
Days = Annotated[timedelta, BeforeValidator(_days), WithJsonSchema({"type": "integer", "minimum": 1})]
Bytes = Annotated[int, BeforeValidator(_bytes), WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}]})]
Seconds = Annotated[int, BeforeValidator(_seconds), WithJsonSchema({"type": "integer", "minimum": 1})]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone), WithJsonSchema({"type": "string"})]
StateUrl = Annotated[SecretStr, AfterValidator(_state), WithJsonSchema({"type": "string"})]
Beside = Annotated[Path, AfterValidator(_beside), WithJsonSchema({"type": "string"})]
Name = Annotated[str, AfterValidator(_name)]
DateFormat = Annotated[str, AfterValidator(_date_format)]
Count = Annotated[int, Field(ge=1)]
WorkingDays = Annotated[int, Field(ge=1, le=10)]
