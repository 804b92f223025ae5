"""What Windows, Excel, Word and browsers make of a file: other encodings, other letters, no text at all."""

from __future__ import annotations

import gzip
import io
import zipfile

from newcomers.desk import (
    CONFIG,
    FACTS,
    GOOD,
    GOOD_TABLE,
    MACRO,
    Mistake,
    facts,
    file,
    macro,
    saved,
    table,
    whole_table,
)

NAME = "name: Blue Widget 16 oz"


def packed(*names: str) -> bytes:
    """Return a zip with files of these names, as office programs write them."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as pack:
        for name in names:
            pack.writestr(name, "x")
    return whole.getvalue()


XLSX = packed("[Content_Types].xml", "xl/workbook.xml")
NUMBERS = packed("Index/Document.iwa")

ENCODINGS = (
    Mistake(
        "UTF-16 without its mark",
        (saved(FACTS, "utf-16-le"),),
        says=("macros/backorders.yaml: ", "save it as plain text in UTF-8"),
    ),
    Mistake(
        "UTF-16, the other way round, without its mark",
        (saved(CONFIG, "utf-16-be"),),
        says=("config.yaml: ", "save it as plain text in UTF-8"),
    ),
    Mistake(
        "half of a UTF-16 file",
        (file(MACRO, GOOD[MACRO].encode("utf-16")[:-1]),),
        says=("macros/delay-update.yaml: ", "save it as plain text in UTF-8"),
    ),
    Mistake(
        "umlauts as Windows saves them",
        (saved(FACTS, "cp1252", NAME, "name: Blaues Gerät"),),
        says=("macros/backorders.yaml:3: ", "save the file as UTF-8: in Notepad, File > Save As > Encoding: UTF-8"),
    ),
    Mistake(
        "umlauts as Windows saves them, in a macro",
        (saved(MACRO, "cp1252", "Shipping", "Versand für Sie"),),
        says=("macros/delay-update.yaml:10: ", "save the file as UTF-8: in Notepad, File > Save As > Encoding: UTF-8"),
    ),
    Mistake(
        "typographic signs as Windows saves them",
        (saved(MACRO, "cp1252", "Shipping", "“Shipping”"),),
        says=("macros/delay-update.yaml:10: ", "save the file as UTF-8: in Notepad, File > Save As > Encoding: UTF-8"),
    ),
    Mistake(
        "umlauts of an old Mac",
        (saved(FACTS, "mac_roman", NAME, "name: Blaues Gerät"),),
        says=("macros/backorders.yaml:3: ", "save the file as UTF-8: in Notepad, File > Save As > Encoding: UTF-8"),
    ),
    Mistake(
        "a NUL",
        (facts(NAME, "name: Blue\x00 Widget"),),
        says=("macros/backorders.yaml:3:15: ", "remove it"),
    ),
    Mistake(
        "a zero-width space in a SKU",
        (facts("sku: WID-12", "sku: WID\u200b-12"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "type it anew: WID-12"),
    ),
    Mistake(
        "a non-breaking space in a SKU",
        (facts("sku: WID-12", "sku: WID\u00a012"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "write WID 12"),
    ),
    Mistake(
        "a soft hyphen in a SKU",
        (facts("sku: WID-12", "sku: WID\u00ad-12"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "type it anew: WID-12"),
    ),
    Mistake(
        "a non-breaking space for the indentation",
        (facts("    name:", "\u00a0\u00a0\u00a0\u00a0name:"),),
        says=("macros/backorders.yaml:3:1: ", "delete what stands before its first word, and type spaces"),
    ),
    Mistake(
        "a non-breaking space behind the colon",
        (facts(NAME, "name:\u00a0Blue Widget 16 oz"),),
        says=("macros/backorders.yaml:3:5: ", "write 'name: ', a colon and a space, before the value"),
    ),
    Mistake(
        "a zero-width space in a key",
        (facts("    name:", "    na\u200bme:"),),
        says=("macros/backorders.yaml:3:5: ", "did you mean 'name'?"),
    ),
    Mistake(
        "a zero-width space before a key",
        (facts("    reason:", "    \u200breason:"),),
        says=("macros/backorders.yaml:7:5: ", "did you mean 'reason'?"),
    ),
    Mistake(
        "a full-width colon",
        (facts(NAME, "name：Blue Widget"),),
        says=("macros/backorders.yaml:3:5: ", "write 'name: ', a colon and a space, before the value"),
    ),
    Mistake(
        "full-width letters in a SKU",
        (facts("sku: WID-12", "sku: ＷＩＤ-12"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "write WID-12"),
    ),
    Mistake(
        "a mark from right to left",
        (facts(NAME, "name: Blue\u202e Widget"),),
        says=("macros/backorders.yaml:3:11: ", "remove it"),
    ),
    Mistake(
        "an unseen mark from left to right in a SKU",
        (facts("sku: WID-12", "sku: WID-12\u200e"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "type it anew: WID-12"),
    ),
    Mistake(
        "a long dash in a SKU",
        (facts("sku: WID-12", "sku: WID–12"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "write WID-12"),
    ),
    Mistake(
        "a minus sign in a SKU",
        (facts("sku: WID-12", "sku: WID−12"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "write WID-12"),
    ),
    Mistake(
        "a Cyrillic letter in a SKU",
        (facts("sku: WID-12", "sku: WІD-12"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "write it anew in one alphabet"),
    ),
    Mistake(
        "umlauts that were decoded twice",
        (facts(NAME, "name: Blaues GerÃ¤t"),),
        warns=True,
        says=("macros/backorders.yaml:3:11: ", "write Blaues Gerät, and save the file as UTF-8"),
    ),
    Mistake(
        "an apostrophe that was decoded twice",
        (macro("Shipping", "Weâ€™re shipping"),),
        warns=True,
        says=("macros/delay-update.yaml:10:5: ", "write the sign that was meant, and save the file as UTF-8"),
    ),
    Mistake(
        "a replacement character",
        (facts(NAME, "name: Blaues Ger\ufffdt"),),
        warns=True,
        says=("macros/backorders.yaml:3:11: ", "write the letter again, and save the file as UTF-8"),
    ),
    Mistake(
        "a private letter in a macro",
        (macro("Shipping", "\ue000Shipping"),),
        says=("macros/delay-update.yaml:10:3: ", "delete it; no font shows it"),
    ),
    Mistake(
        "a workbook that was called .csv",
        whole_table(XLSX),
        says=("late.csv: ", "File > Save As > 'CSV UTF-8'"),
    ),
    Mistake(
        "a workbook that is broken",
        (file("late.xlsx", XLSX), file(CONFIG, GOOD[CONFIG].replace("macros/backorders.yaml", "late.xlsx"))),
        says=("late.xlsx: ", "is it whole? Open it, and save it anew"),
    ),
    Mistake(
        "a Numbers file that was called .csv",
        whole_table(NUMBERS),
        says=("late.csv: ", "File > Export To > CSV, with UTF-8"),
    ),
    Mistake(
        "a web page that was saved as .csv",
        whole_table("<!DOCTYPE html><html><body>Sign in</body></html>"),
        says=("late.csv: ", "a shop or a server shows one to whoever is not signed in, or at a"),
    ),
    Mistake(
        "a table that is packed",
        whole_table(gzip.compress(GOOD_TABLE.encode())),
        says=("late.csv: ", "unpack it first"),
    ),
    Mistake(
        "a table in UTF-16 without its mark",
        whole_table(GOOD_TABLE, encoding="utf-16-le"),
        says=("late.csv: ", "save it as plain text in UTF-8"),
    ),
    Mistake(
        "a table as an old Excel saves umlauts",
        table("Gooseneck Kettle", "Kessel für Tee", encoding="cp1252"),
        says=("late.csv:3: ", "save the file as UTF-8: in Notepad, File > Save As > Encoding: UTF-8"),
    ),
    Mistake(
        "a table with other headers",
        table("sku,name", "Item No.,Title"),
        says=("late.csv:1: ", "say for this feed in your config: columns: {sku: Item No., name:"),
    ),
    Mistake(
        "a table with German headers",
        table("sku,name,aliases,from,to", "Artikelnummer,Bezeichnung,Aliase,von,bis"),
        says=("late.csv:1: ", "say for this feed in your config: columns: {sku: Artikelnummer, name:"),
    ),
    Mistake(
        "a table without headers",
        whole_table(GOOD_TABLE.partition("\n")[2]),
        says=("late.csv:1: ", "put a line above it that names them: sku,name,aliases,from,to,reason"),
    ),
    Mistake(
        "a table below a title",
        whole_table("Late items of November\n\n" + GOOD_TABLE.replace("sku,name", "sku,title")),
        says=("late.csv:1: ", "take away the lines above it"),
    ),
    Mistake(
        "an empty table",
        whole_table(""),
        says=("late.csv:1: ", "its first line names the columns: sku, name, ..."),
    ),
    Mistake(
        "a table with a comma in a name",
        table("Gooseneck Kettle", "Kettle, black"),
        says=("late.csv:3:9: ", "put a text that holds the separator in quotation marks"),
    ),
    Mistake(
        "a table with #N/A",
        table("held at the port", "#N/A"),
        says=("late.csv:3:6: ", "fix the cell in the sheet"),
    ),
    Mistake(
        "a table with formulas",
        table("held at the port", "=VLOOKUP(A2;B:C;2)"),
        says=("late.csv:3:6: ", "export the values, not the formulas"),
    ),
    Mistake(
        "a table with rounded numbers",
        table("KET-70", "8.13E+12"),
        warns=True,
        says=("late.csv:3:1: ", "format the column as text in the sheet, and export it again"),
    ),
    Mistake(
        "a table with an option in German",
        table("held at the port,wait;cancel", "held at the port,warten"),
        says=("late.csv:3:7: ", "did you mean 'wait'?"),
    ),
    Mistake(
        "a table with aliases between commas",
        table("gooseneck kettle", '"gooseneck kettle, kettle"'),
        warns=True,
        says=("late.csv:3:3: ", "if it is several, say so for this feed in your config:"),
    ),
    Mistake(
        "a Word document for a macro",
        (file("macros/reply.yaml", packed("[Content_Types].xml", "word/document.xml")),),
        says=("macros/reply.yaml: ", "save it as plain text in UTF-8"),
    ),
    Mistake(
        "a rich text for a macro",
        (file("macros/reply.yaml", "{\\rtf1 Hi}"),),
        says=("macros/reply.yaml: ", "save it as plain text in UTF-8"),
    ),
    Mistake(
        "a PDF for the facts",
        (file(FACTS, "%PDF-1.7"),),
        says=("macros/backorders.yaml: ", "ask for the table that it was made from, as CSV"),
    ),
)
