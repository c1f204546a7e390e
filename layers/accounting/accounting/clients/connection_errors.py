"""What it means that a request did not get a whole answer, and what to do about it.

Only an address that cannot be right and a certificate that does not verify are refusals. Everything
else may pass: also a handshake that was closed or answered with an alert, as a server does that
restarts. Judged by types and numbers, never by an exception's text.
"""

import errno
import http.client
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import requests
import urllib3
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.util.ssl_match_hostname import CertificateError

from accounting.domain.errors import SourceError, SourceRejected, SourceUnavailable

_CHECK_URL = "Check the URL."
_PUBLIC_AUTHORITY = (
    "Install a certificate of a public authority on its server, together with the intermediate "
    "certificates (the file is often called fullchain.pem)."
)
_OTHER_NAME = (
    "The certificate of the accounting system is for another host name.",
    "Enter the URL with the host name the certificate is for, or install one for this name.",
)

# By OpenSSL's X509_V_ERR_…
_CERTIFICATES = {
    9: (
        "The certificate of the accounting system is not valid yet.",
        "Check from when on it is valid, and the clock of the machine that made it.",
    ),
    10: (
        "The certificate of the accounting system has expired.",
        "Renew it on its server, and reload the web server.",
    ),
    **dict.fromkeys(
        (18, 19), ("The certificate of the accounting system is self-signed.", _PUBLIC_AUTHORITY)
    ),
    **dict.fromkeys(
        (2, 20, 21),
        (
            "The certificate of the accounting system is of an issuer we do not know, or its "
            "intermediate certificates are missing.",
            _PUBLIC_AUTHORITY,
        ),
    ),
    23: (
        "The certificate of the accounting system has been revoked.",
        "Install a new one on its server.",
    ),
    **dict.fromkeys((62, 64), _OTHER_NAME),
}
_ANY_CERTIFICATE = (
    "The certificate of the accounting system cannot be verified.",
    _PUBLIC_AUTHORITY,
)


@dataclass(frozen=True, slots=True)
class _Case:
    """`types`: of the exception or of one that it was made of. `numbers`: its errno, if given."""

    types: type[BaseException] | tuple[type[BaseException], ...]
    error: type[SourceRejected | SourceUnavailable]
    detail: str
    advice: str
    numbers: frozenset[int] = frozenset()

    def fits(self, reason: BaseException) -> bool:
        number = getattr(reason, "errno", None)
        return isinstance(reason, self.types) and (not self.numbers or number in self.numbers)


# The first that fits.
_CASES = [
    _Case(
        InvalidIPAddress,
        SourceRejected,
        "The address of the accounting system is not a public one.",
        "Enter the address WHMCS has on the internet.",
    ),
    _Case(
        (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema),
        SourceRejected,
        "The address of the accounting system is not valid.",
        _CHECK_URL,
    ),
    _Case(
        socket.gaierror,
        SourceUnavailable,
        "The name of the server is unknown: DNS has no address for it.",
        "Check the host name in the URL, and its DNS entry if the name is new.",
    ),
    _Case(
        ConnectionRefusedError,
        SourceUnavailable,
        "The server refuses the connection: nothing listens at this address and port.",
        "Check the URL and its port, whether the web server runs, and its firewall.",
    ),
    _Case(
        OSError,
        SourceUnavailable,
        "There is no route to the server.",
        "Check the URL, and whether the server is connected to the internet.",
        frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN}),
    ),
    _Case(
        (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError),
        SourceUnavailable,
        "The server was connected to, but did not answer in time.",
        "Check whether the server is overloaded; a smaller step makes each answer quicker.",
    ),
    _Case(
        (requests.exceptions.ConnectTimeout, TimeoutError),
        SourceUnavailable,
        "The server did not accept a connection in time.",
        "Check the URL and its port, whether the server is up, and its firewall.",
    ),
    _Case(
        ssl.SSLError,
        SourceUnavailable,
        "The encrypted connection (TLS) to the server failed.",
        "Check that the URL's port speaks https, and that the server supports TLS 1.2 or newer.",
    ),
    _Case(
        (ConnectionError, http.client.IncompleteRead),
        SourceUnavailable,
        "The server cut the connection before its answer was complete.",
        "Check the web server's log, and that of a firewall or a proxy in front of it.",
    ),
    _Case(
        http.client.HTTPException,
        SourceUnavailable,
        "What answers at this address does not speak HTTP.",
        "Check the URL and its port.",
    ),
    _Case(
        urllib3.exceptions.DecodeError,
        SourceUnavailable,
        "The answer came damaged: it cannot be decompressed.",
        "Check the web server's compression, and that of a proxy in front of it.",
    ),
    _Case(
        BaseException,
        SourceUnavailable,
        "The connection to the server failed.",
        "Check the URL and whether the server is up.",
    ),
]


def connection_error(error: requests.RequestException) -> SourceError:
    """The error of ours that this one of requests stands for."""
    reasons = list(_chain(error))
    for reason in reasons:
        if isinstance(reason, ssl.SSLCertVerificationError):
            return SourceRejected(*_CERTIFICATES.get(reason.verify_code, _ANY_CERTIFICATE))
        if isinstance(reason, CertificateError):
            return SourceRejected(*_OTHER_NAME)
    case = next(case for case in _CASES if any(map(case.fits, reasons)))
    return case.error(case.detail, case.advice)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, and what it was made of."""
    while error:
        yield error
        error = error.__cause__ or error.__context__
