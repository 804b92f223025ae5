"""Evidence for people and programs: as JSON, as text, or as a page that prints well."""

from zendesk_bridge.core.report.evidence.data import evidence_digest, evidence_json
from zendesk_bridge.core.report.evidence.page import evidence_page
from zendesk_bridge.core.report.evidence.text import evidence_lines

__all__ = ["evidence_digest", "evidence_json", "evidence_lines", "evidence_page"]
