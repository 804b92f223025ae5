from typing import Any

import pytest

pytestmark = pytest.mark.browser

Shop = Any  # a class in conftest.py, which a test cannot import

ATTACK = """
async ([paths, headers]) => {
  const found = {};
  for (const path of paths) {
    const answer = await fetch(path, { headers }).catch(() => null);
    found[path] = answer && [answer.status, await answer.text()];
  }
  return found;
}
"""


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_a_page_whose_name_was_pointed_at_this_machine_reads_nothing(shop: Shop, chromium: Any, face: str) -> None:
    """DNS rebinding: a site's page asks its own name, which now means loopback, with logins that everybody knows."""
    shop.customer("Secret words of a customer", "Secret words")
    here = shop.box.zendesk_url if face == "zendesk" else shop.box.freshdesk_url
    site = here.replace("127.0.0.1", "rebound.example")
    paths = ["/", f"/desk/{face}", "/api/v2/tickets.json", "/api/v2/tickets", "/_sandbox/requests"]
    key = shop.box.credentials
    logins = [(f"{key.zendesk_email}/token", key.zendesk_api_token), (key.freshdesk_api_key, "X")]
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{site}/prizes")  # whatever it answers, the page that asks below is of the site's origin
        assert page.evaluate("origin") == site
        for user, word in logins:
            basic = page.evaluate("([user, word]) => `Basic ${btoa(`${user}:${word}`)}`", [user, word])
            found = page.evaluate(ATTACK, [paths, {"Authorization": basic}])
            assert {path: answer[0] for path, answer in found.items()} == dict.fromkeys(paths, 403)
            assert "Secret" not in str(found)
