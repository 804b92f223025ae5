"""Where items come from: the late ones with their facts, and the whole catalogue that they are told apart from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from zendesk_bridge.core.document import Days, Filled, Shape, wrong
from zendesk_bridge.settings.kinds import Beside, Bytes, Count, DateFormat, FeedUrl, Seconds, Share

BackorderColumn = Literal[
    "sku",
    "name",
    "aliases",
    "ship_window",
    "from",
    "to",
    "promised_by",
    "reason",
    "options",
    "next_update",
    "every",
    "match",
    "also",
    "not",
]
ProductColumn = Literal["sku", "name", "aliases"]
ProductFormat = Literal["csv", "json", "jsonl", "yaml"]

UNSET = "unset.invalid"
"""What stands for a secret that may be missing where nothing is sent."""

_FORMATS: Mapping[str, ProductFormat] = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def _no_columns() -> Mapping[Any, str]:
    return MappingProxyType({})


class FileBackorders(Shape):
    """Backorders in a YAML or CSV file."""

    right_form: ClassVar[str] = "- {type: file, path: macros/backorders.yaml}"

    type: Literal["file"]
    path: Beside = Field(description="A .yaml or .csv file, relative to this one", examples=["macros/backorders.yaml"])
    name: Filled = Field(
        default="", description="What this feed is called in messages, and remembered under; the path if left out"
    )
    columns: Mapping[BackorderColumn, Filled] = Field(
        default_factory=_no_columns,
        description="CSV: which column holds what, where its header is not our own name for it",
        examples=[{"sku": "Item No.", "to": "Latest ship date"}],
    )
    dates: DateFormat | None = Field(
        default=None,
        description="CSV: how dates are written; YYYY-MM-DD if left out",
        examples=["%m/%d/%Y", "%d.%m.%Y"],
    )
    alias_separator: str = Field(
        default=";", min_length=1, description="CSV: what stands between two aliases in one cell"
    )
    trust: bool = Field(
        default=False,
        description="true: web addresses, e-mail addresses, telephone numbers, markup and look-alike letters in these "
        "facts are meant; otherwise a table's row with one is held back, and check warns of one in a .yaml file",
    )
    max_shrink: Share = Field(
        default=0.5,
        description="A reading that lacks more than this share of the items is not believed: the missing ones stand",
    )
    max_age: Days = Field(
        default=timedelta(days=3),
        description="For how many days an item stands after it was last read well; then no date is told",
    )

    @model_validator(mode="before")
    @classmethod
    def _no_item(cls, value: Any) -> Any:
        """Refuse a late item itself, which stands in the file that this names."""
        if isinstance(value, dict) and "sku" in value:
            fix = "write {type: file, path: macros/backorders.yaml} here, and the item into that file"
            raise wrong("is a late item, and this file is the config", fix=fix, quote=False)
        return value

    @model_validator(mode="before")
    @classmethod
    def _named_by_path(cls, value: Any) -> Any:
        """Name the feed by its path as written: the same from wherever we are started."""
        if isinstance(value, dict) and isinstance(value.get("path"), str):
            return {"name": value["path"], **value}
        return value

    @model_validator(mode="before")
    @classmethod
    def _for_tables(cls, value: Any) -> Any:
        """Refuse what says how a table is read beside a file that is none: it would do nothing."""
        if isinstance(value, dict) and str(value.get("path", "")).lower().endswith((".yaml", ".yml")):
            for name in ("columns", "dates", "alias_separator"):
                if name in value:
                    raise wrong(
                        "says how a .csv file is written, and this is none", fix="take it away", at=(name,), quote=False
                    )
        return value

    @field_validator("columns")
    @classmethod
    def _frozen(cls, columns: Mapping[BackorderColumn, str]) -> Mapping[BackorderColumn, str]:
        return MappingProxyType(dict(columns))

    @field_validator("path")
    @classmethod
    def _known_suffix(cls, path: Path) -> Path:
        if path.suffix.lower() not in {".yaml", ".yml", ".csv"}:
            raise wrong("is neither a .yaml nor a .csv file", fix=_export(path))
        return path


# --- the catalogue ------------------------------------------------------------------------------------------


class ProductsSettings(Shape):
    """Products, late or not, from one place."""

    name: str
    format: ProductFormat | None
    columns: Mapping[ProductColumn, Filled] = Field(
        default_factory=_no_columns,
        description="Which column or key holds what, where it is not called sku, name or aliases",
        examples=[{"sku": "Variant SKU", "name": "Title"}],
    )
    alias_separator: str = Field(
        default=";", min_length=1, description="What stands between two aliases in one cell or text"
    )
    at_least: Count = Field(
        default=1,
        description="A reading with fewer products is not believed: then no new tickets are marked in that run",
    )

    @field_validator("columns")
    @classmethod
    def _frozen(cls, columns: Mapping[ProductColumn, str]) -> Mapping[ProductColumn, str]:
        return MappingProxyType(dict(columns))


class FileProducts(ProductsSettings):
    """Products in a file."""

    type: Literal["file"]
    path: Beside = Field(description="A .csv, .jsonl, .json or .yaml file, relative to this one; also .gz")
    name: str = Field(default="", description="What it is called in messages; the path if left out")
    format: ProductFormat | None = Field(default=None, description="As the file's name says if left out")

    @model_validator(mode="after")
    def _known_format(self) -> FileProducts:
        if self.form is None:
            fix = _export(self.path) or "rename it, or add format"
            raise wrong("is no .csv, .jsonl, .json or .yaml file", fix=fix, at=("path",))
        return self

    @property
    def form(self) -> ProductFormat | None:
        """How the file is written."""
        return self.format or format_of(self.path)

    @property
    def label(self) -> str:
        """Its name."""
        return self.name or str(self.path)


class HttpProducts(ProductsSettings):
    """Products from a file on the web."""

    type: Literal["http"]
    url: FeedUrl = Field(
        description="https://...; http:// only to this machine", examples=["https://shop.example.com/products.csv"]
    )
    name: str = Field(default="", description="What it is called in messages; host and path if left out")
    format: ProductFormat | None = Field(default=None, description="As the URL's path says if left out")
    headers: Mapping[str, SecretStr] = Field(
        default_factory=lambda: MappingProxyType({}),
        description="Sent with the request, and shown nowhere: Authorization: Bearer ${SHOP_TOKEN}",
    )
    timeout: Seconds = Field(default=60, description="Seconds that the whole download may take")
    max_bytes: Bytes = Field(default=200_000_000, description="More than this is not taken in: 200 MB")

    @model_validator(mode="after")
    def _known_format(self) -> HttpProducts:
        if self.form is None:
            raise wrong("does not tell how the file is written", fix="add format: csv", at=("url",), quote=False)
        return self

    @field_validator("headers")
    @classmethod
    def _sendable(cls, headers: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        for name, secret in headers.items():
            value = secret.get_secret_value().strip()
            if not _HEADER_NAME.fullmatch(name):
                raise wrong("holds a name that is no header's", quote=False)
            if not (value and value.isascii() and value.isprintable()):
                raise wrong("is empty, or holds what no header can", at=(name,), quote=False)
        return MappingProxyType(dict(headers))

    @property
    def waits(self) -> bool:
        """Whether a variable in its address or headers is not set: then it cannot be asked for."""
        secrets = (self.url, *self.headers.values())
        return any(UNSET in secret.get_secret_value() for secret in secrets)

    @property
    def form(self) -> ProductFormat | None:
        """How the file is written."""
        return self.format or format_of(Path(urlsplit(self.url.get_secret_value()).path))

    @property
    def label(self) -> str:
        """Its name: without the query, which may hold a key."""
        parts = urlsplit(self.url.get_secret_value())
        return self.name or ("a catalogue on the web" if parts.hostname == UNSET else f"{parts.hostname}{parts.path}")


AnyProducts = Annotated[FileProducts | HttpProducts, Field(discriminator="type")]


def _export(path: Path) -> str:
    """Return how to make a table of a workbook, or of a sheet on the web; for a folder, that a file is to be named."""
    if path.suffix.lower() in {".xlsx", ".xls", ".xlsm", ".ods", ".numbers"}:
        return "save or export it as 'CSV UTF-8', and name that file"
    if path.parts[:1] in {("http:",), ("https:",)} or "http:" in path.parts or "https:" in path.parts:
        return "download it as CSV (File > Download), and name that file"
    return "" if path.suffix else "name a file, such as macros/backorders.yaml"


def format_of(path: Path) -> ProductFormat | None:
    """Return how a file of products is written, by its name; None for a name that does not tell."""
    name = PurePosixPath(path.name.lower())
    return _FORMATS.get(PurePosixPath(name.stem).suffix if name.suffix == ".gz" else name.suffix)


# --- what counts as a mention -------------------------------------------------------------------------------


class Counts(Shape):
    """Which of a customer's words count besides plain prose."""

    code: bool = Field(default=True, description="Words in code blocks")
    urls: bool = Field(default=True, description="Words in the path or the query of a web address")
    attachments: bool = Field(default=True, description="The names of attached files")


class Tagging(Shape):
    """What counts as a mention of an item, for all items alike."""

    numeric_skus: Literal["with_cue", "exact", "never"] = Field(
        default="with_cue",
        description="When a SKU of digits alone counts: beside a word such as 'item', wherever it stands, or never",
    )
    min_alias: Count = Field(default=3, description="Aliases with fewer characters are not looked for")
    stop_words: tuple[Filled, ...] = Field(
        default=(), description="Words that never stand for an item alone", examples=[["classic", "set"]]
    )
    possible: Literal["ignore", "tag"] = Field(
        default="ignore",
        description="What becomes of a ticket that may mean a late item, by one letter: nothing, or a tag of its own",
    )
    counts: Counts = Field(default=Counts(), description="Which of a customer's words count besides plain prose")
