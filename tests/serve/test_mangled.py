"""Links as mail programs leave them: what is still ours, and that nothing else becomes it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.links import SignedLink, read, sign
from zendesk_bridge.serve.mangled import token_in

KEY = bytes(range(32))
TOKEN = sign(KEY, SignedLink("0123456789abcdef", datetime(2027, 1, 27, 17, 30, tzinfo=UTC)))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
MANGLED = {
    "as it is": TOKEN,
    "with a full stop": f"{TOKEN}.",
    "in brackets": f"{TOKEN}>",
    "in quotation marks": f"{TOKEN}\u201d.)",
    "with a slash": f"{TOKEN}/",
    "behind two slashes": f"/{TOKEN}",
    "over two lines": f"{TOKEN[:30]}\r\n {TOKEN[30:]}",
    "over two lines of a mail": f"{TOKEN[:30]}=\r\n{TOKEN[30:]}",
    "encoded": TOKEN.replace(".", "%2E"),
    "a full stop, encoded": f"{TOKEN}%2E",
    "over two lines, encoded": f"{TOKEN[:70]}%0D%0A{TOKEN[70:]}",
    "with room to break": f"{TOKEN[:50]}\u200b{TOKEN[50:]}\u00ad",
    "counted by": f"{TOKEN}&utm_source=mail&utm_medium=x.y",
    "counted by, encoded": f"{TOKEN}%3Futm_source%3Dmail",
}


@pytest.mark.parametrize("path", MANGLED.values(), ids=MANGLED.keys())
def test_what_mail_programs_make_of_a_token_is_still_that_token(path: str) -> None:
    """Broken over lines, with the punctuation behind it, encoded twice, with something appended."""
    assert token_in(path) == TOKEN


@settings(deadline=None)
@given(st.text(max_size=500))
def test_no_path_fails_and_none_becomes_a_token_of_ours(text: str) -> None:
    """Whatever stands in an address, what is left of it is in a token's alphabet, and means nothing."""
    found = token_in(text)
    assert set(found) <= set(LETTERS)
    assert read(KEY, found) is None
