"""Files: backorders and products that lie on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from zendesk_bridge.core.document import Filled, wrong
from zendesk_bridge.settings.feeds.columns import BackordersSettings, ProductsSettings
from zendesk_bridge.settings.feeds.forms import ProductFormat, export, format_of
from zendesk_bridge.settings.kinds import Beside


class FileBackorders(BackordersSettings):
    """Backorders in a YAML or CSV file."""

    right_form: ClassVar[str] = "- {type: file, path: macros/backorders.yaml}"

    type: Literal["file"]
    path: Beside = Field(description="A .yaml or .csv file, relative to this one", examples=["macros/backorders.yaml"])
    name: Filled = Field(
        default="", description="What this feed is called in messages, and remembered under; the path if left out"
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

    @field_validator("path")
    @classmethod
    def _known_suffix(cls, path: Path) -> Path:
        if path.suffix.lower() not in {".yaml", ".yml", ".csv"}:
            raise wrong("is neither a .yaml nor a .csv file", fix=export(path))
        return path


class FileProducts(ProductsSettings):
    """Products in a file."""

    type: Literal["file"]
    path: Beside = Field(description="A .csv, .jsonl, .json or .yaml file, relative to this one; also .gz")
    name: str = Field(default="", description="What it is called in messages; the path if left out")
    format: ProductFormat | None = Field(default=None, description="As the file's name says if left out")

    @model_validator(mode="after")
    def _known_format(self) -> FileProducts:
        if self.form is None:
            fix = export(self.path) or "rename it, or add format"
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
