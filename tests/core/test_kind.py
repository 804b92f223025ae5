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


@pytest.mark.parametrize(
    ("page", "address", "link"),
    [
        ("/agent/tickets/{id}", "https://acme.zendesk.com", "https://acme.zendesk.com/agent/tickets/7"),
        ("/a/tickets/{id}", "https://acme.freshdesk.com/", "https://acme.freshdesk.com/a/tickets/7"),
        ("/a/tickets/{id}", "sandbox", ""),
        ("/a/tickets/{id}", "", ""),
        ("", "https://acme.example.com", ""),
    ],
)
def test_a_ticket_has_a_link_where_its_address_is_known(page: str, address: str, link: str) -> None:
    """People open the ticket from any list; nobody is sent to an address that is none."""
    assert HelpdeskKind("Any", (), (KEY,), ticket_page=page).ticket_link(address, 7) == link
