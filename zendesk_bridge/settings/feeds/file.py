"""Files: backorders, products and orders that lie on this machine."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from zendesk_bridge.core.document import Filled, wrong
from zendesk_bridge.settings.feeds.columns import BackordersSettings, OrderRowsSettings, ProductsSettings
from zendesk_bridge.settings.feeds.forms import (
    ProductFormat,
    TableFormat,
    WrittenLines,
    WrittenRows,
    export,
    format_of,
)
from zendesk_bridge.settings.kinds import Beside

_FOR_TABLES = (
    *("columns", "where", "dates", "defaults", "lead_days", "buffer_days", "merge", "alias_separator"),
    *("sheet", "records", "encoding"),
)
_NAME = "What this feed is called in messages, and remembered under; the path if left out"


def _named_by_path(value: Any) -> Any:
    """Name the feed by its path as written: the same from wherever we are started."""
    if isinstance(value, dict) and isinstance(value.get("path"), str):
        return {"name": value["path"], **value}
    return value


class FileBackorders(WrittenRows, BackordersSettings):
    """Backorders in a YAML file, or in a table."""

    right_form: ClassVar[str] = "- {type: file, path: macros/backorders.yaml}"

    type: Literal["file"]
    path: Beside = Field(
        description="A .yaml, .csv, .xlsx, .json or .jsonl file, relative to this one",
        examples=["macros/backorders.yaml"],
    )
    name: Filled = Field(default="", description=_NAME)
    format: TableFormat | None = Field(default=None, description="As the file's name says if left out")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        return _named_by_path(value)

    @model_validator(mode="before")
    @classmethod
    def _for_tables(cls, value: Any) -> Any:
        """Refuse what says how a table is read beside a file that is none: it would do nothing."""
        if isinstance(value, dict) and str(value.get("path", "")).lower().endswith((".yaml", ".yml")):
            for name in _FOR_TABLES:
                if name in value and "format" not in value:
                    raise wrong(
                        "says how a table is written, and this is none", fix="take it away", at=(name,), quote=False
                    )
        return value

    @model_validator(mode="after")
    def _known_format(self) -> FileBackorders:
        if self.form is None:
            fix = export(self.path) or "rename it, or add format: csv"
            raise wrong("is no .yaml, .csv, .xlsx, .json or .jsonl file", fix=fix, at=("path",))
        return self

    @property
    def form(self) -> ProductFormat | None:
        """How the file is written; yaml is a file of late items themselves."""
        return self.format or format_of(self.path)


class FileProducts(WrittenRows, ProductsSettings):
    """Products in a file."""

    type: Literal["file"]
    path: Beside = Field(description="A .csv, .jsonl, .json, .yaml or .xlsx file, relative to this one; also .gz")
    name: str = Field(default="", description="What it is called in messages; the path if left out")
    format: ProductFormat | None = Field(default=None, description="As the file's name says if left out")

    @model_validator(mode="after")
    def _known_format(self) -> FileProducts:
        if self.form is None:
            fix = export(self.path) or "rename it, or add format"
            raise wrong("is no .csv, .jsonl, .json, .yaml or .xlsx file", fix=fix, at=("path",))
        return self

    @property
    def form(self) -> ProductFormat | None:
        """How the file is written."""
        return self.format or format_of(self.path)

    @property
    def label(self) -> str:
        """Its name."""
        return self.name or str(self.path)


class FileOrders(WrittenLines, OrderRowsSettings):
    """Orders in a file."""

    right_form: ClassVar[str] = "- {type: file, path: orders.csv}"

    type: Literal["file"]
    path: Beside = Field(
        description="A .csv, .jsonl, .json or .xlsx file, relative to this one; also .gz", examples=["orders.csv"]
    )
    name: Filled = Field(default="", description=_NAME)
    format: TableFormat | None = Field(default=None, description="As the file's name says if left out")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        return _named_by_path(value)

    @model_validator(mode="after")
    def _known_format(self) -> FileOrders:
        if self.form in {None, "yaml"}:
            fix = export(self.path) or "rename it, or add format: csv"
            raise wrong("is no .csv, .jsonl, .json or .xlsx file", fix=fix, at=("path",))
        return self

    @property
    def form(self) -> ProductFormat | None:
        """How the file is written."""
        return self.format or format_of(self.path)
