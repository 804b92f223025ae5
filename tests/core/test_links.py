"""Links to the choice page: what is ours, and what is not."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from zendesk_bridge.core.links import SignedLink, address, read, sign

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
END = datetime(2027, 1, 27, 17, 30, tzinfo=UTC)
LINK = SignedLink("0123456789abcdef", END)
TOKEN = sign(KEY, LINK)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."


def test_a_link_says_what_was_signed() -> None:
    """The same token every time, which holds the message and the end, and fits on a line of a mail."""
    assert read(KEY, TOKEN) == LINK
    assert sign(KEY, LINK) == TOKEN
    assert len(address("https://choose.example", TOKEN)) < 130


def test_a_link_is_void_from_its_end_on() -> None:
    """Until the second before it counts, and from its end on it does not."""
    assert not LINK.is_over(END - timedelta(seconds=1))
    assert LINK.is_over(END)
    assert LINK.is_over(END + timedelta(days=900))


@pytest.mark.parametrize("base", ["https://choose.example", "https://choose.example/", "https://a.example/orders/"])
def test_an_address_stands_below_its_base(base: str) -> None:
    """With or without a slash at the end, and below a path of the shop's own."""
    assert address(base, TOKEN) == f"{base.rstrip('/')}/c/{TOKEN}"


def _signed(payload: object, salt: str = "zendesk-bridge choice link 1") -> str:
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(KEY, salt=salt, signer_kwargs=how).dumps(payload)


NOT_OURS = {
    "nothing": "",
    "a dot": ".",
    "words": "hello",
    "no signature": TOKEN.partition(".")[0],
    "an empty signature": TOKEN.rpartition(".")[0] + ".",
    "only the signature": TOKEN.rpartition(".")[2],
    "cut by one": TOKEN[:-1],
    "a space behind": f"{TOKEN} ",
    "padded": f"{TOKEN}=",
    "another installation's": sign(OTHER, LINK),
    "an empty key's": sign(b"", LINK),
    "signed for another purpose": _signed([LINK.message, int(END.timestamp())], salt="session"),
    "unsigned, as others do it": base64.urlsafe_b64encode(b'["0123456789abcdef",9999999999]').decode(),
    "another shape": _signed({"message": "x"}),
    "too little": _signed(["x"]),
    "too much": _signed(["x", 1, 2]),
    "an end that is no number": _signed(["x", "1"]),
    "an end that is no moment": _signed(["x", 10**30]),
    "a truth for an end": _signed(["x", True]),
    "beyond ASCII": TOKEN + "é",
    "half a character": TOKEN + "\ud800",
    "a null": TOKEN + "\0",
    "very long": TOKEN * 5000,
}


@pytest.mark.parametrize("token", NOT_OURS.values(), ids=NOT_OURS.keys())
def test_what_is_not_ours_says_nothing(token: str) -> None:
    """Cut, altered, forged, of another purpose or another installation: none of them is an error of ours."""
    assert read(KEY, token) is None


@pytest.mark.parametrize("at", range(len(TOKEN)))
def test_no_letter_of_a_token_can_be_another(at: int) -> None:
    """Also not its last one, which Base64 would read alike in four spellings."""
    others = [letter for letter in LETTERS if letter != TOKEN[at]]
    assert {read(KEY, TOKEN[:at] + letter + TOKEN[at + 1 :]) for letter in others} == {None}


@settings(deadline=None)
@given(st.text(max_size=500))
def test_whatever_is_asked_is_answered(text: str) -> None:
    """No text at all makes reading fail, and none is ours by chance."""
    assert read(KEY, text) is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789abcdef", max_size=64), st.integers(0, 32_503_680_000))
def test_every_link_comes_back(message: str, end: int) -> None:
    """Whatever was signed is read again, to the second."""
    link = SignedLink(message, datetime.fromtimestamp(end, UTC))
    assert read(KEY, sign(KEY, link)) == link
