"""A workbook as Excel writes it, small enough to be written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from xml.sax.saxutils import escape

import pytest

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ZERO = date(1899, 12, 30)


def written(**sheets: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook: numbers are numbers, days are days, texts that begin with # are errors, None is empty.

    A sheet of which the name begins with Hidden is hidden.
    """
    packed = io.BytesIO()
    names = list(sheets)
    with zipfile.ZipFile(packed, "w") as file:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="{_KINDS}.worksheet+xml"/>'
            for n in range(len(names))
        )
        file.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KINDS}.styles+xml"/>{parts}</Types>',
        )
        file.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        states = ['state="hidden" ' if name.startswith("Hidden") else "" for name in names]
        listed = "".join(
            f'<sheet name="{name}" sheetId="{n + 1}" {states[n]}r:id="rId{n}"/>' for n, name in enumerate(names)
        )
        file.writestr("xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_RELS}"><sheets>{listed}</sheets></workbook>')
        targets = [("worksheet", f"worksheets/s{n}.xml") for n in range(len(names))]
        file.writestr("xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")]))
        styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        file.writestr("xl/styles.xml", f"<styleSheet {_MAIN}>{styles}</styleSheet>")
        for n, rows in enumerate(sheets.values()):
            file.writestr(
                f"xl/worksheets/s{n}.xml", f"<worksheet {_MAIN}><sheetData>{_rows(rows)}</sheetData></worksheet>"
            )
    return packed.getvalue()


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """Return the function that writes one."""
    return written


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELS}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _rows(rows: Sequence[Sequence[object]]) -> str:
    return "".join(
        f'<row r="{line}">{"".join(_cell(f"{chr(65 + at)}{line}", it) for at, it in enumerate(cells))}</row>'
        for line, cells in enumerate(rows, 1)
    )


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f'<c r="{name}" s="1"><v>{(value - _ZERO).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{name}"><v>{value}</v></c>'
    if str(value).startswith("#"):
        return f'<c r="{name}" t="e"><v>{value}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
