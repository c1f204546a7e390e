"""The address of an installation: what people enter, and the one form in which it is kept."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.clients import outgoing, sources
from accounting.clients.sources import address, installation
from accounting.clients.whmcs.address import endpoint
from accounting.domain.systems import Settings

PLAIN, FOLDER = "https://billing.example.com/", "https://billing.example.com/whmcs/"


@pytest.fixture(autouse=True)
def _public(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SOURCE_ADDRESSES", "public")
    outgoing.source_addresses.cache_clear()
    yield
    outgoing.source_addresses.cache_clear()


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("billing.example.com", PLAIN),
        ("billing.example.com/", PLAIN),
        ("BILLING.Example.com", PLAIN),
        ("billing.example.com:443", PLAIN),
        ("billing.example.com:8443", "https://billing.example.com:8443/"),
        ("billing.example.com:8443/whmcs", "https://billing.example.com:8443/whmcs/"),
        ("https://billing.example.com", PLAIN),
        ("HTTPS://billing.example.com.//", PLAIN),
        ("https://billing.example.com/includes/api.php", PLAIN),
        ("https://billing.example.com/includes/", PLAIN),
        ("https://billing.example.com/admin", PLAIN),
        ("https://billing.example.com/admin/", PLAIN),
        ("https://billing.example.com/admin/login.php", PLAIN),
        ("https://billing.example.com/admin/invoices.php?action=edit&id=7", PLAIN),
        ("https://billing.example.com/admin/index.php?rp=/admin/setup/x#tab", PLAIN),
        ("https://billing.example.com/index.php", PLAIN),
        ("https://billing.example.com/index.php?rp=/login", PLAIN),
        ("https://billing.example.com/index.php/store/hosting", PLAIN),
        ("https://billing.example.com/clientarea.php?action=invoices", PLAIN),
        ("billing.example.com/clientarea.php", PLAIN),
        ("billing.example.com/whmcs/clientarea.php", FOLDER),
        ("https://billing.example.com/whmcs/cart.php?a=view", FOLDER),
        ("https://billing.example.com/whmcs/admin/", FOLDER),
        ("https://billing.example.com/whmcs/includes/api.php", FOLDER),
        ("https://billing.example.com//whmcs/./x/..//", FOLDER),
        ("https://billing.example.com/%77hmcs", FOLDER),
        ("https://billing.example.com/%61dmin/", PLAIN),
        ("https://billing.example.com/WHMCS", "https://billing.example.com/WHMCS/"),
        ("https://billing.example.com/php/", "https://billing.example.com/php/"),
        (
            "https://billing.example.com/administration",
            "https://billing.example.com/administration/",
        ),
        ("https://admin.example.com/", "https://admin.example.com/"),
        ("https://admin/", "https://admin/"),
        ("https://index.php/", "https://index.php/"),
        ("rechnung.müller.example", "https://rechnung.xn--mller-kva.example/"),
        ("https://[2606:2800:021F::0001]/", "https://[2606:2800:21f::1]/"),
        ("https://93.184.215.14/", "https://93.184.215.14/"),
        ("https://1572395022/", "https://93.184.216.14/"),
    ],
)
def test_address_is_completed_and_cut_to_the_installation(entered: str, kept: str) -> None:
    assert address(f" {entered} ") == kept
    assert address(kept) == kept
    assert installation(Settings("", entered if "://" in entered else kept, "")) == kept
    assert endpoint(kept) == f"{kept}includes/api.php"


@pytest.mark.parametrize("url", ["http://billing.example.com", "HTTP://billing.example.com/admin/"])
def test_plain_http_is_refused_and_not_upgraded(url: str) -> None:
    with pytest.raises(ValueError, match=r"^must begin with https://, because"):
        address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a b",
        "https:",
        "https:/",
        "https://",
        "/admin/",
        "/index.php",
        "//billing.example.com",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "ftp://billing.example.com",
        "me@billing.example.com",
        "https://billing.example.com/?a=b",
        "https://billing.example.com/store?a=b",
    ],
)
def test_what_names_no_installation_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|names|is not)"):
        address(url)


_PARTS = st.sampled_from(
    ["/", "/admin", "/index.php", "/includes/api.php", "/whmcs", "/./", "/../", "/a%2e", "/ü", "//"]
)


@given(st.sampled_from(["a.example", "https://A.example", "a.example:8443"]), st.lists(_PARTS))
def test_what_is_kept_stays_as_it_is(host: str, parts: list[str]) -> None:
    kept = address(host + "".join(parts))
    assert address(kept) == kept
    assert installation(Settings("", kept, "")) == kept


def test_every_kind_knows_its_addresses() -> None:
    for kind in sources.KINDS:
        assert address("billing.example.com", kind) == PLAIN
