"""Credentials: where they come from, how they are copied, and whose they are."""

from __future__ import annotations

from base64 import b64encode

from newcomers.desk import Mistake, config

SECRET = '"${ZENDESK_CLIENT_SECRET}"'
KEY = '"${FRESHDESK_API_KEY}"'
CLIENT = 'auth: {client_id: zendesk_bridge, client_secret: "${ZENDESK_CLIENT_SECRET}"}'
LIVE_CLIENT = 'auth: {client_id: sandbox_client, client_secret: "${ZENDESK_CLIENT_SECRET}"}'

CREDENTIALS = (
    Mistake(
        "a variable that is not set",
        env={"FRESHDESK_API_KEY": None},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "export FRESHDESK_API_KEY=... before you start, or give it a default:",
        ),
    ),
    Mistake(
        "a variable that is not set, at check",
        env={"FRESHDESK_API_KEY": None},
        warns=True,
        says=(
            "config.yaml:9:21: ",
            "export FRESHDESK_API_KEY=... before you start, or give it a default:",
        ),
    ),
    Mistake(
        "a variable that is empty",
        env={"FRESHDESK_API_KEY": ""},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "set its variable to more than nothing",
        ),
    ),
    Mistake(
        "a variable of spaces",
        env={"FRESHDESK_API_KEY": "  "},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "set its variable to more than nothing",
        ),
    ),
    Mistake(
        "a variable's name misspelt",
        (config("FRESHDESK_API_KEY", "FRESHDSK_API_KEY"),),
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "export FRESHDSK_API_KEY=... before you start, or give it a default:",
        ),
    ),
    Mistake(
        "quotation marks around the value",
        env={"FRESHDESK_API_KEY": '"k3y"'},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "set the variable without them: many programs keep them",
        ),
    ),
    Mistake(
        "single ones around the value",
        env={"ZENDESK_CLIENT_SECRET": "'s3cr3t'"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:5:54: ",
            "set the variable without them: many programs keep them",
        ),
    ),
    Mistake(
        "a line break within the value",
        env={"FRESHDESK_API_KEY": "k3\ny"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "copy it again from the helpdesk, in one line",
        ),
    ),
    Mistake(
        "Bearer in front of a token",
        (config(LIVE_CLIENT, 'auth: {token: "${TOKEN}"}'),),
        env={"TOKEN": "Bearer abc"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:5:19: ",
            "leave it out: write only the credential that stands behind it",
        ),
    ),
    Mistake(
        "Basic in front of a key",
        env={"FRESHDESK_API_KEY": "Basic azN5Olg="},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "leave it out: write only the credential that stands behind it",
        ),
    ),
    Mistake(
        "Authorization: in front of a token",
        (config(LIVE_CLIENT, 'auth: {token: "${TOKEN}"}'),),
        env={"TOKEN": "Authorization: Bearer abc"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:5:19: ",
            "leave it out: write only the credential that stands behind it",
        ),
    ),
    Mistake(
        "/token behind the address",
        (config(LIVE_CLIENT, 'auth: {email: ann@acme.example/token, api_token: "${TOKEN}"}'),),
        env={"TOKEN": "abc"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:5:19: ",
            "write the address alone: /token is added for you",
        ),
    ),
    Mistake(
        "curl's user for the token",
        (config(LIVE_CLIENT, 'auth: {email: ann@acme.example, api_token: "${TOKEN}"}'),),
        env={"TOKEN": "ann@acme.example/token:abc"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:5:48: ",
            "write only what stands behind '/token:'",
        ),
    ),
    Mistake(
        "a name for the address",
        (config(LIVE_CLIENT, 'auth: {email: ann, api_token: "${TOKEN}"}'),),
        env={"TOKEN": "abc"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:5:19: ",
            "write that of the agent whose API token it is",
        ),
    ),
    Mistake(
        "X behind the key",
        env={"FRESHDESK_API_KEY": "k3y:X"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "write the key alone",
        ),
    ),
    Mistake(
        "changeme",
        env={"FRESHDESK_API_KEY": "changeme"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "write the real one, from the helpdesk's settings",
        ),
    ),
    Mistake(
        "xxx",
        env={"FRESHDESK_API_KEY": "xxxxxxxx"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "write the real one, from the helpdesk's settings",
        ),
    ),
    Mistake(
        "the example's own words",
        env={"FRESHDESK_API_KEY": "<your key>"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "write the real one, from the helpdesk's settings",
        ),
    ),
    Mistake(
        "the example's own words in capitals",
        env={"ZENDESK_CLIENT_SECRET": "YOUR_CLIENT_SECRET"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:5:54: ",
            "write the real one, from the helpdesk's settings",
        ),
    ),
    Mistake(
        "three dots",
        env={"FRESHDESK_API_KEY": "..."},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "write the real one, from the helpdesk's settings",
        ),
    ),
    Mistake(
        "a variable's name for its value",
        env={"FRESHDESK_API_KEY": "$FRESHDESK_API_KEY"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "write ${NAME} in your config, in braces",
        ),
    ),
    Mistake(
        "asterisks, as a page shows it",
        env={"FRESHDESK_API_KEY": "********"},
        typed="plan",
        live=True,
        says=(
            "config.yaml:9:21: ",
            "write the real one, from the helpdesk's settings",
        ),
    ),
    Mistake(
        "a key in the file",
        (config(KEY, "Zk3yABCDEF"),),
        warns=True,
        says=(
            "config.yaml:9:21: ",
            "write ${SHOP_EU_API_KEY} and set SHOP_EU_API_KEY in the environment",
        ),
    ),
    Mistake(
        "a secret in the file",
        (config(SECRET, "Zs3cr3tABCDEF"),),
        warns=True,
        says=(
            "config.yaml:5:54: ",
            "write ${SHOP_CLIENT_SECRET} and set SHOP_CLIENT_SECRET in the",
        ),
    ),
    Mistake(
        "api_token for Freshdesk",
        (config("{api_key:", "{api_token:"),),
        says=(
            "config.yaml:9:11: ",
            "write {api_key}",
        ),
    ),
    Mistake(
        "api_key for Zendesk",
        (config(CLIENT, 'auth: {api_key: "${ZENDESK_CLIENT_SECRET}"}'),),
        says=(
            "config.yaml:5:11: ",
            "write {client_id, client_secret}, {token}, or {email, api_token}",
        ),
    ),
    Mistake(
        "token for Freshdesk",
        (config("{api_key:", "{token:"),),
        says=(
            "config.yaml:9:11: ",
            "write {api_key}",
        ),
    ),
    Mistake(
        "user and password for Zendesk",
        (config(CLIENT, 'auth: {username: ann@acme.example, password: "${ZENDESK_CLIENT_SECRET}"}'),),
        says=(
            "config.yaml:5:11: ",
            "write {client_id, client_secret}, {token}, or {email, api_token}",
        ),
    ),
    Mistake(
        "an address and a password for Zendesk",
        (config(CLIENT, 'auth: {email: ann@acme.example, password: "${ZENDESK_CLIENT_SECRET}"}'),),
        says=(
            "config.yaml:5:37: ",
            "did you mean 'api_token'?",
        ),
    ),
    Mistake(
        "both ways to sign in",
        (
            config(
                CLIENT,
                'auth: {client_id: a, client_secret: "${ZENDESK_CLIENT_SECRET}", email: ann@acme.example, api_token: "${ZENDESK_CLIENT_SECRET}"}',
            ),
        ),
        says=(
            "config.yaml:5:11: ",
            "keep one of {client_id, client_secret}, {token}, or {email, api_token}",
        ),
    ),
    Mistake(
        "half of one way",
        (config(CLIENT, "auth: {client_id: zendesk_bridge}"),),
        says=(
            "config.yaml:5:11: ",
            'add client_secret: "${ZENDESK_CLIENT_SECRET}"   # Its secret',
        ),
    ),
    Mistake(
        "half of the other way",
        (config(CLIENT, 'auth: {api_token: "${ZENDESK_CLIENT_SECRET}"}'),),
        says=(
            "config.yaml:5:11: ",
            "add email:   # The agent's address, without /token",
        ),
    ),
    Mistake(
        "an address alone",
        (config(CLIENT, "auth: {email: ann@acme.example}"),),
        says=(
            "config.yaml:5:11: ",
            'add api_token: "${ZENDESK_API_TOKEN}"   # The API token',
        ),
    ),
    Mistake(
        "auth as one text",
        (config(CLIENT, 'auth: "${ZENDESK_CLIENT_SECRET}"'),),
        says=(
            "config.yaml:5:11: ",
            "write {client_id, client_secret}, {token}, or {email, api_token}",
        ),
    ),
    Mistake(
        "no auth",
        (config(f"    {CLIENT}\n", ""),),
        says=(
            "config.yaml:3:5: ",
            "add auth: with {client_id, client_secret}, {token}, or {email,",
        ),
    ),
    Mistake(
        "an empty auth",
        (config(CLIENT, "auth:"),),
        says=(
            "config.yaml:3:5: ",
            "add auth: with {client_id, client_secret}, {token}, or {email,",
        ),
    ),
    Mistake(
        "api_key beside type:",
        (config('auth: {api_key: "${FRESHDESK_API_KEY}"}', 'api_key: "${FRESHDESK_API_KEY}"'),),
        says=(
            "config.yaml:9:5: ",
            "it belongs under helpdesks.auth:",
        ),
    ),
    Mistake(
        "credentials: for auth:",
        (config(CLIENT, CLIENT.replace("auth:", "credentials:")),),
        says=(
            "config.yaml:5:5: ",
            "did you mean 'auth'?",
        ),
    ),
    Mistake(
        "clientId",
        (config("client_id:", "clientId:"),),
        says=(
            "config.yaml:5:12: ",
            "did you mean 'client_id'?",
        ),
    ),
    Mistake(
        "the client's number for its identifier",
        (config("client_id: sandbox_client", "client_id: 360001234"),),
        live=True,
        typed="plan",
        says=(
            "config.yaml:5:23: ",
            "write the client's unique identifier, which you chose, such as",
        ),
    ),
    Mistake(
        "a wrong client secret",
        env={"ZENDESK_CLIENT_SECRET": "Zq81XkT"},
        live=True,
        typed="plan",
        says=("Check client_id and client_secret: Admin Center > Apps and",),
    ),
    Mistake(
        "the display name for the identifier",
        (config("client_id: sandbox_client", "client_id: Zendesk Bridge"),),
        live=True,
        typed="plan",
        says=("Check client_id and client_secret: Admin Center > Apps and",),
    ),
    Mistake(
        "an access token that is over",
        (config(LIVE_CLIENT, 'auth: {token: "${ZENDESK_CLIENT_SECRET}"}'),),
        env={"ZENDESK_CLIENT_SECRET": "abcdef0123"},
        live=True,
        typed="plan",
        says=("Check the credentials: this login is not known there. Copy it anew",),
    ),
    Mistake(
        "a password for the API token",
        (config(LIVE_CLIENT, 'auth: {email: "${MAIL}", api_token: "${ZENDESK_CLIENT_SECRET}"}'),),
        env={"MAIL": "{login.zendesk_email}", "ZENDESK_CLIENT_SECRET": "hunter2"},
        live=True,
        typed="plan",
        says=("Check the credentials: this login is not known there. Copy it anew",),
    ),
    Mistake(
        "another person's address",
        (config(LIVE_CLIENT, 'auth: {email: nobody@acme.example, api_token: "${ZENDESK_CLIENT_SECRET}"}'),),
        env={"ZENDESK_CLIENT_SECRET": "{login.zendesk_api_token}"},
        live=True,
        typed="plan",
        says=("Check the credentials: this login is not known there. Copy it anew",),
    ),
    Mistake(
        "a wrong key",
        env={"FRESHDESK_API_KEY": "Zq81XkT"},
        live=True,
        typed="plan",
        says=("Check the credentials: this login is not known there. Copy it anew",),
    ),
    Mistake(
        "a key in base64",
        env={"FRESHDESK_API_KEY": b64encode(b"k3y:X").decode()},
        live=True,
        typed="plan",
        says=("Check the credentials: this login is not known there. Copy it anew",),
    ),
    Mistake(
        "an agent's key at setup",
        env={"FRESHDESK_API_KEY": "{login.freshdesk_api_key}-agent"},
        live=True,
        typed="setup --yes",
        says=(
            "answered 403",
            "an administrator's, and for OAuth read and write",
        ),
    ),
    Mistake(
        "an agent's key at plan",
        env={"FRESHDESK_API_KEY": "{login.freshdesk_api_key}-agent"},
        live=True,
        typed="plan",
        says=("Check the role and scope behind the credentials: an administrator's,",),
    ),
)
