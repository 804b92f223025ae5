"""Where items come from: the late ones with their facts, and the whole catalogue that they are told apart from.

Each type of source is a module that says what its entries hold; each kind of feed is a union of them here.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from zendesk_bridge.settings.feeds.columns import UNSET, BackordersSettings, ProductsSettings
from zendesk_bridge.settings.feeds.file import FileBackorders, FileProducts
from zendesk_bridge.settings.feeds.forms import format_of
from zendesk_bridge.settings.feeds.http import HttpProducts, WebFile

__all__ = [
    "UNSET",
    "AnyBackorders",
    "AnyProducts",
    "BackordersSettings",
    "FileBackorders",
    "FileProducts",
    "HttpProducts",
    "ProductsSettings",
    "WebFile",
    "format_of",
]

AnyBackorders = FileBackorders
AnyProducts = Annotated[FileProducts | HttpProducts, Field(discriminator="type")]
