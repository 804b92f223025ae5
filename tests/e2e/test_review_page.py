"""plan --html: one page with every reply as a customer reads it."""

import errno
import os
import re

import pytest


def page_of(shop):
    """Write the page and return it; that it was written is told, beside the result."""
    ran = shop.run("plan", "--html", str(shop.folder / "plan.html"))
    assert f"{shop.folder / 'plan.html'} is written: every reply as a customer reads it" in ran.err
    return (shop.folder / "plan.html").read_text(encoding="utf-8")


def test_every_reply_as_a_customer_reads_it(shop):
    """Each macro that is to be written stands there filled in, with its place, what it does, and the plan's numbers."""
    shop.ok("setup", "--yes")
    shop.writes()
    page = page_of(shop)
    told = shop.run("plan", "--format", "json").json
    assert f"--plan {told['digest']}" in page
    assert f"{told['writes']} macros to write" in page
    assert "Backorder &rsaquo; Blue Widget 12 oz" in page
    assert "Hi Alex" in page
    assert "status: pending" in page
    assert not re.search(r"\{\{|\{%", page)
    assert shop.writes() == 0


def test_what_an_unmarked_ticket_gives(shop):
    """A per-ticket reply is shown with what a ticket gives that triage has not marked; only Zendesk can tell."""
    shop.ok("setup", "--yes")
    page = page_of(shop)
    assert "On a ticket that is not marked" in page
    assert "your Blue Widget 12 oz will ship late" in page


def test_every_language_is_there(shop):
    """A macro in several languages is read in each, whether one macro speaks them all or each has its own."""
    shop.write(
        "macros/hello.yaml",
        'key: hello\ntitle: "Backorder::Hello"\nreply: Hello {{ customer.first_name }}\n'
        'locales: {de: {title: "Backorder::Hallo", reply: "Hallo {{ customer.first_name }}"}}\n',
    )
    page = page_of(shop)
    assert "Hello Alex" in page
    assert "Hallo Alex" in page
    assert "<small>de</small>" in page


def test_unchanged_replies_are_there_too(shop):
    """What stays as it is can be read as well, and is counted apart."""
    shop.ready()
    page = page_of(shop)
    assert "Nothing to write." in page
    assert "Tickets are not in this plan: zendesk-bridge triage --dry-run shows them." in page
    assert "<summary>6 macros</summary>" in page
    assert "Backorder &rsaquo; Delay update" in page


def test_the_page_is_text_and_nothing_else(shop):
    """Names and edits from elsewhere are escaped; there is no script, nothing is loaded, and a policy says so."""
    shop.swap("macros/backorders.yaml", "name: Harbor Desk Lamp", "name: Harbor <script>alert(1)</script> & Lamp")
    page = page_of(shop)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(src|href)=["']?(?!mailto)""", page)


@pytest.mark.parametrize(
    ("name", "there", "said"),
    [
        ("notes.html", "<!doctype html>\n<p>Mine", "no review page"),
        ("macros", None, "is a directory"),
        ("nowhere/plan.html", None, "there is no folder"),
    ],
)
def test_another_file_is_not_replaced(shop, name, there, said):
    """What is no such page is left alone, and the plan is not even made."""
    if there:
        shop.write(name, there)
    ran = shop.run("plan", "--html", str(shop.folder / name))
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""
    assert there is None or (shop.folder / name).read_text() == there


def test_the_page_is_replaced_whole(shop, monkeypatch):
    """A second page takes the first one's place; one that cannot be written changes nothing."""
    first = page_of(shop)
    shop.facts("LAMP-3")
    second = page_of(shop)
    assert second != first

    def read_only(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("pathlib.Path.replace", read_only)
    ran = shop.run("plan", "--html", str(shop.folder / "plan.html"))
    assert ran.code == 1
    assert "cannot be written: Read-only file system" in ran.err
    assert "plan.html is written" not in ran.err
    assert (shop.folder / "plan.html").read_text(encoding="utf-8") == second
    assert not list(shop.folder.glob(".*.tmp"))


def test_a_link_laid_beside_the_page_leads_nowhere(shop):
    """Somebody else who may write in its folder cannot have us write over a file of ours."""
    own = shop.folder / "own.key"
    own.write_text("mine")
    (shop.folder / f".plan.html.{os.getpid()}").symlink_to(own)
    assert "Hi Alex" in page_of(shop)
    assert own.read_text() == "mine"
