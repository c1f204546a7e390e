"""How we call out: to public addresses only, checked on the address really connected to.

requests-hardened resolves a name once, takes the first address, refuses private, loopback,
link-local, shared, multicast and translated ones, and connects to the very address it checked, so a
name that changes in between is no way around it. What its list lacks (site-local and reserved IPv6)
is refused here, by the same rule that refuses such addresses when they are entered.
"""

import os
import re
import socket
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from posixpath import normpath
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

import idna
import requests
from requests.utils import requote_uri
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES, InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3 import HTTPConnectionPool

from accounting.clients import whole_answer
from accounting.clients.patience import SYNC_PATIENCE

ANSWER_LIMIT = 16 << 20
USER_AGENT = "revenue-sync"


@cache
def source_addresses() -> Literal["public", "loopback"]:
    """`loopback` allows http and this very machine as well: for development."""
    return "loopback" if os.environ["SOURCE_ADDRESSES"] == "loopback" else "public"


class PublicAdapter(IPFilterAdapter):  # type: ignore[misc]
    """Looks once more at the address that was resolved and will be connected to. A time-out for
    reading is for the whole answer. For one session, so for one step at most: while requests
    succeed a name is looked up once, and what was checked stays what is connected to."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._checked: dict[str, tuple[HTTPConnectionPool, str]] = {}

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = whole_answer.POOLS

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        if not may_connect(ip_address(host["host"].strip("[]"))):
            raise InvalidIPAddress(host["host"])
        return host, pool

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> HTTPConnectionPool:
        url = request.url or ""
        if url not in self._checked:
            pool = super().get_connection_with_tls_context(request, *args, **kwargs)
            self._checked[url] = pool, request.headers["Host"]
        pool, request.headers["Host"] = self._checked[url]
        return pool

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            response: requests.Response = super().send(*args, **kwargs)
        except requests.RequestException:
            self._checked.clear()  # The name may have another address, which works.
            raise
        return response


class _Session(HTTPSession):  # type: ignore[misc]
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests would take in the whole answer, however large, to see where it leads."""


def open_session() -> requests.Session:
    session: requests.Session = _Session(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=_loopback(),
            never_redirect=True,
            default_timeout=(SYNC_PATIENCE.connect, SYNC_PATIENCE.answer),
            user_agent_override=USER_AGENT,
        )
    )
    session.mount("https://", PublicAdapter(is_https_proto=True, allow_loopback=_loopback()))
    if _loopback():
        session.mount("http://", PublicAdapter(is_https_proto=False, allow_loopback=True))
    else:
        del session.adapters["http://"]
    session.verify = _authorities()
    session.trust_env = False  # No proxy and no netrc may stand between us and the check.
    return session


def _authorities() -> str | bool:
    """The public ones; for development, on loopback, a file may name others in their place."""
    return (_loopback() and os.environ.get("SOURCE_CA_FILE")) or True


def may_connect(address: IPv4Address | IPv6Address) -> bool:
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    real = inner or address
    if real.is_loopback:
        return _loopback()
    return (
        real.is_global
        and not (real.is_multicast or real.is_reserved or getattr(real, "is_site_local", False))
        and not any(real in network for network in EXTRA_BLOCKED_NET_RANGES)
    )


def check_url(url: str) -> str:
    """The URL in its one form. ValueError says why it cannot be an accounting system's.

    Names are not resolved here: what they lead to is checked at every connection.
    """
    complete = _with_scheme(url.strip())
    try:
        parts = urlsplit(complete)
        problem = _unfit(complete, parts, parts.port) or _unfit_host(parts.hostname or "")
    except ValueError:
        problem = "is not a valid URL"
    if problem:
        raise ValueError(problem)
    return one_form(complete)


def one_form(url: str) -> str:
    """The same text for all ways to write a URL: host in lower case and in ASCII, no port that goes
    without saying, no detours in the path, a slash at the end."""
    parts = urlsplit(url)
    path = normpath("/" + requote_uri(parts.path).lstrip("/"))
    return f"{parts.scheme}://{_host(parts)}{path.rstrip('/')}/"


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    address = _literal(host)
    if address:
        host = f"[{address}]" if isinstance(address, IPv6Address) else str(address)
    else:
        host = _ascii(host).rstrip(".")
    needless = {"https": 443, "http": 80}.get(parts.scheme)
    return host if parts.port in (None, needless) else f"{host}:{parts.port}"


def _with_scheme(url: str) -> str:
    """A bare host, perhaps with a port, is completed; what begins with any scheme stays."""
    bare = url and not url.startswith("/") and not re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", url, re.I)
    return f"https://{url}" if bare else url


def _loopback() -> bool:
    return source_addresses() == "loopback"


def _unfit(url: str, parts: SplitResult, port: int | None) -> str:
    """What is wrong with it, besides its host; empty when nothing is."""
    if re.search(r"[\x00-\x20\x7f\\]", url):
        return "must not contain spaces, backslashes or control characters"
    if parts.scheme != "https" and not (_loopback() and parts.scheme == "http"):
        return "must begin with https://, because the password is sent along"
    if "@" in parts.netloc:
        return "must not contain a user name or password"
    if "?" in url or "#" in url:
        return "must not contain ? or #"
    if port is not None and not (_loopback() and port) and port != 443 and port <= 1023:
        return "must use port 443 or one above 1023"
    return ""


def _unfit_host(host: str) -> str:
    """An address in any notation is judged here already; a name only by its form."""
    if not host:
        return "names no host"
    address = _literal(host)
    if address and not may_connect(address):
        return "must lead to a public address"
    if not address and not re.fullmatch(r"([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?", _ascii(host)):
        return "names no valid host"
    return ""


def _ascii(host: str) -> str:
    """As requests will look the name up. Raises ValueError (UnicodeError)."""
    return host.lower() if host.isascii() else idna.encode(host, uts46=True).decode()


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """None when it is a name. Knows the old notations (2130706433, 0x7f.1, 0177.0.0.1) as well."""
    if ":" in host:
        return ip_address(host)
    try:
        return IPv4Address(socket.inet_aton(_ascii(host).rstrip(".")))
    except OSError:
        return None
