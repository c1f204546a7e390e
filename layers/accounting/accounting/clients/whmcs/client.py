"""Asks WHMCS for invoices: one POST a page, over connections that stay open."""

import threading

import requests
from requests_hardened.ip_filter import InvalidIPAddress

from accounting.clients.outgoing import ANSWER_LIMIT, open_session
from accounting.clients.whmcs.answers import page_of
from accounting.clients.whmcs.refusals import wrong_address
from accounting.domain.credentials import Credentials
from accounting.domain.errors import PageTooLarge, SourceRejected, SourceUnavailable
from accounting.domain.systems import Settings
from accounting.engine.ports import Page, Source

CONNECT_SECONDS, READ_SECONDS = 5, 30


class Whmcs(Source):
    """One installation, with the credential to read its invoices. Safe to call from threads."""

    def __init__(self, url: str, username: str, credentials: Credentials) -> None:
        self._endpoint = endpoint(url)
        self._form = {
            "action": "GetInvoices",
            "identifier": username,
            "secret": credentials.password,
            "responsetype": "json",
            "orderby": "id",
            "order": "asc",
        }
        if credentials.access_key:
            self._form["accesskey"] = credentials.access_key
        self._local = threading.local()
        self._parsing = threading.Lock()

    @classmethod
    def of(cls, settings: Settings, credentials: Credentials) -> "Whmcs":
        return cls(settings.url, settings.username, credentials)

    def page(self, start: int, limit: int, status: str = "") -> Page:
        form = {**self._form, "limitstart": str(start), "limitnum": str(limit)}
        if status:
            form["status"] = status
        code, headers, body = self._post(form)
        with self._parsing:  # One at a time is as fast, and takes a fraction of the memory.
            return page_of(code, headers, body, start)

    def _post(
        self, form: dict[str, str]
    ) -> tuple[int, requests.structures.CaseInsensitiveDict[str], bytes]:
        try:
            with self._session().post(
                self._endpoint,
                data=form,
                stream=True,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
            ) as response:
                return response.status_code, response.headers, _bounded(response)
        except InvalidIPAddress:
            raise SourceRejected(
                "The address of the accounting system is not a public one.",
                "Enter the address WHMCS has on the internet.",
            ) from None
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema):
            raise wrong_address("The address of the accounting system is not valid.") from None
        except requests.exceptions.SSLError:
            raise SourceRejected(
                "The certificate of the accounting system is not valid.",
                "Renew the certificate, or correct the host name in the URL.",
            ) from None
        except requests.exceptions.RequestException as error:
            raise SourceUnavailable(
                f"The accounting system cannot be reached ({type(error).__name__}).",
                "Check the URL and whether the server is up; it is tried again by itself.",
            ) from None

    def _session(self) -> requests.Session:
        """One for each thread, so that each keeps a connection of its own."""
        if not hasattr(self._local, "session"):
            self._local.session = open_session()
        session: requests.Session = self._local.session
        return session


def endpoint(url: str) -> str:
    """The API's address, given WHMCS's own, with or without the file at its end."""
    base = url.strip().rstrip("/").removesuffix("includes/api.php").rstrip("/")
    return f"{base}/includes/api.php"


def _bounded(response: requests.Response) -> bytes:
    """The whole answer, unless it is too large to be one."""
    chunks, size = [], 0
    for chunk in response.iter_content(1 << 16):
        chunks.append(chunk)
        size += len(chunk)
        if size > ANSWER_LIMIT:
            raise PageTooLarge(f"The answer is larger than {ANSWER_LIMIT >> 20} MB.")
    return b"".join(chunks)
