"""The kinds of value that only config.yaml holds: addresses, shares, zones, the state's URL."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo, WithJsonSchema

from zendesk_bridge.core.document import wrong
from zendesk_bridge.core.kind import SANDBOX, is_loopback
from zendesk_bridge.settings import addresses
from zendesk_bridge.settings.zones import zone

UNSET = "unset.invalid"
"""What stands for a secret that may be missing where nothing is sent."""

_SQLITE = "sqlite:///"
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)", re.ASCII)
_WHOLE = 100  # per cent


def _url(text: str) -> str:
    """Return ``sandbox`` or the bare address of a helpdesk; only a loopback address may go without TLS."""
    if text == SANDBOX:
        return text
    fix = addresses.meant(text) or "write https://..., or sandbox for the local helpdesk"
    if addresses.unlike_host(text):
        raise wrong("is no address", fix=fix, quote=False)
    parts = address(text, fix)
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
    return SecretStr(text)


def address(text: str, fix: str) -> SplitResult:
    """Return the parts of a web address that may be asked: https, or http on this machine."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise wrong("is not a URL", fix=fix, quote=False) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise wrong("is not a URL", fix=fix, quote=False)
    if parts.scheme == "http" and not is_loopback(host):
        raise wrong(
            "would send credentials in the clear",
            fix="write https://; http:// is for 127.0.0.1, ::1, localhost",
            quote=False,
        )
    return parts


def _share(value: Any) -> Any:
    """Return a share between 0 and 1; ``50 %`` is 0.5."""
    if not isinstance(value, str):
        return value
    found = _SHARE.fullmatch(value.strip())
    if not found:
        raise wrong("is not a share", fix='write 0.5, or "50 %"')
    share = float(found[1]) / (100 if found[2] else 1)
    if not 0 < share <= 1:
        fix = f"write {found[1]} %" if not found[2] and 1 < share <= _WHOLE else 'write 0.5, or "50 %"'
        raise wrong("is not a share between 0 and 1", fix=fix)
    return share


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


def _state(secret: SecretStr, info: ValidationInfo) -> SecretStr:
    """Return the database's URL; a relative SQLite file lies beside config.yaml. Never shown."""
    url = secret.get_secret_value()
    scheme = url.partition("://")[0]
    if url.partition("?")[0].count("@") > 1:
        fix = "in a user's name or a password write %40 for @, %3A for : and %2F for /"
        raise wrong("holds more than one @", fix=fix, quote=False)
    if scheme == "postgresql+psycopg":
        return secret
    if scheme.startswith("postgres"):
        what = "names another driver than ours" if "+" in scheme else "names a database without its driver"
        raise wrong(what, fix="write postgresql+psycopg://... and leave the rest as it is", quote=False)
    if not url.startswith(_SQLITE):
        raise wrong("is not the URL of a database that we can use", fix=_database(url), quote=False)
    file = url.removeprefix(_SQLITE)
    if not file or file.startswith(("/", ":memory:", "?", "file:")):
        return secret
    return SecretStr(_SQLITE + str(beside(Path(file), info)))


def _database(url: str) -> str:
    """Return how the URL of a database is written; a file's own name stands in it."""
    path = re.fullmatch(
        r"(?:sqlite:/{0,2}|file:/{0,3})?(?P<drive>[A-Za-z]:)?(?P<file>[\w./\\ -]+\.(?:db|sqlite3?))", url
    )
    if not path:
        return "write sqlite:///zendesk-bridge.db or postgresql+psycopg://user:password@host/database"
    return f"write sqlite:///{path['drive'] or ''}{path['file']}".replace("\\", "/")


def beside(path: Path, info: ValidationInfo) -> Path:
    """Return a path as seen from where we run; in the file it is relative to the file's own folder; ~ is one's home."""
    folder = (info.context or {}).get("folder", Path())
    return Path(folder) / (path.expanduser() if path.parts[:1] == ("~",) else path)


def _name(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text, re.ASCII):
        raise wrong("is not a name", fix="use letters from a to z, digits, - and _, such as shop-eu")
    if text == "all":
        raise wrong("cannot be a helpdesk's name", fix="in macros, 'all' means every helpdesk")
    return text


def _date_format(text: str) -> str:
    """Return a strptime pattern that names a whole day."""
    parts = set(re.findall(r"%(.)", text))
    if not (parts & set("Yy") and parts & set("mbB") and "d" in parts):
        fix = "name year, month and day, such as %m/%d/%Y or %d.%m.%Y"
        raise wrong("is not a date format", fix=f'write "{meant}"' if (meant := _as_excel(text)) else fix)
    return text


def _as_excel(text: str) -> str:
    """Return the pattern for a form as spreadsheets have it, such as DD.MM.YYYY; "" for any other text."""
    pattern = text
    for letters, part in (("yyyy|jjjj|aaaa", "%Y"), ("yy|jj|aa", "%y"), ("mmmm", "%B"), ("mmm", "%b"), ("mm?", "%m")):
        pattern = re.sub(rf"(?<![%\w])(?:{letters})(?!\w)", part, pattern, count=1, flags=re.IGNORECASE)
    pattern = re.sub(r"(?<![%\w])(?:dd?|tt?|jj?)(?!\w)", "%d", pattern, count=1, flags=re.IGNORECASE)
    return pattern if len(set(re.findall(r"%(.)", pattern))) == _PARTS else ""


_PARTS = 3  # of a day: its year, its month, its number


_share_schema = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\d+(\.\d+)? ?%$"},
    ]
}

MARKET = (
    "Whose rules on notices of delay decide what replies say of a customer who does not answer. us: 16 CFR Part 435; "
    "uk, eu: options must hold cancel, and nothing else; none: no rules. Not legal advice"
)
Url = Annotated[str, AfterValidator(_url)]
FeedUrl = Annotated[SecretStr, AfterValidator(_feed), WithJsonSchema({"type": "string"})]
Share = Annotated[float, BeforeValidator(_share), WithJsonSchema(_share_schema)]
Bytes = Annotated[int, BeforeValidator(_bytes), WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}]})]
Seconds = Annotated[int, BeforeValidator(_seconds), WithJsonSchema({"type": "integer", "minimum": 1})]
Zone = Annotated[ZoneInfo, BeforeValidator(zone), WithJsonSchema({"type": "string"})]
StateUrl = Annotated[SecretStr, AfterValidator(_state), WithJsonSchema({"type": "string"})]
Beside = Annotated[Path, AfterValidator(beside), WithJsonSchema({"type": "string"})]
Name = Annotated[str, AfterValidator(_name)]
DateFormat = Annotated[str, AfterValidator(_date_format)]
Count = Annotated[int, Field(ge=1)]
DayCount = Annotated[int, Field(ge=0, le=730)]
WorkingDays = Annotated[int, Field(ge=1, le=10)]
