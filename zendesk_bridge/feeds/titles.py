"""What other programs call the columns that we read, to name the setting that reads theirs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from zendesk_bridge.core.document import meant
from zendesk_bridge.feeds.tabular import fold

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")  # ProductSKU
_WORD = re.compile(r"\w+")
# By our name, the likeliest first; one that ends with * may have words around it.
_CALLED: Mapping[str, str] = {
    "sku": (
        "sku*|item no|item number|part no|part number|material|article|artikelnummer|artikelnr|artikel nr|artikel"
        "|internal reference|product code|item code|no|item|référence|referencia"
    ),
    "name": "product name|item name|description|bezeichnung|kurztext|title|product|item description|memo|désignation",
    "ship_window": (
        "expected receipt date|expected arrival|expected date|expected ship date|expected delivery|due date"
        "|delivery date|deliv date|eta|ship date|lieferdatum|liefertermin|lieferdat|versanddatum"
        "|neuer liefertermin|promise date|date prévue|fecha prevista"
    ),
    "order": (
        "order number|order no|order id|order name|sales order|document number|increment id|number|num|name|order ref"
        "|order reference|bestellnummer|bestellung|auftrag|auftragsnummer|numéro de commande|commande|pedido"
    ),
    "ordered_at": (
        "created at|order date|purchase date|ordered|date created|placed at|date|bestelldatum|datum|order time"
        "|date de commande|fecha"
    ),
    "email": "email*|e mail*|mail|correo|correo electrónico",
    "quantity": "lineitem quantity|quantity|qty|quantity purchased|order qty|menge|bestellmenge|quantité|cantidad",
    "shipped": "quantity shipped|qty shipped|shipped qty|quantity fulfilled|geliefert",
    "country": (
        "shipping country|country code shipping|shipping country code|ship country|ship to country|land|pays|país"
    ),
    "locale": "language|customer locale|sprache|langue|idioma",
    "customer": "shipping name|customer name|recipient name|ship to name|buyer name|customer|kunde|client|cliente",
}


def guessed(names: Sequence[str], titles: Sequence[str], must: Collection[str]) -> dict[str, str]:
    """Return which of these columns hold what goes by our names, as far as their titles tell, each column once.

    Those that ``must`` be there choose first.
    """
    free = {_plain(title): title for title in reversed(titles) if title}
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: name not in must):
        at = next((plain for plain, title in free.items() if fold(title) == fold(name)), "") or _of(name, free)
        if at:
            found[name] = free.pop(at)
    return {name: found[name] for name in names if name in found}


def _of(name: str, free: Collection[str]) -> str:
    for called in _CALLED.get(name, "").split("|"):
        word = called.removesuffix("*")
        for title in free if called else ():
            if title == word or (called != word and f" {word} " in f" {title} "):
                return title
    others = (title for title in free if title != "id")  # which may be that of anything
    return next((title for title in others if meant.other(title.replace(" ", "_"), [name])), "")


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(_CAMEL.sub(" ", title).replace("_", " "))).casefold()
