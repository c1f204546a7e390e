"""Certificates, made when they are first needed, by an authority of the simulator's own."""

import datetime as dt
import ssl
from functools import cache, cached_property
from typing import Literal

import trustme

NAMES: tuple[str, ...] = ("127.0.0.1", "localhost")

type Certificate = Literal[
    "valid", "other_name", "expired", "self_signed", "unknown_authority", "incomplete_chain"
]


class Authority:
    """`pem`: what a caller must trust to find the certificate `valid`, and no other."""

    def __init__(self) -> None:
        self._trusted = trustme.CA()
        self.context = cache(self._context)

    @cached_property
    def pem(self) -> bytes:
        return self._trusted.cert_pem.bytes()

    def _context(self, certificate: Certificate) -> ssl.SSLContext:
        """The server's side of a handshake that presents this certificate."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        with trustme.Blob(
            b"".join(blob.bytes() for blob in self._made(certificate))
        ).tempfile() as file:
            context.load_cert_chain(file)
        return context

    def _made(self, certificate: Certificate) -> list[trustme.Blob]:
        """The key, and what is presented."""
        issuer, names, until = self._trusted, NAMES, None
        match certificate:
            case "self_signed":
                alone = trustme.CA()
                return [alone.private_key_pem, alone.cert_pem]
            case "other_name":
                names = ("other.example.com",)
            case "expired":
                until = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
            case "unknown_authority":
                issuer = trustme.CA()
            case "incomplete_chain":
                issuer = self._trusted.create_child_ca()
        leaf = issuer.issue_cert(*names, not_after=until)
        return [leaf.private_key_pem, leaf.cert_chain_pems[0]]
