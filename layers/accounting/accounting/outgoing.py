"""How we call out: to public addresses only, checked on the address really connected to.

requests-hardened resolves a name once, refuses private, loopback, link-local and reserved
addresses, and connects to the very address it checked, so a name that changes in between is no way
around it.
"""

import os
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

import requests
from requests_hardened import Config, HTTPSession

from accounting.errors import InvalidInput

ANSWER_LIMIT = 32 << 20
USER_AGENT = "revenue-sync"


@cache
def source_addresses() -> Literal["public", "loopback"]:
    """`loopback` allows http and this very machine as well: for development."""
    return "loopback" if os.environ["SOURCE_ADDRESSES"] == "loopback" else "public"


def open_session() -> requests.Session:
    session: requests.Session = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=source_addresses() == "loopback",
            never_redirect=True,
            default_timeout=(5, 30),
            user_agent_override=USER_AGENT,
        )
    )
    session.trust_env = False  # No proxy and no netrc may stand between us and the check.
    return session


def check_url(url: str) -> str:
    """The URL as it is to be kept. InvalidInput when it cannot be an accounting system's.

    Names are not resolved here: what they lead to is checked at every connection.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise InvalidInput(("url", "is not a valid URL")) from None
    local = source_addresses() == "loopback"
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise InvalidInput(("url", "must begin with https://"))
    if not parts.hostname:
        raise InvalidInput(("url", "names no host"))
    if parts.username is not None or parts.password is not None:
        raise InvalidInput(("url", "must not contain a user name or password"))
    if parts.query or parts.fragment:
        raise InvalidInput(("url", "must not contain ? or #"))
    if port == 0:
        raise InvalidInput(("url", "has an invalid port"))
    return url.strip()
