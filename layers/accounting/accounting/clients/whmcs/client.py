"""Asks WHMCS for invoices: one POST a page, over connections that stay open."""

import threading

import requests

from accounting.clients.connection_errors import connection_error
from accounting.clients.outgoing import ANSWER_LIMIT, open_session
from accounting.clients.patience import Patience
from accounting.clients.whmcs.address import endpoint
from accounting.clients.whmcs.answers import page_of
from accounting.domain.credentials import Credentials
from accounting.domain.errors import PageTooLarge
from accounting.domain.systems import Settings
from accounting.engine.ports import Page, Source


class Whmcs(Source):
    """One installation, with the credential to read its invoices. Safe to call from threads."""

    def __init__(
        self,
        url: str,
        username: str,
        credentials: Credentials,
        patience: Patience,
    ) -> None:
        self._patience = patience
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
    def of(cls, settings: Settings, credentials: Credentials, patience: Patience) -> "Whmcs":
        return cls(settings.url, settings.username, credentials, patience)

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
                timeout=(self._patience.connect, self._patience.answer),
            ) as response:
                return response.status_code, response.headers, _body(response)
        except requests.RequestException as error:
            raise connection_error(error) from None

    def _session(self) -> requests.Session:
        """One for each thread, so that each keeps a connection of its own."""
        if not hasattr(self._local, "session"):
            self._local.session = open_session()
        session: requests.Session = self._local.session
        return session


def _body(response: requests.Response) -> bytes:
    """The whole answer, unless it is too large to be one. A redirect says all in its head."""
    if response.is_redirect:
        return b""
    chunks, size = [], 0
    for chunk in response.iter_content(1 << 16):
        chunks.append(chunk)
        size += len(chunk)
        if size > ANSWER_LIMIT:
            raise PageTooLarge(f"The answer is larger than {ANSWER_LIMIT >> 20} MB.")
    return b"".join(chunks)
