"""Find the vendor's published schema, without which there is no Shopify face: questions are checked against it.

It comes with the npm package ``@shopify/dev-mcp``, and is no part of this project.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.sandbox.options import Options

VERSION = "2026-10"
"""The version of the Admin API that the face speaks."""
_PACKAGED = Path("node_modules/@shopify/dev-mcp/dist/data") / f"admin_{VERSION}.json.gz"
_INSTALL = "npm install --no-save @shopify/dev-mcp"


@dataclass(frozen=True, slots=True)
class SchemaPlace:
    """Where the schema is; or, in words for a person, what it takes to have one."""

    file: Path | None
    lacks: str = ""


def located(options: Options) -> SchemaPlace:
    """Return the schema that an option names, or that npm has put beside the data or the current folder.

    Raises:
        InvalidInput: an option names a file that is not there, or asks for the face, and it cannot be.
    """
    asked = options.shopify_schema is not None or "shopify" in (options.faces or ())
    beside = [Path(), *([options.data.parent] if options.data else [])]
    places = [options.shopify_schema] if options.shopify_schema else [folder / _PACKAGED for folder in beside]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        lacks = f"Shopify's schema, which `{_INSTALL}` puts into this folder"
    elif find_spec("graphql") is None:
        lacks = "graphql-core, which `pip install 'graphql-core>=3.2.5,<4'` brings"
    else:
        return SchemaPlace(file)
    if asked:
        place = Place("--shopify-schema")
        message = f"no such file: {options.shopify_schema}" if options.shopify_schema and not file else f"needs {lacks}"
        raise InvalidInput([Problem(place, message, f"name FOLDER/{_PACKAGED}, after `{_INSTALL}` in that folder")])
    return SchemaPlace(None, lacks)
