"""A simulator on a free loopback port, and a caller that knows its credentials."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import requests

from local.simulator import Installation, Simulator

CALL = {
    "action": "GetInvoices",
    "identifier": "demo",
    "secret": "demo-secret",
    "responsetype": "json",
    "orderby": "id",
    "order": "asc",
}

type Ask = Callable[..., requests.Response]


@pytest.fixture
def installation() -> Installation:
    return Installation(today=dt.date(2025, 6, 30))


@pytest.fixture
def simulator(installation: Installation) -> Iterator[Simulator]:
    with Simulator(installation) as running:
        yield running


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def ask(simulator: Simulator, session: requests.Session) -> Ask:
    """Call the API with the fields given over the usual ones; None leaves one out."""

    def call(timeout: float = 5, **fields: object) -> requests.Response:
        return session.post(
            f"{simulator.url}/includes/api.php",
            data=CALL | fields,
            timeout=timeout,
            allow_redirects=False,
        )

    return call
