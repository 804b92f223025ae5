"""Databases: backorders, products and orders that a query gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, WithJsonSchema, model_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from zendesk_bridge.core.document import Filled, Shape, wrong
from zendesk_bridge.settings.feeds.columns import UNSET, BackordersSettings, OrderRowsSettings, ProductsSettings
from zendesk_bridge.settings.kinds import Count, Seconds, beside

_READS = re.compile(
    r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*\(*\s*(?:select|with|values|table)\b", re.IGNORECASE | re.DOTALL
)
_LITERALS = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_NAME = "What this feed is called in messages, and remembered under; the database's name if left out"
_HOW = "write postgresql+psycopg://user:${DB_PASSWORD}@host/database, or another SQLAlchemy URL"


def _database(secret: SecretStr, info: ValidationInfo) -> SecretStr:
    """Return the URL of a database; a relative SQLite file lies beside config.yaml. Never shown."""
    if UNSET in secret.get_secret_value():
        return secret
    try:
        url = make_url(secret.get_secret_value().strip())
        backend = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise wrong("is not the URL of a database", fix=_HOW, quote=False) from None
    if backend in {"http", "https"}:
        raise wrong("is a web address, and no database's", fix="write type: http for a file on the web", quote=False)
    if backend == "sqlite" and url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        url = url.set(database=str(beside(Path(url.database), info)))
    if backend == "postgresql" and "+" not in url.drivername:
        url = url.set(drivername="postgresql+psycopg")
    return SecretStr(url.render_as_string(hide_password=False))


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
    try:
        url = make_url(value["url"].strip())
    except (ArgumentError, ValueError):
        return {"name": "a database", **value}
    file = Path(url.database or "").name
    label = f"{url.host}/{url.database}" if url.host and url.host != UNSET else file or "a database"
    return {"name": label, **value}


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
