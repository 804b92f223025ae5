"""The choice page in a real browser: on a phone without script, by keyboard, on paper, and as axe judges it."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Browsing = Any  # playwright's Browser, from conftest.py
LANGUAGES = ("en", "de", "fr", "es")
PHONE = {"viewport": {"width": 320, "height": 568}, "has_touch": True}
LONG = "Extraordinarily" * 12 + ' <img src=x onerror="document.title=1"> \u0645\u0631\u062d\u0628\u0627'
SHARED = str(Path(__file__).parents[1] / "serve")
"""Where the installation is made that the tests of the page over HTTP have, too."""


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what the tests of the page share."""
    monkeypatch.setattr(sys, "path", [SHARED, *sys.path])
    return import_module("choice_desk")


@pytest.fixture
def desk(shared: Any, tmp_path: Path) -> Iterator[Any]:
    """Return an installation whose server answers."""
    with shared.serving(tmp_path) as made:
        yield made


@contextmanager
def opened(chromium: Browsing, **options: Any) -> Iterator[Page]:
    """Open a page; whatever its console complains of fails the test, but for the status of an answer."""
    wrong: list[str] = []
    context = chromium.new_context(**options)
    try:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("console", lambda said: None if "status of 4" in said.text else wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        yield page
    finally:
        context.close()
    assert wrong == []


def fits(page: Page) -> None:
    """Check that nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def judged(page: Page) -> None:
    """Let axe judge a page: all rules of WCAG 2.2 AA, and its own best practice."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_fit_for_everybody(chromium: Browsing, desk: Any, shared: Any, language: str) -> None:
    """Order, confirmation, acknowledgement, notice and faults: axe finds nothing, and 320 pixels are enough."""
    late = replace(shared.WIDGET, name=LONG)
    desk.facts(late, shared.KETTLE)
    message = desk.message(late, shared.KETTLE, locale=language)
    link = desk.link(message)
    with opened(chromium, **PHONE) as page:
        for query in ("", "?ask=0"):
            page.goto(link + query)
            fits(page)
            judged(page)
            assert page.locator("html").get_attribute("lang") == language
        desk.post(link, "cancel", seen=late.version, confirm="yes")
        for address in (link, f"{link}?done=0", f"{link}x", f"{desk.url}/nothing"):
            page.goto(address)
            fits(page)
            judged(page)
        assert page.title() != "1"
        page.goto(f"{desk.url}/c/x?lang={language}")
        assert page.locator("html").get_attribute("lang").split("-")[0] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancellation_by_touch_without_script(chromium: Browsing, desk: Any, shared: Any, language: str) -> None:
    """Two taps, an acknowledgement with the moment, a file to keep; going back shows what was chosen."""
    message = desk.message(shared.WIDGET, locale=language)
    words = import_module("zendesk_bridge.serve.words").WORDS[language]
    with opened(chromium, java_script_enabled=False, accept_downloads=True, **PHONE) as page:
        page.goto(desk.link(message))
        page.get_by_role("button", name=words.cancel).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(words.confirm.title)
        assert desk.chosen(message) == []
        page.get_by_role("link", name=words.keep).tap()
        page.get_by_role("button", name=words.cancel).tap()
        page.get_by_role("button", name=words.confirm_button).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(words.done_cancel)
        expect(page.locator("main")).to_contain_text("(UTC\N{MINUS SIGN}05:00)")
        assert [one.kind for one in desk.chosen(message)] == ["cancel"]
        with page.expect_download() as saved:
            page.get_by_role("link", name=words.save).tap()
        text = Path(saved.value.path()).read_text("utf-8-sig")
        assert words.done_cancel in text
        assert "12:05" in text
        page.reload()
        page.go_back()  # no page is kept, so that nobody sees a button again that is none any more
        expect(page.locator("main")).to_contain_text(words.chosen)
        expect(page.get_by_role("button")).to_have_count(0)
        assert len(desk.chosen(message)) == 1


def test_two_tabs_and_a_second_thought(chromium: Browsing, desk: Any, shared: Any) -> None:
    """What the other tab chose holds; this one says so, and how to change it."""
    message = desk.message(shared.WIDGET)
    with opened(chromium, java_script_enabled=False) as first, opened(chromium, java_script_enabled=False) as second:
        for page in (first, second):
            page.goto(desk.link(message))
        first.get_by_role("button", name="Wait for this item").click()
        expect(first.get_by_role("heading", level=1)).to_have_text("Thank you, we have your choice")
        second.get_by_role("button", name=re.compile("^Send the rest")).click()
        expect(second.get_by_role("status")).to_contain_text("that choice holds")
        expect(second.get_by_role("button")).to_have_count(0)
        first.reload()
    assert [one.kind for one in desk.chosen(message)] == ["wait"]


def test_the_language_can_be_changed_on_every_page(chromium: Browsing, desk: Any, shared: Any) -> None:
    """And stays what the reader made it, through a choice."""
    message = desk.message(shared.WIDGET, locale="fr")
    with opened(chromium, java_script_enabled=False) as page:
        page.goto(desk.link(message))
        expect(page.get_by_role("heading", level=1)).to_have_text("Votre commande 10482")
        page.get_by_role("link", name="Deutsch").click()
        page.get_by_role("button", name="Diesen Artikel stornieren").click()
        page.get_by_role("link", name="Español").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("¿Cancelar este artículo?")
        page.get_by_role("button", name="Confirmar la cancelación").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hemos recibido su cancelación")
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("We have received your cancellation")


def test_by_keyboard_one_sees_where_one_is(
    chromium: Browsing, desk: Any, shared: Any, until_painted: Callable[[Page], None]
) -> None:
    """Every link and button is reached in its order, has a ring around it, and Enter chooses."""
    message = desk.message(shared.WIDGET)
    with opened(chromium) as page:
        page.goto(desk.link(message))
        until_painted(page)
        for _ in range(page.locator("a, button").count()):
            page.keyboard.press("Tab")
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
            assert ring == "3px"
            if page.evaluate("document.activeElement.innerText") == "Wait for this item":
                break
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, we have your choice")


def test_buttons_are_big_enough_for_a_thumb(chromium: Browsing, desk: Any, shared: Any) -> None:
    """44 pixels and more, whatever stands on them."""
    with opened(chromium, **PHONE) as page:
        page.goto(desk.link(desk.message(shared.WIDGET, shared.KETTLE)))
        sizes = [box for one in page.get_by_role("button").all() if (box := one.bounding_box())]
        assert len(sizes) == 6
        assert all(box["height"] >= 44 and box["width"] >= 200 for box in sizes)


def test_an_acknowledgement_on_paper_is_what_it_says(chromium: Browsing, desk: Any, shared: Any) -> None:
    """Content and moment are printed; buttons and languages are not."""
    message = desk.message(shared.WIDGET)
    link = desk.link(message)
    desk.post(link, "cancel", confirm="yes")
    with opened(chromium) as page:
        page.emulate_media(media="print")
        page.goto(f"{link}?done=0")
        expect(page.get_by_text("Cancel this item")).to_be_visible()
        expect(page.get_by_text("November 28, 2026, 12:05")).to_be_visible()
        expect(page.get_by_text("Save this confirmation")).to_be_hidden()
        expect(page.get_by_role("navigation")).to_be_hidden()
        assert page.pdf().startswith(b"%PDF")


def test_a_prefetch_chooses_nothing(chromium: Browsing, desk: Any, shared: Any) -> None:
    """A scanner that opens the link, and then everything that can be opened from it, has chosen nothing."""
    message = desk.message(shared.WIDGET, shared.KETTLE)
    with opened(chromium) as page:
        link = desk.link(message)
        seen: set[str] = set()
        left = {link, *(f"{link}?lang={language}&ask={item}" for language in LANGUAGES for item in (0, 1))}
        while left:
            address = left.pop()
            seen.add(address)
            page.goto(address)
            found = page.evaluate("[...document.links].filter((one) => !one.download).map((one) => one.href)")
            left |= set(found) - seen
            assert len(seen) < 50
        assert len(seen) > 12
    assert desk.chosen(message) == []
