"""Findings as people, GitHub and readers of SARIF are told them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from zendesk_bridge.cli.check.showing import annotation, as_json, line, sarif
from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint import RULES, Ignored, RemotePlace, found

HERE = Place("macros/a, b.yaml", 3, 7)
VAGUE = found("vague", HERE, "delay: 'soon' is no date\n100%")
REMOTE = replace(found("no-date", Place("", 2, 1), "no date"), remote=RemotePlace("shop", "A::B", 4711))


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the repository's top be where we run, unless a test says otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    return tmp_path


def test_an_annotation_is_escaped_as_github_asks() -> None:
    """Line breaks and percent signs everywhere, colons and commas in properties."""
    first = annotation(VAGUE)
    assert first.startswith("::warning file=macros/a%2C b.yaml,line=3,col=7,title=zendesk-bridge%3A vague::")
    assert "delay: 'soon' is no date%0A100%25%0ACustomers bear a delay; they" in first
    assert "\n" not in first


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("note", "notice")])
def test_each_severity_has_a_level_at_github(severity: str, level: str) -> None:
    """A note is a notice there."""
    assert annotation(replace(VAGUE, severity=severity)).startswith(f"::{level} ")


def test_an_annotation_without_a_file(monkeypatch: pytest.MonkeyPatch, top: Path) -> None:
    """What stands on a helpdesk names the macro; paths are seen from the repository's top."""
    assert annotation(REMOTE).startswith("::warning title=zendesk-bridge%3A no-date::shop: A::B (#4711): no date%0A")
    assert annotation(found("doubt", Place(""), "x")) == "::warning title=zendesk-bridge%3A doubt::x"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(top.parent))
    assert f"file={top.name}/macros/" in annotation(VAGUE)
    far = replace(VAGUE, place=Place("/elsewhere/a.yaml", 1))
    assert "file=/elsewhere/a.yaml,line=1,title" in annotation(far)


def test_a_log_in_sarif_has_what_its_schema_asks_for() -> None:
    """Version, tool with the metadata of every rule, and results that point at them with a level and a message."""
    log = sarif([VAGUE, REMOTE, found("doubt", Place(""), "holds no macro")], [Ignored(VAGUE, "our lawyers")])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
    first, remote, nowhere, ignored = run["results"]
    (place,) = first["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "macros/a%2C%20b.yaml", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    assert remote["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "shop: A::B (#4711)"
    assert nowhere["locations"] == []
    assert ignored["suppressions"] == [{"kind": "inSource", "justification": "our lawyers"}]


def test_a_file_elsewhere_has_a_whole_address_in_sarif() -> None:
    """What is not below the repository's top is no relative address."""
    log = sarif([replace(VAGUE, place=Place("/else where/a.yaml"))], [])
    physical = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert physical == {"artifactLocation": {"uri": "file:///else%20where/a.yaml"}}


def test_a_finding_for_people_and_programs() -> None:
    """Both say where, what, why and what to do; one on a helpdesk names the macro there."""
    assert line(REMOTE).startswith("shop: A::B (#4711): warning: no date [no-date]\n    A customer")
    assert as_json(REMOTE)["remote"] == {"helpdesk": "shop", "title": "A::B", "id": 4711}
    assert as_json(VAGUE)["place"] == "macros/a, b.yaml:3:7"
    assert "remote" not in as_json(VAGUE)


@pytest.mark.parametrize("card", RULES.values(), ids=lambda card: card.id)
def test_every_rule_is_documented(card: object) -> None:
    """A name in kebab-case, a severity, one sentence why, and what to write instead; each fault has a rule."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", card.id)
    if card.ignorable:
        assert card.why.endswith(".")
        assert card.suggestion
    assert {one.fault for one in RULES.values()} == set(range(14))
