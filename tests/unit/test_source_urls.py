"""Which URLs an accounting system may have."""

from collections.abc import Callable, Iterator

import pytest

from accounting.clients.outgoing import check_url
from tests.fakes.hosts import LOOPBACK, NOT_PUBLIC, PUBLIC, PUBLIC_V6, source_addresses

MALFORMED = [
    "",
    "//billing.example.com",
    "http://billing.example.com/",
    "HTTP://billing.example.com/",
    "ftp://billing.example.com/",
    "file:///etc/passwd",
    "gopher://billing.example.com:70/_x",
    "dict://billing.example.com/",
    "javascript:alert(1)",
    "https:billing.example.com",
    "https://",
    "https:///includes",
    "https://:443/",
    "https://user@billing.example.com/",
    "https://user:password@billing.example.com/",
    "https://@billing.example.com/",
    "https://billing.example.com@127.0.0.1/",
    "https://billing.example.com\\@127.0.0.1/",
    "https://billing.example.com:0/",
    "https://billing.example.com:22/",
    "https://billing.example.com:25/",
    "https://billing.example.com:80/",
    "https://billing.example.com:65536/",
    "https://billing.example.com:-1/",
    "https://billing.example.com:x/",
    "https://billing.example.com/?a=b",
    "https://billing.example.com/?",
    "https://billing.example.com/#a",
    "https://billing.example.com/#",
    "https://billing example.com/",
    "https://billing.example.com/\r\nHost: 127.0.0.1",
    "https://billing\t.example.com/",
    "https://billing.example.com\x00.evil.example/",
    "https://[::1/",
    "https://[billing.example.com]/",
    "https://billing..example.com/",
    "https://.example.com/",
    "https://" + "a" * 64 + ".example.com/",
    "https://exa%6Dple.com/",
    "https://example.com℀.evil.example/",
    "https://*.example.com/",
]
FINE = [
    "https://billing.example.com/",
    "https://billing.example.com/whmcs/",
    "https://billing.example.com:8443/a/b/",
    "https://rechnung.xn--mller-kva.example/",
    "https://under_score.example.com/",
    f"https://{PUBLIC}/",
    f"https://[{PUBLIC_V6}]/",
]


@pytest.fixture
def addresses() -> Iterator[Callable[[str], None]]:
    with source_addresses() as use:
        yield use


@pytest.mark.parametrize(
    ("mode", "host"),
    [("public", host) for host in LOOPBACK + NOT_PUBLIC]
    + [("loopback", host) for host in NOT_PUBLIC],
)
def test_address_that_is_not_public_is_refused(
    addresses: Callable[[str], None], mode: str, host: str
) -> None:
    addresses(mode)
    with pytest.raises(ValueError, match=r"public address|not a valid URL|no valid host"):
        check_url(f"https://{host}/")


@pytest.mark.parametrize("url", MALFORMED)
def test_url_that_is_none_of_an_accounting_system_is_refused(
    addresses: Callable[[str], None], url: str
) -> None:
    with pytest.raises(ValueError, match=r"^(must|names|is not)"):
        check_url(url)


@pytest.mark.parametrize("url", FINE)
def test_url_of_an_accounting_system_is_kept(addresses: Callable[[str], None], url: str) -> None:
    assert check_url(f" {url} ") == url


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8899/", "http://localhost/", "https://[::1]/", "http://a.example/"]
)
def test_loopback_and_http_are_for_development(addresses: Callable[[str], None], url: str) -> None:
    addresses("loopback")
    assert check_url(url) == url
