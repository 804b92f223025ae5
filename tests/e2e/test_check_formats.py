"""check for GitHub and for what reads SARIF: the same findings, with paths from the repository's top."""

import pytest

BAD = """\
key: bad
title: "Backorder::Bad"
reply: |
  It ships soon.
lint: {ignore: {vague: our lawyers want it}}
"""


@pytest.fixture
def unwise(quiet_shop, monkeypatch):
    """Return a shop with one macro that breaks a rule on purpose and one that does so unawares."""
    quiet_shop.write("macros/bad.yaml", BAD)
    quiet_shop.write("macros/worse.yaml", BAD.replace("bad", "worse").replace("Bad", "Worse").partition("lint:")[0])
    monkeypatch.setenv("GITHUB_WORKSPACE", str(quiet_shop.folder))
    return quiet_shop


def test_github_shows_findings_beside_their_lines(unwise):
    """One command a line, and what people read below it."""
    lines = unwise.ok("check", "--format", "github").out.splitlines()
    vague = [line for line in lines if "vague" in line]
    assert [line.partition("::worse")[0] for line in vague] == [
        "::warning file=macros/worse.yaml,line=4,col=12,title=zendesk-bridge%3A vague"
    ]
    assert lines[-1].endswith("1 finding ignored, as your files say.")


def test_sarif_is_one_log(unwise):
    """What is ignored stands in it as suppressed, with the reason."""
    (run,) = unwise.ok("check", "--format", "sarif").json["runs"]
    found = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: result
        for result in run["results"]
        if result["ruleId"] == "vague"
    }
    assert found.keys() == {"macros/bad.yaml", "macros/worse.yaml"}
    assert found["macros/bad.yaml"]["suppressions"][0]["justification"] == "our lawyers want it"
    assert "suppressions" not in found["macros/worse.yaml"]


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_a_config_that_cannot_be_read_is_a_finding(unwise, form):
    """Where the config is wrong a workflow shows that beside its line, and the check fails."""
    unwise.configure(locale="xx_YY")
    ran = unwise.run("check", "--format", form)
    assert ran.code == 2
    if form == "github":
        assert ran.out.startswith("::error file=config.yaml,line=")
    else:
        (result,) = ran.json["runs"][0]["results"]
        assert (result["ruleId"], result["level"]) == ("invalid", "error")
