"""Texts in which nobody means a product: source code, hosts, logs, hashes, encoded blocks, dumps."""

from __future__ import annotations

import base64
import binascii
import string
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from random import Random

_LENGTH = 600
_NAMES = """
    get set user item count index value name list node event handler click load state render cache token page data
    buffer size width query parse async await return const function import default export class self init start stop key
"""
_TYPES = """
    utf8 int32 uint8 int64 base64 sha256 sha1 md5 x86 arm64 i386 ipv4 ipv6 h264 mp4 mp3 arg0 arg1 tmp2 var1 r12 r15 eax
    es6 log2 atan2 vec3 mat4 f32 f64 u16 i18n l10n k8s s3 ec2 html5 css3 php7 py311 win32 ext4 http2 tls13 oauth2 v8
"""
_WORDS, _TOKENS = _NAMES.split(), _TYPES.split()
_HOSTS = ("example.com", "example.net", "cdn.example.org", "internal.example", "svc.cluster.local")
_HEX = "0123456789abcdef"
_UPPER_HEX = "0123456789ABCDEF"


def short_skus(count: int, seed: int) -> list[str]:
    """Return so many different SKUs of four to six letters and digits; none that programmers use as well."""
    rng = Random(f"short {seed}")  # noqa: S311  (made-up SKUs, nothing secret)
    taken = {token.upper() for token in _TOKENS}
    found: dict[str, str] = {}
    while len(found) < count:
        sku = "".join(rng.choices(string.ascii_uppercase, k=rng.randint(1, 3)))
        sku += rng.choice(("", "", "-")) + "".join(rng.choices(string.digits, k=rng.randint(2, 3)))
        if rng.random() < 0.3:
            sku += rng.choice(string.ascii_uppercase)
        bare = sku.replace("-", "")
        if len(sku) <= 6 and len(bare) >= 4 and bare not in taken:
            found.setdefault(bare, sku)
    return list(found.values())


def hostile(count: int, seed: int, skus: list[str]) -> Iterator[str]:
    """Yield so many texts; every kind in turn, about half of the lines with a SKU's letters inside something longer."""
    rng = Random(f"hostile {seed}")  # noqa: S311  (made-up texts, nothing secret)
    for kind in islice(cycle(_KINDS), count):
        lines: list[str] = []
        while sum(map(len, lines)) < _LENGTH:
            lines.append(kind(rng, rng.choice(skus).replace("-", "") if rng.random() < 0.5 else _of(rng, _HEX, 4)))
        yield "\n".join(lines)


def _of(rng: Random, alphabet: str, count: int) -> str:
    return "".join(rng.choices(alphabet, k=count))


def _identifier(rng: Random, code: str) -> str:
    first, second = rng.choice(_WORDS), rng.choice(_WORDS)
    return rng.choice(
        (
            f"{first}_{second}",
            f"{first}{second.title()}",
            rng.choice(_TOKENS),
            f"{first}{code.lower()}x",
            f"_{code}{second}",
            f"{first}{code.title()}{second.title()}",
            f"{first}_{rng.choice(_TOKENS)}",
            f"${first}",
            f"{first[0]}{rng.randint(0, 9)}",
        )
    )


def _code(rng: Random, code: str) -> str:
    one, two, three = (_identifier(rng, code) for _ in range(3))
    return rng.choice(
        (
            f"  const {one} = {two}({three}, 0x{_of(rng, _HEX, 6)});",
            f"    if ({one}[{two}] !== {three}) {{ return {rng.randint(0, 999)}; }}",
            f"def {one}({two}: int, {three}=None) -> str:",
            f"import {{ {one}, {two} }} from './{three}';",
            f"#define {one.upper()} {two}->{three}",
            f"mov {one}, [{two}+0x{_of(rng, _HEX, 4)}]",
            f"<div class=\"{one}-{two}\" id='{three}'></div>",
            f"  at {one}.{two} ({three}.js:{rng.randint(1, 999)}:17)",
        )
    )


def _minified(rng: Random, code: str) -> str:
    return "".join(f"{_identifier(rng, code)}{rng.choice('=(){};,.!?:+[]&|')}" for _ in range(12))


def _host(rng: Random, code: str) -> str:
    host = rng.choice(
        (
            f"{code.lower()}.{rng.choice(_HOSTS)}",
            f"ip-{code.lower()}.{rng.choice(_HOSTS)}",
            f"{rng.choice(_WORDS)}-{rng.randint(1, 40)}.{code.lower()}.{rng.choice(_HOSTS)}",
        )
    )
    return rng.choice(
        (
            "GET http://{}/ 200",
            "Received: from {} by mx1.example.net; ESMTP",
            "ping {}: 12 ms",
            "{} IN A 192.0.2.7",
            "ssh root@{}",
            "NS {}.",
        )
    ).format(host)


def _log(rng: Random, code: str) -> str:
    where = (
        f"0x{_of(rng, _HEX, 12)}" if rng.random() < 0.5 else f"req-{_of(rng, _HEX, 8)}{code.lower()}{_of(rng, _HEX, 4)}"
    )
    clock = f"2026-05-{rng.randint(1, 28):02}T1{rng.randint(0, 9)}:22:{rng.randint(10, 59)}Z"
    return f"{clock} [{rng.choice(_WORDS)}] {where} {_identifier(rng, code)}={rng.randint(0, 99999)}"


def _hash(rng: Random, code: str) -> str:
    filling = code.lower() if set(code.lower()) <= set(_HEX) else _of(rng, _HEX, len(code))
    return rng.choice(
        (
            f"{_of(rng, _HEX, 21)}{filling}{_of(rng, _HEX, 15)}  file{rng.randint(1, 99)}.bin",
            f"{_of(rng, _HEX, 8)}-{filling[:4].ljust(4, '0')}-4{_of(rng, _HEX, 3)}-a123-{_of(rng, _HEX, 12)}",
            f"index {_of(rng, _HEX, 7)}..{_of(rng, _HEX, 7)} 100644",
            ":".join(_of(rng, _UPPER_HEX, 2) for _ in range(20)),
        )
    )


def _base64(rng: Random, code: str) -> str:
    line = base64.b64encode(rng.randbytes(57)).decode()
    place = rng.randrange(1, 60)
    return line[:place] + rng.choice(("", "/", "+")) + code + rng.choice(("", "/", "+")) + line[place:][: 70 - place]


def _uuencoded(rng: Random, code: str) -> str:
    line = binascii.b2a_uu(rng.randbytes(45)).decode().rstrip("\n")
    place = rng.randrange(2, 50)
    return (line[:place] + code.upper() + line[place + len(code) :])[:61]


def _dump(rng: Random, code: str) -> str:
    groups = [_of(rng, _HEX, 4) for _ in range(7)]
    if set(code.lower()) <= set(_HEX):
        groups.append(code.lower()[:4])
    return f"{rng.randrange(0, 2**20, 16):08x}: {' '.join(groups)}  {_of(rng, string.ascii_letters + '.', 16)}"


_KINDS: tuple[Callable[[Random, str], str], ...] = (_code, _minified, _host, _log, _hash, _base64, _uuencoded, _dump)
