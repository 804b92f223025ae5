"""Where rows come from: files, the web, databases. Each keeps one promise; what is made of the rows is not theirs."""

from __future__ import annotations

from zendesk_bridge.feeds.sources.file import FileRows
from zendesk_bridge.feeds.sources.port import Header, Located, RowSource
from zendesk_bridge.feeds.sources.reading import CSV, FileForm, FileManner
from zendesk_bridge.feeds.sources.records import Records, searched
from zendesk_bridge.feeds.sources.web import HttpRows, TakenRows

__all__ = [
    "CSV",
    "FileForm",
    "FileManner",
    "FileRows",
    "Header",
    "HttpRows",
    "Located",
    "Records",
    "RowSource",
    "TakenRows",
    "searched",
]
