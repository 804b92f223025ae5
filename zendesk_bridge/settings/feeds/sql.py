"""Databases: backorders, products and orders that a query gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, WithJsonSchema, model_validator

from zendesk_bridge.core.document import Filled, Shape, wrong
from zendesk_bridge.settings.feeds.columns import UNSET, BackordersSettings, OrderRowsSettings, ProductsSettings
from zendesk_bridge.settings.kinds import Count, Seconds, beside

_READS = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*\(*\s*(?:select|with|values|table)\b", re.IGNORECASE | re.DOTALL
)
_LITERALS = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_URL = re.compile(r"(?P<backend>[A-Za-z]\w*)(?P<driver>\+\w+)?://(?P<rest>\S*)")
_NAME = "What this feed is called in messages, and remembered under; the database's name if left out"
_HOW = "write postgresql+psycopg://user:${DB_PASSWORD}@host/database, or another SQLAlchemy URL"


def _database(secret: SecretStr, info: ValidationInfo) -> SecretStr:
    """Return the URL of a database; a relative SQLite file lies beside config.yaml. Never shown."""
    text = secret.get_secret_value().strip()
    if UNSET in text:
        return secret
    found = _URL.fullmatch(text)
    if not found:
        raise wrong("is not the URL of a database", fix=_HOW, quote=False)
    backend, driver, rest = found["backend"].lower(), found["driver"] or "", found["rest"]
    if backend in {"http", "https"}:
        raise wrong("is a web address, and no database's", fix="write type: http for a file on the web", quote=False)
    if rest.partition("?")[0].count("@") > 1:
        fix = "in a user's name or a password write %40 for @, %3A for : and %2F for /"
        raise wrong("holds more than one @", fix=fix, quote=False)
    file = rest.removeprefix("/") if backend == "sqlite" and rest.startswith("/") else ""
    if file and not file.startswith((":memory:", "?", "file:")):
        rest = "/" + str(beside(Path(file), info))
    usual = "+psycopg" if backend in {"postgres", "postgresql"} else ""
    backend = "postgresql" if backend == "postgres" else backend
    return SecretStr(f"{backend}{driver or usual}://{rest}")


def _query(text: str) -> str:
    """Return a query that only reads; the database is told so, too."""
    bare = text.strip().rstrip(";").rstrip()
    if not _READS.match(bare):
        raise wrong("does not begin with SELECT or WITH", fix="write a query that only reads", quote=False)
    if ";" in _LITERALS.sub("", bare):
        raise wrong("holds more than one statement", fix="write one query, without a semicolon in it", quote=False)
    return bare


DatabaseUrl = Annotated[SecretStr, AfterValidator(_database), WithJsonSchema({"type": "string"})]
Query = Annotated[Filled, AfterValidator(_query)]


class SqlRowsSettings(Shape):
    """Where a database is, and what it is asked."""

    type: Literal["sql"]
    url: DatabaseUrl = Field(
        description="The database's SQLAlchemy URL; what signs in there needs no more than the right to read",
        examples=["postgresql+psycopg://reader:${ERP_PASSWORD}@erp.example.com/erp"],
    )
    query: Query = Field(
        description="A query that only reads; its columns are named by AS, or under columns",
        examples=["|\nselect item as sku, title as name, due as ship_window from open_po"],
    )
    timeout: Seconds = Field(default=60, description="Seconds that the query may take")
    max_rows: Count = Field(default=200_000, description="A query that gives more rows than this is not believed")

    @property
    def waits(self) -> bool:
        """Whether a variable in its address is not set: then it cannot be asked."""
        return UNSET in self.url.get_secret_value()


def _named_by_database(value: Any) -> Any:
    """Name the feed by its database, without user and password."""
    if not isinstance(value, dict) or not isinstance(value.get("url"), str):
        return value
    found = _URL.fullmatch(value["url"].strip())
    where = found["rest"].partition("?")[0].rpartition("@")[2] if found else ""
    label = "" if UNSET in where else where.strip("/") if where.startswith("/") else where
    return {"name": label or "a database", **value}


class SqlBackorders(SqlRowsSettings, BackordersSettings):
    """Backorders from a query."""

    right_form: ClassVar[str] = "- {type: sql, url: ..., query: ...}"

    name: Filled = Field(default="", description=_NAME)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        return _named_by_database(value)


class SqlProducts(SqlRowsSettings, ProductsSettings):
    """Products from a query."""

    name: str = Field(default="", description="What it is called in messages; the database's name if left out")
    max_rows: Count = Field(default=2_000_000, description="A query that gives more rows than this is not believed")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        return _named_by_database(value)

    @property
    def label(self) -> str:
        """Its name."""
        return self.name


class SqlOrders(SqlRowsSettings, OrderRowsSettings):
    """Orders from a query."""

    right_form: ClassVar[str] = "- {type: sql, url: ..., query: ...}"

    name: Filled = Field(default="", description=_NAME)
    max_rows: Count = Field(default=2_000_000, description="A query that gives more rows than this is not believed")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        return _named_by_database(value)
