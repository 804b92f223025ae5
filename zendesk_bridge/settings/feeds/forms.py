"""How a file is written: what its name says of it, and what only some forms of files have."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, Field, model_validator

from zendesk_bridge.core.document import Filled, Shape, wrong

TableFormat = Literal["csv", "json", "jsonl", "xlsx"]
ProductFormat = Literal["csv", "json", "jsonl", "yaml", "xlsx"]

_FORMATS: Mapping[str, ProductFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".ods": "xlsx",
}
_LINES = re.compile(r"\w+(?:\.\w+)*")


def format_of(path: Path) -> ProductFormat | None:
    """Return how a file of rows is written, by its name; None for a name that does not tell."""
    name = PurePosixPath(path.name.lower())
    return _FORMATS.get(PurePosixPath(name.stem).suffix if name.suffix == ".gz" else name.suffix)


def export(path: Path) -> str:
    """Return how to make a table of what is none; for a folder, that a file is to be named."""
    if path.suffix.lower() == ".numbers":
        return "save or export it as 'CSV UTF-8', and name that file"
    if path.parts[:1] in {("http:",), ("https:",)} or "http:" in path.parts or "https:" in path.parts:
        return "for what is on the web write type: http, and url: in the place of path:"
    return "" if path.suffix else "name a file, such as macros/backorders.yaml"


def _jmespath(text: str) -> str:
    try:
        jmespath.compile(text)
    except JMESPathError as error:
        raise wrong("is no JMESPath", fix="write where the list is, such as data.orders, or items[?late]") from error
    return text


def _text_encoding(name: str) -> str:
    try:
        "a".encode(name)
        known = codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise wrong("is no encoding of text", fix="write cp1252, or another one that Python knows") from error
    return known


def _dotted(text: str) -> str:
    if not _LINES.fullmatch(text):
        raise wrong("is no path of names", fix="write the key of the list, such as line_items, or order.lines")
    return text


class WrittenRows(Shape):
    """What only some forms of files have: a sheet, an encoding, or a place in a JSON text where the rows are."""

    sheet: Filled | None = Field(default=None, description=".xlsx: which sheet; the first if left out")
    records: Annotated[Filled, AfterValidator(_jmespath)] | None = Field(
        default=None,
        description=".json: where the rows are, as JMESPath; if left out, the list itself, or the one under data, "
        "items, results, products, orders, backorders or value",
        examples=["data.items"],
    )

    encoding: Annotated[Filled, AfterValidator(_text_encoding)] | None = Field(
        default=None,
        description=".csv, .json, .jsonl: how a program that cannot write UTF-8 writes its text: cp1252 for Windows in "
        "western Europe and America",
        examples=["cp1252", "utf-16-le"],
    )

    @property
    def form(self) -> ProductFormat | None:
        """How it is written."""
        raise NotImplementedError

    @model_validator(mode="after")
    def _of_its_form(self) -> WrittenRows:
        """Refuse what says how another form is written: it would do nothing."""
        for name, form in (("sheet", "xlsx"), ("records", "json")):
            if getattr(self, name) and self.form and self.form != form:
                says = f"is for a .{form} file, and this is .{self.form}"
                raise wrong(says, fix="take it away", at=(name,), quote=False)
        if self.encoding and self.form in {"xlsx", "yaml"}:
            says = f"is for text that another program writes, and this is .{self.form}"
            raise wrong(says, fix="take it away", at=("encoding",), quote=False)
        return self


class WrittenLines(WrittenRows):
    """The same for orders, of which each may hold its lines as a list."""

    lines: Annotated[Filled, AfterValidator(_dotted)] | None = Field(
        default=None,
        description=".json, .jsonl: the key under which an order has the list of its lines; the columns of a line are "
        "then written behind it, as in line_items.sku",
        examples=["line_items"],
    )

    @model_validator(mode="after")
    def _of_json(self) -> WrittenLines:
        if self.lines and self.form not in {"json", "jsonl", None}:
            says = f"is for a .json file, and this is .{self.form}"
            raise wrong(says, fix="take it away", at=("lines",), quote=False)
        return self
