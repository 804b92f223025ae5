"""How a kind of helpdesk says how one signs in."""

import pytest

from zendesk_bridge.core.kind import Credential, HelpdeskKind, Login

KEY, PAIR, TOKEN = (
    Login(name, "", tuple(map(Credential, keys, keys)))
    for name, keys in (("A", ["key"]), ("B", ["id", "secret"]), ("C", ["token"]))
)


@pytest.mark.parametrize(
    ("logins", "said"),
    [
        ((KEY,), "{key}"),
        ((KEY, PAIR), "{key} or {id, secret}"),
        ((KEY, PAIR, TOKEN), "{key}, {id, secret}, or {token}"),
    ],
)
def test_ways_to_sign_in_are_listed_as_people_would(logins: tuple[Login, ...], said: str) -> None:
    """One way, two or more: each is written as it stands in the config."""
    assert HelpdeskKind("Any", (), logins).sign_in == said
